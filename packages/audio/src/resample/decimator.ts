/**
 * The same filter for whole-number ratios, four outputs at a time: the inputs are dealt out to as many lanes as the ratio,
 * so that neighbouring outputs read neighbouring samples, and each sample that is loaded serves four of them.
 *
 *   ratio 3:   input   0 1 2 3 4 5 6 7 8 …
 *              lane 0  0     3     6         output n = Σ over lanes, Σ over j: tap × lane[n + j]
 *              lane 1    1     4     7
 *              lane 2      2     5     8
 */
import type { SampleBlock } from '../frame/audio-format.ts'

export interface Decimator {
  /** Takes `length` inputs from `start`, writes what has become whole from `written` on; answers the index after the last. */
  process(
    input: SampleBlock,
    start: number,
    length: number,
    output: SampleBlock,
    written: number,
  ): number
  reset(): void
}

export interface DecimatorOptions {
  /** Oldest input first. */
  readonly taps: Float64Array
  /** Inputs per output. */
  readonly ratio: number
  /** Inputs that one call of `process` may bring. */
  readonly largestBlock: number
  /** Inputs this loud or louder are damage, and count as silence. */
  readonly loudestInput: number
}

/** Allocates nothing after this call. The sums are the same, bit for bit, in whatever blocks the inputs come. */
export function createDecimator(options: DecimatorOptions): Decimator {
  const { ratio, largestBlock, loudestInput } = options
  const lanes = dealTaps(options.taps, ratio)
  const { reach } = lanes
  const laneRoom = 2 * reach + 2 * Math.ceil(largestBlock / ratio) + 4
  const samples = new Float64Array(ratio * laneRoom)
  /** Where the next input goes, and where the next output begins to read. */
  let lane = ratio - 1
  let column = reach - 1
  let next = 0

  function moveBack(): void {
    for (let index = 0; index < ratio; index += 1)
      samples.copyWithin(index * laneRoom, index * laneRoom + next, index * laneRoom + column + 1)
    column -= next
    next = 0
  }

  function append(input: SampleBlock, start: number, length: number): void {
    if (column + Math.ceil(length / ratio) + 1 >= laneRoom) moveBack()
    for (let index = start; index < start + length; index += 1) {
      const value = input[index] ?? 0
      // NaN fails both comparisons.
      samples[lane * laneRoom + column] = value < loudestInput && value > -loudestInput ? value : 0
      lane += 1
      if (lane === ratio) {
        lane = 0
        column += 1
      }
    }
  }

  return {
    process(input, start, length, output, written) {
      append(input, start, length)
      const ready = column - reach + 1
      let place = written
      for (; next + 4 <= ready; next += 4) {
        sumFour(lanes, samples, laneRoom, next, output, place)
        place += 4
      }
      for (; next < ready; next += 1) {
        sumOne(lanes, samples, laneRoom, next, output, place)
        place += 1
      }
      return place
    },
    reset() {
      samples.fill(0)
      lane = ratio - 1
      column = reach - 1
      next = 0
    },
  }
}

interface Lanes {
  readonly ratio: number
  /** Taps per lane, a multiple of four. */
  readonly reach: number
  /** Lane after lane. */
  readonly taps: Float64Array
}

/** Filled up with zeros at the old end, so that the filter's delay stays as it is. */
function dealTaps(taps: Float64Array, ratio: number): Lanes {
  const reach = 4 * Math.ceil(taps.length / ratio / 4)
  const missing = reach * ratio - taps.length
  const dealt = new Float64Array(reach * ratio)
  taps.forEach((tap, index) => {
    const place = index + missing
    dealt[(place % ratio) * reach + Math.floor(place / ratio)] = tap
  })
  return { ratio, reach, taps: dealt }
}

function sumFour(
  { ratio, reach, taps }: Lanes,
  samples: Float64Array,
  laneRoom: number,
  from: number,
  output: SampleBlock,
  place: number,
): void {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let lane = 0; lane < ratio; lane += 1) {
    let at = lane * laneRoom + from
    let a = samples[at] ?? 0
    let b = samples[at + 1] ?? 0
    let c = samples[at + 2] ?? 0
    const end = lane * reach + reach
    for (let tap = lane * reach; tap < end; tap += 4) {
      const k = taps[tap] ?? 0
      const l = taps[tap + 1] ?? 0
      const m = taps[tap + 2] ?? 0
      const n = taps[tap + 3] ?? 0
      const d = samples[at + 3] ?? 0
      const e = samples[at + 4] ?? 0
      const f = samples[at + 5] ?? 0
      const g = samples[at + 6] ?? 0
      first += k * a + l * b + (m * c + n * d)
      second += k * b + l * c + (m * d + n * e)
      third += k * c + l * d + (m * e + n * f)
      fourth += k * d + l * e + (m * f + n * g)
      a = e
      b = f
      c = g
      at += 4
    }
  }
  output[place] = first
  output[place + 1] = second
  output[place + 2] = third
  output[place + 3] = fourth
}

/** The same sums in the same order. */
function sumOne(
  { ratio, reach, taps }: Lanes,
  samples: Float64Array,
  laneRoom: number,
  from: number,
  output: SampleBlock,
  place: number,
): void {
  let sum = 0
  for (let lane = 0; lane < ratio; lane += 1) {
    let at = lane * laneRoom + from
    const end = lane * reach + reach
    for (let tap = lane * reach; tap < end; tap += 4) {
      sum +=
        (taps[tap] ?? 0) * (samples[at] ?? 0) +
        (taps[tap + 1] ?? 0) * (samples[at + 1] ?? 0) +
        ((taps[tap + 2] ?? 0) * (samples[at + 2] ?? 0) +
          (taps[tap + 3] ?? 0) * (samples[at + 3] ?? 0))
      at += 4
    }
  }
  output[place] = sum
}
