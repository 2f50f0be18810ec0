/** Many seeds: progress, a replay line for each failure, what has met what, and how quick it was. */
import { systemClock } from '@sotto/kernel'
import { createCoverage } from '../coverage.ts'
import { leastCommands, leastFaults } from '../run-simulation.ts'
import type { SeedCrew } from '../seed-crew.ts'
import type { SeedResult } from '../seed-result.ts'
import { type Print, printCoverage, printFailure, violationLine } from './print.ts'
import type { Failure, Tally } from './tally.ts'

const progressMs = 10_000

export async function runSeeds(options: {
  readonly crew: SeedCrew
  readonly from: number
  readonly count: number
  readonly minutes: number
  readonly print: Print
}): Promise<Tally> {
  const { count, crew, from, minutes, print } = options
  const coverage = createCoverage()
  const startedAt = systemClock.monotonicNow()
  let toldAt = startedAt
  let passed = 0
  const failures: Failure[] = []

  function take(result: SeedResult): void {
    coverage.add(result.meetings)
    const violations = [...result.violations, ...thinnessOf(result, minutes)]
    if (violations.length === 0) passed += 1
    else fail(result.seed, violations.map(violationLine).join('\n'))
    printFailure(print, { ...result, violations }, minutes)
    const now = systemClock.monotonicNow()
    if (now - toldAt < progressMs) return
    toldAt = now
    const failed = failures.length
    print(`${passed + failed} of ${count} seeds, ${failed} failed`)
  }

  function fail(seed: number, reason: string): void {
    failures.push({ name: `simulation, seed ${seed}`, reason })
  }

  async function runOne(seed: number): Promise<void> {
    try {
      take(await crew.run({ seed, minutes, planted: undefined }))
    } catch (failure) {
      const reason = `BROKE DOWN: ${failure instanceof Error ? failure.stack : failure}`
      fail(seed, reason)
      print(`seed ${seed} ${reason}`)
    }
  }

  await Promise.all(Array.from({ length: count }, (_, index) => runOne(from + index)))
  const seconds = (systemClock.monotonicNow() - startedAt) / 1_000
  const failed = failures.length
  printCoverage(print, coverage)
  print(
    `${count} seeds of ${minutes} min in ${seconds.toFixed(1)} s (${(count / seconds).toFixed(2)} seeds/s), ${failed} failed`,
  )
  return { passed, failed, failures }
}

/** A seed in which hardly anything happens proves nothing. */
function thinnessOf({ commands, faults }: SeedResult, minutes: number): SeedResult['violations'] {
  if (minutes < 5 || (commands >= leastCommands && faults >= leastFaults)) return []
  const what = `only ${commands} commands and ${faults} faults`
  return [{ rule: 'DS3', atMs: minutes * 60_000, what }]
}
