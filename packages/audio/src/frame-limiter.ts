/**
 * The last look at a frame before it leaves: no sample above the threshold, whoever made it. Without look-ahead and without
 * delay, because it is there for what should have been limited already; `createLimiter` is the one to listen to.
 *
 *   gain ───┐            frame too loud: down within 2 ms, what is still above is cut off
 *           └──╱──╱──╱── then up by at most 2 dB a frame, to exactly 1
 */
import { fromDbfs } from './meter/level.ts'

export interface FrameLimiter {
  /** 16-bit samples in place. Allocates nothing. True when something had to be changed. */
  limit(frame: Int16Array): boolean
  reset(): void
}

const int16FullScale = 32_768
const fallSamples = 32
const largestRise = 10 ** (2 / 20)
/** Places of the two gains. */
const before = 0
const after = 1

/** `thresholdDbfs`: what no sample exceeds, −60 to 0 dBFS, default −6. Throws RangeError when it is none. */
export function createFrameLimiter({ thresholdDbfs = -6 } = {}): FrameLimiter {
  if (!(thresholdDbfs <= 0 && thresholdDbfs >= -60))
    throw new RangeError(`frame limiter: a threshold of ${thresholdDbfs} dBFS`)
  const threshold = (fromDbfs(thresholdDbfs) * int16FullScale) | 0
  return new LimiterOfOneLine(threshold)
}

/** A class: see `buffer/frame-slots.ts`. */
class LimiterOfOneLine implements FrameLimiter {
  private readonly threshold: number
  /** Before and after this frame; in cells, since a field that holds now a whole number and now a fraction costs memory. */
  private readonly gains = Float64Array.of(1, 1)

  constructor(threshold: number) {
    this.threshold = threshold
  }

  limit(frame: Int16Array): boolean {
    const peak = peakOf(frame)
    if (this.gains[after] === 1 && peak <= this.threshold) return false
    this.plan(peak)
    this.scale(frame)
    return true
  }

  reset(): void {
    this.gains[after] = 1
  }

  private plan(peak: number): void {
    const { gains, threshold } = this
    const gain = gains[after] ?? 1
    gains[before] = gain
    gains[after] = Math.min(peak > threshold ? threshold / peak : 1, gain * largestRise)
  }

  private scale(frame: Int16Array): void {
    const { gains, threshold } = this
    const from = gains[before] ?? 1
    const to = gains[after] ?? 1
    const rampSamples = to < from && fallSamples < frame.length ? fallSamples : frame.length
    for (let index = 0; index < frame.length; index += 1) {
      const share = index + 1 < rampSamples ? (index + 1) / rampSamples : 1
      // Cut off towards zero, so that rounding lifts nothing over the threshold.
      const value = ((frame[index] ?? 0) * (from + (to - from) * share)) | 0
      // What is above while the gain still falls is cut off, too.
      frame[index] = value > threshold ? threshold : value < -threshold ? -threshold : value
    }
  }
}

function peakOf(frame: Int16Array): number {
  let lowest = 0
  let highest = 0
  for (let index = 0; index < frame.length; index += 1) {
    const sample = frame[index] ?? 0
    if (sample > highest) highest = sample
    else if (sample < lowest) lowest = sample
  }
  return Math.max(highest, -lowest)
}
