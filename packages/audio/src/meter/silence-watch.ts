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
  return new WatchOfOneMicrophone(options)
}

/** A class: see `buffer/frame-slots.ts`. */
class WatchOfOneMicrophone implements SilenceWatch {
  private readonly limitMs: number
  private readonly quietestEnergy: number
  private lastSoundMs = 0

  constructor({ limitMs, thresholdDbfs = -50 }: SilenceWatchOptions) {
    const quietestRms = fromDbfs(thresholdDbfs) * int16FullScale
    this.limitMs = limitMs
    this.quietestEnergy = quietestRms * quietestRms
  }

  begin(nowMs: number): void {
    this.lastSoundMs = nowMs
  }

  hear(block: Int16Array, nowMs: number): boolean {
    if (isLouder(block, this.quietestEnergy * block.length)) this.lastSoundMs = nowMs
    return nowMs - this.lastSoundMs >= this.limitMs
  }
}

/** Speech is as a rule known by its first few milliseconds. */
function isLouder(block: Int16Array, limit: number): boolean {
  let energy = 0
  for (let index = 0; index < block.length; index += 1) {
    const value = block[index] ?? 0
    energy += value * value
    if (energy > limit) return true
  }
  return false
}
