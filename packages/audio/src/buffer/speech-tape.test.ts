import { seededRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { noise, tone } from '../../test/signals.ts'
import { toInt16 } from '../convert.ts'
import { frameSamples } from '../frame/audio-format.ts'
import { synthesizeSpeech } from '../testing/synthetic-speech.ts'
import { createSpeechTape } from './speech-tape.ts'

/** 125 Hz with two overtones: a period of 128 samples. */
const voiced = Int16Array.from(
  tone({ frequencyHz: 125, rateHz: 16_000, samples: 40 * frameSamples, amplitude: 0.3 }).map(
    (value, index) =>
      value +
      0.15 * Math.sin((2 * Math.PI * 250 * index) / 16_000) +
      0.1 * Math.sin((2 * Math.PI * 1_000 * index) / 16_000),
  ),
  toInt16,
)

function steepest(samples: ArrayLike<number>): number {
  let largest = 0
  for (let index = 1; index < samples.length; index += 1)
    largest = Math.max(largest, Math.abs((samples[index] ?? 0) - (samples[index - 1] ?? 0)))
  return largest
}

/** Plays the sound, asking for a change before every third frame. */
function play(sound: Int16Array, direction: 1 | -1) {
  const tape = createSpeechTape()
  const output = new Int16Array(frameSamples)
  const played: number[] = []
  const pieces: number[] = []
  let next = 0
  for (let frame = 0; next < sound.length || tape.available >= frameSamples; frame += 1) {
    while (tape.available < 960 && next < sound.length) {
      tape.append(sound.subarray(next, next + frameSamples), false)
      next += frameSamples
    }
    if (frame % 3 === 2) {
      const piece = tape.findPiece(direction, frameSamples)
      if (piece.likeness > 800_000) {
        pieces.push(piece.lag)
        tape.jump(direction * piece.lag)
      }
    }
    if (tape.available < frameSamples) break
    tape.take(output)
    played.push(...output)
  }
  return { played, pieces }
}

describe('the tape', () => {
  it('gives every sample back as it came while nothing is changed', () => {
    const tape = createSpeechTape()
    const sound = Int16Array.from(noise(200 * frameSamples, 0.9), toInt16)
    const output = new Int16Array(frameSamples)
    for (let start = 0; start < sound.length; start += frameSamples) {
      tape.append(sound.subarray(start, start + frameSamples), false)
      tape.take(output)
      expect(output).toEqual(sound.subarray(start, start + frameSamples))
    }
    expect(tape.available).toBe(0)
  })

  for (const direction of [1, -1] as const)
    it(`[AU64] ${direction === 1 ? 'leaves out' : 'plays again'} whole periods of a voice, without an edge`, () => {
      const { played, pieces } = play(voiced, direction)
      expect(pieces.length).toBeGreaterThan(8)
      for (const piece of pieces) expect(piece % 128).toBe(0)
      const changed = pieces.reduce((sum, piece) => sum + piece, 0)
      expect(Math.abs(played.length - (voiced.length - direction * changed))).toBeLessThan(320)
      expect(steepest(played)).toBeLessThanOrEqual(1.05 * steepest(voiced))
    })

  it('[AU64] changes speech without an edge steeper than its own, and never louder', () => {
    const sound = synthesizeSpeech({ random: seededRandom(5), durationMs: 10_000 })
    const loudest = sound.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)
    for (const direction of [1, -1] as const) {
      const { played, pieces } = play(sound, direction)
      expect(pieces.length).toBeGreaterThan(30)
      expect(steepest(played)).toBeLessThanOrEqual(1.1 * steepest(sound))
      expect(played.every((value) => Math.abs(value) <= loudest)).toBe(true)
    }
    // A check that can fail: the same pieces cut out plainly leave edges.
    const cuts = Array.from({ length: 64 }, (_, start) =>
      steepest([...voiced.subarray(0, 700 + start), ...voiced.subarray(764 + start)]),
    )
    expect(Math.max(...cuts)).toBeGreaterThan(1.1 * steepest(voiced))
  })

  it('finds nothing to change where there is too little sound', () => {
    const tape = createSpeechTape()
    expect(tape.findPiece(1, frameSamples).likeness).toBe(0)
    tape.append(voiced.subarray(0, frameSamples), false)
    expect(tape.findPiece(1, 30).likeness).toBe(0)
  })
})
