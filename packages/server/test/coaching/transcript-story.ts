// Somebody who has a transcript open, and a customer who talks.
import type { TranscriptSegment } from '@sotto/domain'
import type { Story } from './story.ts'

let nextId = 0

/** What the customer says, finished, each a second after the one before. */
export function segment(text: string, part: Partial<TranscriptSegment> = {}): TranscriptSegment {
  nextId += 1
  const startMs = part.startMs ?? nextId * 1_000
  return {
    id: `s${nextId}`,
    participantId: 'customer-c1',
    purpose: 'customer',
    startMs,
    endMs: startMs + 900,
    text,
    isFinal: true,
    ...part,
  }
}

/** A panel with the transcript of `c1` open. */
export async function open(story: Story, of = story.sam, tabId = 'tab-00000001') {
  const panel = story.connectPanel(of, tabId)
  await story.settle()
  panel.show('c1')
  panel.openTranscript('c1')
  await story.settle(500)
  return panel
}

/** What is asked for upstream. */
export const followed = (story: Story) =>
  story.platform.streams.flatMap(({ isClosed, subscriptions }) =>
    isClosed ? [] : subscriptions.filter(({ families }) => families.includes('transcript')),
  )

export const readings = (story: Story) => story.callsOf('transcript').length
