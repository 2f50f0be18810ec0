/** Judges each frame's journey: in time or too old, and whether it was measured by the clock that the others were. */
import { createTransitClock } from './transit.ts'

export interface ArrivalJudge {
  /** The quickest journey, in one cell; NaN before the first frame. */
  readonly shortestMs: Readonly<Float64Array>
  /** When the newest frame was captured, in one cell. */
  readonly newestMs: Readonly<Float64Array>
  /** How late the frame judged last was, in one cell. */
  readonly latenessMs: Readonly<Float64Array>
  /** Answers false for what is too old to be played. `isNewer`: no frame of a later sequence has come yet. */
  isInTime(isNewer: boolean, captureTimeMs: number, arrivalMs: number): boolean
  /** The newest frame so far has been kept. */
  keepNewest(captureTimeMs: number): void
}

/** Newer frames that say they were captured so much earlier come from another clock; one alone may be a mistake. */
const clockStepMs = 100
const framesOfProof = 5
/** Nothing but too old frames for so long: not the network, but a clock that stood still. */
const hopelessMs = 5_000

/** `counts.clockChanges` is counted up. Allocates nothing after this call. */
export function createArrivalJudge(
  oldestMs: number,
  counts: { clockChanges: number },
): ArrivalJudge {
  const transit = createTransitClock()
  // In typed arrays: a captured variable that holds a fraction costs memory whenever it is set.
  const latenessMs = new Float64Array(1)
  const newestMs = Float64Array.of(Number.NEGATIVE_INFINITY)
  /** Since when all frames have been too old. */
  const hopelessSinceMs = Float64Array.of(Number.NaN)
  let framesOfStep = 0

  /** Another microphone has another clock: what the old one told of the quickest journey is worth nothing. */
  function changeClock(): void {
    counts.clockChanges += 1
    framesOfStep = 0
    transit.reset()
    newestMs[0] = Number.NEGATIVE_INFINITY
  }

  return {
    shortestMs: transit.shortestMs,
    newestMs,
    latenessMs,
    isInTime(isNewer, captureTimeMs, arrivalMs) {
      const stepsBack = isNewer && captureTimeMs < (newestMs[0] ?? 0) - clockStepMs
      framesOfStep = stepsBack ? framesOfStep + 1 : 0
      if (framesOfStep === framesOfProof) changeClock()
      latenessMs[0] = transit.observe(captureTimeMs, arrivalMs)
      if ((latenessMs[0] ?? 0) > oldestMs) {
        if (Number.isNaN(hopelessSinceMs[0])) hopelessSinceMs[0] = arrivalMs
        if (!(arrivalMs - (hopelessSinceMs[0] ?? 0) >= hopelessMs)) return false
        changeClock()
        latenessMs[0] = transit.observe(captureTimeMs, arrivalMs)
      }
      hopelessSinceMs[0] = Number.NaN
      return true
    },
    keepNewest(captureTimeMs) {
      newestMs[0] = Math.max(newestMs[0] ?? 0, captureTimeMs)
    },
  }
}
