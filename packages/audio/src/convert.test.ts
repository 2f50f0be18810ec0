import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  deinterleave,
  floatToInt16,
  int16ToFloat,
  interleave,
  stereoToMono,
  toInt16,
} from './convert.ts'

describe('conversion', () => {
  it('[AU20] brings every 16-bit sample back through floating point', () => {
    const all = Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768)
    const floats = new Float32Array(65_536)
    const back = new Int16Array(65_536)
    expect(int16ToFloat(all, floats)).toBe(65_536)
    expect(floatToInt16(floats, back)).toBe(65_536)
    expect(back).toEqual(all)
  })

  it('[AU21] rounds to the nearest step, holds at full scale, and makes silence of what is no number', () => {
    expect(toInt16(0.6 / 32_768)).toBe(1)
    expect(toInt16(-0.6 / 32_768)).toBe(-1)
    expect(toInt16(1)).toBe(32_767)
    expect(toInt16(-1)).toBe(-32_768)
    expect(toInt16(5)).toBe(32_767)
    expect(toInt16(Number.POSITIVE_INFINITY)).toBe(32_767)
    expect(toInt16(Number.NEGATIVE_INFINITY)).toBe(-32_768)
    expect(toInt16(Number.NaN)).toBe(0)
  })

  it('[AU22] makes one channel of two without clipping', () => {
    const output = new Float32Array(3)
    expect(stereoToMono([1, 1, -1], [1, -1, -1], output)).toBe(3)
    expect([...output]).toEqual([1, 0, -1])
  })

  it('[AU22] puts two channels together and takes them apart again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9))), (pairs) => {
        const left = pairs.map(([first]) => first)
        const right = pairs.map(([, second]) => second)
        const stereo = new Int16Array(pairs.length * 2)
        expect(interleave(left, right, stereo)).toBe(pairs.length * 2)
        expect([...stereo]).toEqual(pairs.flat())
        const sides = [new Int16Array(pairs.length), new Int16Array(pairs.length)] as const
        expect(deinterleave(stereo, sides[0], sides[1])).toBe(pairs.length)
        expect([...sides[0]]).toEqual(left)
        expect([...sides[1]]).toEqual(right)
      }),
      { seed: 4 },
    )
  })

  it('[AU21] refuses a target too short, before it writes', () => {
    expect(() => floatToInt16(new Float32Array(3), new Int16Array(2))).toThrow(RangeError)
    expect(() => int16ToFloat(new Int16Array(3), new Float32Array(2))).toThrow(RangeError)
    expect(() => stereoToMono([1, 2], [1, 2], new Float32Array(1))).toThrow(RangeError)
    expect(() => interleave([1, 2], [1, 2], new Float32Array(3))).toThrow(RangeError)
    expect(() => deinterleave([1, 2, 3, 4], new Float32Array(2), new Float32Array(1))).toThrow(
      RangeError,
    )
  })
})
