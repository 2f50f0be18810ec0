/** What a playout buffer has done so far, in counts that only rise. */
export interface PlayoutCounts {
  /** Frames that were moved on to be played. */
  readonly played: number
  /** Pulls of which something was made up. */
  readonly concealed: number
  /** Samples made up. */
  readonly concealedSamples: number
  /** Frames dropped for their age, on arrival or while they waited. */
  readonly tooOld: number
  /** Frames that came after their place had been played. */
  readonly missed: number
  readonly duplicate: number
  readonly refused: number
  /** Samples left out to win back delay, and played again to build it up. */
  readonly shortenedSamples: number
  readonly stretchedSamples: number
  /** Times that the sequence jumped and the buffer began again. */
  readonly restarts: number
  /** Times that the sender's clock was found to be another one. */
  readonly clockChanges: number
}

/** Those of a new buffer, to be counted up. */
export function createPlayoutCounts() {
  return {
    played: 0,
    concealed: 0,
    concealedSamples: 0,
    tooOld: 0,
    missed: 0,
    duplicate: 0,
    refused: 0,
    shortenedSamples: 0,
    stretchedSamples: 0,
    restarts: 0,
    clockChanges: 0,
  }
}
