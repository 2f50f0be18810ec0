/** How evenly one line's frames come at the far end: each is late against the row of one per 20 ms that the earliest ones draw. */
import { frameMs } from '@sotto/audio'
import type { Clock } from '@sotto/kernel'

export interface Arrivals {
  arrive(): void
  /** Counts begin again; what was learnt of the row stays. */
  begin(): void
  read(): { readonly frames: number; readonly late: number }
}

/** A frame the carrier had no sound for moves the row on by a frame: so fast that is forgotten. */
const forgetMsPerFrame = 0.2

export function createArrivals(clock: Pick<Clock, 'monotonicNow'>): Arrivals {
  let dueMs = Number.POSITIVE_INFINITY
  let frames = 0
  let late = 0
  return {
    arrive() {
      const now = clock.monotonicNow()
      dueMs = Math.min(now, dueMs + frameMs + forgetMsPerFrame)
      frames += 1
      if (now - dueMs > frameMs) late += 1
    },
    begin() {
      frames = 0
      late = 0
    },
    read: () => ({ frames, late }),
  }
}
