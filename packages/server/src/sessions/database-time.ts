// The database's own time, carried on by the steady clock: one time for all servers, whatever their own clocks do. A session
// must not end because the clock of one server jumped by an hour.
import type { Clock, Logger, MonotonicMs, WallMs } from '@sotto/kernel'
import type { ServerStore } from '../database/stores.ts'

export interface DatabaseTime {
  /** This server's own time until the database has told its. */
  wallNow(): WallMs
  learn(told: { readonly at: WallMs; readonly askedAtMono: MonotonicMs }): void
}

/** Two clocks that differ by more are not both right. */
const differenceMs = 5_000

export function createDatabaseTime({
  clock,
  logger,
}: {
  readonly clock: Clock
  readonly logger: Logger
}): DatabaseTime {
  let known: { readonly at: WallMs; readonly mono: MonotonicMs } | undefined
  let isOff = false

  function noteDifference(differsByMs: number, doubtMs: number): void {
    const wasOff = isOff
    isOff = Math.abs(differsByMs) > differenceMs + doubtMs
    if (isOff && !wasOff) logger.error('clock-differs', { differsByMs })
    if (wasOff && !isOff) logger.info('clock-agrees')
  }

  return {
    wallNow: () =>
      known === undefined ? clock.wallNow() : known.at + (clock.monotonicNow() - known.mono),
    learn({ at, askedAtMono }) {
      const mono = clock.monotonicNow()
      // It was told somewhere between question and answer.
      const doubtMs = (mono - askedAtMono) / 2
      known = { at: at + doubtMs, mono }
      noteDifference(Math.round(clock.wallNow() - known.at), doubtMs)
    },
  }
}

/** The same servers; every heartbeat's answer tells the time. */
export function tellingTime(servers: ServerStore, clock: Clock, time: DatabaseTime): ServerStore {
  return {
    ...servers,
    async beat(...told) {
      const askedAtMono = clock.monotonicNow()
      const at = await servers.beat(...told)
      time.learn({ at, askedAtMono })
      return at
    },
  }
}
