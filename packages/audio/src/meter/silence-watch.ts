/** Notices an open microphone that nobody speaks into: a forgotten key, a muted device, an empty room. */
import { blockRmsDbfs } from './level.ts'

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

export function createSilenceWatch(options: SilenceWatchOptions): SilenceWatch {
  const { limitMs, thresholdDbfs = -50 } = options
  let lastSoundMs = 0
  return {
    begin(nowMs) {
      lastSoundMs = nowMs
    },
    hear(block, nowMs) {
      if (blockRmsDbfs(block) > thresholdDbfs) lastSoundMs = nowMs
      return nowMs - lastSoundMs >= limitMs
    },
  }
}
