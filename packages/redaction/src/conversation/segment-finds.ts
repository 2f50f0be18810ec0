/** What was found in a segment: the same object as long as nothing in it changes, for what is made of it once. */
import type { PersonalSpan } from '../kinds.ts'
import type { SegmentFinds } from './echoes.ts'
import type { HeardSegment } from './heard-segment.ts'
import { isSameSpans } from './span-lists.ts'

interface Remembered {
  readonly own: readonly PersonalSpan[]
  readonly shared: readonly PersonalSpan[]
  readonly finds: SegmentFinds
}

const remembered = new WeakMap<HeardSegment, Remembered>()
const none: readonly PersonalSpan[] = []

/** `shared`: what it says of a number together with its neighbours. */
export function findsIn(
  segment: HeardSegment,
  own: readonly PersonalSpan[],
  shared: readonly PersonalSpan[] = none,
): SegmentFinds {
  const before = remembered.get(segment)
  if (before?.own === own && isSameSpans(before.shared, shared)) return before.finds
  const finds = { segment, spans: shared.length === 0 ? own : [...own, ...shared] }
  remembered.set(segment, { own, shared, finds })
  return finds
}
