/** What one seed has shown, in a shape that goes from a worker thread to the main one. */
import type { Violation } from './checks/violation.ts'
import type { SimulationResult } from './run-simulation.ts'

export interface SeedResult
  extends Pick<
    SimulationResult,
    'seed' | 'traceHash' | 'commands' | 'faults' | 'controls' | 'spokenFrames'
  > {
  readonly violations: readonly Violation[]
  /** Meetings of fault and control state, and how often. */
  readonly meetings: readonly (readonly [string, number])[]
}

export interface SeedTask {
  readonly seed: number
  readonly minutes: number
  /** The name of a planted bug. */
  readonly planted: string | undefined
}

export function seedResult(result: SimulationResult): SeedResult {
  const { commands, controls, faults, seed, spokenFrames, traceHash, violations } = result
  const meetings = [...result.coverage.entries]
  return { seed, traceHash, commands, faults, controls, spokenFrames, violations, meetings }
}
