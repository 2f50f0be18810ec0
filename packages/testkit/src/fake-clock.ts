import type { Clock, MonotonicMs, WallMs } from '@sotto/kernel'

export interface FakeClock extends Clock {
  /** Moves both clocks on, running what falls due in order of its time. Lets promises settle between runs. */
  advance(milliseconds: number): Promise<void>
  /** As `advance`, without letting promises settle: for code that is wholly synchronous. */
  advanceSync(milliseconds: number): void
  /** Moves both clocks on and runs nothing, as for a page that is frozen. What fell due runs with the next `advance`. */
  skip(milliseconds: number): void
  /** Sets the wall clock aside from the monotonic one, as an operator or NTP would. */
  jumpWall(milliseconds: number): void
  /** How many runs are still planned; a test that ends with some has left something over. */
  readonly pending: number
}

interface Planned {
  readonly dueAt: MonotonicMs
  readonly order: number
  readonly run: () => void
}

/** A clock that moves only when told. Starts at 2026-01-01T12:00:00Z unless told otherwise. */
export function createFakeClock(startWallMs: WallMs = Date.UTC(2026, 0, 1, 12)): FakeClock {
  let now: MonotonicMs = 0
  let wallOffsetMs = startWallMs
  let order = 0
  const planned = new Set<Planned>()

  function takeNextDue(until: MonotonicMs): Planned | undefined {
    let next: Planned | undefined
    for (const entry of planned) {
      if (entry.dueAt > until) continue
      if (
        next === undefined ||
        entry.dueAt < next.dueAt ||
        (entry.dueAt === next.dueAt && entry.order < next.order)
      )
        next = entry
    }
    if (next !== undefined) planned.delete(next)
    return next
  }

  return {
    wallNow: () => wallOffsetMs + now,
    monotonicNow: () => now,
    schedule(delayMs, run) {
      order += 1
      const entry: Planned = { dueAt: now + Math.max(0, delayMs), order, run }
      planned.add(entry)
      return () => {
        planned.delete(entry)
      }
    },
    async advance(milliseconds) {
      const until = now + milliseconds
      await settle()
      for (let next = takeNextDue(until); next !== undefined; next = takeNextDue(until)) {
        now = Math.max(now, next.dueAt)
        next.run()
        await settle()
      }
      now = until
    },
    advanceSync(milliseconds) {
      const until = now + milliseconds
      for (let next = takeNextDue(until); next !== undefined; next = takeNextDue(until)) {
        now = Math.max(now, next.dueAt)
        next.run()
      }
      now = until
    },
    skip(milliseconds) {
      now += milliseconds
    },
    jumpWall(milliseconds) {
      wallOffsetMs += milliseconds
    },
    get pending() {
      return planned.size
    },
  }
}

/** Lets queued promise callbacks run; a turn of the event loop, so that chains of awaits are through. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
