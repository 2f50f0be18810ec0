import { describe, expect, it } from 'vitest'
import type { Conversation } from '../conversation/conversation.ts'
import { compareSegments, placeOf, supersedes } from './merge-segments.ts'
import { pinWhispers } from './pin-whispers.ts'
import { isSaidInPause, pausesAfter } from './recording-pauses.ts'
import type { TranscriptSegment } from './transcript-segment.ts'

function segment(part: Partial<TranscriptSegment> = {}): TranscriptSegment {
  return {
    id: 's1',
    participantId: 'p1',
    purpose: 'customer',
    startMs: 1_000,
    endMs: 2_000,
    text: 'my card',
    isFinal: false,
    ...part,
  }
}

describe('two texts of one segment', () => {
  it('[TC5] a final text holds against one still being said, whichever came first', () => {
    const final = segment({ isFinal: true, text: 'my card is lost', endMs: 3_000 })
    expect(supersedes(segment(), final)).toBe(true)
    expect(supersedes(final, segment({ endMs: 9_000 }))).toBe(false)
  })

  it('[TC5] of two that are still being said the longer holds; a copy is no news; a reading corrects', () => {
    expect(supersedes(segment(), segment({ endMs: 1_500, text: 'my' }))).toBe(false)
    expect(supersedes(segment(), segment({ endMs: 2_500, text: 'my card is' }))).toBe(true)
    expect(supersedes(segment(), segment())).toBe(false)
    const final = segment({ isFinal: true })
    expect(supersedes(final, { ...final, text: 'my cart' })).toBe(true)
  })

  it('[TC6] stand by their beginning and then by id, whatever the order they came in', () => {
    const all = [5, 3, 3, 9, 1].map((startMs, index) => segment({ id: `s${index}`, startMs }))
    const ordered: TranscriptSegment[] = []
    for (const one of all) ordered.splice(placeOf(ordered, one), 0, one)
    expect(ordered.map(({ id }) => id)).toEqual(['s4', 's1', 's2', 's0', 's3'])
    expect(ordered).toEqual([...all].sort(compareSegments))
  })
})

describe('whispers in the transcript', () => {
  it('[TC7] belong to the last line that had begun when they were sent', () => {
    const lines = [0, 4_000, 9_000].map((startMs, index) => ({ id: `s${index}`, startMs }))
    const whispers = [-1, 4_000, 8_999, 60_000].map((sentMs) => ({ sentMs }))
    const { byLine, atTheTop } = pinWhispers(lines, whispers)
    expect(atTheTop).toEqual([{ sentMs: -1 }])
    expect([...byLine]).toEqual([
      ['s1', [{ sentMs: 4_000 }, { sentMs: 8_999 }]],
      ['s2', [{ sentMs: 60_000 }]],
    ])
    expect(pinWhispers([], whispers).atTheTop).toHaveLength(4)
  })
})

describe('the recording’s pauses', () => {
  const conversation = (state: 'on' | 'paused' | 'off'): Conversation => ({
    id: 'c1',
    version: 1,
    phase: 'active',
    media: 'voice',
    region: '',
    queueId: 'q1',
    startedAt: 0,
    phaseSince: 0,
    recording: { state, recordsSupervisor: false },
    participants: [],
    audioQuality: {},
  })

  it('[TC8] hide whatever was said in them, in part too', () => {
    const on = conversation('on')
    const paused = conversation('paused')
    const begun = pausesAfter([], on, paused, 5_000)
    const over = pausesAfter(begun, paused, on, 8_000)
    expect(over).toEqual([{ fromMs: 5_000, toMs: 8_000 }])
    expect(pausesAfter(over, on, on, 9_000)).toBe(over)
    expect(pausesAfter(begun, paused, paused, 6_000)).toBe(begun)
    const said = (startMs: number, endMs: number) => isSaidInPause({ startMs, endMs }, over)
    expect(said(1_000, 5_000)).toBe(false)
    expect(said(4_000, 5_001)).toBe(true)
    expect(said(6_000, 7_000)).toBe(true)
    expect(said(7_999, 12_000)).toBe(true)
    expect(said(8_000, 9_000)).toBe(false)
    expect(isSaidInPause({ startMs: 60_000, endMs: 61_000 }, begun)).toBe(true)
    expect(isSaidInPause({ startMs: 8_500, endMs: 9_000 }, over, 1_000)).toBe(true)
    expect(isSaidInPause({ startMs: 4_000, endMs: 4_500 }, over, 1_000)).toBe(true)
    expect(isSaidInPause({ startMs: 9_000, endMs: 9_500 }, over, 1_000)).toBe(false)
  })

  it('[TC8] one that nobody saw begin hides everything before its end', () => {
    const begun = pausesAfter([], undefined, conversation('paused'), 5_000)
    const over = pausesAfter(begun, conversation('paused'), conversation('on'), 8_000)
    expect(isSaidInPause({ startMs: 0, endMs: 1_000 }, over)).toBe(true)
    expect(isSaidInPause({ startMs: 8_000, endMs: 9_000 }, over)).toBe(false)
  })
})
