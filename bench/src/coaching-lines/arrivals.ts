/**
 * How evenly one line's frames come at the far end. A line leaves one frame in every 20 ms, or none while it has nothing to
 * say, so the places of its row are fixed in time: two frames in one place are one that came a place too late.
 *
 *   places   |      |      |      |      |      |        each begins 5 ms before frames come as a rule
 *   frames      ·      ·             · ·    ·            the fourth is late; a place without a frame is none
 */
import { frameMs } from '@sotto/audio'
import type { Clock } from '@sotto/kernel'

export interface Arrivals {
  arrive(): void
  /** Where the places lie has been learnt by now; counts begin again. */
  begin(): void
  read(): { readonly frames: number; readonly late: number }
}

const earlyMs = 5

export function createArrivals(clock: Pick<Clock, 'monotonicNow'>): Arrivals {
  /** The mean place in the 20 ms, as the sum of directions on a circle. */
  const learnt = { east: 0, north: 0 }
  let isLearning = true
  let beginsAtMs = 0
  let lastPlace = Number.NEGATIVE_INFINITY
  let frames = 0
  let late = 0

  function learn(now: number): void {
    const angle = (now / frameMs) * 2 * Math.PI
    learnt.east += Math.cos(angle)
    learnt.north += Math.sin(angle)
  }

  return {
    arrive() {
      const now = clock.monotonicNow()
      if (isLearning) return learn(now)
      frames += 1
      const place = Math.floor((now - beginsAtMs) / frameMs)
      if (place === lastPlace) late += 1
      lastPlace = place
    },
    begin() {
      const usualMs = (Math.atan2(learnt.north, learnt.east) / (2 * Math.PI)) * frameMs
      beginsAtMs = usualMs - earlyMs
      isLearning = false
      lastPlace = Number.NEGATIVE_INFINITY
      frames = 0
      late = 0
    },
    read: () => ({ frames, late }),
  }
}
