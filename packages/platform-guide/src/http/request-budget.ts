/** Our share of the platform's requests, for all persons together: the decision in `budget-decision.ts`, with a clock and those who wait. */
import type { Cancel, Clock } from '@sotto/kernel'
import { type PlatformTraffic, type RequestPurpose, requestPurposes } from '@sotto/platform'
import { budgetErrorOf } from '../map/map-error.ts'
import {
  afterTooMany,
  type BudgetLimits,
  nextTurn,
  pausedUntil,
  refill,
  startBudget,
  untilNextTurnMs,
  type Waiting,
} from './budget-decision.ts'
import { createTurns } from './turns.ts'

export interface RequestBudget {
  /** Resolves when one request may go. Rejects with `rate-limited` after `longestWaitMs`. `person` is whose turn it counts as. */
  take(person: object, purpose: RequestPurpose): Promise<void>
  /** The platform refused one as too many: nobody it concerns asks before then, and everybody more slowly. */
  pause(retryAfterMs: number, purpose: RequestPurpose): void
  readonly waiting: number
  traffic(): readonly PlatformTraffic[]
}

export interface RequestBudgetOptions extends BudgetLimits {
  readonly clock: Clock
  readonly longestWaitMs: number
}

interface Waiter {
  grant(): void
}

interface Tally {
  requests: number
  waitedMs: number
  tooMany: number
}

export function createRequestBudget(options: RequestBudgetOptions): RequestBudget {
  const { clock, longestWaitMs } = options
  const lanes = {
    act: createTurns<Waiter>(),
    truth: createTurns<Waiter>(),
    detail: createTurns<Waiter>(),
    browse: createTurns<Waiter>(),
  }
  const tallies = { act: newTally(), truth: newTally(), detail: newTally(), browse: newTally() }
  let state = startBudget(options, clock.monotonicNow())
  let cancelWake: Cancel | undefined

  function waiting(): Waiting {
    return {
      act: lanes.act.size,
      truth: lanes.truth.size,
      detail: lanes.detail.size,
      browse: lanes.browse.size,
    }
  }

  function handOut(): void {
    state = refill(state, options, clock.monotonicNow())
    for (;;) {
      const turn = nextTurn(state, options, waiting())
      if (turn === undefined) break
      state = turn.state
      lanes[turn.purpose].next()?.grant()
    }
    wakeLater()
  }

  /** Planned anew each time: who has come since may go sooner than those before them. */
  function wakeLater(): void {
    cancelWake?.()
    cancelWake = undefined
    state = refill(state, options, clock.monotonicNow())
    const delayMs = untilNextTurnMs(state, options, waiting())
    if (delayMs === undefined) return
    cancelWake = clock.schedule(delayMs, () => {
      cancelWake = undefined
      handOut()
    })
  }

  return {
    get waiting() {
      return requestPurposes.reduce((sum, purpose) => sum + lanes[purpose].size, 0)
    },
    take: (person, purpose) =>
      new Promise((resolve, reject) => {
        const askedAt = clock.monotonicNow()
        const cancelWait = clock.schedule(longestWaitMs, () => {
          lanes[purpose].remove(person, waiter)
          tallies[purpose].waitedMs += longestWaitMs
          const pauseMs = Math.max(0, pausedUntil(state, purpose) - clock.monotonicNow())
          reject(budgetErrorOf(longestWaitMs, pauseMs))
          wakeLater()
        })
        const waiter: Waiter = {
          grant() {
            cancelWait()
            tallies[purpose].requests += 1
            tallies[purpose].waitedMs += clock.monotonicNow() - askedAt
            resolve()
          },
        }
        lanes[purpose].add(person, waiter)
        handOut()
      }),
    pause(retryAfterMs, purpose) {
      const now = clock.monotonicNow()
      state = afterTooMany(refill(state, options, now), { purpose, retryAfterMs, now })
      tallies[purpose].tooMany += 1
      wakeLater()
    },
    traffic: () => requestPurposes.map((purpose) => ({ purpose, ...tallies[purpose] })),
  }
}

function newTally(): Tally {
  return { requests: 0, waitedMs: 0, tooMany: 0 }
}
