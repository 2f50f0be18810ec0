/** Lists of finds in one text: whether two are the same, and two made one. */
import type { PersonalSpan } from '../kinds.ts'

export function isSameSpans(one: readonly PersonalSpan[], other: readonly PersonalSpan[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ start, end }, at) => start === other[at]?.start && end === other[at].end)
  )
}

/** Where both find something the shared one stands. */
export function withShared(
  own: readonly PersonalSpan[],
  shared: readonly PersonalSpan[],
): readonly PersonalSpan[] {
  if (shared.length === 0) return own
  const apart = own.filter(
    (span) => !shared.some(({ start, end }) => span.start < end && start < span.end),
  )
  return [...apart, ...shared].sort((one, other) => one.start - other.start)
}
