/**
 * Notices an audio thread that is dead: while the key is down a frame comes every 20 ms, and a gap means that the worklet died,
 * the page was frozen or the machine slept. What was captured before the gap comes too late to be spoken.
 */
import type { Cancel, Clock, MonotonicMs } from '@sotto/kernel'

export interface CaptureWatch {
  /** The microphone opens. */
  begin(): void
  /** A frame came. False when the gap before it was too long: the frame is old, and the microphone is to be cut. */
  hear(): boolean
  end(): void
}

/** Twenty-five frames: longer than any hiccup of a busy page, shorter than a sentence. */
export const stalledAfterMs = 500

export function createCaptureWatch(clock: Clock, onStalled: () => void): CaptureWatch {
  let heardAtMono: MonotonicMs = 0
  let cancel: Cancel = () => {}
  const gapMs = () => clock.monotonicNow() - heardAtMono

  function look(): void {
    if (gapMs() >= stalledAfterMs) onStalled()
    else cancel = clock.schedule(stalledAfterMs - gapMs(), look)
  }

  return {
    begin() {
      cancel()
      heardAtMono = clock.monotonicNow()
      cancel = clock.schedule(stalledAfterMs, look)
    },
    hear() {
      // Timers may be late in a page that was frozen, so each frame asks as well.
      const tooLate = gapMs() >= stalledAfterMs
      heardAtMono = clock.monotonicNow()
      if (tooLate) onStalled()
      return !tooLate
    },
    end: () => cancel(),
  }
}
