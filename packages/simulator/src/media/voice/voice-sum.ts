/** Several voices as one, such as speech in its room. */
import type { VoiceSource } from '../media-engine.ts'

/** A saturating sum. */
export function createVoiceSum(voices: readonly VoiceSource[]): VoiceSource {
  let scratch = new Int16Array(0)
  return {
    read(offsetSamples, frame) {
      const [first, ...others] = voices
      if (first === undefined) frame.fill(0)
      else first.read(offsetSamples, frame)
      if (scratch.length !== frame.length) scratch = new Int16Array(frame.length)
      for (const voice of others) {
        voice.read(offsetSamples, scratch)
        for (let index = 0; index < frame.length; index += 1) {
          const sum = (frame[index] ?? 0) + (scratch[index] ?? 0)
          frame[index] = Math.min(32_767, Math.max(-32_768, sum))
        }
      }
    },
  }
}

/** Says nothing. */
export const silentVoice: VoiceSource = {
  read(_offsetSamples, frame) {
    frame.fill(0)
  },
}
