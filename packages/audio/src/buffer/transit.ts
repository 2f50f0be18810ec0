/**
 * Tells how late a frame is, from two clocks that share no zero and do not run alike: the shortest journey seen so far
 * counts as no delay, and every journey is measured against it.
 */

export interface TransitClock {
  /** Takes a frame's two times and answers how many milliseconds later than the quickest it has come. */
  observe(captureTimeMs: number, arrivalMs: number): number
  /** The quickest journey; NaN before the first. A frame's age at `nowMs` is `nowMs` − its capture time − this. */
  readonly shortestMs: number
  reset(): void
}

/**
 * The shortest journey is forgotten at this speed, else a capture clock that runs slow (0.5 % is the worst we accept)
 * would make every frame look late after some minutes.
 */
const forgetMsPerMs = 0.006

export function createTransitClock(): TransitClock {
  return new QuickestJourney()
}

/** A class: see `frame-slots.ts`. A field that holds a fraction is written in place, a captured variable is not. */
class QuickestJourney implements TransitClock {
  shortestMs = Number.NaN
  private latestCaptureMs = 0

  observe(captureTimeMs: number, arrivalMs: number): number {
    const journeyMs = arrivalMs - captureTimeMs
    if (Number.isNaN(this.shortestMs)) {
      this.shortestMs = journeyMs
      this.latestCaptureMs = captureTimeMs
      return 0
    }
    const passedMs = Math.max(0, captureTimeMs - this.latestCaptureMs)
    this.latestCaptureMs = Math.max(this.latestCaptureMs, captureTimeMs)
    this.shortestMs = Math.min(this.shortestMs + passedMs * forgetMsPerMs, journeyMs)
    return journeyMs - this.shortestMs
  }

  reset(): void {
    this.shortestMs = Number.NaN
  }
}
