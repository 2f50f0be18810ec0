/** Notices an open microphone that nobody speaks into: a forgotten key, a muted device, an empty room. */
import { fromDbfs } from './level.ts'

export interface SilenceWatch {
  /** The microphone opens now; what was before does not count. */
  begin(nowMs: number): void
  /** One block of sound; true once nothing louder than the threshold has come for the whole limit. */
  hear(block: Int16Array, nowMs: number): boolean
}

export interface SilenceWatchOptions {
  readonly limitMs: number
  /** Speech is rarely below −40 dBFS, a quiet room behind noise suppression rarely above −55. */
  readonly thresholdDbfs?: number
}

const int16FullScale = 32_768

export function createSilenceWatch(options: SilenceWatchOptions): SilenceWatch {
  const { limitMs, thresholdDbfs = -50 } = options
  const quietestRms = fromDbfs(thresholdDbfs) * int16FullScale
  // In a typed array: a captured variable that holds a fraction costs memory whenever it is set.
  const lastSoundMs = new Float64Array(1)
  return {
    begin(nowMs) {
      lastSoundMs[0] = nowMs
    },
    hear(block, nowMs) {
      if (energyOf(block) > quietestRms * quietestRms * block.length) lastSoundMs[0] = nowMs
      return nowMs - (lastSoundMs[0] ?? 0) >= limitMs
    },
  }
}

function energyOf(block: Int16Array): number {
  let energy = 0
  for (let index = 0; index < block.length; index += 1) {
    const value = block[index] ?? 0
    energy += value * value
  }
  return energy
}
