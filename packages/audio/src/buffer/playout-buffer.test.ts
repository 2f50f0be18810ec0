import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noise, tone } from '../../test/signals.ts'
import { toInt16 } from '../convert.ts'
import { frameMs, frameSamples } from '../frame/audio-format.ts'
import { createPlayoutBuffer, type PlayoutOutcome } from './playout-buffer.ts'

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

/** A line whose capture clock runs 5,000 ms ahead of the server's. */
function startLine(options = {}) {
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

  it('[AU60] plays every frame once and in order over any jitter below the pre-roll', () => {
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
          expect(heard(pulled)).toEqual(range(0, arrivals.length))
          expect(line.buffer.counts.concealed).toBe(0)
        },
      ),
      { numRuns: 100, seed: 6 },
    )
  })

  it('[AU61] after a pause the next utterance waits for its pre-roll again', () => {
    const line = startLine()
    line.arriveOnTime(0, 5)
    line.buffer.finish()
    expect(heard(line.pullUntil(100, 300))).toEqual(range(0, 5))
    line.arrive(5, 10_000, 10_000)
    line.arrive(6, 10_020, 10_020)
    const pulled = line.pullUntil(10_020, 10_260)
    expect(outcomes(pulled.slice(0, 9))).toEqual(new Array(9).fill('silence'))
    expect(heard(pulled)).toEqual([5, 6])
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

  it('[AU62] bridges a hole of at most 60 ms, then falls silent and begins anew', () => {
    const line = startLine()
    line.arriveOnTime(0, 10)
    const pulled = line.pullUntil(200, 600)
    expect(outcomes(pulled)).toEqual([
      ...new Array(10).fill('audio'),
      ...new Array(3).fill('concealed'),
      ...new Array(7).fill('silence'),
    ])
    line.arrive(10, 600)
    expect(heard(line.pullUntil(600, 820))).toEqual([10])
  })

  it('[AU62] a frame that is only late is played late, one that is lost is stepped over', () => {
    const line = startLine()
    line.arriveOnTime(0, 10)
    line.pullUntil(200, 400)
    expect(line.pull(400).outcome).toBe('concealed')
    line.arrive(10, 410)
    expect(line.pull(420).outcome).toBe('audio')
    line.arrive(12, 430)
    expect(line.pull(440).outcome).toBe('concealed')
    expect(line.pull(460)).toEqual({ outcome: 'audio', number: expect.any(Number) })
    expect(line.buffer.counts).toMatchObject({ played: 12, concealed: 2, late: 0 })
  })

  it('[AU62] of a long hole only 60 ms are bridged when later sound is there', () => {
    const line = startLine()
    line.arriveOnTime(0, 10)
    line.arriveOnTime(30, 35)
    line.pullUntil(500, 700)
    expect(outcomes(line.pullUntil(700, 800))).toEqual([
      ...new Array(3).fill('concealed'),
      'audio',
      'audio',
    ])
  })

  it('[AU63] never plays what is older than a second, and counts it', () => {
    const line = startLine()
    line.arriveOnTime(0, 10)
    line.pullUntil(200, 600)
    // The network stood still for two seconds, then delivers everything at once.
    const kept = range(10, 100).map((number) => line.arrive(number, 2_200))
    expect(kept.filter((outcome) => outcome === 'late').length).toBe(50)
    const pulled = line.pullUntil(2_200, 4_000)
    expect(line.buffer.counts.late + heard(pulled).length).toBe(90)
    expect(Math.min(...heard(pulled))).toBeGreaterThan(59)
    expect(line.buffer.delayMs).toBeLessThanOrEqual(1_000)
  })

  it('[AU63] what grew old while it waited is dropped, too', () => {
    const line = startLine()
    line.arriveOnTime(0, 20)
    // Nobody pulled for a second.
    const pulled = line.pullUntil(1_200, 1_500)
    expect(heard(pulled)[0]).toBe(10)
    expect(line.buffer.counts.late).toBe(10)
  })

  it('[AU64] wins back delay by leaving out quiet frames only', () => {
    const line = startLine()
    const quiet = new Int16Array(frameSamples)
    for (let number = 0; number < 30; number += 1) {
      const samples = number % 3 === 0 ? quiet : frame(number)
      line.buffer.push(samples, number, number * frameMs, number * frameMs)
    }
    const pulled = line.pullUntil(600, 1_300)
    expect(line.buffer.counts.skipped).toBeGreaterThan(4)
    const loud = range(0, 30).filter((number) => number % 3 !== 0)
    expect(heard(pulled).filter((number) => number !== 0)).toEqual(loud)
  })

  it('[AU64] keeps its delay within bounds for ten minutes of a clock 0.5 % fast or slow', () => {
    for (const speed of [1.005, 0.995]) {
      const line = startLine()
      const speech = (number: number) =>
        number % 50 < 35 ? frame(number & 0x3ff) : new Int16Array(frameSamples)
      let sent = 0
      let highestDelayMs = 0
      for (let nowMs = 0; nowMs < 600_000; nowMs += frameMs) {
        // The panel's clock, and with it its microphone, runs at another speed than ours.
        for (; sent * frameMs <= nowMs * speed; sent += 1)
          line.buffer.push(speech(sent), sent, sent * frameMs, nowMs)
        line.pull(nowMs)
        highestDelayMs = Math.max(highestDelayMs, line.buffer.bufferedMs)
      }
      expect(highestDelayMs, `speed ${speed}`).toBeLessThanOrEqual(600)
      expect(line.buffer.counts.late, `speed ${speed}`).toBe(0)
      // A clock 0.5 % slow owes 3 s in ten minutes: holes that only concealing can fill.
      expect(line.buffer.counts.concealed * frameMs).toBeLessThan(4_000)
      expect(line.buffer.counts.played).toBeGreaterThan(28_000)
    }
  })

  it('[AU65] begins again when the sequence jumps, and lets it wrap', () => {
    const line = startLine()
    line.arrive(0, 0)
    line.arrive(1, 20)
    line.arrive(90_000, 40, 40)
    expect(line.buffer.counts).toMatchObject({ restarts: 1, late: 2 })
    expect(line.buffer.bufferedMs).toBe(20)
    line.buffer.clear()
    const last = 0xffff_ffff
    line.buffer.push(frame(1), last - 1, 6_000, 1_000)
    line.buffer.push(frame(2), last, 6_020, 1_020)
    line.buffer.push(frame(3), 0, 6_040, 1_040)
    expect(heard(line.pullUntil(1_200, 1_260))).toEqual([1, 2, 3])
    expect(line.buffer.counts.restarts).toBe(1)
  })

  it('[AU65] plays a frame once and in its place, however often and in whatever order it comes', () => {
    const line = startLine()
    expect(line.arrive(5, 0)).toBe('kept')
    expect(line.arrive(4, 5)).toBe('kept')
    expect(line.arrive(5, 6)).toBe('duplicate')
    expect(line.arrive(6, 10)).toBe('kept')
    expect(heard(line.pullUntil(200, 260))).toEqual([4, 5, 6])
    expect(line.arrive(5, 210)).toBe('late')
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
    for (let nowMs = 200; nowMs < 400; nowMs += frameMs) buffer.pull(nowMs, output)
    const made: number[] = []
    for (let count = 0; count < 3; count += 1) {
      expect(buffer.pull(400 + count * frameMs, output)).toBe('concealed')
      made.push(...output)
    }
    expect(Math.max(...made.map(Math.abs))).toBeLessThanOrEqual(0.9 * 32_768)
    expect(Math.abs(made.at(-1) ?? 1)).toBeLessThan(50)
  })
})
