/** Is a marked sound in a recording, however quiet? Judged against sounds of the same kind that cannot be in it. */
import { slide } from './cross-correlation.ts'
import { bandNoise } from './marker.ts'
import { energyOf, energySums, type Samples, toUnit } from './samples.ts'
import { whiten } from './whiten.ts'

export interface LeakInput {
  /** What was said, from `createMarker`. */
  readonly marker: Samples
  /** Where it must not be. */
  readonly recording: Samples
  readonly sampleRateHz: number
  /** How many sounds of the same kind it is judged against. */
  readonly decoys?: number
  /** The marker is looked for in pieces of this length, so that a piece of it, or a slip in it, does not hide it. */
  readonly pieceMs?: number
  /** How far above the likeliest decoy the marker counts as found. */
  readonly ratioLimit?: number
}

export interface LeakFinding {
  /** The largest correlation of any piece of the marker at any place of the recording. */
  readonly marker: number
  readonly largestDecoy: number
  /** `marker` / `largestDecoy`; 0 for a silent recording. */
  readonly ratio: number
  readonly leaks: boolean
  /** Where in the recording the piece that fits best begins, and where in the marker. */
  readonly recordingMs: number
  readonly markerMs: number
}

/** Far from the small numbers that callers give their markers. */
const decoySeed = 0x5eed_0000
/** Places with less of the recording's energy than this part of its mean are silence, and prove nothing. */
const leastEnergyPart = 1e-3

/** Throws RangeError when marker or recording is shorter than one piece: a test that cannot find anything must not pass. */
export function findLeak({
  marker,
  recording,
  sampleRateHz,
  decoys = 20,
  pieceMs = 2_000,
  ratioLimit = 1.5,
}: LeakInput): LeakFinding {
  const pieceSamples = Math.round((pieceMs * sampleRateHz) / 1000)
  if (marker.length < pieceSamples || recording.length < pieceSamples)
    throw new RangeError(`leak test: marker and recording must be ${pieceMs} ms at least`)
  const pieces = cut(toUnit(marker), pieceSamples)
  const others = Array.from({ length: decoys }, (_, index) =>
    bandNoise(decoySeed + index, pieceSamples, sampleRateHz),
  )
  const best = bestFits(
    whiten(toUnit(recording), sampleRateHz),
    [...pieces, ...others],
    pieceSamples,
  )
  const own = best.slice(0, pieces.length)
  const found = own.reduce((first, second) =>
    second.correlation > first.correlation ? second : first,
  )
  const largestDecoy = Math.max(...best.slice(pieces.length).map(({ correlation }) => correlation))
  const ratio = largestDecoy === 0 ? 0 : found.correlation / largestDecoy
  return {
    marker: found.correlation,
    largestDecoy,
    ratio,
    leaks: ratio > ratioLimit,
    recordingMs: (found.place * 1000) / sampleRateHz,
    markerMs: own.indexOf(found) * pieceMs,
  }
}

function cut(marker: Float64Array, pieceSamples: number): Float64Array[] {
  const count = Math.floor(marker.length / pieceSamples)
  return Array.from({ length: count }, (_, index) =>
    marker.slice(index * pieceSamples, (index + 1) * pieceSamples),
  )
}

interface Fit {
  readonly correlation: number
  readonly place: number
}

/** For each piece its best place, also where it hangs over an end of the recording. */
function bestFits(
  recording: Float64Array,
  pieces: readonly Float64Array[],
  pieceSamples: number,
): Fit[] {
  const energies = energySums(recording)
  const leastEnergy = ((energies.at(-1) ?? 0) / recording.length) * pieceSamples * leastEnergyPart
  const norms = pieces.map((piece) =>
    Math.sqrt(piece.reduce((sum, value) => sum + value * value, 0)),
  )
  const best: Fit[] = pieces.map(() => ({ correlation: 0, place: 0 }))
  if (leastEnergy === 0) return best
  const places = { first: -pieceSamples + 1, end: recording.length }
  slide(recording, pieces, places, (piece, start, products) => {
    const norm = norms[piece] ?? 1
    for (let k = 0; k < products.length; k += 1) {
      const energy = Math.max(leastEnergy, energyOf(energies, start + k, pieceSamples))
      const correlation = Math.abs(products[k] ?? 0) / (norm * Math.sqrt(energy))
      if (correlation > (best[piece]?.correlation ?? 0))
        best[piece] = { correlation, place: start + k }
    }
  })
  return best
}
