/** What a run of seeds tells its reader: a replay line for each failure, and what has met what. */
import { controlTransitions } from '@sotto/domain'
import type { Violation } from '../checks/violation.ts'
import type { Coverage } from '../coverage.ts'
import { faultNames } from '../script/fault-catalogue.ts'
import type { SeedResult } from '../seed-result.ts'

export type Print = (line: string) => unknown

export function printFailure(
  print: Print,
  { seed, violations }: Pick<SeedResult, 'seed' | 'violations'>,
  minutes: number,
): void {
  if (violations.length === 0) return
  print(`seed ${seed} FAILED`)
  for (const violation of violations) print(`  ${violationLine(violation)}`)
  print(
    `  replay: npm run simulate -- --seed ${seed}${minutes === 5 ? '' : ` --minutes ${minutes}`}`,
  )
}

export function violationLine({ rule, atMs, what }: Violation): string {
  return `[${rule}] at ${(atMs / 1_000).toFixed(2)} s: ${what}`
}

/** A table of faults and states: how often each met each, and what has not met. */
export function printCoverage(print: Print, coverage: Coverage): void {
  const states = Object.keys(controlTransitions)
  const unseen: string[] = []
  print(
    `\n${'fault × state'.padEnd(26)}${states.map((state) => state.slice(0, 9).padStart(10)).join('')}`,
  )
  for (const fault of faultNames()) {
    const counts = states.map((state) => coverage.count(fault, state))
    print(fault.padEnd(26) + counts.map((count) => String(count || '·').padStart(10)).join(''))
    for (const [index, state] of states.entries())
      if (counts[index] === 0) unseen.push(`${fault} × ${state}`)
  }
  const pairs = states.length * faultNames().length
  print(`${pairs - unseen.length} of ${pairs} pairs seen${listOf(unseen)}`)
}

const listedAtMost = 40

/** The table shows them all; a short list is easier to read. */
function listOf(unseen: readonly string[]): string {
  if (unseen.length === 0) return ''
  return unseen.length > listedAtMost ? '; · is not seen' : `; not seen: ${unseen.join(', ')}`
}
