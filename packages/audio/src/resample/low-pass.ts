/** The Kaiser-windowed low-pass that both the resampler's directions share, as a function of time. */

/**
 * Zero crossings of the sinc under the window, cut-off and Kaiser's shape, found by search for the shortest filter that
 * gives, at 48 kHz to 16 kHz: ±0.1 dB to 7.0 kHz, below −100 dB from 8.4 kHz on. Frequencies are fractions of the lower rate.
 */
export const lowPassDesign = { crossings: 60, cutoff: 0.47375, kaiserBeta: 9.6 } as const

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  const quarterSquare = (x * x) / 4
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= quarterSquare / (k * k)
    sum += term
  }
  return sum
}

/** Kaiser's window: 1 in the middle, 0 outside ±1. */
function kaiser(position: number, beta: number): number {
  const inside = 1 - position * position
  return inside <= 0 ? 0 : besselI0(beta * Math.sqrt(inside)) / besselI0(beta)
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

export interface TapRowOptions {
  readonly taps: number
  /** Cut-off in cycles per input sample. */
  readonly cutoff: number
  readonly kaiserBeta: number
  /** Where the middle of the filter lies, in input samples off the middle of the row: −0.5 to 0.5. */
  readonly shift: number
}

/** One row of taps with a gain of exactly 1 at 0 Hz, oldest input sample first. */
export function tapRow({ taps, cutoff, kaiserBeta, shift }: TapRowOptions): Float64Array {
  const row = new Float64Array(taps)
  let sum = 0
  for (let tap = 0; tap < taps; tap += 1) {
    const time = shift + (taps - 1) / 2 - tap
    const value = sinc(2 * cutoff * time) * kaiser(time / (taps / 2), kaiserBeta)
    row[tap] = value
    sum += value
  }
  return row.map((value) => value / sum)
}
