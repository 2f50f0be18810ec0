/** The quiet noise of a room, so that a line with nobody speaking is not dead; the same noise at the same position, always. */
import type { VoiceSource } from '../media-engine.ts'
import { positionHash } from './position-noise.ts'

export interface RoomToneOptions {
  readonly seed: number
  /** RMS against a full scale of 32,768; −∞ is silence. */
  readonly levelDbfs: number
}

/** Noise with a triangular spread. Throws RangeError above −6 dBFS, where it could not keep its level. */
export function createRoomTone({ seed, levelDbfs }: RoomToneOptions): VoiceSource {
  if (!(levelDbfs <= -6)) throw new RangeError('the level of a room tone must be −6 dBFS or less')
  // The sum of two even spreads over ±1/2 has a variance of 1/6.
  const spread = 32_768 * 10 ** (levelDbfs / 20) * Math.sqrt(6)
  return {
    read(offsetSamples, frame) {
      for (let index = 0; index < frame.length; index += 1) {
        const hash = positionHash(seed, offsetSamples + index)
        const triangle = ((hash & 0xffff) + (hash >>> 16)) / 0x1_0000 - 1
        frame[index] = Math.min(32_767, Math.max(-32_768, Math.round(triangle * spread)))
      }
    },
  }
}
