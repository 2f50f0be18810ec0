/**
 * A streaming resampler between two whole-number rates: polyphase FIR, Kaiser window, always the same filter whatever
 * device or browser the sound comes from. What it does not know: time; it counts samples only.
 */
import type { SampleBlock } from '../frame/audio-format.ts'
import { createDecimator, type Decimator } from './decimator.ts'
import { lowPassDesign, tapRow } from './low-pass.ts'

export interface ResamplerOptions {
  /** 4,000 to 384,000 Hz. */
  readonly inputRateHz: number
  readonly outputRateHz: number
}

export interface Resampler {
  readonly inputRateHz: number
  readonly outputRateHz: number
  /** Group delay, the same for every frequency. */
  readonly delayMs: number
  /** The most samples that `process` can give for an input this long. */
  outputCapacity(inputSamples: number): number
  /**
   * Takes a block of any length and writes what has become whole to `output`; answers how many samples that is. Allocates nothing.
   * A sample that is not a number, or infinite, counts as silence. Throws RangeError when `output` is shorter than `outputCapacity`.
   */
  process(input: SampleBlock, output: SampleBlock): number
  /** Forgets the sound so far. */
  reset(): void
}

const lowestRateHz = 4_000
const highestRateHz = 384_000
/** Keeps the tables of odd pairs of rates below a few megabytes. */
const mostPhases = 2_048
/** Input samples taken between two moves of the history. */
const chunkSamples = 2_048
/** No microphone is this loud: what lies beyond is damage, and would ring in the filter. */
const loudestInput = 16

/** Throws RangeError for rates it cannot serve (not whole, out of range, or without a common divisor worth a table). */
export function createResampler({ inputRateHz, outputRateHz }: ResamplerOptions): Resampler {
  requireRate(inputRateHz)
  requireRate(outputRateHz)
  if (inputRateHz === outputRateHz) return createPassThrough(inputRateHz)
  const plan = planPhases(inputRateHz, outputRateHz)
  return plan.phases === 1 ? createWholeRatio(plan) : createPolyphase(plan)
}

interface PhasePlan extends ResamplerOptions {
  /** Output samples per `stride` input samples. */
  readonly phases: number
  readonly stride: number
  readonly taps: number
  readonly rows: Float64Array
}

function planPhases(inputRateHz: number, outputRateHz: number): PhasePlan {
  const divisor = greatestCommonDivisor(inputRateHz, outputRateHz)
  const phases = outputRateHz / divisor
  const stride = inputRateHz / divisor
  if (phases > mostPhases)
    throw new RangeError(`cannot resample ${inputRateHz} Hz to ${outputRateHz} Hz`)
  const lowerRateHz = Math.min(inputRateHz, outputRateHz)
  // A multiple of four, for the unrolled loops.
  const taps = 4 * Math.ceil((lowPassDesign.crossings * inputRateHz) / lowerRateHz / 4)
  const cutoff = (lowPassDesign.cutoff * lowerRateHz) / inputRateHz
  const rows = new Float64Array(phases * taps)
  for (let phase = 0; phase < phases; phase += 1) {
    const shift = (phase + 0.5) / phases - 0.5
    const { kaiserBeta } = lowPassDesign
    rows.set(tapRow({ taps, cutoff, kaiserBeta, shift }), phase * taps)
  }
  return { inputRateHz, outputRateHz, phases, stride, taps, rows }
}

/** The newest inputs in one straight piece of memory: `taps` − 1 old ones always stand before the next. */
interface History {
  readonly samples: Float64Array
  /** Where the next input goes. */
  end: number
}

function createHistory(taps: number): History {
  return { samples: new Float64Array(taps + chunkSamples), end: taps - 1 }
}

