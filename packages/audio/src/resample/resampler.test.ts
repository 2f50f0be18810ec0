import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decibels, fitTone, noise, rms, tone } from '../../test/signals.ts'
import { toInt16 } from '../convert.ts'
import { resampleClip } from './resample-clip.ts'
import { createResampler } from './resampler.ts'

const telephoneRateHz = 16_000
/** What microphones and files deliver. */
const commonRatesHz = [
  8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000,
]
const rich = commonRatesHz.filter((rateHz) => rateHz > telephoneRateHz)

function run(input: Float32Array, inputRateHz: number, outputRateHz: number, blockSamples = 128) {
  const resampler = createResampler({ inputRateHz, outputRateHz })
  const output = new Float32Array(resampler.outputCapacity(input.length) + blockSamples)
  const block = new Float32Array(resampler.outputCapacity(blockSamples))
  let written = 0
  for (let start = 0; start < input.length; start += blockSamples) {
    const count = resampler.process(input.subarray(start, start + blockSamples), block)
    output.set(block.subarray(0, count), written)
    written += count
  }
  return output.subarray(0, written)
}

/** The output without its first and last 20 ms, where the filter still fills. */
function settled(output: Float32Array, rateHz = telephoneRateHz): Float32Array {
  const edge = rateHz / 50
  return output.subarray(edge, output.length - edge)
}

function halfSecond(frequencyHz: number, rateHz: number): Float32Array {
  return tone({ frequencyHz, rateHz, samples: rateHz / 2 })
}

/** What a full-scale tone leaves at the output, relative to itself. */
function leftOverDb(frequencyHz: number, rateHz: number): number {
  const input = halfSecond(frequencyHz, rateHz)
  return decibels(rms(settled(run(input, rateHz, telephoneRateHz))) / rms(input))
}

function gainDb(frequencyHz: number, inputRateHz: number, outputRateHz: number): number {
  const output = run(halfSecond(frequencyHz, inputRateHz), inputRateHz, outputRateHz)
  return decibels(fitTone(settled(output, outputRateHz), frequencyHz, outputRateHz).amplitude)
}

describe('down to 16 kHz', () => {
  for (const rateHz of rich) {
    it(`[AU10] ${rateHz} Hz: what would fold back from 9 kHz on is 96 dB down`, () => {
      const highest = Math.min(23_000, rateHz / 2 - 50)
      for (let frequencyHz = 9_000; frequencyHz <= highest; frequencyHz += 373)
        expect(leftOverDb(frequencyHz, rateHz), `${frequencyHz} Hz`).toBeLessThanOrEqual(-96)
    })

    it(`[AU11] ${rateHz} Hz: 8.4 kHz is 90 dB down`, () => {
      expect(leftOverDb(8_400, rateHz)).toBeLessThanOrEqual(-90)
    })

    it(`[AU12] ${rateHz} Hz: flat within 0.1 dB up to 7.0 kHz`, () => {
      for (let frequencyHz = 100; frequencyHz <= 7_000; frequencyHz += 300)
        expect(
          Math.abs(gainDb(frequencyHz, rateHz, telephoneRateHz)),
          `${frequencyHz} Hz`,
        ).toBeLessThanOrEqual(0.1)
    })

    it(`[AU13] ${rateHz} Hz: 96 dB between a full-scale tone and everything else, given out in 16 bit`, () => {
      for (const frequencyHz of [440, 997, 3_331]) {
        const input = halfSecond(frequencyHz, rateHz)
        const output = run(input, rateHz, telephoneRateHz).map((value) => toInt16(value) / 32_768)
        const fit = fitTone(settled(output), frequencyHz, telephoneRateHz)
        const signalToNoiseDb = decibels(fit.amplitude / Math.SQRT2 / fit.residualRms)
        expect(signalToNoiseDb, `${frequencyHz} Hz`).toBeGreaterThanOrEqual(96)
      }
    })
  }

  it('[AU10] a check that can fail: taking every third sample leaves the alias whole', () => {
    const input = halfSecond(9_000, 48_000)
    const careless = input.filter((_, index) => index % 3 === 0)
    expect(decibels(rms(careless) / rms(input))).toBeGreaterThan(-1)
  })
})

describe('up to a device', () => {
  for (const rateHz of rich) {
    it(`[AU14] 16 kHz to ${rateHz} Hz: flat to 7.0 kHz, and no image above 8.4 kHz within 96 dB`, () => {
      for (const frequencyHz of [300, 1_000, 3_400, 7_000]) {
        const output = settled(
          run(halfSecond(frequencyHz, telephoneRateHz), telephoneRateHz, rateHz),
          rateHz,
        )
        const fit = fitTone(output, frequencyHz, rateHz)
        expect(Math.abs(decibels(fit.amplitude)), `${frequencyHz} Hz`).toBeLessThanOrEqual(0.1)
        expect(decibels(fit.residualRms), `beside ${frequencyHz} Hz`).toBeLessThanOrEqual(-96)
      }
    })
  }
})

