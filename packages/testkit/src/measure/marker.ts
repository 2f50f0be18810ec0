/** A sound that can be found again under any other: noise of the telephone band, the same for the same seed. */
import { seededRandom } from '@sotto/kernel'
import { createFft, fftSizeFor } from './fft.ts'

export const markerBandHz = { low: 300, high: 3_400 } as const
const int16FullScale = 32_768

export interface MarkerInput {
  readonly seed: number
  readonly durationMs: number
  /** RMS. */
  readonly levelDbfs: number
  readonly sampleRateHz: number
}

/** Mono, equally strong from 300 to 3,400 Hz. Throws RangeError above −14 dBFS, where its peaks would clip. */
export function createMarker({
  seed,
  durationMs,
  levelDbfs,
  sampleRateHz,
}: MarkerInput): Int16Array {
  if (levelDbfs > -14) throw new RangeError(`a marker at ${levelDbfs} dBFS would clip`)
  const noise = bandNoise(seed, Math.round((durationMs * sampleRateHz) / 1000), sampleRateHz)
  const gain = 10 ** (levelDbfs / 20) * int16FullScale
  return Int16Array.from(noise, (value) => Math.round(value * gain))
}

/** Noise with an RMS of 1 in which every frequency of the band has the same strength and a phase of its own. */
export function bandNoise(seed: number, samples: number, sampleRateHz: number): Float64Array {
  const random = seededRandom(seed)
  const fft = createFft(fftSizeFor(samples))
  const spectrum = fft.createBlock()
  const bin = (frequencyHz: number) => Math.round((frequencyHz * fft.size) / sampleRateHz)
  for (let k = bin(markerBandHz.low); k <= bin(markerBandHz.high); k += 1) {
    const phase = 2 * Math.PI * random.next()
    spectrum.real[k] = Math.cos(phase)
    spectrum.imaginary[k] = Math.sin(phase)
  }
  // Only positive frequencies were set, so the real part alone is the sound.
  fft.inverse(spectrum)
  const noise = spectrum.real.slice(0, samples)
  const rms = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / samples)
  return noise.map((value) => value / rms)
}
