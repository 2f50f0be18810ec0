import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decibels, noise, tone } from '../test/signals.ts'
import { toInt16 } from './convert.ts'
import { createLimiter } from './limiter.ts'

const sampleRateHz = 16_000
const limitInt16 = Math.floor(32_768 * 10 ** (-6 / 20))

function limited(input: Float32Array, blockSamples = 320): Float32Array {
  const limiter = createLimiter({ sampleRateHz })
  const output = input.slice()
  for (let start = 0; start < output.length; start += blockSamples)
    limiter.process([output.subarray(start, start + blockSamples)])
  return output
}

function peakInt16(samples: Float32Array): number {
  return samples.reduce((peak, value) => Math.max(peak, Math.abs(toInt16(value))), 0)
}

describe('the limiter', () => {
  it('[AU50] lets no sample above -6 dBFS out, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            { weight: 8, arbitrary: fc.float({ min: -1, max: 1, noNaN: true }) },
            { weight: 1, arbitrary: fc.float() },
          ),
          { minLength: 1, maxLength: 2_000 },
        ),
        fc.integer({ min: 1, max: 700 }),
        (values, blockSamples) => {
          const output = limited(Float32Array.from(values), blockSamples)
          expect(output.every((value) => Math.abs(value) <= limitInt16 / 32_768)).toBe(true)
          expect(peakInt16(output)).toBeLessThanOrEqual(limitInt16)
        },
      ),
      { numRuns: 200, seed: 9 },
    )
  })

  it('[AU50] holds a full-scale square wave and a full-scale tone at -6 dBFS', () => {
    const square = Float32Array.from({ length: 16_000 }, (_, index) => (index % 32 < 16 ? 1 : -1))
    const loud = tone({ frequencyHz: 440, rateHz: sampleRateHz, samples: 16_000 })
    for (const input of [square, loud]) {
      const peak = peakInt16(limited(input))
      expect(peak).toBeLessThanOrEqual(limitInt16)
      expect(decibels(peak / 32_768)).toBeGreaterThan(-6.3)
    }
  })

  it('[AU51] passes what stays below the threshold bit for bit, 4 ms later', () => {
    const input = noise(16_000, 0.5)
    const { delaySamples } = createLimiter({ sampleRateHz })
    expect(delaySamples).toBe(64)
    const output = limited(input, 128)
    expect(output.subarray(0, delaySamples).every((value) => value === 0)).toBe(true)
    expect(output.subarray(delaySamples)).toEqual(input.subarray(0, input.length - delaySamples))
  })

  it('[AU51] comes back to bit for bit within a second of a loud moment', () => {
    const input = noise(48_000, 0.4)
    input.set(tone({ frequencyHz: 300, rateHz: sampleRateHz, samples: 1_600, amplitude: 8 }), 4_000)
    const output = limited(input)
    expect(output.subarray(30_064)).toEqual(input.subarray(30_000, 47_936))
    expect(output.subarray(6_000, 6_400)).not.toEqual(input.subarray(5_936, 6_336))
  })

  it('[AU52] turns the gain down before the peak, without a step', () => {
    const limiter = createLimiter({ sampleRateHz })
    const input = new Float32Array(1_000).fill(0.25)
    input[500] = 1
    const gains: number[] = []
    for (const value of input) {
      limiter.process([Float32Array.of(value)])
      gains.push(limiter.gain)
    }
    const steps = gains.slice(1).map((gain, index) => Math.abs(gain - (gains[index] ?? 0)))
    expect(Math.max(...steps)).toBeLessThan(0.01)
    expect(gains[499]).toBe(1)
    expect(gains[564]).toBeCloseTo(limitInt16 / 32_768, 4)
    expect(gains[999]).toBeGreaterThan(0.6)
  })

  it('[AU52] keeps two channels under one gain', () => {
    const limiter = createLimiter({ sampleRateHz, channels: 2 })
    const left = new Float32Array(400).fill(1)
    const right = new Float32Array(400).fill(0.1)
    limiter.process([left, right])
    expect(left[399]).toBeCloseTo(limitInt16 / 32_768, 3)
    expect((right[399] ?? 0) / (left[399] ?? 1)).toBeCloseTo(0.1, 5)
    expect(() => limiter.process([left])).toThrow(RangeError)
  })

  it('[AU53] makes silence of what is no number, and forgets all on reset', () => {
    const input = noise(1_000, 0.1)
    input[100] = Number.NaN
    const output = limited(input)
    expect(output[164]).toBe(0)
    expect(output.subarray(165, 200)).toEqual(input.subarray(101, 136))
    const limiter = createLimiter({ sampleRateHz })
    limiter.process([new Float32Array(400).fill(1)])
    limiter.reset()
    expect(limiter.gain).toBe(1)
    const after = new Float32Array(400)
    limiter.process([after])
    expect(after.every((value) => value === 0)).toBe(true)
  })

  it('[AU53] refuses settings it cannot keep', () => {
    for (const options of [
      { lookAheadMs: 0 },
      { lookAheadMs: 6 },
      { thresholdDbfs: 1 },
      { thresholdDbfs: Number.NEGATIVE_INFINITY },
    ])
      expect(() => createLimiter({ sampleRateHz, ...options })).toThrow(RangeError)
  })
})
