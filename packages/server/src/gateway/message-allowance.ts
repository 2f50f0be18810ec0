import type { Clock, MonotonicMs } from '@sotto/kernel'

/** Text messages of one socket, whatever it is for. A panel says a handful in a second. */
export const textBounds = { burst: 100, perSecond: 100 } as const

/** How much of something one connection may do: a bucket of `burst`, refilled evenly. */
export function createAllowance(
  clock: Clock,
  bounds: { readonly burst: number; readonly perSecond: number },
): { take(amount?: number): boolean } {
  let left = bounds.burst
  let filledAt: MonotonicMs = clock.monotonicNow()
  return {
    take(amount = 1) {
      const now = clock.monotonicNow()
      left = Math.min(bounds.burst, left + ((now - filledAt) / 1_000) * bounds.perSecond)
      filledAt = now
      if (left < amount) return false
      left -= amount
      return true
    },
  }
}
