import { seededRandom } from '@sotto/kernel'
import { expect, it } from 'vitest'
import { synthesizeSpeech } from '../testing/synthetic-speech.ts'
import { findLag, matchSamples, shortestLag } from './pitch.ts'

/** As the definition has it, with nothing carried on from one lag to the next. */
function plainLikeness(samples: Int16Array, position: number, lag: number): number {
  let product = 0
  let firstEnergy = 1
  let secondEnergy = 1
  for (let index = 0; index < matchSamples; index += 1) {
    const one = samples[position + index]!
    const other = samples[position + lag + index]!
    product += one * other
    firstEnergy += one * one
    secondEnergy += other * other
  }
  return product <= 0
    ? 0
    : Math.floor((product / Math.sqrt(firstEnergy * secondEnergy)) * 1_000_000)
}

it('[AU78] the lag found is as like as it is said to be, to the millionth, and no lag of the coarse search is more like', () => {
  const random = seededRandom(78)
  const speech = synthesizeSpeech({ random, durationMs: 2_000 })
  const square = Int16Array.from({ length: 32_000 }, (_, at) => (at % 150 < 75 ? 32_767 : -32_768))
  const match = { lag: 0, likeness: 0 }
  for (const samples of [speech, square]) {
    for (let trial = 0; trial < 200; trial += 1) {
      const position = 1_000 + Math.floor(random.next() * (samples.length - 2_000))
      const direction = trial % 2 === 0 ? 1 : -1
      const largestLag = shortestLag + Math.floor(random.next() * 281)
      findLag(samples, position, direction, largestLag, match)
      const likenesses = Array.from(
        { length: Math.floor((largestLag - shortestLag) / 4) + 1 },
        (_, step) => plainLikeness(samples, position, direction * (shortestLag + step * 4)),
      )
      expect(match.likeness).toBeGreaterThanOrEqual(Math.max(...likenesses))
      if (match.likeness > 0)
        expect(match.likeness).toBe(plainLikeness(samples, position, direction * match.lag))
    }
  }
})
