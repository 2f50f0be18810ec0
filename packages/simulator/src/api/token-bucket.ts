/** The platform's limit on requests: a bucket that fills steadily and is emptied by one per request. */
import type { Clock } from '@sotto/kernel'

export interface TokenBucket {
  /** 0 when the request may pass, else after how many whole seconds it is worth trying again. */
  take(): number
}

/** Holds one second's worth, one request at least. `ratePerSecond` is asked each time, so that it can change meanwhile. */
export function createTokenBucket(clock: Clock, ratePerSecond: () => number): TokenBucket {
  let tokens = Number.POSITIVE_INFINITY
  let filledAt = clock.monotonicNow()
  return {
    take() {
      const rate = ratePerSecond()
      const now = clock.monotonicNow()
      tokens = Math.min(Math.max(1, rate), tokens + ((now - filledAt) / 1_000) * rate)
      filledAt = now
      if (tokens >= 1) {
        tokens -= 1
        return 0
      }
      return Math.max(1, Math.ceil((1 - tokens) / rate))
    },
  }
}
