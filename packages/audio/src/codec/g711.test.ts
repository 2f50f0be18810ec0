import { describe, expect, it } from 'vitest'
import {
  decodeALaw,
  decodeALawSample,
  decodeMuLaw,
  decodeMuLawSample,
  encodeALaw,
  encodeALawSample,
  encodeMuLaw,
  encodeMuLawSample,
} from './g711.ts'

interface Interval {
  /** Magnitudes from `low` up to, not including, `high`, in the law's own unit (13-bit or 14-bit samples). */
  readonly low: number
  readonly high: number
  /** What the decoder gives for it, in the same unit. */
  readonly value: number
}

/**
 * G.711 table 1a: 32 intervals of 2 from 0 to 64 in 13-bit units, then six segments of 16 intervals whose width doubles,
 * 4 to 128, up to the virtual decision value 4096. The output is the middle of the interval.
 */
function aLawIntervals(): Interval[] {
  const intervals: Interval[] = []
  let low = 0
  const add = (width: number, count: number) => {
    for (let index = 0; index < count; index += 1) {
      intervals.push({ low, high: low + width, value: low + width / 2 })
      low += width
    }
  }
  add(2, 32)
  for (let width = 4; width <= 128; width *= 2) add(width, 16)
  return intervals
}

/**
 * G.711 table 2a: one interval of 1 from 0, then 15 of 2 up to 31, then seven segments of 16 intervals whose width doubles,
 * 4 to 256, up to the virtual decision value 8159. The output is 0, then the middle of the interval.
 */
function muLawIntervals(): Interval[] {
  const intervals: Interval[] = [{ low: 0, high: 1, value: 0 }]
  let low = 1
  const add = (width: number, count: number) => {
    for (let index = 0; index < count; index += 1) {
      intervals.push({ low, high: low + width, value: low + width / 2 })
      low += width
    }
  }
  add(2, 15)
  for (let width = 4; width <= 256; width *= 2) add(width, 16)
  return intervals
}

/** The number of the interval is the code, before the bits that the standard inverts: all of µ-law's, every second of A-law's. */
function expectedALaw(sample: number, intervals: readonly Interval[]): number {
  const magnitude = (sample >= 0 ? sample : -sample - 1) >> 3
  const index = intervals.findIndex(({ low, high }) => magnitude >= low && magnitude < high)
  return ((sample >= 0 ? 0x80 : 0) | index) ^ 0x55
}

function expectedMuLaw(sample: number, intervals: readonly Interval[]): number {
  const magnitude = (sample >= 0 ? sample : -sample - 1) >> 2
  const found = intervals.findIndex(({ low, high }) => magnitude >= low && magnitude < high)
  const index = found === -1 ? 127 : found
  return 0xff - ((sample >= 0 ? 0 : 0x80) | index)
}

function everySample(check: (sample: number) => number | undefined): (number | undefined)[] {
  const wrong: (number | undefined)[] = []
  for (let sample = -32_768; sample <= 32_767; sample += 1) {
    const found = check(sample)
    if (found !== undefined) wrong.push(found)
  }
  return wrong
}

describe('A-law', () => {
  const intervals = aLawIntervals()

  it('[AU25] has the intervals of the standard', () => {
    expect(intervals).toHaveLength(128)
    expect(intervals.at(-1)).toEqual({ low: 3968, high: 4096, value: 4032 })
  })

  it('[AU25] codes all 65,536 samples by the segments of table 1', () => {
    const wrong = everySample((sample) =>
      encodeALawSample(sample) === expectedALaw(sample, intervals) ? undefined : sample,
    )
    expect(wrong).toEqual([])
  })

  it('[AU26] gives the middle of the interval for all 256 codes', () => {
    for (let code = 0; code < 256; code += 1) {
      const plain = code ^ 0x55
      const value = (intervals[plain & 0x7f]?.value ?? Number.NaN) * 8
      expect(decodeALawSample(code)).toBe((plain & 0x80) !== 0 ? value : -value)
    }
  })

  it('[AU27] leaves no code changed by another round', () => {
    for (let code = 0; code < 256; code += 1)
      expect(encodeALawSample(decodeALawSample(code))).toBe(code)
  })
})

describe('µ-law', () => {
  const intervals = muLawIntervals()

  it('[AU25] has the intervals of the standard', () => {
    expect(intervals).toHaveLength(128)
    expect(intervals.at(-1)).toEqual({ low: 7903, high: 8159, value: 8031 })
  })

  it('[AU25] codes all 65,536 samples by the segments of table 2', () => {
    const wrong = everySample((sample) =>
      encodeMuLawSample(sample) === expectedMuLaw(sample, intervals) ? undefined : sample,
    )
    expect(wrong).toEqual([])
  })

  it('[AU26] gives the middle of the interval for all 256 codes', () => {
    for (let code = 0; code < 256; code += 1) {
      const plain = 0xff - code
      const value = (intervals[plain & 0x7f]?.value ?? Number.NaN) * 4
      expect(decodeMuLawSample(code)).toBe((plain & 0x80) === 0 ? value : 0 - value)
    }
  })

  it('[AU27] leaves no code changed by another round, but for the two zeros', () => {
    for (let code = 0; code < 256; code += 1)
      expect(encodeMuLawSample(decodeMuLawSample(code))).toBe(code === 0x7f ? 0xff : code)
  })
})

describe('blocks', () => {
  it('[AU28] go through sample by sample, and a target too short is refused', () => {
    const samples = Int16Array.of(0, 1_000, -1_000, 32_767, -32_768)
    for (const [encode, decode, encodeOne, decodeOne] of [
      [encodeALaw, decodeALaw, encodeALawSample, decodeALawSample],
      [encodeMuLaw, decodeMuLaw, encodeMuLawSample, decodeMuLawSample],
    ] as const) {
      const codes = new Uint8Array(5)
      expect(encode(samples, codes)).toBe(5)
      expect([...codes]).toEqual([...samples].map(encodeOne))
      const heard = new Int16Array(5)
      expect(decode(codes, heard)).toBe(5)
      expect([...heard]).toEqual([...codes].map(decodeOne))
      expect(() => encode(samples, new Uint8Array(4))).toThrow(RangeError)
      expect(() => decode(codes, new Int16Array(4))).toThrow(RangeError)
    }
  })
})
