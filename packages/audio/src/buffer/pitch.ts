/** Finds where a piece of sound resembles itself, so that a piece of that length can be left out or played twice unheard. */
import { frameSamples } from '../frame/audio-format.ts'

/** 50 to 400 Hz, the pitch of speech, at 16 kHz. */
export const shortestLag = 40
export const longestLag = frameSamples
/** 10 ms are compared. */
export const matchSamples = 160
/** Every fourth lag first, then its neighbours: a quarter of the work, and speech has no narrower peak. */
const coarseStep = 4

/** Written again and again, so that a search costs no memory. */
export interface LagMatch {
  /** In samples. */
  lag: number
  /** 0: nothing alike; 1,000,000: the same sound. In whole millionths, since a fraction that is kept costs memory. */
  likeness: number
}

/**
 * The lag at which the 10 ms from `position` most resemble those `lag` later (`direction` 1) or earlier (−1). The caller
 * keeps position + direction × lag ± 10 ms inside `samples` up to `largestLag`.
 */
export function findLag(
  samples: Int16Array,
  position: number,
  direction: 1 | -1,
  largestLag: number,
  match: LagMatch,
): void {
  const energy = energyAt(samples, position)
  match.lag = Math.min(longestLag, largestLag)
  match.likeness = 0
  for (let lag = shortestLag; lag <= largestLag; lag += coarseStep)
    consider(samples, position, energy, direction * lag, match)
  const middle = match.lag
  for (let lag = middle - coarseStep + 1; lag < middle + coarseStep; lag += 1)
    if (lag >= shortestLag && lag <= largestLag)
      consider(samples, position, energy, direction * lag, match)
}

function consider(
  samples: Int16Array,
  position: number,
  energy: number,
  shift: number,
  match: LagMatch,
): void {
  const likeness = likenessAt(samples, position, energy, position + shift)
  if (likeness <= match.likeness) return
  match.likeness = likeness
  match.lag = Math.abs(shift)
}

function energyAt(samples: Int16Array, position: number): number {
  let energy = 1
  for (let index = 0; index < matchSamples; index += 1) {
    const sample = samples[position + index] ?? 0
    energy += sample * sample
  }
  return energy
}

/** The correlation of two stretches of 10 ms, 0 when they run against each other. */
function likenessAt(
  samples: Int16Array,
  first: number,
  firstEnergy: number,
  second: number,
): number {
  let product = 0
  for (let index = 0; index < matchSamples; index += 1)
    product += (samples[first + index] ?? 0) * (samples[second + index] ?? 0)
  if (product <= 0) return 0
  return ((product / Math.sqrt(firstEnergy * energyAt(samples, second))) * 1_000_000) | 0
}
