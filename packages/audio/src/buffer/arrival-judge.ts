/** Judges each frame's journey: in time or too old, and whether it was measured by the clock that the others were. */
import { createTransitClock, type TransitClock } from './transit.ts'

export interface ArrivalJudge {
  /** Knows the quickest journey. */
  readonly transit: Pick<TransitClock, 'shortestMs'>
  /** When the newest frame was captured. */
  readonly newestMs: number
  /** How late the frame judged last was. */
  readonly latenessMs: number
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
  return new JudgeOfOneSender(oldestMs, counts)
}

/** A class: see `frame-slots.ts`. */
class JudgeOfOneSender implements ArrivalJudge {
  readonly transit = createTransitClock()
  newestMs = Number.NEGATIVE_INFINITY
  latenessMs = 0
  private readonly oldestMs: number
  private readonly counts: { clockChanges: number }
  /** Since when all frames have been too old. */
  private hopelessSinceMs = Number.NaN
  private framesOfStep = 0

  constructor(oldestMs: number, counts: { clockChanges: number }) {
    this.oldestMs = oldestMs
    this.counts = counts
  }

  isInTime(isNewer: boolean, captureTimeMs: number, arrivalMs: number): boolean {
    const stepsBack = isNewer && captureTimeMs < this.newestMs - clockStepMs
    this.framesOfStep = stepsBack ? this.framesOfStep + 1 : 0
    if (this.framesOfStep === framesOfProof) this.changeClock()
    this.latenessMs = this.transit.observe(captureTimeMs, arrivalMs)
    if (this.latenessMs > this.oldestMs) {
      if (Number.isNaN(this.hopelessSinceMs)) this.hopelessSinceMs = arrivalMs
      if (!(arrivalMs - this.hopelessSinceMs >= hopelessMs)) return false
      this.changeClock()
      this.latenessMs = this.transit.observe(captureTimeMs, arrivalMs)
    }
    this.hopelessSinceMs = Number.NaN
    return true
  }

  keepNewest(captureTimeMs: number): void {
    this.newestMs = Math.max(this.newestMs, captureTimeMs)
  }

  /** Another microphone has another clock: what the old one told of the quickest journey is worth nothing. */
  private changeClock(): void {
    this.counts.clockChanges += 1
    this.framesOfStep = 0
    this.transit.reset()
    this.newestMs = Number.NEGATIVE_INFINITY
  }
}
