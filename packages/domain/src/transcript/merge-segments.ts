/** Which of two texts of one segment holds, and in which order segments stand: whatever the order in which they came. */
import type { TranscriptSegment } from './transcript-segment.ts'

/**
 * The platform numbers no versions of a segment, so what is said decides: a final text beats one still being said, a later
 * end beats an earlier one, and of two final ones the one that came last holds (a reading corrects an event).
 */
export function supersedes(known: TranscriptSegment, next: TranscriptSegment): boolean {
  if (known.isFinal !== next.isFinal) return next.isFinal
  if (!next.isFinal && next.endMs < known.endMs) return false
  return known.text !== next.text || known.endMs !== next.endMs
}

/** By their beginning; what begins at the same moment stands by id, so that every screen shows the same order. */
export function compareSegments(
  one: Pick<TranscriptSegment, 'startMs' | 'id'>,
  other: Pick<TranscriptSegment, 'startMs' | 'id'>,
): number {
  if (one.startMs !== other.startMs) return one.startMs - other.startMs
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

/** Where it belongs in a list that is in order already: the place before the first that stands behind it. */
export function placeOf(
  ordered: readonly Pick<TranscriptSegment, 'startMs' | 'id'>[],
  segment: Pick<TranscriptSegment, 'startMs' | 'id'>,
): number {
  let from = 0
  let to = ordered.length
  while (from < to) {
    const middle = (from + to) >>> 1
    const there = ordered[middle]
    if (there !== undefined && compareSegments(there, segment) <= 0) from = middle + 1
    else to = middle
  }
  return from
}
