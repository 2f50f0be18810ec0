/**
 * Tells how late a frame is, from two clocks that share no zero and do not run alike: the shortest journey seen so far
 * counts as no delay, and every journey is measured against it.
 */

export interface TransitClock {
  /** Takes a frame's two times and answers how many milliseconds later than the quickest it has come. */
  observe(captureTimeMs: number, arrivalMs: number): number
  /**
   * The quickest journey, as one cell to be read in place, since a fraction that is returned costs memory; NaN before the
   * first. A frame's age at `nowMs` is `nowMs` − its capture time − this.
   */
  readonly shortestMs: Readonly<Float64Array>
  reset(): void
}

/**
 * The shortest journey is forgotten at this speed, else a capture clock that runs slow (0.5 % is the worst we accept)
 * would make every frame look late after some minutes.
 */
const forgetMsPerMs = 0.006

export function createTransitClock(): TransitClock {
  // In typed arrays, since a captured variable that holds a fraction costs memory whenever it is set. NaN: none yet.
  const shortestMs = Float64Array.of(Number.NaN)
  const latestCaptureMs = new Float64Array(1)
  const shortest = (): number => shortestMs[0] ?? Number.NaN

  return {
    shortestMs,
    observe(captureTimeMs, arrivalMs) {
      const journeyMs = arrivalMs - captureTimeMs
      const latestMs = latestCaptureMs[0] ?? 0
      if (Number.isNaN(shortest())) {
        shortestMs[0] = journeyMs
        latestCaptureMs[0] = captureTimeMs
        return 0
      }
      const passedMs = Math.max(0, captureTimeMs - latestMs)
      latestCaptureMs[0] = Math.max(latestMs, captureTimeMs)
      shortestMs[0] = Math.min(shortest() + passedMs * forgetMsPerMs, journeyMs)
      return journeyMs - shortest()
    },
    reset() {
      shortestMs[0] = Number.NaN
    },
  }
}
