import { seededRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { createListeningBuffer, largestTargetMs, startTargetMs } from './listening-buffer.ts'

const rateHz = 48_000
const quantum = 128
const frameMs = 20
const quantumMs = (quantum * 1000) / rateHz

/** Left a tone of 500 Hz, right one of 800 Hz, as the network brings them. */
function listenFrame(index: number): Int16Array {
  const stereo = new Int16Array(640)
  for (let sample = 0; sample < 320; sample += 1) {
    const time = (index * 320 + sample) / 16_000
    stereo[sample * 2] = Math.round(10_000 * Math.sin(2 * Math.PI * 500 * time))
    stereo[sample * 2 + 1] = Math.round(5_000 * Math.sin(2 * Math.PI * 800 * time))
  }
  return stereo
}

/** Plays frames that arrive at the given times; answers what came out and how much was held, per quantum. */
function play(arrivalsMs: readonly number[], untilMs: number, outputRateHz = rateHz) {
  const buffer = createListeningBuffer(outputRateHz)
  const left: number[] = []
  const right: number[] = []
  const held: number[] = []
  const due = arrivalsMs.map((atMs, index) => ({ atMs, index })).sort((a, b) => a.atMs - b.atMs)
  const blockMs = (quantum * 1000) / outputRateHz
  let next = 0
  for (let nowMs = 0; nowMs < untilMs; nowMs += blockMs) {
    for (; (due[next]?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs; next += 1)
      buffer.push(listenFrame(due[next]?.index ?? 0))
    const outputs = [new Float32Array(quantum), new Float32Array(quantum)] as const
    buffer.pull(...outputs)
    left.push(...outputs[0])
    right.push(...outputs[1])
    held.push(buffer.bufferedMs)
  }
  return { buffer, left, right, held }
}

const steady = (count: number) => Array.from({ length: count }, (_, index) => index * frameMs)

function rootMeanSquare(samples: readonly number[]): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

function firstSound(samples: readonly number[], sampleRateHz = rateHz): number {
  return (samples.findIndex((sample) => Math.abs(sample) > 0.01) * 1000) / sampleRateHz
}

describe('the listening buffer', () => {
  it('[PA61] begins after about 60 ms and plays without a gap', () => {
    const { buffer, left } = play(steady(100), 2_000)
    expect(firstSound(left)).toBeGreaterThanOrEqual(startTargetMs - frameMs)
    expect(firstSound(left)).toBeLessThanOrEqual(startTargetMs + frameMs)
    expect(buffer.underruns).toBe(0)
    const whole = left.slice(0.2 * rateHz, 1.9 * rateHz)
    expect(rootMeanSquare(whole)).toBeCloseTo(10_000 / 32_768 / Math.SQRT2, 2)
  })

  it.each([44_100, 48_000, 96_000, 16_000])('plays on a device of %i Hz', (outputRateHz) => {
    const { left } = play(steady(60), 1_000, outputRateHz)
    const whole = left.slice(0.3 * outputRateHz, 0.9 * outputRateHz)
    expect(rootMeanSquare(whole)).toBeCloseTo(10_000 / 32_768 / Math.SQRT2, 2)
  })

  it('[PA62] keeps the customer on the left and the agent on the right', () => {
    const { left, right } = play(steady(60), 1_000)
    const part = (samples: readonly number[]) => samples.slice(0.3 * rateHz, 0.9 * rateHz)
    expect(rootMeanSquare(part(left)) / rootMeanSquare(part(right))).toBeCloseTo(2, 1)
  })

  it('[PA61] holds more after it ran dry, and never more than 150 ms', () => {
    const random = seededRandom(5)
    const jittery = steady(1_000).map((atMs) => atMs + random.next() * 140)
    const { buffer, held } = play(jittery, 20_000)
    expect(buffer.underruns).toBeGreaterThan(0)
    expect(buffer.targetMs).toBeGreaterThan(startTargetMs)
    expect(buffer.targetMs).toBeLessThanOrEqual(largestTargetMs)
    expect(Math.max(...held)).toBeLessThanOrEqual(largestTargetMs + quantumMs)
  })

  it('[PA61] a burst after a stall is skipped, not played late', () => {
    const stalled = steady(200).map((atMs) => (atMs > 1_000 && atMs < 1_600 ? 1_600 : atMs))
    const { held } = play(stalled, 4_000)
    expect(Math.max(...held)).toBeLessThanOrEqual(largestTargetMs + quantumMs)
  })

  it('[PA61] a sender whose clock is half a percent fast never builds up a delay', () => {
    const { held, buffer } = play(
      steady(3_000).map((atMs) => atMs / 1.005),
      58_000,
    )
    expect(Math.max(...held.slice(-2_000))).toBeLessThan(startTargetMs + 60)
    expect(buffer.underruns).toBe(0)
  })

  it('[PA61] calm makes it smaller again', () => {
    const { buffer } = play(steady(1_500), 29_000)
    expect(buffer.targetMs).toBeLessThan(startTargetMs)
  })

  it('[PA61] a pause of the sender is no bad luck: nothing grows', () => {
    const paused = [...steady(50), ...steady(50).map((atMs) => atMs + 3_000)]
    const { buffer } = play(paused, 5_000)
    expect(buffer.underruns).toBe(0)
    expect(buffer.targetMs).toBe(startTargetMs)
  })

  it('skipping makes no click: no step larger than the tones themselves make', () => {
    const fast = steady(600).map((atMs) => atMs / 1.02)
    const { left } = play(fast, 11_000)
    let largestStep = 0
    for (let index = rateHz; index < left.length; index += 1)
      largestStep = Math.max(largestStep, Math.abs((left[index] ?? 0) - (left[index - 1] ?? 0)))
    expect(largestStep).toBeLessThan(0.08)
  })

  it('is silent when nothing comes, and after a reset', () => {
    const { buffer, left } = play([], 200)
    expect(Math.max(...left)).toBe(0)
    for (const index of [0, 1, 2, 3, 4]) buffer.push(listenFrame(index))
    buffer.reset()
    const outputs = [new Float32Array(quantum).fill(1), new Float32Array(quantum).fill(1)] as const
    buffer.pull(...outputs)
    expect(Math.max(...outputs[0], ...outputs[1])).toBe(0)
    expect(buffer.bufferedMs).toBe(0)
  })

  it('a page that plays nothing for long keeps the newest second at most', () => {
    const buffer = createListeningBuffer(rateHz)
    for (let index = 0; index < 500; index += 1) buffer.push(listenFrame(index))
    expect(buffer.bufferedMs).toBeLessThanOrEqual(1_000)
    buffer.pull(new Float32Array(quantum), new Float32Array(quantum))
    expect(buffer.bufferedMs).toBeLessThanOrEqual(largestTargetMs)
  })

  /** The largest step from one sample to the next of one side. */
  function largestStep(samples: readonly number[]): number {
    let largest = 0
    for (let index = 1; index < samples.length; index += 1)
      largest = Math.max(largest, Math.abs((samples[index] ?? 0) - (samples[index - 1] ?? 0)))
    return largest
  }

  it.each([700, 1_300, 2_000])(
    '[PA141] goes on after %i ms without any sound, without an edge louder than the sound itself',
    (awayMs) => {
      const before = steady(50)
      const after = steady(50).map((atMs) => 1_000 + awayMs + atMs)
      const { buffer, left } = play([...before, ...after], 2_000 + awayMs)
      const back = left.slice((1_200 + awayMs) * (rateHz / 1_000))
      expect(rootMeanSquare(back)).toBeGreaterThan(0.2)
      // A sine of 500 Hz at 10,000 rises by no more than 0.02 a sample; falling silent in 32 by 0.03 more.
      expect(largestStep(left)).toBeLessThan(0.035)
      expect(buffer.targetMs).toBe(startTargetMs)
    },
  )

  it('[PA141] falls silent without an edge also where sound ends between two blocks', () => {
    const buffer = createListeningBuffer(16_000)
    const heard: number[] = []
    for (let index = 0; index < 4; index += 1) buffer.push(new Int16Array(640).fill(16_384))
    for (let block = 0; block < 14; block += 1) {
      const outputs = [new Float32Array(128), new Float32Array(128)] as const
      buffer.pull(...outputs)
      heard.push(...outputs[0])
    }
    expect(buffer.bufferedMs).toBe(0)
    expect(Math.max(...heard)).toBeGreaterThan(0.45)
    expect(largestStep(heard)).toBeLessThan(0.05)
  })

  it('[PA145] takes what is no whole frame as far as it goes, and never breaks', () => {
    const buffer = createListeningBuffer(rateHz)
    const outputs = [new Float32Array(quantum), new Float32Array(quantum)] as const
    for (const length of [0, 1, 3, 639, 641, 5_000, 640, 640, 640, 640]) {
      buffer.push(new Int16Array(length).fill(-32_768))
      buffer.pull(...outputs)
      for (const side of outputs)
        for (const sample of side) expect(Math.abs(sample)).toBeLessThanOrEqual(1.2)
    }
    expect(buffer.bufferedMs).toBeGreaterThan(0)
  })

  it('[PA146] what a burst at the beginning has left too much is won back within three seconds', () => {
    const late = steady(200).map((atMs) => (atMs < 80 ? 80 : atMs))
    const { held } = play(late, 3_900)
    const settled = held.slice(-Math.round(900 / quantumMs))
    expect(Math.max(...settled)).toBeLessThanOrEqual(startTargetMs + 12)
    expect(Math.min(...settled)).toBeGreaterThan(20)
  })
})
