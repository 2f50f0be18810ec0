// Keeps this server known as alive in the database, and looks again and again whose controls are its own now.
//
//   start ─► beat ── 0.5 s ──► beat ─► … ─► end        a failure: 0.25 s later once more
//      └───► look ── 0.5 s ──► look ─► …               the same, and no look waits for a beat or makes one wait
//
// Who was silent for as long as a heartbeat lasts may have been taken over. It takes over nobody itself until the others have
// had the time to be heard again: after a database has been away for all, everybody is late, and nobody is gone.
import { type Clock, type Logger, type MonotonicMs, nameOfFailure, type Scope } from '@sotto/kernel'
import type { ServerStore } from '../../database/stores.ts'
import type { Counters } from '../../live/counters.ts'
import type { Timers } from '../../live/timers.ts'

export interface ServerPresence {
  /** Resolves after the first try, however it went; goes on by itself. */
  start(): Promise<void>
  /** Since then no other server can have taken over anything: counted by the steady clock, from before the database was asked. */
  isCertainSince(mono: MonotonicMs): boolean
}

export interface ServerPresenceOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly timers: Timers
  readonly logger: Logger
  readonly counters: Counters
  readonly store: ServerStore
  readonly serverId: string
  /** `inherits`: what servers now gone have left is to be taken over, too. */
  readonly look: (inherits: boolean) => Promise<void>
}

/** How long a server counts as alive after a heartbeat. With the look that comes next, what it leaves is another's within 3 s. */
const serverAliveMs = 2_000
const everyMs = 500
const retryMs = 250

export function createServerPresence(options: ServerPresenceOptions): ServerPresence {
  const { clock, scope, serverId, store, timers } = options
  let isStarted = false
  let certainFromMono: MonotonicMs = Number.NEGATIVE_INFINITY
  let certainUntilMono: MonotonicMs | undefined
  let inheritsFromMono: MonotonicMs = Number.NEGATIVE_INFINITY

  async function beat(): Promise<void> {
    const askedAtMono = clock.monotonicNow()
    await store.beat(serverId, serverAliveMs)
    // Its word came after the goodbye.
    if (scope.closed) return leave()
    const now = clock.monotonicNow()
    if (certainUntilMono !== undefined && now >= certainUntilMono)
      inheritsFromMono = now + serverAliveMs
    if (!isCertain()) certainFromMono = askedAtMono
    certainUntilMono = askedAtMono + serverAliveMs
  }

  function look(): Promise<void> {
    return options.look(isCertain() && clock.monotonicNow() >= inheritsFromMono)
  }

  /** Once now, and from then on again and again. */
  async function goOn(name: string, work: () => Promise<void>): Promise<void> {
    const beganAtMono = clock.monotonicNow()
    let delayMs = retryMs
    try {
      await work()
      delayMs = Math.max(0, beganAtMono + everyMs - clock.monotonicNow())
    } catch (failure) {
      options.counters.count('store-failures')
      options.logger.warn('presence-failed', {
        error: nameOfFailure(failure),
      })
    }
    timers.replace(name, delayMs, () => void goOn(name, work))
  }

  function isCertain(): boolean {
    return certainUntilMono !== undefined && clock.monotonicNow() < certainUntilMono
  }

  /** Without it the others wait until the last heartbeat is over. */
  function leave(): Promise<void> {
    return store.end(serverId).catch(() => {})
  }

  scope.onClose(leave)

  return {
    async start() {
      isStarted = true
      await goOn('server beat', beat)
      await goOn('server look', look)
    },
    // Who shares the database with nobody has nothing to doubt.
    isCertainSince: (mono) => !isStarted || (isCertain() && certainFromMono <= mono),
  }
}
