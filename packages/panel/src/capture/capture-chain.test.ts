import { describe, expect, it } from 'vitest'
import { createCaptureChain } from './capture-chain.ts'

const quantum = 128

interface Heard {
  readonly frames: Int16Array[]
  readonly times: number[]
  readonly levels: number[]
}

function startChain(inputRateHz: number) {
  const heard: Heard = { frames: [], times: [], levels: [] }
  const chain = createCaptureChain({
    inputRateHz,
    onFrame: (samples, captureTimeMs) => {
      heard.frames.push(samples.slice())
      heard.times.push(captureTimeMs)
    },
    onLevel: (level) => heard.levels.push(level),
  })
  let sample = 0
  /** `seconds` of a tone on each channel, in render quanta. */
  function play(seconds: number, frequencyHz: number, gains: readonly number[]): void {
    const end = sample + Math.round(seconds * inputRateHz)
    while (sample < end) {
      const start = sample
      const channels = gains.map((gain) =>
        Float32Array.from(
          { length: quantum },
          (_, index) =>
            gain * Math.sin((2 * Math.PI * frequencyHz * (start + index)) / inputRateHz),
        ),
      )
      chain.process(channels, (start / inputRateHz) * 1000)
      sample += quantum
    }
  }
  return { chain, heard, play }
}

function rootMeanSquare(frames: readonly Int16Array[]): number {
  let sum = 0
  let counted = 0
  for (const frame of frames)
    for (const sample of frame) {
      sum += (sample / 32_768) ** 2
      counted += 1
    }
  return Math.sqrt(sum / counted)
}

