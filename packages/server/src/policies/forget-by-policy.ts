/** Removes what the policies want kept no longer, a bounded number at once; the installation's own limits hold beside it. */
import { type Clock, type Logger, nameOfFailure, repeat, type Scope } from '@sotto/kernel'
import type { Stores } from '../database/stores.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'
import type { PolicyBook } from './policy-book.ts'

export interface ForgetByPolicyOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly policies: Pick<PolicyBook, 'all' | 'ready'>
  readonly stores: {
    readonly facts: Pick<Stores['facts'], 'removeBefore'>
    readonly coachings: Pick<Stores['coachings'], 'removeOver'>
  }
}

type Remove = (before: number, limit: number, queueId: string | undefined) => Promise<number>

const everyMs = 3_600_000
/** Servers that are restarted more often than hourly forget, too. */
const firstAfterMs = 90_000
const removedAtOnce = 1_000
const pauseMs = 200
const dayMs = 86_400_000

export function forgetByPolicy(options: ForgetByPolicyOptions): void {
  const { clock, counters, logger, policies, stores, timers } = options
  let isRunning = false

  const removeFacts: Remove = async (before, limit, queueId) => {
    const removed = await stores.facts.removeBefore(before, limit, queueId)
    counters.count('conversation-facts-forgotten', removed)
    return removed
  }
  const removeCoachings: Remove = async (before, limit, queueId) => {
    const removed = await stores.coachings.removeOver(queueId, before, limit)
    counters.count('coachings-forgotten', removed)
    return removed
  }

  async function removeAll(
    remove: Remove,
    days: number | undefined,
    queueId: string | undefined,
  ): Promise<void> {
    if (days === undefined) return
    const before = clock.wallNow() - days * dayMs
    while (!options.scope.closed && (await remove(before, removedAtOnce, queueId)) >= removedAtOnce)
      await new Promise<void>((resolve) => {
        timers.schedule(pauseMs, resolve)
      })
  }

  async function forget(): Promise<void> {
    await policies.ready()
    for (const { queueId, rules } of policies.all()) {
      await removeAll(removeFacts, rules.factDays, queueId)
      await removeAll(removeCoachings, rules.coachingDays, queueId)
    }
  }

  function run(): void {
    if (isRunning) return
    isRunning = true
    forget()
      .catch((failure: unknown) => {
        // The next hour tries again.
        counters.count('store-failures')
        logger.warn('old-rows-kept', {
          errorName: nameOfFailure(failure),
        })
      })
      .finally(() => {
        isRunning = false
      })
  }

  timers.schedule(firstAfterMs, run)
  options.scope.onClose(repeat(clock, everyMs, run))
}