/** Appends up to `length` inputs from `start`; the caller keeps `length` within `chunkSamples`. Answers how far the history was moved back. */
function append(
  history: History,
  taps: number,
  input: SampleBlock,
  start: number,
  length: number,
): number {
  const { samples } = history
  let movedBack = 0
  if (history.end + length > samples.length) {
    movedBack = history.end - (taps - 1)
    samples.copyWithin(0, movedBack, history.end)
    history.end = taps - 1
  }
  let end = history.end
  for (let index = start; index < start + length; index += 1) {
    const value = input[index] ?? 0
    // NaN fails both comparisons.
    samples[end] = value < loudestInput && value > -loudestInput ? value : 0
    end += 1
  }
  history.end = end
  return movedBack
}

/** Whole-number ratios: one row of taps. */
function createWholeRatio(plan: PhasePlan): Resampler {
  const decimator = createDecimator({
    taps: plan.rows,
    ratio: plan.stride,
    largestBlock: chunkSamples,
    loudestInput,
  })
  return createStream(plan, decimator)
}

/** Broken ratios: one row of taps for each place that an output can have between two inputs. */
function createPolyphase(plan: PhasePlan): Resampler {
  const { phases, stride, taps, rows } = plan
  const history = createHistory(taps)
  let next = taps - 1
  let phase = 0

  function produce(output: SampleBlock, from: number): number {
    const { samples, end } = history
    let written = from
    while (next < end) {
      output[written] = rowSum(rows, phase * taps, taps, samples, next - taps + 1)
      written += 1
      phase += stride
      while (phase >= phases) {
        phase -= phases
        next += 1
      }
    }
    return written
  }

  return createStream(plan, {
    process(input, start, length, output, written) {
      next -= append(history, taps, input, start, length)
      return produce(output, written)
    },
    reset() {
      history.samples.fill(0)
      history.end = taps - 1
      next = taps - 1
      phase = 0
    },
  })
}

function rowSum(
  rows: Float64Array,
  row: number,
  taps: number,
  samples: Float64Array,
  oldest: number,
): number {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let tap = 0; tap < taps; tap += 4) {
    first += (rows[row + tap] ?? 0) * (samples[oldest + tap] ?? 0)
    second += (rows[row + tap + 1] ?? 0) * (samples[oldest + tap + 1] ?? 0)
    third += (rows[row + tap + 2] ?? 0) * (samples[oldest + tap + 2] ?? 0)
    fourth += (rows[row + tap + 3] ?? 0) * (samples[oldest + tap + 3] ?? 0)
  }
  return first + second + third + fourth
}

function createStream(plan: PhasePlan, stage: Decimator): Resampler {
  const { inputRateHz, outputRateHz, phases, stride, taps } = plan
  const outputCapacity = (inputSamples: number): number =>
    Math.ceil((inputSamples * phases) / stride) + 1
  return {
    inputRateHz,
    outputRateHz,
    delayMs: ((taps - 1 / phases) / 2 / inputRateHz) * 1000,
    outputCapacity,
    process(input, output) {
      requireRoom(outputCapacity(input.length), output.length)
      let written = 0
      for (let start = 0; start < input.length; start += chunkSamples) {
        const length = Math.min(chunkSamples, input.length - start)
        written = stage.process(input, start, length, output, written)
      }
      return written
    },
    reset: () => stage.reset(),
  }
}

/** Equal rates: the samples as they are, but for those that are none. */
function createPassThrough(rateHz: number): Resampler {
  return {
    inputRateHz: rateHz,
    outputRateHz: rateHz,
    delayMs: 0,
    outputCapacity: (inputSamples) => inputSamples,
    process(input, output) {
      requireRoom(input.length, output.length)
      for (let index = 0; index < input.length; index += 1) {
        const value = input[index] ?? 0
        output[index] = Number.isFinite(value) ? value : 0
      }
      return input.length
    },
    reset() {},
  }
}

function requireRate(rateHz: number): void {
  if (!Number.isInteger(rateHz) || rateHz < lowestRateHz || rateHz > highestRateHz)
    throw new RangeError(`not a sample rate: ${rateHz} Hz`)
}

function requireRoom(needed: number, room: number): void {
  if (room < needed) throw new RangeError(`${needed} samples may not fit into ${room}`)
}

function greatestCommonDivisor(first: number, second: number): number {
  return second === 0 ? first : greatestCommonDivisor(second, first % second)
}
