/** How much one session, and one person in all their sessions, may ask of our doors: nobody at a browser comes near it. */
import type { Clock, MonotonicMs } from '@sotto/kernel'

/**
 * - `read`: something is looked at; so is a handshake, which opens a view
 * - `act`: something is changed
 * - `ending`: a line or a text is taken back. Counted by itself: whoever has acted too much can still stop
 */
export type RequestKind = 'read' | 'act' | 'ending'

export interface RequestLimits {
  /** 0 when it may go on, else in how many milliseconds it may. What is refused uses nothing up. */
  take(caller: Caller, kind: RequestKind): number
  /** Callers whose requests are being counted. */
  readonly size: number
}

export interface Caller {
  readonly sessionId: string
  readonly personId: string
}

export interface RequestsPerMinute {
  readonly reads: number
  readonly acts: number
}

/** Somebody may well work in two browsers at once. */
const sessionsOfAPerson = 2
const minuteMs = 60_000

/** A bucket that holds a minute's worth and is filled evenly. */
interface Bucket {
  left: number
  filledAt: MonotonicMs
}

/** Counted on this server alone: behind several, each session has its share of every one of them. */
export function createRequestLimits(
  clock: Clock,
  { reads, acts }: RequestsPerMinute,
): RequestLimits {
  const buckets = new Map<string, Bucket>()
  const perMinute = { read: reads, act: acts, ending: acts } as const
  let sweptAt = clock.monotonicNow()

  /** Nobody came back for a minute: it is full again, and as good as none. */
  function sweep(now: MonotonicMs): void {
    if (now - sweptAt < minuteMs) return
    sweptAt = now
    for (const [key, { filledAt }] of buckets) if (now - filledAt >= minuteMs) buckets.delete(key)
  }

  function filled(key: string, most: number, now: MonotonicMs): Bucket {
    const bucket = buckets.get(key) ?? { left: most, filledAt: now }
    bucket.left = Math.min(most, bucket.left + ((now - bucket.filledAt) / minuteMs) * most)
    bucket.filledAt = now
    buckets.set(key, bucket)
    return bucket
  }

  return {
    get size() {
      return buckets.size
    },
    take({ personId, sessionId }, kind) {
      const now = clock.monotonicNow()
      sweep(now)
      const most = perMinute[kind]
      const both = [
        { most, bucket: filled(`session ${sessionId} ${kind}`, most, now) },
        {
          most: most * sessionsOfAPerson,
          bucket: filled(`person ${personId} ${kind}`, most * sessionsOfAPerson, now),
        },
      ]
      const waitMs = Math.max(...both.map((one) => ((1 - one.bucket.left) / one.most) * minuteMs))
      if (waitMs > 0) return Math.ceil(waitMs)
      for (const { bucket } of both) bucket.left -= 1
      return 0
    },
  }
}
