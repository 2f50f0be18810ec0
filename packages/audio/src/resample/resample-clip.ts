import { floatToInt16, int16ToFloat } from '../convert.ts'
import { createResampler, type ResamplerOptions } from './resampler.ts'

/**
 * A whole recording at another rate, the filter's delay taken out again, so that sample n of the result is heard when
 * sample n × input rate / output rate of the original was. For clips, not for streams.
 */
export function resampleClip(clip: Int16Array, options: ResamplerOptions): Int16Array {
  const resampler = createResampler(options)
  const { inputRateHz, outputRateHz, delayMs } = resampler
  const outputSamples = Math.round((clip.length * outputRateHz) / inputRateHz)
  const delaySamples = Math.round((delayMs * outputRateHz) / 1000)
  const drainSamples =
    Math.ceil((delayMs * inputRateHz) / 1000) + 2 * Math.ceil(inputRateHz / outputRateHz)
  const input = new Float32Array(clip.length + drainSamples)
  int16ToFloat(clip, input)
  const output = new Float32Array(resampler.outputCapacity(input.length))
  const written = resampler.process(input, output)
  const result = new Int16Array(outputSamples)
  floatToInt16(
    output.subarray(delaySamples, Math.min(written, delaySamples + outputSamples)),
    result,
  )
  return result
}
