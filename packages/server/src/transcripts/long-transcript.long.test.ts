import type { TranscriptSegment } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../test/coaching/story.ts'

describe('a long transcript', () => {
  it('[TC22] of 10,000 segments in no order arrives whole, in bounded messages', async () => {
    const story = startStory()
    const all = Array.from(
      { length: 10_000 },
      (_, index): TranscriptSegment => ({
        id: `n${index}`,
        participantId: 'customer-c1',
        purpose: index % 2 === 0 ? 'customer' : 'agent',
        startMs: index * 10,
        endMs: index * 10 + 9,
        text: 'I would like to know where my parcel is today',
        isFinal: true,
      }),
    )
    story.platform.transcripts.set('c1', [...all].reverse())
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    panel.openTranscript('c1')
    await story.settle(10_000)
    const { lines, messages } = panel.transcript()
    expect(lines.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    const longest = Math.max(...messages.map((message) => JSON.stringify(message).length))
    expect(longest).toBeLessThan(120_000)
  })
})
