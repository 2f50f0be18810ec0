/** The server's clock as seen from here, so that timers are right on a machine whose own clock is not. */
import type { Clock, WallMs } from '@sotto/kernel'

export interface ServerTime {
  /** The server's wall clock now; this machine's own until the server has told its time. */
  now(): WallMs
  /** `askedAtMono` is when the question left, so that half the way can be taken off. */
  learn(serverTime: WallMs, askedAtMono: number): void
  /** The machine slept, and its steady clock may have stood still: the next word counts whatever its way took. */
  relearn(): void
}

export function createServerTime(clock: Clock): ServerTime {
  // Server wall minus our monotonic clock: a jump of our own wall clock changes nothing.
  let offsetMs: number | undefined
  let bestRoundTripMs = Number.POSITIVE_INFINITY
  return {
    now: () => (offsetMs === undefined ? clock.wallNow() : clock.monotonicNow() + offsetMs),
    learn(serverTime, askedAtMono) {
      const nowMono = clock.monotonicNow()
      const roundTripMs = nowMono - askedAtMono
      // The shortest way tells the time best; an older measure slowly loses its weight.
      bestRoundTripMs += 1
      if (roundTripMs > bestRoundTripMs) return
      bestRoundTripMs = roundTripMs
      offsetMs = serverTime + roundTripMs / 2 - nowMono
    },
    relearn() {
      bestRoundTripMs = Number.POSITIVE_INFINITY
    },
  }
}