describe('the capture chain', () => {
  it.each([8_000, 16_000, 32_000, 44_100, 48_000, 96_000])(
    '[PA60] makes 20 ms frames of 16 kHz from %i Hz, at the level they came in',
    (inputRateHz) => {
      const { chain, heard, play } = startChain(inputRateHz)
      chain.open()
      play(1, 1_000, [0.5])
      expect(heard.frames.length).toBeGreaterThanOrEqual(49)
      expect(heard.frames.length).toBeLessThanOrEqual(51)
      expect(new Set(heard.frames.map((frame) => frame.length))).toEqual(new Set([320]))
      expect(rootMeanSquare(heard.frames.slice(5))).toBeCloseTo(0.5 / Math.SQRT2, 2)
    },
  )

  it('[PA60] what lies above 8 kHz does not fold back into the voice', () => {
    const { chain, heard, play } = startChain(48_000)
    chain.open()
    play(1, 10_000, [0.5])
    expect(rootMeanSquare(heard.frames.slice(5))).toBeLessThan(0.0001)
  })

  it('[PA60] stereo becomes one channel that cannot clip', () => {
    const { chain, heard, play } = startChain(48_000)
    chain.open()
    play(0.5, 1_000, [1, 0])
    expect(rootMeanSquare(heard.frames.slice(5))).toBeCloseTo(0.5 / Math.SQRT2, 2)
  })

  it('[PA60] no peak leaves above −6 dBFS, however loud the microphone', () => {
    const { chain, heard, play } = startChain(48_000)
    chain.open()
    play(0.5, 1_000, [1])
    const peak = Math.max(...heard.frames.flatMap((frame) => [...frame].map(Math.abs)))
    expect(peak).toBeGreaterThan(16_000)
    expect(peak).toBeLessThanOrEqual(32_768 * 10 ** (-6 / 20))
  })

  it('[PA24] nothing that was heard while shut is in what leaves after opening', () => {
    const { chain, heard, play } = startChain(48_000)
    play(0.5, 440, [0.9])
    expect(heard.frames).toEqual([])
    chain.open()
    play(0.1, 440, [0])
    expect(heard.frames.length).toBeGreaterThan(3)
    expect(Math.max(...heard.frames.flatMap((frame) => [...frame].map(Math.abs)))).toBe(0)
  })

  it('[PA24] a begun frame is forgotten at shutting and does not lead the next press', () => {
    const { chain, heard, play } = startChain(48_000)
    chain.open()
    play(0.033, 440, [0.9])
    chain.shut()
    const before = heard.frames.length
    chain.open()
    play(0.1, 440, [0])
    expect(Math.max(...heard.frames.slice(before).flatMap((frame) => [...frame]))).toBe(0)
  })

  it('stamps each frame with the time of its first sample, 20 ms apart', () => {
    const { chain, heard, play } = startChain(48_000)
    play(1, 440, [0])
    chain.open()
    play(0.2, 440, [0])
    expect(heard.times[0]).toBeCloseTo(1_000, -1)
    expect((heard.times[3] ?? 0) - (heard.times[2] ?? 0)).toBeCloseTo(20)
  })

  it('measures the level also while shut, so that a meter can show a microphone that works', () => {
    const { heard, play } = startChain(48_000)
    play(0.4, 1_000, [0.5])
    expect(heard.levels.length).toBeGreaterThanOrEqual(9)
    expect(heard.levels.at(-1)).toBeCloseTo(0.5 / Math.SQRT2, 1)
  })

  it('[PA60] damage in the sound (not a number, infinite) never leaves as noise', () => {
    const { chain, heard } = startChain(48_000)
    chain.open()
    for (let block = 0; block < 40; block += 1)
      chain.process(
        [new Float32Array(quantum).fill(block % 2 ? Number.NaN : Number.POSITIVE_INFINITY)],
        0,
      )
    expect(heard.frames.length).toBeGreaterThan(3)
    expect(Math.max(...heard.frames.flatMap((frame) => [...frame].map(Math.abs)))).toBe(0)
    expect(heard.levels.every((level) => level >= 0 && level <= 1)).toBe(true)
  })

  it('[PA104] says how much of the sound was damaged, and how much stood at full scale', () => {
    const told: number[][] = []
    const chain = createCaptureChain({
      inputRateHz: 48_000,
      onFrame: () => {},
      onLevel: (...level) => told.push(level),
    })
    const blocks = Math.ceil((48_000 * 0.04) / quantum)
    for (let block = 0; block < blocks; block += 1)
      chain.process([new Float32Array(quantum).fill(Number.NaN)], 0)
    for (let block = 0; block < blocks; block += 1)
      chain.process([new Float32Array(quantum).map((_, index) => (index % 32 < 16 ? 1 : -1))], 0)
    expect(told).toEqual([
      [expect.closeTo(0), expect.closeTo(0), 0, 1],
      [1, 1, 1, 0],
    ])
  })

  it.each([
    ['a full-scale square wave', (index: number) => (index % 40 < 20 ? 1 : -1)],
    ['far past full scale', (index: number) => (index % 40 < 20 ? 50 : -50)],
    ['infinite in between', (index: number) => (index % 7 === 0 ? Number.NEGATIVE_INFINITY : 1)],
  ])('[PA104] %s leaves no louder than −6 dBFS', (_name, sampleAt) => {
    const { chain, heard } = startChain(48_000)
    chain.open()
    for (let block = 0; block < 200; block += 1)
      chain.process(
        [Float32Array.from({ length: quantum }, (_, index) => sampleAt(block * quantum + index))],
        0,
      )
    const peak = Math.max(...heard.frames.flatMap((frame) => [...frame].map(Math.abs)))
    expect(heard.frames.length).toBeGreaterThan(20)
    expect(peak).toBeLessThanOrEqual(32_768 * 10 ** (-6 / 20))
    expect(heard.levels.every((level) => level >= 0 && level <= 1)).toBe(true)
  })

  it('takes blocks of any length, and none at all', () => {
    const { chain, heard } = startChain(48_000)
    chain.open()
    chain.process([], 0)
    chain.process([new Float32Array(0)], 0)
    chain.process([new Float32Array(4_800)], 0)
    expect(heard.frames.length).toBeGreaterThanOrEqual(4)
  })
})
