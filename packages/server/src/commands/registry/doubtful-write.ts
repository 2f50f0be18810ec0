/**
 * A row could not be written, or it was and the answer got lost: then it would wait for ever for a call that is never made.
 * Looked for a while later, when no write can be under way any more.
 */
import type { Counters } from '../../live/counters.ts'
import type { Timers } from '../../live/timers.ts'

/** A write that was given up may still be under way for so long. */
const doubtfulAfterMs = 2_000
const looksAtMost = 10

/** Runs `look` later, and again while it rejects. */
export function lookLater(
  parts: { readonly timers: Timers; readonly counters: Counters },
  look: () => Promise<void>,
  attempt = 0,
): void {
  parts.timers.schedule(doubtfulAfterMs * (attempt + 1), () => {
    look().catch(() => {
      parts.counters.count('store-failures')
      if (attempt + 1 < looksAtMost) lookLater(parts, look, attempt + 1)
    })
  })
}
