/** A clock that a bench moves: hundreds of timers fall due in it within a millisecond, and none of them costs a search. */
import type { Clock } from '@sotto/kernel'

export interface VirtualClock extends Clock {
  /** Moves on by one millisecond and runs what falls due in it. */
  step(): void
}

interface Planned {
  run: (() => void) | undefined
}

export function createVirtualClock(): VirtualClock {
  const planned = new Map<number, Planned[]>()
  let now = 0
  return {
    wallNow: () => now,
    monotonicNow: () => now,
    schedule(delayMs, run) {
      const entry: Planned = { run }
      const dueMs = now + Math.max(1, Math.ceil(delayMs))
      const others = planned.get(dueMs)
      if (others === undefined) planned.set(dueMs, [entry])
      else others.push(entry)
      return () => {
        entry.run = undefined
      }
    },
    step() {
      now += 1
      const due = planned.get(now) ?? []
      planned.delete(now)
      for (const { run } of due) run?.()
    },
  }
}
