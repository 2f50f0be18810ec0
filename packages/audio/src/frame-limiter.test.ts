import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noise, tone } from '../test/signals.ts'
import { floatToInt16 } from './convert.ts'
import { createFrameLimiter } from './frame-limiter.ts'
import { createLimiter } from './limiter.ts'

const limit = Math.floor(32_768 * 10 ** (-6 / 20))
const largestStep = 10 ** (2 / 20) - 1

function peak(samples: Int16Array): number {
  return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)
}

/** A constant says by its level what the gain was. */
const level = (value: number) => new Int16Array(320).fill(value)

describe('the frame limiter', () => {
  it('[AU55] lets no sample above -6 dBFS out, whatever comes in, in frames of any length', () => {
    const frames = fc.array(fc.int16Array({ minLength: 0, maxLength: 400 }), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(frames, (given) => {
        const limiter = createFrameLimiter()
        for (const frame of given) {
          limiter.limit(frame)
          expect(peak(frame)).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 200, seed: 5 },
    )
  })

  it('[AU55] what is below passes bit for bit and at once, also what our own limiter has made of a shout', () => {
    const limiter = createFrameLimiter()
    for (let index = 0; index < 20; index += 1) {
      const frame = Int16Array.from({ length: 320 }, (_, at) => (at % 2 === 0 ? limit : -limit))
      const before = frame.slice()
      expect(limiter.limit(frame)).toBe(false)
      expect(frame).toEqual(before)
    }
    const shout = noise(16_000, 4)
    createLimiter({ sampleRateHz: 16_000 }).process([shout])
    const spoken = new Int16Array(shout.length)
    floatToInt16(shout, spoken)
    for (let start = 0; start < spoken.length; start += 320)
      expect(limiter.limit(spoken.subarray(start, start + 320))).toBe(false)
  })

  it('[AU55] turns down within 2 ms and back without a step, to exactly what came', () => {
    const limiter = createFrameLimiter()
    const loud = level(32_767)
    expect(limiter.limit(loud)).toBe(true)
    expect(loud[319]).toBeGreaterThan(limit - 2)
    const after = Array.from({ length: 5 }, () => {
      const quiet = level(10_000)
      limiter.limit(quiet)
      return quiet
    })
    const way = after.flatMap((frame) => [...frame])
    expect(way[0]).toBeLessThan(5_100)
    for (let index = 1; index < way.length; index += 1) {
      const step = ((way[index] ?? 0) - (way[index - 1] ?? 0)) / 10_000
      expect(step).toBeGreaterThanOrEqual(0)
      expect(step).toBeLessThan(largestStep / 100)
    }
    const before = level(10_000)
    expect(limiter.limit(before)).toBe(false)
    expect(before).toEqual(level(10_000))
  })

  it('[AU55] a reset forgets the loud moment; a threshold that is none is refused', () => {
    const limiter = createFrameLimiter()
    limiter.limit(level(-32_768))
    limiter.reset()
    expect(limiter.limit(level(12_000))).toBe(false)
    for (const thresholdDbfs of [1, -61, Number.NaN])
      expect(() => createFrameLimiter({ thresholdDbfs })).toThrow(RangeError)
  })

  it('[AU55] a full-scale tone keeps its shape but for the first moment', () => {
    const limiter = createFrameLimiter()
    const input = new Int16Array(3_200)
    floatToInt16(tone({ frequencyHz: 400, rateHz: 16_000, samples: 3_200 }), input)
    const output = input.slice()
    for (let start = 0; start < output.length; start += 320)
      limiter.limit(output.subarray(start, start + 320))
    for (let index = 320; index < output.length; index += 1)
      expect(Math.abs((output[index] ?? 0) - (input[index] ?? 0) * (limit / 32_767))).toBeLessThan(
        3,
      )
  })
})
