/** The one clock of a simulation: what falls due runs in order of its time, and promises settle between two runs. */
import type { Cancel, Clock, MonotonicMs, WallMs } from '@sotto/kernel'

export interface WorldClock extends Clock {
  /** Moves on, running what falls due in order of its time, then of its planning. */
  advance(milliseconds: number): Promise<void>
  /** How much has fallen due so far. */
  readonly runs: number
  /** Work that takes turns of the event loop (a request in process): while it lasts, more of them are given between two runs. */
  during<T>(work: () => Promise<T>): Promise<T>
}

interface Planned {
  readonly dueAt: MonotonicMs
  readonly order: number
  /** Undefined once cancelled: it is skipped when its turn comes. */
  run: (() => void) | undefined
}

/** Starts at 2026-01-01T12:00:00Z. A heap, where the test kit's clock looks through all: hundreds are planned at any moment here. */
export function createWorldClock(startWallMs: WallMs = Date.UTC(2026, 0, 1, 12)): WorldClock {
  const heap: Planned[] = []
  let now: MonotonicMs = 0
  let order = 0
  let runs = 0
  let workers = 0

  /** A request in process reads its body and writes its answer in turns of its own. */
  async function settle(): Promise<void> {
    await turn()
    for (let extra = 0; extra < extraTurns && workers > 0; extra += 1) await turn()
  }

  function isBefore(left: Planned, right: Planned): boolean {
    return left.dueAt < right.dueAt || (left.dueAt === right.dueAt && left.order < right.order)
  }

  function push(entry: Planned): void {
    let index = heap.length
    heap.push(entry)
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]
      if (above === undefined || !isBefore(entry, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = entry
  }

  function pop(): Planned | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || first === last) return first
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      const leftEntry = heap[left]
      if (leftEntry === undefined) break
      const rightEntry = heap[right]
      const isRight = rightEntry !== undefined && isBefore(rightEntry, leftEntry)
      const child = isRight ? rightEntry : leftEntry
      if (!isBefore(child, last)) break
      heap[index] = child
      index = isRight ? right : left
    }
    heap[index] = last
    return first
  }

  return {
    wallNow: () => startWallMs + now,
    monotonicNow: () => now,
    schedule(delayMs, run): Cancel {
      order += 1
      const entry: Planned = { dueAt: now + Math.max(0, delayMs), order, run }
      push(entry)
      return () => {
        entry.run = undefined
      }
    },
    async advance(milliseconds) {
      const until = now + milliseconds
      await settle()
      for (let next = heap[0]; next !== undefined && next.dueAt <= until; next = heap[0]) {
        pop()
        const { run } = next
        if (run === undefined) continue
        now = Math.max(now, next.dueAt)
        next.run = undefined
        runs += 1
        run()
        await settle()
      }
      now = until
    },
    get runs() {
      return runs
    },
    async during(work) {
      workers += 1
      try {
        return await work()
      } finally {
        workers -= 1
      }
    },
  }
}

const extraTurns = 5

/** A turn of the event loop: every chain of promises begun so far is through. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
