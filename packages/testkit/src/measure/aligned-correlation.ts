/** How much of what was said is in what was recorded, window by window, each at the shift that suits it best. */
import { slide } from './cross-correlation.ts'
import { energyOf, energySums, median, type Samples, toUnit } from './samples.ts'

export interface AlignedCorrelationInput {
  /** What was said. It counts as a ring: a browser's fake microphone plays its file over and over and begins anywhere. */
  readonly reference: Samples
  /** What was recorded meanwhile; the windows are cut from this, from its first sound to its last. */
  readonly recording: Samples
  readonly sampleRateHz: number
  readonly windowMs?: number
  /** How far a window may lie from where the whole recording fits best. */
  readonly maxShiftMs?: number
  /** A jump of the shift by more than this from one window to the next is a slip. */
  readonly slipMs?: number
  /** Windows in which reference and recording are both quieter than this say nothing and are left out. */
  readonly silenceDbfs?: number
}

export interface AlignedWindow {
  /** In the recording. */
  readonly startMs: number
  /** Normalised, 0 to 1: 1 is the same sound at any level. Sound that was lost has 0. */
  readonly correlation: number
  /** How much further the window had to be shifted than the recording as a whole. */
  readonly shiftMs: number
}

export interface AlignedCorrelation {
  readonly windows: readonly AlignedWindow[]
  /** 0 when there is no window. */
  readonly medianCorrelation: number
  readonly slips: number
  /** Per 10 s between the first and the last window. */
  readonly slipsPer10Seconds: number
}

/** Below this a window's shift is chance, and no evidence of a slip. */
const trustworthy = 0.4

export function alignedCorrelation(input: AlignedCorrelationInput): AlignedCorrelation {
  const { sampleRateHz, windowMs = 500, maxShiftMs = 250, slipMs = 3, silenceDbfs = -60 } = input
  const inSamples = (milliseconds: number) => Math.round((milliseconds * sampleRateHz) / 1000)
  const length = inSamples(windowMs)
  const reach = inSamples(maxShiftMs)
  const recorded = soundingPart(toUnit(input.recording), length, silenceDbfs)
  const said = ring(toUnit(input.reference), recorded.samples.length + 2 * reach)
  const saidEnergy = energySums(said)
  const recordedEnergy = energySums(recorded.samples)
  const quiet = energyAt(silenceDbfs, length)
  const whole = bestPlace(said, saidEnergy, recorded.samples, {
    first: reach,
    end: reach + input.reference.length,
  })
  const windows: AlignedWindow[] = []
  let shift = 0
  for (let start = 0; start + length <= recorded.samples.length; start += length) {
    const startMs = ((recorded.start + start) * 1000) / sampleRateHz
    const expected = whole.place + start
    if (energyOf(recordedEnergy, start, length) < quiet) {
      // A pause of the speaker is none of the line's losses.
      if (energyOf(saidEnergy, expected + shift, length) >= quiet)
        windows.push({ startMs, correlation: 0, shiftMs: (shift * 1000) / sampleRateHz })
      continue
    }
    const window = recorded.samples.subarray(start, start + length)
    const places = { first: expected - reach, end: expected + reach + 1 }
    const best = bestPlace(said, saidEnergy, window, places)
    if (best.correlation >= trustworthy) shift = best.place - expected
    const shiftMs = ((best.place - expected) * 1000) / sampleRateHz
    windows.push({ startMs, correlation: best.correlation, shiftMs })
  }
  const slips = countSlips(windows, slipMs)
  const seconds = recorded.samples.length / sampleRateHz
  return {
    windows,
    medianCorrelation: windows.length === 0 ? 0 : median(windows.map((each) => each.correlation)),
    slips,
    slipsPer10Seconds: slips === 0 ? 0 : (slips * 10) / seconds,
  }
}

function energyAt(levelDbfs: number, samples: number): number {
  return samples * 10 ** (levelDbfs / 10)
}

/** From the first window that is no silence to the last. */
function soundingPart(
  recording: Float64Array,
  length: number,
  silenceDbfs: number,
): { readonly start: number; readonly samples: Float64Array } {
  const sums = energySums(recording)
  const quiet = energyAt(silenceDbfs, length)
  let start = recording.length
  let end = 0
  for (let window = 0; window < recording.length; window += length) {
    if (energyOf(sums, window, length) < quiet) continue
    start = Math.min(start, window)
    end = Math.min(recording.length, window + length)
  }
  return end === 0
    ? { start: 0, samples: new Float64Array(0) }
    : { start, samples: recording.subarray(start, end) }
}

/** The reference over and over: one whole turn, and `beyond` more. */
function ring(reference: Float64Array, beyond: number): Float64Array {
  if (reference.length === 0) return new Float64Array(beyond)
  return Float64Array.from(
    { length: reference.length + beyond },
    (_, index) => reference[index % reference.length] ?? 0,
  )
}

interface Place {
  readonly place: number
  readonly correlation: number
}

/** Where in `said` the piece fits best, among the places asked for. */
function bestPlace(
  said: Float64Array,
  saidEnergy: Float64Array,
  piece: Float64Array,
  places: { readonly first: number; readonly end: number },
): Place {
  let best: Place = { place: places.first, correlation: 0 }
  const pieceEnergy = piece.reduce((sum, value) => sum + value * value, 0)
  if (pieceEnergy === 0) return best
  // Where next to nothing was said, chance would look like likeness.
  const meanEnergy = ((saidEnergy.at(-1) ?? 0) / said.length) * piece.length
  const leastEnergy = Math.max(Number.MIN_VALUE, 1e-4 * meanEnergy)
  slide(said, [piece], places, (_, start, products) => {
    for (let k = 0; k < products.length; k += 1) {
      const product = products[k] ?? 0
      if (product <= 0) continue
      const energy = Math.max(leastEnergy, energyOf(saidEnergy, start + k, piece.length))
      const correlation = Math.min(1, product / Math.sqrt(energy * pieceEnergy))
      if (correlation > best.correlation) best = { place: start + k, correlation }
    }
  })
  return best
}

function countSlips(windows: readonly AlignedWindow[], slipMs: number): number {
  const sure = windows.filter(({ correlation }) => correlation >= trustworthy)
  return sure
    .slice(1)
    .filter(({ shiftMs }, index) => Math.abs(shiftMs - (sure[index]?.shiftMs ?? 0)) > slipMs).length
}
