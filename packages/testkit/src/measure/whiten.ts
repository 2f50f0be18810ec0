/**
 * Makes a recording equally loud everywhere, in time and in frequency: of each 32 ms only the phases of the marker's band
 * stay. Loud speech then hides a quiet sound only where and while it really is, not for the whole recording.
 */
import { createFft } from './fft.ts'
import { markerBandHz } from './marker.ts'

const windowSamples = 512
const hop = windowSamples / 2
/** Half a step of 16 bit: what is quieter is rounding, and stays silent. */
const leastMagnitude = 0.5 / 32_768

export function whiten(recording: Float64Array, sampleRateHz: number): Float64Array {
  const fft = createFft(windowSamples)
  const block = fft.createBlock()
  // The square root of a raised cosine, before and after: overlapped by half they add up to one.
  const window = Float64Array.from({ length: windowSamples }, (_, index) =>
    Math.sin((Math.PI * (index + 0.5)) / windowSamples),
  )
  const lowest = Math.ceil((markerBandHz.low * windowSamples) / sampleRateHz)
  const highest = Math.floor((markerBandHz.high * windowSamples) / sampleRateHz)
  const white = new Float64Array(recording.length)
  for (let start = -hop; start < recording.length; start += hop) {
    for (let index = 0; index < windowSamples; index += 1) {
      block.real[index] = (recording[start + index] ?? 0) * (window[index] ?? 0)
      block.imaginary[index] = 0
    }
    fft.forward(block)
    for (let k = 0; k < windowSamples; k += 1) {
      const magnitude = Math.hypot(block.real[k] ?? 0, block.imaginary[k] ?? 0)
      const heard = k >= lowest && k <= highest && magnitude > leastMagnitude
      block.real[k] = heard ? (block.real[k] ?? 0) / magnitude : 0
      block.imaginary[k] = heard ? (block.imaginary[k] ?? 0) / magnitude : 0
    }
    fft.inverse(block)
    const to = Math.min(windowSamples, recording.length - start)
    for (let index = Math.max(0, -start); index < to; index += 1)
      white[start + index] =
        (white[start + index] ?? 0) + (block.real[index] ?? 0) * (window[index] ?? 0)
  }
  return white
}
