/** How long the sound connection takes there and back, from its own pings: the newest twenty answers. */
import type { Clock, MonotonicMs } from '@sotto/kernel'

export interface RoundTrips {
  sent(pingId: number): void
  answered(pingId: number): void
  /** In milliseconds, oldest first. */
  measuredMs(): readonly number[]
  /** Another connection: what was under way will not be answered. */
  forget(): void
}

const kept = 20

export function createRoundTrips(clock: Clock): RoundTrips {
  const underWay = new Map<number, MonotonicMs>()
  let measured: number[] = []
  return {
    sent: (pingId) => void underWay.set(pingId, clock.monotonicNow()),
    answered(pingId) {
      const sentAt = underWay.get(pingId)
      if (sentAt === undefined) return
      underWay.delete(pingId)
      measured = [...measured, clock.monotonicNow() - sentAt].slice(-kept)
    },
    measuredMs: () => measured,
    forget() {
      underWay.clear()
      measured = []
    },
  }
}
