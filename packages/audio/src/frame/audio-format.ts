/** The one sound format between panel, server and platform: linear 16 bit, 16 kHz, frames of 20 ms (the guide's section on sound). */

export const sampleRateHz = 16_000
export const frameMs = 20
/** Samples of one channel in one frame. */
export const frameSamples = 320
export const bytesPerSample = 2

/** Anything that holds samples by index: Float32Array, Int16Array, Float64Array. */
export interface SampleBlock {
  readonly length: number
  [index: number]: number
}
