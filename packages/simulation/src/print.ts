/** What a run of seeds tells its reader: one line each, a replay line per failure, and what has met what. */
import { controlTransitions } from '@sotto/domain'
import type { Coverage } from './coverage.ts'
import type { SimulationResult } from './run-simulation.ts'
import { faultNames } from './script/fault-catalogue.ts'

type Print = (line: string) => void

export function printSummary(print: Print, result: SimulationResult, minutes: number): void {
  const { seed, commands, faults, controls, spokenFrames, traceHash, violations } = result
  const verdict = violations.length === 0 ? 'ok' : 'FAILED'
  print(
    `seed ${seed} ${verdict} trace ${traceHash}: ${commands} commands, ${faults} faults, ${controls} controls, ${spokenFrames} spoken frames`,
  )
  for (const { rule, atMs, what } of violations)
    print(`  [${rule}] at ${(atMs / 1_000).toFixed(2)} s: ${what}`)
  if (violations.length > 0)
    print(
      `  replay: npm run simulate -- --seed ${seed}${minutes === 5 ? '' : ` --minutes ${minutes}`}`,
    )
}

/** A table of faults and states; how often each met each. */
export function printCoverage(print: Print, coverage: Coverage): void {
  const states = Object.keys(controlTransitions)
  print(
    `\n${'fault × state'.padEnd(26)}${states.map((state) => state.slice(0, 9).padStart(10)).join('')}`,
  )
  for (const fault of faultNames())
    print(
      fault.padEnd(26) +
        states.map((state) => String(coverage.count(fault, state) || '·').padStart(10)).join(''),
    )
}
