/** Segments of a transcript in our words. */
import type { TranscriptSegment } from '@sotto/domain'
import type { WireSegment } from '../wire/transcript.ts'
import { purposeOf } from './map-conversation.ts'

export function mapSegment(segment: WireSegment): TranscriptSegment {
  const { id, participantId, startMs, endMs, text } = segment
  return {
    id,
    participantId,
    purpose: purposeOf(segment.purpose),
    startMs,
    // One that ends before it begins has no length.
    endMs: Math.max(startMs, endMs),
    text,
    isFinal: segment.final,
  }
}
