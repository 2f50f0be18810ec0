/** Samples as measuring takes them: 16 bit, or floating point from −1 to 1. */
export type Samples = Int16Array | Float32Array | Float64Array

const int16FullScale = 32_768
/** What stands for digital silence. */
export const silenceDbfs = -144

/** On one scale, −1 to 1. */
export function toUnit(samples: Samples): Float64Array {
  const scale = samples instanceof Int16Array ? int16FullScale : 1
  return Float64Array.from(samples, (value) => value / scale)
}

/** RMS level; 0 dBFS is a square wave at full scale, so a full-scale sine has −3.01. Nothing and digital silence: −144. */
export function rmsDbfs(samples: Samples): number {
  const scale = samples instanceof Int16Array ? int16FullScale : 1
  let energy = 0
  for (const value of samples) energy += (value / scale) ** 2
  if (energy === 0) return silenceDbfs
  return Math.max(silenceDbfs, 10 * Math.log10(energy / samples.length))
}

/** `sums[n]` is the energy of the first n samples. */
export function energySums(samples: Float64Array): Float64Array {
  const sums = new Float64Array(samples.length + 1)
  for (let index = 0; index < samples.length; index += 1)
    sums[index + 1] = (sums[index] ?? 0) + (samples[index] ?? 0) ** 2
  return sums
}

/** Energy of `length` samples from `start`, cut to what there is. */
export function energyOf(sums: Float64Array, start: number, length: number): number {
  const last = sums.length - 1
  const from = Math.min(last, Math.max(0, start))
  const to = Math.min(last, Math.max(0, start + length))
  return Math.max(0, (sums[to] ?? 0) - (sums[from] ?? 0))
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((first, second) => first - second)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}
