import { fromDbfs } from '@sotto/audio'
import { describe, expect, it } from 'vitest'
import { levelVerdict } from '../../words/microphone-test-words.ts'
import { noLevel, type SoundLevel } from '../talk/microphone.ts'
import { judgeLevels } from './level-verdict.ts'

/** A voice at that level in every second moment, a quiet room in between. */
function spoken(voiceDbfs: number, change: Partial<SoundLevel> = {}): readonly SoundLevel[] {
  const rms = fromDbfs(voiceDbfs)
  return Array.from({ length: 75 }, (_, index) =>
    index % 2 === 0
      ? { rms, peak: Math.min(1, rms * 4), clipped: 0, damaged: 0, ...change }
      : { ...noLevel, rms: fromDbfs(-65), peak: fromDbfs(-55) },
  )
}

describe('the level of a test recording', () => {
  it.each([
    [spoken(-20), 'good', 'Good level'],
    [spoken(-38), 'good', 'Good level'],
    [spoken(-50), 'too-quiet', 'Too quiet'],
    [spoken(-10), 'good', 'Good level'],
    [spoken(-5), 'too-loud', 'Too loud'],
    [spoken(-12, { clipped: 0.1 }), 'clipping', 'Clipping'],
    [spoken(-20, { damaged: 0.2 }), 'damaged', 'Damaged sound'],
    [[noLevel, noLevel, noLevel], 'nothing', 'Nothing heard'],
    [[], 'nothing', 'Nothing heard'],
  ] as const)('[PA106] case %# is told in words: %#', (levels, verdict, word) => {
    const found = judgeLevels(levels)
    expect(found.verdict).toBe(verdict)
    expect(levelVerdict(found).word).toBe(word)
  })

  it('[PA106] measures the voice and not its pauses', () => {
    expect(judgeLevels(spoken(-20)).voiceDbfs).toBeCloseTo(-20)
    expect(levelVerdict(judgeLevels(spoken(-20))).sentence).toContain('−20 dBFS')
  })
})
