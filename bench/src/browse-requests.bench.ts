import { measureBrowsing } from '@sotto/simulation'
const way = process.argv[2] as never
const t=performance.now()
const result = await measureBrowsing({ way, seed: 1, supervisors: Number(process.argv[4]??50), agents: 200, callsPerMinute: 20, minutes: Number(process.argv[3]) })
console.log(result, (performance.now()-t)/1000)
process.exit(0)
