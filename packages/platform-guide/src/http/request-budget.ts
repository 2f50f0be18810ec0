/**
 * Our share of the platform's requests, for all persons together: a token bucket, handed out in turn. Acts go before
 * reads, since a whisper to be taken back must not wait behind somebody's list.
 */
import type { Cancel, Clock } from '@sotto/kernel'
import { budgetErrorOf } from '../map/map-error.ts'

export type BudgetLane = 'act' | 'read'

export interface RequestBudget {
  /** Resolves when one request may go. Rejects with `rate-limited` after `longestWaitMs`. `person` is whose turn it counts as. */
  take(person: object, lane: BudgetLane): Promise<void>
  /** The platform said "later": nobody asks before then. */
  pause(forMs: number): void
  readonly waiting: number
}

export interface RequestBudgetOptions {
  readonly clock: Clock
  readonly perSecond: number
  /** How many may go at once after a quiet time. With `perSecond` together: the most in any one second. */
  readonly burst: number
  readonly longestWaitMs: number
}

interface Waiter {
  grant(): void
}

export function createRequestBudget(options: RequestBudgetOptions): RequestBudget {
  const { clock, perSecond, burst, longestWaitMs } = options
  const lanes = { act: createTurns(), read: createTurns() }
  let tokens = burst
  let filledAt = clock.monotonicNow()
  let pausedUntil = filledAt
  let cancelWake: Cancel | undefined

  function refill(): void {
    const now = clock.monotonicNow()
    tokens = Math.min(burst, tokens + ((now - filledAt) * perSecond) / 1_000)
    filledAt = now
  }

  function handOut(): void {
    refill()
    while (tokens >= 1 && clock.monotonicNow() >= pausedUntil) {
      const next = lanes.act.next() ?? lanes.read.next()
      if (next === undefined) return
      tokens -= 1
      next.grant()
    }
    wakeLater()
  }

  function wakeLater(): void {
    if (cancelWake !== undefined || lanes.act.size + lanes.read.size === 0) return
    const untilTokenMs = (Math.max(0, 1 - tokens) * 1_000) / perSecond
    const untilPauseMs = Math.max(0, pausedUntil - clock.monotonicNow())
    cancelWake = clock.schedule(Math.ceil(Math.max(1, untilTokenMs, untilPauseMs)), () => {
      cancelWake = undefined
      handOut()
    })
  }

  return {
    get waiting() {
      return lanes.act.size + lanes.read.size
    },
    take: (person, lane) =>
      new Promise((resolve, reject) => {
        const cancelWait = clock.schedule(longestWaitMs, () => {
          lanes[lane].remove(person, waiter)
          reject(budgetErrorOf(longestWaitMs))
        })
        const waiter: Waiter = {
          grant() {
            cancelWait()
            resolve()
          },
        }
        lanes[lane].add(person, waiter)
        handOut()
      }),
    pause(forMs) {
      pausedUntil = Math.max(pausedUntil, clock.monotonicNow() + forMs)
    },
  }
}

/** One waits behind one's own requests only: whoever was served goes to the end of the round. */
function createTurns() {
  const queues = new Map<object, Waiter[]>()
  let size = 0
  return {
    get size() {
      return size
    },
    add(person: object, waiter: Waiter): void {
      const queue = queues.get(person)
      if (queue === undefined) queues.set(person, [waiter])
      else queue.push(waiter)
      size += 1
    },
    remove(person: object, waiter: Waiter): void {
      const queue = queues.get(person) ?? []
      const kept = queue.filter((other) => other !== waiter)
      size -= queue.length - kept.length
      if (kept.length === 0) queues.delete(person)
      else queues.set(person, kept)
    },
    next(): Waiter | undefined {
      for (const [person, queue] of queues) {
        const waiter = queue.shift()
        queues.delete(person)
        if (queue.length > 0) queues.set(person, queue)
        if (waiter === undefined) continue
        size -= 1
        return waiter
      }
      return undefined
    },
  }
}
