/**
 * Fills a hole in speech: goes on with the last pitch period while it fades, and blends back into what comes next, so
 * that no edge is heard. It makes nothing up for longer than its fade.
 */
import { frameSamples } from '../frame/audio-format.ts'

export interface Concealer {
  /** Samples made up since the last real frame. */
  readonly concealedSamples: number
  /** Remembers a frame that is played; if the frame before was made up, its beginning is blended with what would have followed. */
  accept(frame: Int16Array): void
  /** Fills `frame` with the continuation; after the fade it is silence. */
  conceal(frame: Int16Array): void
  reset(): void
}

/** 50 to 400 Hz, the pitch of speech, at 16 kHz. */
const shortestPeriod = 40
const longestPeriod = 320
const matchSamples = 160
const historySamples = longestPeriod + matchSamples
/** 60 ms: longer repetition sounds like a machine. */
const fadeSamples = 3 * frameSamples
const blendSamples = 80

export function createConcealer(): Concealer {
  const history = new Int16Array(historySamples)
  let period = longestPeriod
  let position = 0
  let concealedSamples = 0

  function continuation(): number {
    if (concealedSamples === 0) {
      period = findPeriod(history)
      position = 0
    }
    const sample = history[historySamples - period + position] ?? 0
    position = position + 1 === period ? 0 : position + 1
    const fade = Math.max(0, 1 - concealedSamples / fadeSamples)
    concealedSamples += 1
    return sample * fade
  }

  function blendIn(frame: Int16Array): void {
    for (let index = 0; index < blendSamples; index += 1) {
      const weight = (index + 1) / (blendSamples + 1)
      const blended = (frame[index] ?? 0) * weight + continuation() * (1 - weight)
      frame[index] = Math.round(blended)
    }
  }

  function remember(frame: Int16Array): void {
    history.copyWithin(0, frame.length)
    for (let index = 0; index < frame.length; index += 1)
      history[historySamples - frame.length + index] = frame[index] ?? 0
  }

  return {
    get concealedSamples() {
      return concealedSamples
    },
    accept(frame) {
      if (concealedSamples > 0) blendIn(frame)
      concealedSamples = 0
      remember(frame)
    },
    conceal(frame) {
      for (let index = 0; index < frame.length; index += 1)
        frame[index] = Math.round(continuation())
    },
    reset() {
      history.fill(0)
      concealedSamples = 0
    },
  }
}

/** The lag at which the newest sound most resembles the sound before it. */
function findPeriod(history: Int16Array): number {
  let best = longestPeriod
  let bestLikeness = 0
  for (let lag = shortestPeriod; lag <= longestPeriod; lag += 1) {
    let product = 0
    let energy = 1
    for (let index = historySamples - matchSamples; index < historySamples; index += 1) {
      const earlier = history[index - lag] ?? 0
      product += (history[index] ?? 0) * earlier
      energy += earlier * earlier
    }
    const likeness = product > 0 ? (product * product) / energy : 0
    if (likeness > bestLikeness) {
      bestLikeness = likeness
      best = lag
    }
  }
  return best
}
