/**
 * How eagerly a caller is read who brings a request in bits. A byte costs the server as much as a whole request's head does, so
 * that whoever dribbles is read seldom, and then everything at once; timeouts go on meanwhile. Pure.
 *
 *               the third look that finds more, and no request whole
 *   listening ─────────────────────────────────────────────────────► resting
 *       ▲  ▲                                                           │ 2 s
 *       │  └──────────── a request has come ─────────────┐             ▼
 *       │                                                ├──────── listening: the next bit, and it rests again
 *       └────────────────────────────────────────────────┘
 */
import type { MonotonicMs } from '@sotto/kernel'

export type ReadingPace =
  | {
      readonly state: 'listening'
      /** Read so far when it was last looked at. */
      readonly bytesRead: number
      /** Looks at which more had come, since the last request came whole. */
      readonly bits: number
    }
  | { readonly state: 'resting'; readonly bytesRead: number; readonly untilMono: MonotonicMs }

/** Whoever is honest and far away brings a head in one or two. */
const bitsAtMost = 2
export const restMs = 2_000

/** A connection is new, or a request has come over it, its head or all of it. */
export function startsAnew(bytesRead: number): ReadingPace {
  return { state: 'listening', bytesRead, bits: 0 }
}

/** To be asked every so often, not with every byte. */
export function lookAt(pace: ReadingPace, bytesRead: number, nowMono: MonotonicMs): ReadingPace {
  if (pace.state === 'resting')
    return nowMono < pace.untilMono ? pace : { state: 'listening', bytesRead, bits: bitsAtMost }
  if (bytesRead === pace.bytesRead) return pace
  if (pace.bits < bitsAtMost) return { state: 'listening', bytesRead, bits: pace.bits + 1 }
  return { state: 'resting', bytesRead, untilMono: nowMono + restMs }
}
