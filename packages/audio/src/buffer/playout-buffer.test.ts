import { seededRandom } from '@sotto/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noise, tone } from '../../test/signals.ts'
import { toInt16 } from '../convert.ts'
import { frameMs, frameSamples } from '../frame/audio-format.ts'
import { synthesizeSpeech } from '../testing/synthetic-speech.ts'
import {
  createPlayoutBuffer,
  type PlayoutBufferOptions,
  type PlayoutOutcome,
} from './playout-buffer.ts'

/** A frame that can be told by its first sample and is loud enough not to be left out. */
function frame(number: number): Int16Array {
  const samples = Int16Array.from({ length: frameSamples }, (_, index) =>
    index % 2 === 0 ? 5_000 : -5_000,
  )
  samples[0] = number
  return samples
}

interface Pulled {
  readonly outcome: PlayoutOutcome
  readonly number: number
}

/** A line whose capture clock runs 5,000 ms ahead of the server's. Its delay stays at 200 ms when not told otherwise. */
function startLine(options: PlayoutBufferOptions = { smallestMs: 200 }) {
  const buffer = createPlayoutBuffer(options)
  const output = new Int16Array(frameSamples)
  return {
    buffer,
    output,
    arrive: (number: number, arrivalMs: number, capturedMs = number * frameMs) =>
      buffer.push(frame(number), number, capturedMs + 5_000, arrivalMs),
    /** The frames from `first`, before `last`, each when it was captured. */
    arriveOnTime(first: number, last: number): void {
      for (let number = first; number < last; number += 1) this.arrive(number, number * frameMs)
    },
    pull(nowMs: number): Pulled {
      const outcome = buffer.pull(nowMs, output)
      return { outcome, number: output[0] ?? 0 }
    },
    /** One pull every 20 ms from `fromMs`, before `toMs`. */
    pullUntil(fromMs: number, toMs: number): Pulled[] {
      const pulled: Pulled[] = []
      for (let nowMs = fromMs; nowMs < toMs; nowMs += frameMs) pulled.push(this.pull(nowMs))
      return pulled
    },
  }
}

const heard = (pulled: readonly Pulled[]) =>
  pulled.filter(({ outcome }) => outcome === 'audio').map(({ number }) => number)
const outcomes = (pulled: readonly Pulled[]) => pulled.map(({ outcome }) => outcome)
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index)

