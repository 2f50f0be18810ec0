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

/** All that one search looks at, as the numbers that it calculates with: each is read some eighty times. */
const view = new Float64Array(longestLag + matchSamples)
/** Of the two stretches that are compared; in cells, since a fraction that is handed on costs memory. */
const energies = new Float64Array(2)
const here = 0
const there = 1

/**
 * The lag at which the 10 ms from `position` most resemble those `lag` later (`direction` 1) or earlier (−1). The caller
 * keeps position + direction × lag ± 10 ms inside `samples` up to `largestLag`, which is 20 ms at most.
 */
export function findLag(
  samples: Int16Array,
  position: number,
  direction: 1 | -1,
  largestLag: number,
  match: LagMatch,
): void {
  match.lag = Math.min(longestLag, largestLag)
  match.likeness = 0
  const own = direction === 1 ? 0 : largestLag
  const begin = position - own
  for (let index = 0; index < largestLag + matchSamples; index += 1)
    view[index] = samples[begin + index] ?? 0
  const step = direction * coarseStep
  let other = own + direction * shortestLag
  measure(own, here)
  measure(other, there)
  for (let lag = shortestLag; lag <= largestLag; lag += coarseStep) {
    consider(match, lag, likenessAt(own, other))
    carryOn(other, step)
    other += step
  }
  const middle = match.lag
  for (let lag = middle - coarseStep + 1; lag < middle + coarseStep; lag += 1) {
    if (lag < shortestLag || lag > largestLag) continue
    const near = own + direction * lag
    measure(near, there)
    consider(match, lag, likenessAt(own, near))
  }
}

function consider(match: LagMatch, lag: number, likeness: number): void {
  if (likeness <= match.likeness) return
  match.likeness = likeness
  match.lag = lag
}

/** One more than the sum of the squares, so that silence can be divided by. */
function measure(position: number, which: 0 | 1): void {
  energies[which] = 1 + productOf(position, position)
}

/** To the stretch `step` samples further than the one at `position`: the very same whole number as if it were measured. */
function carryOn(position: number, step: number): void {
  const first = step > 0 ? position : position + step
  const gained = step > 0 ? 1 : -1
  let energy = energies[there] ?? 0
  for (let index = first; index < first + Math.abs(step); index += 1)
    energy += gained * ((view[index + matchSamples] ?? 0) ** 2 - (view[index] ?? 0) ** 2)
  energies[there] = energy
}

/** The correlation of two stretches of 10 ms, 0 when they run against each other. */
function likenessAt(first: number, second: number): number {
  const product = productOf(first, second)
  if (product <= 0) return 0
  const energy = Math.sqrt((energies[here] ?? 1) * (energies[there] ?? 1))
  return ((product / energy) * 1_000_000) | 0
}

/**
 * Of two stretches, sample by sample. Four sums, since one would have to wait for each of its additions; they are whole numbers far
 * below 2^53, so that no order of adding makes a difference.
 */
function productOf(first: number, second: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let index = 0; index < matchSamples; index += 4) {
    a += (view[first + index] ?? 0) * (view[second + index] ?? 0)
    b += (view[first + index + 1] ?? 0) * (view[second + index + 1] ?? 0)
    c += (view[first + index + 2] ?? 0) * (view[second + index + 2] ?? 0)
    d += (view[first + index + 3] ?? 0) * (view[second + index + 3] ?? 0)
  }
  return a + b + c + d
}
