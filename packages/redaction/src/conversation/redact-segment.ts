/** What is shown of a segment: its masks in place, and the end that may still go on held back. */
import type { PersonalSpan } from '../kinds.ts'
import { type Mask, maskText, type RedactedText } from '../redacted-text.ts'
import { labelFor } from './card-label.ts'
import type { HeardSegment } from './heard-segment.ts'

export interface RedactedSegment {
  readonly id: string
  readonly redacted: RedactedText
  /** Offsets into the text that was given; stays on the server. */
  readonly spans: readonly PersonalSpan[]
}

export function redactSegment(
  segment: HeardSegment,
  found: readonly PersonalSpan[],
  held: { readonly start: number; readonly end: number } | undefined,
): RedactedSegment {
  const spans = found.map(({ kind, start, end, rule }) => ({ kind, start, end, rule }))
  const masks = spans.map(
    (span, index): Mask => ({ ...span, label: labelFor(segment.text, span), span: index }),
  )
  const isFree =
    held !== undefined && !masks.some(({ start, end }) => start < held.end && held.start < end)
  const all = isFree ? [...masks, { kind: 'held' as const, ...held, label: 'number' }] : masks
  return { id: segment.id, redacted: maskText(segment.text, all), spans }
}
