/** How loud a test recording was, as the agent would hear it. Pure. */
import { fromDbfs, toDbfs } from '@sotto/audio'
import type { SoundLevel } from '../talk/microphone.ts'

export interface LevelVerdict {
  readonly verdict: 'nothing' | 'damaged' | 'clipping' | 'too-loud' | 'too-quiet' | 'good'
  /** Of the louder part of it: the voice, without its pauses. */
  readonly voiceDbfs: number
}

/** A tenth of the moments is louder than this one: speech, not a knock on the table. */
const voiceQuantile = 0.9
const nothingBelow = fromDbfs(-70)
const quietBelowDbfs = -42
/** The browser’s own gain aims at −10; above this our limiter is at work all the time. */
const loudAboveDbfs = -7
const clippedShare = 0.01
const damagedShare = 0.01

export function judgeLevels(levels: readonly SoundLevel[]): LevelVerdict {
  const sorted = levels.map(({ rms }) => rms).toSorted((one, other) => one - other)
  const voice = sorted[Math.floor((sorted.length - 1) * voiceQuantile)] ?? 0
  const peak = Math.max(0, ...levels.map((level) => level.peak))
  const voiceDbfs = toDbfs(voice)
  return { verdict: verdictOf(), voiceDbfs }

  function verdictOf(): LevelVerdict['verdict'] {
    if (share(levels, 'damaged') > damagedShare) return 'damaged'
    if (peak < nothingBelow) return 'nothing'
    if (share(levels, 'clipped') > clippedShare) return 'clipping'
    if (voiceDbfs > loudAboveDbfs) return 'too-loud'
    return voiceDbfs < quietBelowDbfs ? 'too-quiet' : 'good'
  }
}

function share(levels: readonly SoundLevel[], of: 'clipped' | 'damaged'): number {
  let sum = 0
  for (const level of levels) sum += level[of]
  return sum / Math.max(1, levels.length)
}
