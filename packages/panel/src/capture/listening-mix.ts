/**
 * What the loudspeaker is given: the listening buffer's two sides under one look-ahead limiter, so that no loud moment, and
 * no overshoot of the way up to the device's rate, crackles in the supervisor's ear. Below the limit not a bit is changed.
 */
import { createLimiter } from '@sotto/audio'
import { createListeningBuffer } from './listening-buffer.ts'

export interface ListeningMix {
  /** One frame from the network: 16 kHz, interleaved, customer left, agent right. */
  push(stereo: Int16Array): void
  /** Fills both sides; silence where there is nothing. */
  pull(left: Float32Array, right: Float32Array): void
  /** Forgets everything, for a new line. */
  reset(): void
}

export const listeningLimitDbfs = -1
/** The sound is that much later. */
const lookAheadMs = 2

export function createListeningMix(outputRateHz: number): ListeningMix {
  const buffer = createListeningBuffer(outputRateHz)
  const limiter = createLimiter({
    sampleRateHz: outputRateHz,
    thresholdDbfs: listeningLimitDbfs,
    lookAheadMs,
    channels: 2,
  })
  // Written again for every block, so that it costs no memory.
  const sides: Float32Array[] = []

  return {
    push: (stereo) => buffer.push(stereo),
    pull(left, right) {
      buffer.pull(left, right)
      sides[0] = left
      sides[1] = right
      limiter.process(sides)
    },
    reset() {
      buffer.reset()
      limiter.reset()
    },
  }
}
