// Stands in for a part of Sotto: does what STUB_<part> says, and writes down how it was ended.
// Written in JavaScript because it is forked, and Node 20 forks no TypeScript.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

const part = process.argv[2] === 'serve' ? 'server' : 'simulator'
const behaviour = process.env[`STUB_${part}`] ?? 'runs'
const port = part === 'server' ? process.env.SOTTO_PORT : process.env.SIM_PORT
const note = (word) =>
  appendFileSync(join(process.env.SOTTO_DATA_DIR, 'notes'), `${part} ${word}\n`)

process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
process.on('message', () => {
  if (behaviour === 'hangs') return
  note('stopped')
  process.exit(0)
})

switch (behaviour) {
  case 'fails':
    process.send({ type: 'failed', line: `${part}: that port is taken` })
    process.exitCode = 1
    process.disconnect()
    break
  case 'crashes':
    process.send({ type: 'ready', address: 'http://localhost:1', people: [] })
    process.kill(process.pid, 'SIGKILL')
    break
  default:
    process.send({ type: 'nonsense' })
    process.send({ type: 'notice', line: `${part} has something to say` })
    process.send({
      type: 'ready',
      address: `http://localhost:${port}`,
      people:
        part === 'server'
          ? []
          : [
              { name: 'Maren Brandt', role: 'supervisor', teams: ['Billing', 'Sales'] },
              { name: 'Ida Noor', role: 'lead', teams: ['Billing'] },
            ],
    })
}
