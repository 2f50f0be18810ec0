import type { Clock } from '@sotto/kernel'

/** Text messages of one socket, whatever it is for. A panel says a handful in a second. */
export const textBounds = { burst: 100, perSecond: 100 } as const

/** How much of something one connection may do: a bucket of `burst`, refilled evenly. */
export function createAllowance(
  clock: Clock,
  bounds: { readonly burst: number; readonly perSecond: number },
): { take(amount?: number): boolean } {
  // In one object: a captured variable that holds a fraction costs memory whenever it is set, and sound asks for every frame.
  const bucket = { left: bounds.burst, filledAt: clock.monotonicNow() }
  return {
    take(amount = 1) {
      const now = clock.monotonicNow()
      const refilled = ((now - bucket.filledAt) / 1_000) * bounds.perSecond
      const there = Math.min(bounds.burst, bucket.left + refilled)
      bucket.filledAt = now
      bucket.left = there < amount ? there : there - amount
      return there >= amount
    },
  }
}
