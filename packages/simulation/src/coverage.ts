/** Which fault has met a control in which state: what has been tried, and what only seems to have been. */
import type { ControlStateName } from '@sotto/domain'

export interface Coverage {
  meet(fault: string, state: ControlStateName): void
  add(meetings: Iterable<readonly [string, number]>): void
  count(fault: string, state: string): number
  readonly entries: ReadonlyMap<string, number>
}

export function createCoverage(): Coverage {
  const entries = new Map<string, number>()
  const add = (key: string, count: number) => void entries.set(key, (entries.get(key) ?? 0) + count)
  return {
    meet: (fault, state) => add(`${fault} ${state}`, 1),
    add(meetings) {
      for (const [key, count] of meetings) add(key, count)
    },
    count: (fault, state) => entries.get(`${fault} ${state}`) ?? 0,
    entries,
  }
}