describe('the playout buffer', () => {
  it('[AU60] begins 200 ms after the first frame of an utterance, then plays one frame per pull', () => {
    const line = startLine()
    const pulled: Pulled[] = []
    for (let count = 0; count < 30; count += 1) {
      line.arrive(count, count * frameMs)
      pulled.push(line.pull(count * frameMs))
    }
    expect(outcomes(pulled.slice(0, 10))).toEqual(new Array(10).fill('silence'))
    expect(heard(pulled)).toEqual(range(0, 20))
    expect(line.buffer.delayMs).toBe(200)
    expect(line.buffer.bufferedMs).toBe(200)
  })

  it('[AU60] plays every frame once, and makes nothing up, over any jitter below the pre-roll', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 180 }), { minLength: 1, maxLength: 200 }),
        (jitterMs) => {
          const line = startLine()
          // One socket delivers in order: a late frame holds up those behind it. The quickest sets the clock.
          let lastArrivalMs = 0
          const arrivals = [0, ...jitterMs].map((delayMs, number) => {
            lastArrivalMs = Math.max(lastArrivalMs, number * frameMs + delayMs)
            return lastArrivalMs
          })
          const pulled: Pulled[] = []
          let next = 0
          for (let nowMs = 0; nowMs < arrivals.length * frameMs + 400; nowMs += frameMs) {
            for (; (arrivals[next] ?? Number.POSITIVE_INFINITY) <= nowMs; next += 1)
              line.arrive(next, arrivals[next] ?? 0)
            if (next === arrivals.length) line.buffer.finish()
            pulled.push(line.pull(nowMs))
          }
          const { counts } = line.buffer
          expect(counts).toMatchObject({ played: arrivals.length, concealed: 0, missed: 0 })
          const playedMs =
            outcomes(pulled).filter((outcome) => outcome === 'audio').length * frameMs
          const changedMs = (counts.stretchedSamples - counts.shortenedSamples) / 16
          // The last frame may end inside a pull.
          const lengthMs = arrivals.length * frameMs + changedMs
          expect(playedMs - lengthMs).toBeGreaterThanOrEqual(0)
          expect(playedMs - lengthMs).toBeLessThan(frameMs)
        },
      ),
      { numRuns: 100, seed: 6 },
    )
  })

  it('[AU61] after a pause the next utterance waits again', () => {
    const line = startLine()
    line.arriveOnTime(0, 5)
    line.buffer.finish()
    expect(heard(line.pullUntil(100, 300))).toEqual(range(0, 5))
    for (const number of range(5, 15))
      line.arrive(number, 9_900 + number * frameMs, 9_900 + number * frameMs)
    const pulled = line.pullUntil(10_000, 10_300)
    expect(outcomes(pulled.slice(0, 10))).toEqual(new Array(10).fill('silence'))
    expect(heard(pulled)).toEqual(range(5, 10))
  })

  it('[AU61] a pause without a word of its end is no hole: what follows it waits for itself', () => {
    const line = startLine()
    line.arriveOnTime(0, 5)
    line.pullUntil(0, 240)
    // The key went up and down again while the first utterance was still waiting.
    for (const number of range(5, 20)) line.arrive(number, 240, 140 + number * frameMs)
    const pulled: Pulled[] = []
    for (let nowMs = 240; nowMs < 1_000 && line.buffer.counts.played < 20; nowMs += frameMs)
      pulled.push(line.pull(nowMs))
    expect(line.buffer.counts).toMatchObject({ played: 20, concealed: 0 })
    expect(outcomes(pulled).filter((outcome) => outcome === 'silence').length).toBeLessThan(9)
  })

  it('[AU61] when the microphone is closed, what waits is played at once and its end is no hole', () => {
    const line = startLine()
    line.arriveOnTime(0, 3)
    line.buffer.finish()
    expect(outcomes(line.pullUntil(60, 160))).toEqual([
      'audio',
      'audio',
      'audio',
      'silence',
      'silence',
    ])
    expect(line.buffer.counts.concealed).toBe(0)
  })

  it('[AU62] makes what is there last, bridges a hole of at most 60 ms, then falls silent and begins anew', () => {
    const line = startLine()
    line.arriveOnTime(0, 10)
    const pulled = outcomes(line.pullUntil(200, 1_000))
    const bridged = pulled.indexOf('concealed')
    expect(pulled.slice(0, bridged)).toEqual(new Array(bridged).fill('audio'))
    expect(bridged).toBeGreaterThanOrEqual(10)
    const silent = pulled.indexOf('silence')
    expect(silent - bridged).toBeLessThanOrEqual(4)
    expect(line.buffer.counts.concealedSamples).toBeLessThanOrEqual(4 * frameSamples)
    expect(pulled.slice(silent)).toEqual(new Array(40 - silent).fill('silence'))
    line.arrive(10, 1_000, 1_000)
    line.arrive(11, 1_020, 1_020)
    line.buffer.finish()
    expect(outcomes(line.pullUntil(1_020, 1_080))).toEqual(['audio', 'audio', 'silence'])
  })

  it('[AU62] a frame that is only late is played late, one that is lost is stepped over', () => {
    const line = startLine()
    line.arriveOnTime(0, 10)
    line.pullUntil(200, 800)
    const { concealed } = line.buffer.counts
    expect(concealed).toBeGreaterThan(0)
    expect(line.arrive(10, 810)).toBe('kept')
    expect(line.pull(820).outcome).toBe('audio')
    const other = startLine()
    other.arriveOnTime(0, 10)
    other.arriveOnTime(11, 21)
    expect(outcomes(other.pullUntil(200, 580))).toEqual([
      ...new Array(10).fill('audio'),
      'concealed',
      ...new Array(8).fill('audio'),
    ])
    expect(other.buffer.counts).toMatchObject({ concealed: 1, concealedSamples: frameSamples })
  })

  it('[AU62] of a long hole only 60 ms are bridged when later sound is there', () => {
    const line = startLine()
    line.arriveOnTime(0, 10)
    line.arriveOnTime(30, 45)
    line.buffer.finish()
    line.pullUntil(800, 1_300)
    expect(line.buffer.counts).toMatchObject({ played: 25, concealedSamples: 3 * frameSamples })
  })

  it('[AU63] never plays what is older than a second, and says so', () => {
    const line = startLine()
    line.arriveOnTime(0, 10)
    line.pullUntil(200, 600)
    // The network stood still for two seconds, then delivers everything at once.
    const kept = range(10, 100).map((number) => line.arrive(number, 2_200))
    expect(kept.filter((outcome) => outcome === 'too-old').length).toBe(50)
    let largestDelayMs = 0
    for (let nowMs = 2_200; nowMs < 4_000; nowMs += frameMs)
      if (line.pull(nowMs).outcome === 'audio')
        largestDelayMs = Math.max(largestDelayMs, line.buffer.delayMs)
    expect(line.buffer.counts.tooOld).toBeGreaterThanOrEqual(50)
    expect(line.buffer.counts.tooOld + line.buffer.counts.played).toBe(100)
    expect(largestDelayMs).toBeLessThanOrEqual(1_000)
    expect(largestDelayMs).toBeGreaterThan(900)
  })

  it('[AU63] what grew old while it waited is dropped, too', () => {
    const line = startLine()
    line.arriveOnTime(0, 20)
    // Nobody pulled for a second.
    line.pull(1_200)
    expect(line.buffer.counts.tooOld).toBe(10)
    expect(line.buffer.delayMs).toBeLessThanOrEqual(1_000)
  })

  it('[AU64] keeps its delay within bounds for ten minutes of a clock 0.5 % fast or slow', () => {
    for (const speed of [1.005, 0.995]) {
      const line = startLine({})
      const speech = synthesizeSpeech({ random: seededRandom(4), durationMs: 30_000 })
      const said = (number: number) => {
        const start = (number * frameSamples) % speech.length
        return speech.subarray(start, start + frameSamples)
      }
      let sent = 0
      let highestDelayMs = 0
      for (let nowMs = 0; nowMs < 600_000; nowMs += frameMs) {
        // The panel's clock, and with it its microphone, runs at another speed than ours.
        for (; sent * frameMs <= nowMs * speed; sent += 1)
          line.buffer.push(said(sent), sent, sent * frameMs, nowMs)
        line.pull(nowMs)
        if (nowMs > 10_000) highestDelayMs = Math.max(highestDelayMs, line.buffer.delayMs)
      }
      const { counts } = line.buffer
      expect(highestDelayMs, `speed ${speed}`).toBeLessThanOrEqual(80)
      expect(counts, `speed ${speed}`).toMatchObject({ tooOld: 0, missed: 0, concealed: 0 })
      expect(counts.played).toBeGreaterThan(29_000)
      // Three seconds too many or too few in ten minutes.
      const changedSamples = counts.stretchedSamples - counts.shortenedSamples
      expect(changedSamples * (speed > 1 ? -1 : 1)).toBeGreaterThan(2.5 * 16_000)
    }
  })

  it('[AU65] begins again when the sequence jumps, and lets it wrap', () => {
    const line = startLine()
    line.arrive(0, 0)
    line.arrive(1, 20)
    line.arrive(90_000, 40, 40)
    expect(line.buffer.counts).toMatchObject({ restarts: 1, missed: 2 })
    expect(line.buffer.bufferedMs).toBe(20)
    line.buffer.clear()
    const last = 0xffff_ffff
    line.buffer.push(frame(1), last - 1, 6_000, 1_000)
    line.buffer.push(frame(2), last, 6_020, 1_020)
    line.buffer.push(frame(3), 0, 6_040, 1_040)
    line.buffer.finish()
    expect(heard(line.pullUntil(1_200, 1_260))).toEqual([1, 2, 3])
    expect(line.buffer.counts.restarts).toBe(1)
  })

  it('[AU65] plays a frame once and in its place, however often and in whatever order it comes', () => {
    const line = startLine()
    expect(line.arrive(5, 0)).toBe('kept')
    expect(line.arrive(4, 5)).toBe('kept')
    expect(line.arrive(5, 6)).toBe('duplicate')
    expect(line.arrive(6, 10)).toBe('kept')
    line.buffer.finish()
    expect(heard(line.pullUntil(200, 240))).toEqual([4, 5])
    expect(line.arrive(5, 240)).toBe('missed')
  })

  it('[AU66] refuses what is no frame, and any schedule at all leaves it whole', () => {
    const { buffer } = createLineForAbuse()
    expect(buffer.push(new Int16Array(319), 0, 0, 0)).toBe('refused')
    expect(buffer.push(new Int16Array(320), 0, Number.NaN, 0)).toBe('refused')
    expect(buffer.push(new Int16Array(320), 0, 0, Number.POSITIVE_INFINITY)).toBe('refused')
    expect(buffer.counts.refused).toBe(3)
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.record({ sequence: fc.integer(), capturedMs: fc.double(), arrivalMs: fc.double() }),
            fc.record({
              sequence: fc.nat(70),
              capturedMs: fc.nat(3_000),
              arrivalMs: fc.nat(3_000),
            }),
            fc.record({ pullAtMs: fc.nat(5_000) }),
            fc.constant('finish' as const),
            fc.constant('clear' as const),
          ),
          { maxLength: 300 },
        ),
        (steps) => {
          const line = createLineForAbuse()
          let pulls = 0
          for (const step of steps) {
            if (step === 'finish') line.buffer.finish()
            else if (step === 'clear') line.buffer.clear()
            else if ('pullAtMs' in step) {
              line.buffer.pull(step.pullAtMs, line.output)
              pulls += 1
            } else line.buffer.push(frame(1), step.sequence, step.capturedMs, step.arrivalMs)
            expect(line.buffer.bufferedMs).toBeGreaterThanOrEqual(0)
            expect(line.buffer.bufferedMs).toBeLessThanOrEqual(64 * frameMs)
          }
          expect(line.buffer.counts.played).toBeLessThanOrEqual(pulls)
        },
      ),
      { numRuns: 300, seed: 8 },
    )
  })

  it('[AU66] cleared, it is silent at once', () => {
    const line = startLine()
    line.arriveOnTime(0, 20)
    expect(line.pull(400).outcome).toBe('audio')
    line.buffer.clear()
    expect(line.pull(420)).toEqual({ outcome: 'silence', number: 0 })
    expect(line.buffer.bufferedMs).toBe(0)
  })
})

