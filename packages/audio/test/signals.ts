/** Test signals and their measurement, for this package's own tests: tones, and what is left beside a tone. */
import { seededRandom } from '@sotto/kernel'

export interface Tone {
  readonly frequencyHz: number
  readonly rateHz: number
  readonly samples: number
  readonly amplitude?: number
  readonly phase?: number
}

export function tone({
  frequencyHz,
  rateHz,
  samples,
  amplitude = 1,
  phase = 0.3,
}: Tone): Float32Array {
  const step = (2 * Math.PI * frequencyHz) / rateHz
  return Float32Array.from(
    { length: samples },
    (_, index) => amplitude * Math.sin(step * index + phase),
  )
}

export function noise(samples: number, amplitude: number, seed = 1): Float32Array {
  const random = seededRandom(seed)
  return Float32Array.from({ length: samples }, () => amplitude * (2 * random.next() - 1))
}

export function rms(samples: ArrayLike<number>): number {
  let energy = 0
  for (let index = 0; index < samples.length; index += 1) energy += (samples[index] ?? 0) ** 2
  return Math.sqrt(energy / samples.length)
}

export function decibels(ratio: number): number {
  return 20 * Math.log10(ratio)
}

export interface ToneFit {
  /** Peak amplitude of the tone. */
  readonly amplitude: number
  /** Radians at sample 0, of a sine. */
  readonly phase: number
  /** RMS of everything that is not the tone. */
  readonly residualRms: number
}

/** The least-squares fit of one tone of known frequency. */
export function fitTone(samples: ArrayLike<number>, frequencyHz: number, rateHz: number): ToneFit {
  const step = (2 * Math.PI * frequencyHz) / rateHz
  let sineSine = 0
  let sineCosine = 0
  let cosineCosine = 0
  let sineSample = 0
  let cosineSample = 0
  for (let index = 0; index < samples.length; index += 1) {
    const sine = Math.sin(step * index)
    const cosine = Math.cos(step * index)
    const sample = samples[index] ?? 0
    sineSine += sine * sine
    sineCosine += sine * cosine
    cosineCosine += cosine * cosine
    sineSample += sine * sample
    cosineSample += cosine * sample
  }
  const determinant = sineSine * cosineCosine - sineCosine * sineCosine
  const a = (sineSample * cosineCosine - cosineSample * sineCosine) / determinant
  const b = (cosineSample * sineSine - sineSample * sineCosine) / determinant
  let residual = 0
  for (let index = 0; index < samples.length; index += 1) {
    const fitted = a * Math.sin(step * index) + b * Math.cos(step * index)
    residual += ((samples[index] ?? 0) - fitted) ** 2
  }
  return {
    amplitude: Math.hypot(a, b),
    phase: Math.atan2(b, a),
    residualRms: Math.sqrt(residual / samples.length),
  }
}
