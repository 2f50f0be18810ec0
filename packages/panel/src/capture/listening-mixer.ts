/**
 * The last step before the loudspeaker: each side's volume, and a limiter over both, so that a raised voice is never clipped.
 * Pure; runs in the audio worklet and allocates nothing per block.
 */
import { createLimiter } from '@sotto/audio'

export interface ListeningMixer {
  /** Factors of the customer's (left) and the agent's (right) side. */
  setGains(left: number, right: number): void
  /** One block of one length per side, in place. */
  process(left: Float32Array, right: Float32Array): void
}

/** No step of the volume is heard as a click. */
const rampMs = 15
const thresholdDbfs = -1
const lookAheadMs = 3

export function createListeningMixer(outputRateHz: number): ListeningMixer {
  const limiter = createLimiter({
    sampleRateHz: outputRateHz,
    thresholdDbfs,
    lookAheadMs,
    channels: 2,
  })
  const sides = [createSideGain(outputRateHz), createSideGain(outputRateHz)] as const
  const pair: Float32Array[] = []

  return {
    setGains(left, right) {
      sides[0].aim(left)
      sides[1].aim(right)
    },
    process(left, right) {
      sides[0].apply(left)
      sides[1].apply(right)
      pair[0] = left
      pair[1] = right
      limiter.process(pair)
    },
  }
}

function createSideGain(outputRateHz: number) {
  const largestStep = 1000 / (rampMs * outputRateHz)
  let gain = 1
  let wanted = 1
  return {
    aim(next: number): void {
      wanted = Number.isFinite(next) ? Math.max(0, next) : 1
    },
    apply(samples: Float32Array): void {
      if (gain === 1 && wanted === 1) return
      for (let index = 0; index < samples.length; index += 1) {
        gain += Math.min(largestStep, Math.max(-largestStep, wanted - gain))
        samples[index] = (samples[index] ?? 0) * gain
      }
    },
  }
}