function createLineForAbuse() {
  return { buffer: createPlayoutBuffer(), output: new Int16Array(frameSamples) }
}

describe('concealment', () => {
  const speechLike = (samples: number) =>
    Int16Array.from(
      tone({ frequencyHz: 131, rateHz: 16_000, samples, amplitude: 0.3 }).map(
        (value, index) => value + 0.1 * Math.sin((2 * Math.PI * 393 * index) / 16_000),
      ),
      toInt16,
    )

  /** The largest difference between two neighbouring samples. */
  function steepest(samples: ArrayLike<number>): number {
    let largest = 0
    for (let index = 1; index < samples.length; index += 1)
      largest = Math.max(largest, Math.abs((samples[index] ?? 0) - (samples[index - 1] ?? 0)))
    return largest
  }

  it('[AU67] has no edge steeper than the speech around it, into the hole and out of it', () => {
    const sound = speechLike(40 * frameSamples)
    const buffer = createPlayoutBuffer()
    const played: number[] = []
    const output = new Int16Array(frameSamples)
    for (let number = 0; number < 40; number += 1) {
      const lost = number === 20 || number === 21
      const samples = sound.subarray(number * frameSamples, (number + 1) * frameSamples)
      if (!lost) buffer.push(samples, number, number * frameMs, number * frameMs)
      if (buffer.pull(number * frameMs, output) !== 'silence') played.push(...output)
    }
    expect(buffer.counts.concealed).toBe(2)
    expect(steepest(played)).toBeLessThanOrEqual(1.3 * steepest(sound))
    // A check that can fail: silence in the hole would have been an edge.
    const holed = sound.slice()
    holed.fill(0, 20 * frameSamples + 37, 22 * frameSamples + 37)
    expect(steepest(holed)).toBeGreaterThan(1.3 * steepest(sound))
  })

  it('[AU67] fades to silence within 60 ms and never gets louder than what it goes on from', () => {
    const buffer = createPlayoutBuffer()
    const sound = Int16Array.from(noise(10 * frameSamples, 0.9), toInt16)
    const output = new Int16Array(frameSamples)
    for (let number = 0; number < 10; number += 1)
      buffer.push(
        sound.subarray(number * frameSamples, (number + 1) * frameSamples),
        number,
        number * frameMs,
        number * frameMs,
      )
    let nowMs = 200
    while (buffer.pull(nowMs, output) === 'audio') nowMs += frameMs
    const made = [...output]
    for (; buffer.pull(nowMs + frameMs, output) === 'concealed'; nowMs += frameMs)
      made.push(...output)
    expect(made.length).toBeGreaterThanOrEqual(3 * frameSamples)
    expect(made.length).toBeLessThanOrEqual(4 * frameSamples)
    expect(Math.max(...made.map(Math.abs))).toBeLessThanOrEqual(0.9 * 32_768)
    expect(Math.abs(made.at(-1) ?? 1)).toBeLessThan(50)
  })
})
