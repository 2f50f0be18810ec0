// A session that any server has ended is over on every one, at once: told by the database, and asked for once after nobody could tell.
import {
  backoff,
  type Clock,
  type Logger,
  nameOfFailure,
  type Random,
  type Scope,
  type Unsubscribe,
} from '@sotto/kernel'
import type { SessionStore } from '../database/stores.ts'
import { createTimers } from '../live/timers.ts'

export interface FollowEndedSessionsOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly store: Pick<SessionStore, 'listen'>
  readonly onEnded: (sessionId: string) => void
  /** What ended meanwhile was not told of. */
  readonly lookAfterAll: () => void
}

export function followEndedSessions(options: FollowEndedSessionsOptions): void {
  const { clock, random, scope, store } = options
  const timers = createTimers(clock, scope)
  let attempt = 0
  let stop: Unsubscribe = () => {}

  async function listen(): Promise<void> {
    stop = await store.listen({ onEnded: options.onEnded, onLost: listenLater })
    attempt = 0
    if (scope.closed) stop()
    else options.lookAfterAll()
  }

  function listenLater(): void {
    const delayMs = backoff({ attempt, random, minMs: 500, maxMs: 15_000 })
    attempt += 1
    timers.replace('listen to sessions', delayMs, start)
  }

  function start(): void {
    listen().catch((failure: unknown) => {
      const errorName = nameOfFailure(failure)
      options.logger.warn('session-news-failed', { errorName })
      listenLater()
    })
  }

  scope.onClose(() => stop())
  start()
}
