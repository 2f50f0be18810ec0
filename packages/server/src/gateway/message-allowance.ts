import type { Clock, MonotonicMs } from '@sotto/kernel'

/** How much of something one connection may do: a bucket of `burst`, refilled evenly. */
export function createAllowance(
  clock: Clock,
  bounds: { readonly burst: number; readonly perSecond: number },
): { take(): boolean } {
  let left = bounds.burst
  let filledAt: MonotonicMs = clock.monotonicNow()
  return {
    take() {
      const now = clock.monotonicNow()
      left = Math.min(bounds.burst, left + ((now - filledAt) / 1_000) * bounds.perSecond)
      filledAt = now
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