describe('any rate', () => {
  for (const rateHz of commonRatesHz) {
    it(`[AU15] ${rateHz} Hz: delays by what it says, 4 ms at most`, () => {
      const resampler = createResampler({ inputRateHz: rateHz, outputRateHz: telephoneRateHz })
      expect(resampler.delayMs).toBeLessThanOrEqual(4)
      // A period of 10 ms, so that the phase cannot mean two delays.
      const frequencyHz = 100
      const output = run(
        tone({ frequencyHz, rateHz, samples: rateHz, phase: 0 }),
        rateHz,
        telephoneRateHz,
      )
      // A whole number of periods is left off, so the phase still counts from the start.
      const { phase } = fitTone(output.subarray(telephoneRateHz / 4), frequencyHz, telephoneRateHz)
      const turns = (1 + 1e-9 - phase / (2 * Math.PI)) % 1
      expect((turns / frequencyHz) * 1000).toBeCloseTo(resampler.delayMs, 3)
    })
  }

  it('[AU16] blocks of any size give the same samples as one block', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...commonRatesHz),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 8 }),
        (rateHz, sizes) => {
          const total = sizes.reduce((sum, size) => sum + size, 0)
          const input = noise(total, 0.5, total + 1)
          const whole = run(input, rateHz, telephoneRateHz, Math.max(1, total))
          const resampler = createResampler({ inputRateHz: rateHz, outputRateHz: telephoneRateHz })
          const parts: number[] = []
          let start = 0
          for (const size of sizes) {
            const output = new Float32Array(resampler.outputCapacity(size))
            const count = resampler.process(input.subarray(start, start + size), output)
            parts.push(...output.subarray(0, count))
            start += size
          }
          expect(Float32Array.from(parts)).toEqual(whole)
        },
      ),
      { numRuns: 60, seed: 11 },
    )
  })

  it('[AU16] an hour of 44.1 kHz gives an hour of 16 kHz, to the sample', () => {
    const resampler = createResampler({ inputRateHz: 44_100, outputRateHz: telephoneRateHz })
    const second = new Float32Array(44_100)
    const output = new Float32Array(resampler.outputCapacity(second.length))
    let written = 0
    for (let count = 0; count < 600; count += 1) written += resampler.process(second, output)
    expect(written).toBe(600 * telephoneRateHz)
  })

  it('[AU17] a sample that is none counts as silence and is forgotten with its neighbours', () => {
    for (const broken of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e30]) {
      const input = halfSecond(1_000, 48_000)
      input[9_000] = broken
      const output = run(input, 48_000, telephoneRateHz)
      expect(output.every((value) => Math.abs(value) < 1.2)).toBe(true)
      const clean = run(halfSecond(1_000, 48_000), 48_000, telephoneRateHz)
      expect(output.subarray(3_100)).toEqual(clean.subarray(3_100))
    }
    const passed = run(Float32Array.of(0.5, Number.NaN, -0.5), 16_000, 16_000)
    expect([...passed]).toEqual([0.5, 0, -0.5])
  })

  it('[AU17] after a reset nothing of the old sound is left', () => {
    const resampler = createResampler({ inputRateHz: 44_100, outputRateHz: telephoneRateHz })
    const output = new Float32Array(resampler.outputCapacity(4_410))
    resampler.process(noise(4_410, 1), output)
    resampler.reset()
    const count = resampler.process(new Float32Array(4_410), output)
    expect(output.subarray(0, count).every((value) => value === 0)).toBe(true)
  })

  it('[AU18] rates that are none, or share no divisor worth a table, are refused by name', () => {
    for (const rateHz of [0, -48_000, 44_100.5, Number.NaN, 1_000_000])
      expect(() => createResampler({ inputRateHz: rateHz, outputRateHz: 16_000 })).toThrow(
        RangeError,
      )
    expect(() => createResampler({ inputRateHz: 48_000, outputRateHz: 44_101 })).toThrow('44101')
    const resampler = createResampler({ inputRateHz: 48_000, outputRateHz: 16_000 })
    expect(() => resampler.process(new Float32Array(480), new Float32Array(100))).toThrow(
      RangeError,
    )
  })
})

describe('a whole clip', () => {
  it('[AU19] keeps its place in time and its length', () => {
    for (const rateHz of commonRatesHz) {
      const clip = Int16Array.from(
        tone({ frequencyHz: 500, rateHz, samples: rateHz, amplitude: 0.5, phase: 0 }),
        toInt16,
      )
      const result = resampleClip(clip, { inputRateHz: rateHz, outputRateHz: telephoneRateHz })
      expect(result.length).toBe(telephoneRateHz)
      const middle = result.subarray(1_600, 14_400)
      const { phase } = fitTone(middle, 500, telephoneRateHz)
      // Within half a sample, which at 500 Hz is 0.1 rad.
      expect(Math.abs(phase), `${rateHz} Hz`).toBeLessThan(0.1)
    }
  })
})
