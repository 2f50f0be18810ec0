/** Removes facts that have been kept long enough, a bounded number at once, so that nobody waits for the database. */
import { type Clock, type Logger, nameOfFailure, repeat, type Scope } from '@sotto/kernel'
import type { FactStore } from '../database/fact-store.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'

export interface ForgetOldFactsOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly store: Pick<FactStore, 'removeBefore'>
  readonly factRetentionMs: number
}

const everyMs = 3_600_000
/** Servers that are restarted more often than hourly forget, too. */
const firstAfterMs = 60_000
const removedAtOnce = 2_000
const pauseMs = 200

export function forgetOldFacts(options: ForgetOldFactsOptions): void {
  const { clock, counters, logger, store, timers } = options
  let isRunning = false

  async function step(before: number): Promise<void> {
    try {
      const removed = await store.removeBefore(before, removedAtOnce)
      counters.count('conversation-facts-forgotten', removed)
      if (removed === removedAtOnce) timers.schedule(pauseMs, () => void step(before))
      else isRunning = false
    } catch (failure) {
      // The next hour tries again.
      isRunning = false
      counters.count('store-failures')
      logger.warn('old-facts-kept', {
        errorName: nameOfFailure(failure),
      })
    }
  }

  function run(): void {
    if (isRunning) return
    isRunning = true
    void step(clock.wallNow() - options.factRetentionMs)
  }

  timers.schedule(firstAfterMs, run)
  options.scope.onClose(repeat(clock, everyMs, run))
}
