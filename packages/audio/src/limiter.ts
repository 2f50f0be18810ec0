/**
 * A look-ahead peak limiter: no sample leaves it above its threshold, and sound that stays below leaves it bit for bit
 * as it came, only later.
 *
 *   input ──┬──────────────── delay (look-ahead) ───────────────► × ──► output
 *           └─ gain needed ─ lowest ahead ─ slow release ─ mean ──┘
 *
 * Gains are whole numbers of 2^−20: sums of them are exact, so that after a loud moment the gain comes back to exactly 1.
 * And they are small enough for the engine to keep them without allocating.
 */
import type { SampleBlock } from './frame/audio-format.ts'
import { fromDbfs } from './meter/level.ts'

export interface LimiterOptions {
  readonly sampleRateHz: number
  /** What no output sample exceeds: −60 to 0 dBFS, default −6. */
  readonly thresholdDbfs?: number
  /** How long before a peak the gain begins to fall; the sound is delayed by this. Above 0, at most 5 ms; default 4. */
  readonly lookAheadMs?: number
  /** Time constant in which the gain comes back. Default 60 ms. */
  readonly releaseMs?: number
  /** Channels under one gain, so that the picture does not wander. Default 1. */
  readonly channels?: 1 | 2
}

export interface Limiter {
  readonly delaySamples: number
  /** The gain in force: 1 while nothing is limited. */
  readonly gain: number
  /** Limits one block per channel in place, all of one length. Allocates nothing. What is not a number becomes silence. */
  process(channels: readonly SampleBlock[]): void
  reset(): void
}

const unity = 2 ** 20
const int16FullScale = 32_768
/** A sample past this is damage, not sound; it is taken as that loud. */
const loudestInput = 1_024

/** Throws RangeError for a look-ahead, threshold or number of channels out of range. */
export function createLimiter(options: LimiterOptions): Limiter {
  const {
    sampleRateHz,
    thresholdDbfs = -6,
    lookAheadMs = 4,
    releaseMs = 60,
    channels = 1,
  } = options
  if (!(lookAheadMs > 0 && lookAheadMs <= 5))
    throw new RangeError(`limiter: a look-ahead of ${lookAheadMs} ms`)
  if (!(thresholdDbfs <= 0 && thresholdDbfs >= -60))
    throw new RangeError(`limiter: a threshold of ${thresholdDbfs} dBFS`)
  const delaySamples = Math.max(1, Math.round((lookAheadMs * sampleRateHz) / 1000))
  // Rounded down to a 16-bit step, so that rounding to 16 bit later cannot lift a peak over it.
  const threshold = Math.floor(fromDbfs(thresholdDbfs) * int16FullScale) / int16FullScale
  const release = Math.exp(-1000 / (releaseMs * sampleRateHz))
  const lowest = createSlidingLowest(delaySamples)
  const mean = createSlidingMean(delaySamples)
  const delays = Array.from({ length: channels }, () => new Float64Array(delaySamples))
  let cursor = 0
  let released = unity
  let gain = unity

  function stepGain(needed: number): void {
    const recovering = unity - Math.floor((unity - released) * release)
    released = Math.min(lowest.push(needed), recovering)
    gain = mean.push(released)
  }

  return {
    delaySamples,
    get gain() {
      return gain / unity
    },
    process(blocks) {
      if (blocks.length !== channels)
        throw new RangeError(`limiter: ${blocks.length} channels instead of ${channels}`)
      const length = blocks[0]?.length ?? 0
      for (let index = 0; index < length; index += 1) {
        stepGain(neededGain(blocks, index, threshold))
        for (let channel = 0; channel < channels; channel += 1) {
          const block = blocks[channel]
          const delay = delays[channel]
          if (block === undefined || delay === undefined) continue
          const value = (delay[cursor] ?? 0) * (gain / unity)
          delay[cursor] = sane(block[index] ?? 0)
          block[index] = Math.max(-threshold, Math.min(threshold, value))
        }
        cursor = cursor + 1 === delaySamples ? 0 : cursor + 1
      }
    },
    reset() {
      lowest.reset()
      mean.reset()
      for (const delay of delays) delay.fill(0)
      cursor = 0
      released = unity
      gain = unity
    },
  }
}

function sane(value: number): number {
  if (value > loudestInput) return loudestInput
  if (value < -loudestInput) return -loudestInput
  return Number.isNaN(value) ? 0 : value
}

/** What brings the loudest channel down to the threshold: a whole number of 2^−20, never too much. */
function neededGain(blocks: readonly SampleBlock[], index: number, threshold: number): number {
  let peak = threshold
  for (let channel = 0; channel < blocks.length; channel += 1)
    peak = Math.max(peak, Math.abs(sane(blocks[channel]?.[index] ?? 0)))
  return Math.floor((threshold / peak) * unity)
}

interface Sliding {
  push(value: number): number
  reset(): void
}

/** The lowest of the last `reach` + 1 values, by a queue in which every value waiting is lower than all before it. */
function createSlidingLowest(reach: number): Sliding {
  const room = reach + 2
  const values = new Int32Array(room)
  const expiries = new Int32Array(room)
  let head = 0
  let size = 0
  let clock = 0
  return {
    push(value) {
      // Differences in 32-bit arithmetic: the count of samples may wrap.
      if (size > 0 && (((expiries[head] ?? 0) - clock) | 0) < 0) {
        head = (head + 1) % room
        size -= 1
      }
      while (size > 0 && (values[(head + size - 1) % room] ?? 0) >= value) size -= 1
      const tail = (head + size) % room
      values[tail] = value
      expiries[tail] = (clock + reach) | 0
      size += 1
      clock = (clock + 1) | 0
      return values[head] ?? value
    },
    reset() {
      head = 0
      size = 0
      clock = 0
    },
  }
}

/** The mean of the last `length` whole numbers, kept by an exact running sum and rounded down. */
function createSlidingMean(length: number): Sliding {
  const values = new Int32Array(length).fill(unity)
  let sum = unity * length
  let cursor = 0
  return {
    push(value) {
      sum += value - (values[cursor] ?? 0)
      values[cursor] = value
      cursor = cursor + 1 === length ? 0 : cursor + 1
      return Math.floor(sum / length)
    },
    reset() {
      values.fill(unity)
      sum = unity * length
      cursor = 0
    },
  }
}
