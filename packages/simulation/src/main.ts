/** `npm run simulate -- --seeds N [--from S] [--minutes M]` or `-- --seed S [--trace]`. */
import { parseArgs } from 'node:util'
import { systemClock } from '@sotto/kernel'
import { createCoverage } from './coverage.ts'
import { printCoverage, printSummary } from './print.ts'
import { runSimulation } from './run-simulation.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '5' },
    trace: { type: 'boolean', default: false },
  },
})

const minutes = Number(values.minutes)
const first = Number(values.seed ?? values.from)
const count = values.seed === undefined ? Number(values.seeds) : 1
const coverage = createCoverage()
const print = (line: string) => void process.stdout.write(`${line}\n`)
const startedAt = systemClock.monotonicNow()
let failed = 0

for (let seed = first; seed < first + count; seed += 1) {
  const result = await runSimulation({
    seed,
    minutes,
    onTraceLine: values.trace ? print : undefined,
  })
  coverage.merge(result.coverage)
  if (result.violations.length > 0) failed += 1
  printSummary(print, result, minutes)
}
const seconds = (systemClock.monotonicNow() - startedAt) / 1_000
printCoverage(print, coverage)
print(
  `${count} seeds of ${minutes} min in ${seconds.toFixed(1)} s (${(count / seconds).toFixed(2)} seeds/s), ${failed} failed`,
)
process.exitCode = failed > 0 ? 1 : 0
