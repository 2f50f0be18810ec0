import { seededRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { alignedCorrelation } from './aligned-correlation.ts'
import { createFft } from './fft.ts'
import { findLeak } from './find-leak.ts'
import { createMarker } from './marker.ts'
import { rmsDbfs } from './samples.ts'

const sampleRateHz = 16_000

/**
 * A voice as far as measuring goes: pulses at a wandering pitch through a low resonance, in syllables, with a pause of
 * half a second after every two.
 */
function speechLike(seed: number, seconds: number): Int16Array {
  const random = seededRandom(seed)
  const samples = new Int16Array(seconds * sampleRateHz)
  let phase = 0
  let pitchHz = 120
  let loudness = 0
  let first = 0
  let second = 0
  for (let index = 0; index < samples.length; index += 1) {
    if (index % 2_400 === 0) {
      pitchHz = 90 + 80 * random.next()
      loudness = index % 40_000 > 32_000 ? 0 : 0.4 + random.next()
    }
    phase += pitchHz / sampleRateHz
    const pulse = phase >= 1 ? loudness : 0
    if (phase >= 1) phase -= 1
    const value = pulse + 0.02 * loudness * (random.next() - 0.5) + 1.7 * first - 0.8 * second
    second = first
    first = value
    samples[index] = Math.max(-32_768, Math.min(32_767, Math.round(value * 2_000)))
  }
  return samples
}

function mixed(
  ...parts: readonly { samples: Int16Array; at?: number; gain?: number }[]
): Int16Array {
  const length = Math.max(...parts.map(({ samples, at = 0 }) => samples.length + at))
  const sum = new Int16Array(length)
  for (const { samples, at = 0, gain = 1 } of parts)
    for (const [index, sample] of samples.entries()) {
      const value = (sum[at + index] ?? 0) + Math.round(sample * gain)
      sum[at + index] = Math.max(-32_768, Math.min(32_767, value))
    }
  return sum
}

function joined(...parts: readonly Int16Array[]): Int16Array {
  return Int16Array.from(parts.flatMap((part) => [...part]))
}

const marker = createMarker({ seed: 1, durationMs: 6_000, levelDbfs: -20, sampleRateHz })

describe('aligned correlation', () => {
  it('[ME1] speech that arrives late and quieter correlates near one, without slips', () => {
    const reference = speechLike(3, 8)
    const recording = mixed({ samples: reference, at: 12_345, gain: 0.65 })
    const found = alignedCorrelation({ reference, recording, sampleRateHz })
    expect(found.medianCorrelation).toBeGreaterThan(0.99)
    expect(found.windows.length).toBeGreaterThanOrEqual(14)
    expect(found.slips).toBe(0)
  })

  it('[ME1] what a looped microphone gave, from the middle of its file past the end, too', () => {
    const reference = speechLike(3, 8)
    const spoken = joined(reference.subarray(80_000), reference, reference.subarray(0, 30_000))
    const recording = joined(new Int16Array(50_000), spoken, new Int16Array(30_000))
    const found = alignedCorrelation({ reference, recording, sampleRateHz })
    expect(found.medianCorrelation).toBeGreaterThan(0.99)
    expect(found.slips).toBe(0)
    expect(found.windows.length).toBeGreaterThan(20)
  })

  it('[ME1] other speech, and silence, do not correlate', () => {
    const reference = speechLike(3, 8)
    const other = alignedCorrelation({ reference, recording: speechLike(4, 8), sampleRateHz })
    expect(other.medianCorrelation).toBeLessThan(0.6)
    const silence = new Int16Array(8 * sampleRateHz)
    for (const [said, recorded] of [
      [reference, silence],
      [silence, reference],
      [silence, silence],
      [reference, new Int16Array(0)],
    ] as const) {
      const found = alignedCorrelation({ reference: said, recording: recorded, sampleRateHz })
      expect(found.medianCorrelation).toBe(0)
    }
  })

  it('[ME2] a stretch that was lost or repeated is a slip', () => {
    const reference = speechLike(3, 8)
    const middle = 4 * sampleRateHz
    const lost = joined(reference.subarray(0, middle), reference.subarray(middle + 800))
    const repeated = joined(reference.subarray(0, middle), reference.subarray(middle - 800))
    for (const recording of [lost, repeated]) {
      const found = alignedCorrelation({ reference, recording, sampleRateHz })
      expect(found.slips).toBe(1)
      expect(found.slipsPer10Seconds).toBeGreaterThan(1)
      expect(found.medianCorrelation).toBeGreaterThan(0.95)
    }
  })

  it('[ME2] a stretch in which nothing came has no correlation, a pause of the speaker is no loss', () => {
    const reference = speechLike(3, 10)
    const holed = reference.slice().fill(0, 2 * sampleRateHz, 8 * sampleRateHz)
    const found = alignedCorrelation({ reference, recording: holed, sampleRateHz })
    expect(found.medianCorrelation).toBe(0)
    const paused = joined(reference.subarray(0, 64_000), new Int16Array(48_000), reference)
    const whole = alignedCorrelation({ reference: paused, recording: paused, sampleRateHz })
    expect(whole.medianCorrelation).toBeGreaterThan(0.99)
    expect(whole.windows.every(({ correlation }) => correlation > 0.99)).toBe(true)
  })
})

describe('the leak test', () => {
  it('[ME3] finds a marker 40 dB down under speech, and says where', () => {
    for (const seed of [5, 6, 7]) {
      const speech = speechLike(seed, 14)
      const level = rmsDbfs(speech) - 40
      const recording = mixed(
        { samples: speech },
        { samples: marker, at: 30_000, gain: 10 ** ((level + 20) / 20) },
      )
      const found = findLeak({ marker, recording, sampleRateHz })
      expect(found.ratio).toBeGreaterThan(1.5)
      expect(found.leaks).toBe(true)
      expect(found.recordingMs - found.markerMs).toBeCloseTo(30_000 / 16, 1)
    }
  })

  it('[ME3] finds a piece of it, hanging over the end, and in one voice turned round', () => {
    const speech = speechLike(8, 10)
    const piece = marker.subarray(35_000, 75_000)
    for (const gain of [0.01, -0.01])
      for (const at of [40_000, speech.length - 30_000]) {
        const recording = mixed({ samples: speech }, { samples: piece, at, gain }).slice(
          0,
          speech.length,
        )
        expect(findLeak({ marker, recording, sampleRateHz }).leaks).toBe(true)
      }
  })

  it('[ME4] does not accuse a recording without the marker', () => {
    const other = createMarker({ seed: 2, durationMs: 6_000, levelDbfs: -20, sampleRateHz })
    for (const recording of [
      speechLike(5, 14),
      speechLike(6, 14),
      other,
      mixed({ samples: speechLike(9, 14) }, { samples: other, at: 9_000, gain: 0.1 }),
    ]) {
      const found = findLeak({ marker, recording, sampleRateHz })
      expect(found.ratio).toBeLessThan(1.3)
      expect(found.leaks).toBe(false)
    }
    const silence = new Int16Array(10 * sampleRateHz)
    expect(findLeak({ marker, recording: silence, sampleRateHz })).toMatchObject({
      ratio: 0,
      leaks: false,
    })
  })

  it('[ME4] refuses to judge what is too short to judge', () => {
    const short = marker.subarray(0, 1_000)
    expect(() => findLeak({ marker: short, recording: marker, sampleRateHz })).toThrow(RangeError)
    expect(() => findLeak({ marker, recording: short, sampleRateHz })).toThrow(RangeError)
  })
})

describe('markers and levels', () => {
  it('[ME5] a marker has the level asked for, the same sound for the same seed, and does not clip', () => {
    expect(rmsDbfs(marker)).toBeCloseTo(-20, 1)
    const same = createMarker({ seed: 1, durationMs: 6_000, levelDbfs: -20, sampleRateHz })
    expect(same).toEqual(marker)
    const loud = createMarker({ seed: 3, durationMs: 6_000, levelDbfs: -14, sampleRateHz })
    expect(loud.every((sample) => Math.abs(sample) < 32_767)).toBe(true)
    expect(() =>
      createMarker({ seed: 3, durationMs: 6_000, levelDbfs: -10, sampleRateHz }),
    ).toThrow(RangeError)
  })

  it('[ME5] a marker stays in the band of a telephone', () => {
    const fft = createFft(65_536)
    const block = fft.createBlock()
    for (let index = 0; index < 65_536; index += 1) {
      const slope = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / 65_536)
      block.real[index] = (marker[index] ?? 0) * slope
    }
    fft.forward(block)
    let inside = 0
    let outside = 0
    for (let k = 0; k < 32_768; k += 1) {
      const energy = (block.real[k] ?? 0) ** 2 + (block.imaginary[k] ?? 0) ** 2
      const frequencyHz = (k * sampleRateHz) / 65_536
      if (frequencyHz > 290 && frequencyHz < 3_410) inside += energy
      else outside += energy
    }
    expect(10 * Math.log10(outside / inside)).toBeLessThan(-50)
  })

  it('[ME6] levels are read from 16 bit and from floating point on one scale', () => {
    expect(rmsDbfs(Int16Array.of(16_384, -16_384))).toBeCloseTo(-6.02, 2)
    expect(rmsDbfs(Float32Array.of(0.5, -0.5))).toBeCloseTo(-6.02, 2)
    expect(rmsDbfs(new Int16Array(100))).toBe(-144)
    expect(rmsDbfs(new Int16Array(0))).toBe(-144)
  })

  it('[ME6] the transform is undone by its inverse, and finds a tone in its place', () => {
    const fft = createFft(64)
    const block = fft.createBlock()
    for (let index = 0; index < 64; index += 1) block.real[index] = Math.cos((Math.PI * index) / 8)
    const before = block.real.slice()
    fft.forward(block)
    expect(block.real[4]).toBeCloseTo(32, 9)
    expect(block.real[5]).toBeCloseTo(0, 9)
    fft.inverse(block)
    for (const [index, value] of before.entries()) expect(block.real[index]).toBeCloseTo(value, 9)
    expect(() => createFft(48)).toThrow(RangeError)
  })
})
