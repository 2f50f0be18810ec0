/**
 * A look-ahead peak limiter: no sample leaves it above its threshold, and sound that stays below leaves it bit for bit
 * as it came, only later.
 *
 *   input ──┬──────────────── delay (look-ahead) ───────────────► × ──► output
 *           └─ gain needed ─ lowest ahead ─ slow release ─ mean ──┘
 *
 * Gains are whole numbers of 2^−20: sums of them are exact, so that after a loud moment the gain comes back to exactly 1.
 * And they are small enough for the engine to keep them without allocating, which is why they are cut off by `| 0`:
 * what `Math.floor` gives is kept as a fraction, in memory of its own.
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
/** Longer blocks are taken in parts. */
const partSamples = 512

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
  const delays = Array.from({ length: channels }, () => createDelay(delaySamples))
  const peaks = new Float64Array(partSamples)
  const gains = new Int32Array(partSamples)
  let released = unity
  let gain = unity
  let atUnity = 0

  /** What each sample needs becomes what it gets: the lowest ahead, released slowly, without a step. */
  function planGains(length: number): void {
    for (let index = 0; index < length; index += 1) {
      // Whole numbers of 2^−20, never too much.
      const needed = ((threshold / (peaks[index] ?? threshold)) * unity) | 0
      const recovering = unity - (((unity - released) * release) | 0)
      const lowestAhead = lowest.push(needed)
      released = lowestAhead < recovering ? lowestAhead : recovering
      gain = mean.push(released)
      gains[index] = gain
      atUnity = released === unity ? atUnity + 1 : 0
    }
  }

  function processPart(blocks: readonly SampleBlock[], start: number, length: number): void {
    peaks.fill(threshold, 0, length)
    for (let channel = 0; channel < channels; channel += 1)
      raisePeaks(peaks, blocks[channel] ?? nothing, start, length)
    // Nothing was limited for as long as anything is remembered, and nothing is to be: the gains stay what they are.
    const isIdle = atUnity > 2 * delaySamples && noneAbove(peaks, threshold, length)
    if (!isIdle) planGains(length)
    else gains.fill(unity, 0, length)
    for (let channel = 0; channel < channels; channel += 1) {
      const delay = delays[channel]
      if (delay !== undefined)
        delay.process(blocks[channel] ?? nothing, start, length, gains, threshold)
    }
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
      for (let start = 0; start < length; start += partSamples)
        processPart(blocks, start, length - start < partSamples ? length - start : partSamples)
    },
    reset() {
      lowest.reset()
      mean.reset()
      for (const delay of delays) delay.reset()
      released = unity
      gain = unity
      atUnity = 0
    },
  }
}

const nothing = new Float64Array(0)

/** Raises each peak to the magnitude of the block's sample, if that is louder; what is not a number is silence. */
function raisePeaks(peaks: Float64Array, block: SampleBlock, start: number, length: number): void {
  for (let index = 0; index < length; index += 1) {
    const magnitude = Math.abs(block[start + index] ?? 0)
    // NaN fails the comparison.
    if (magnitude > (peaks[index] ?? 0))
      peaks[index] = magnitude < loudestInput ? magnitude : loudestInput
  }
}

function noneAbove(peaks: Float64Array, threshold: number, length: number): boolean {
  for (let index = 0; index < length; index += 1) if ((peaks[index] ?? 0) > threshold) return false
  return true
}

interface Delay {
  /** Puts the block's samples in and the delayed ones, times their gains, in their place. */
  process(block: SampleBlock, start: number, length: number, gains: Int32Array, limit: number): void
  reset(): void
}

function createDelay(delaySamples: number): Delay {
  const delayed = new Float64Array(delaySamples)
  let cursor = 0
  return {
    process(block, start, length, gains, limit) {
      for (let index = 0; index < length; index += 1) {
        const value = (delayed[cursor] ?? 0) * ((gains[index] ?? unity) / unity)
        const input = block[start + index] ?? 0
        if (input > -loudestInput && input < loudestInput) delayed[cursor] = input
        else if (input > 0) delayed[cursor] = loudestInput
        else delayed[cursor] = input < 0 ? -loudestInput : 0
        if (value > limit) block[start + index] = limit
        else block[start + index] = value < -limit ? -limit : value
        cursor = cursor + 1 === delaySamples ? 0 : cursor + 1
      }
    },
    reset() {
      delayed.fill(0)
      cursor = 0
    },
  }
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
      return (sum / length) | 0
    },
    reset() {
      values.fill(unity)
      sum = unity * length
      cursor = 0
    },
  }
}
