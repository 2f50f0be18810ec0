// Keeps this server known as alive in the database, and looks again and again whose controls are its own now.
//
//   start ─► beat ─► look ─► … ─► beat ─► look ─► end
//              ▲        │
//              └─ 1 s ──┘   a failure: 0.25 s later once more
//
// Who was silent for as long as a heartbeat lasts may have been taken over. It takes over nobody itself until the others have
// had the time to be heard again: after a database has been away for all, everybody is late, and nobody is gone.
import type { Clock, Logger, MonotonicMs, Scope } from '@sotto/kernel'
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

/** How long a server counts as alive after a heartbeat. */
export const serverAliveMs = 3_000
const beatMs = 1_000
const retryMs = 250

export function createServerPresence(options: ServerPresenceOptions): ServerPresence {
  const { clock, scope, serverId, store, timers } = options
  let aliveUntilMono: MonotonicMs | undefined
  let certainFromMono: MonotonicMs = Number.NEGATIVE_INFINITY
  let certainUntilMono: MonotonicMs | undefined
  let inheritsFromMono: MonotonicMs = Number.NEGATIVE_INFINITY

  async function round(): Promise<void> {
    const askedAtMono = clock.monotonicNow()
    let delayMs = retryMs
    try {
      await beatAndLook(askedAtMono)
      delayMs = Math.max(0, askedAtMono + beatMs - clock.monotonicNow())
    } catch (failure) {
      options.counters.count('store-failures')
      options.logger.warn('presence-failed', {
        error: failure instanceof Error ? failure.name : 'unknown',
      })
    }
    timers.replace('server presence', delayMs, () => void round())
  }

  async function beatAndLook(askedAtMono: MonotonicMs): Promise<void> {
    await store.beat(serverId, serverAliveMs)
    // Its word came after the goodbye.
    if (scope.closed) return leave()
    const now = clock.monotonicNow()
    if (aliveUntilMono !== undefined && now >= aliveUntilMono)
      inheritsFromMono = now + serverAliveMs
    aliveUntilMono = askedAtMono + serverAliveMs
    await options.look(now >= inheritsFromMono)
    if (!isCertain()) certainFromMono = askedAtMono
    certainUntilMono = askedAtMono + serverAliveMs
  }

  /** Before the first heartbeat there is nothing to doubt. */
  function isCertain(): boolean {
    return certainUntilMono === undefined || clock.monotonicNow() < certainUntilMono
  }

  /** Without it the others wait until the last heartbeat is over. */
  function leave(): Promise<void> {
    return store.end(serverId).catch(() => {})
  }

  scope.onClose(leave)

  return {
    start: round,
    isCertainSince: (mono) => isCertain() && certainFromMono <= mono,
  }
}
