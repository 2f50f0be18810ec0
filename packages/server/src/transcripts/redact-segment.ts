/** The one way from what was said to what may be shown: every text of a transcript passes through `redactSegment` (B10, S6). */
import type { TranscriptSegment } from '@sotto/domain'
import type { MonotonicMs } from '@sotto/kernel'
import { type RedactedText, redactedTextSchema } from '@sotto/protocol'
import type {
  PersonalSpan,
  RedactedText as RedactedPieces,
  RedactedSegment,
  Redactor,
} from '@sotto/redaction'

export type RedactionStep =
  | { readonly type: 'said'; readonly segment: TranscriptSegment; readonly atMono: MonotonicMs }
  /** Time has passed: a number that was held may be innocent now. */
  | { readonly type: 'settled'; readonly atMono: MonotonicMs }

export interface RedactedUpdate {
  readonly id: string
  readonly text: RedactedText
  /** Offsets into the text as it was given; stays on the server. */
  readonly spans: readonly PersonalSpan[]
  /** Not all of it is shown. */
  readonly isCut: boolean
}

/** More of one segment is never shown. */
export const shownUnits = 10_000
/** Read beyond it, so that a number is not taken for harmless because we cut it in two. */
const lookaheadUnits = 500

/** Of one segment no more than this is kept or read at all. */
export function boundedText(text: string): string {
  return text.length > shownUnits + lookaheadUnits
    ? text.slice(0, shownUnits + lookaheadUnits)
    : text
}

/**
 * Everything that looks different now: this segment, and earlier ones that were shown too early or held for too long. The
 * redactor is the conversation's own.
 */
export function redactSegment(redactor: Redactor, step: RedactionStep): readonly RedactedUpdate[] {
  switch (step.type) {
    case 'said': {
      const { id, isFinal, purpose, text } = step.segment
      return redactor
        .hear({ id, speaker: purpose, text: boundedText(text), isFinal, atMs: step.atMono })
        .map(updateOf)
    }
    case 'settled':
      return redactor.settle(step.atMono).map(updateOf)
  }
}

function updateOf({ id, redacted, spans }: RedactedSegment): RedactedUpdate {
  const { pieces, isCut } = cutPieces(redacted, spans)
  return { id, spans, isCut, text: redactedTextSchema.parse({ pieces }) }
}

/** What stands behind the bound in the text that was given is left out; a mask across it stays whole. */
function cutPieces(
  { pieces }: RedactedPieces,
  spans: readonly PersonalSpan[],
): { readonly pieces: RedactedPieces['pieces'][number][]; readonly isCut: boolean } {
  const shown: RedactedPieces['pieces'][number][] = []
  let position = 0
  for (const piece of pieces) {
    if (position >= shownUnits) return { pieces: shown, isCut: true }
    if (piece.type === 'mask') {
      shown.push(piece)
      // A held number stands at the very end.
      position = piece.span === undefined ? shownUnits : (spans[piece.span]?.end ?? shownUnits)
      continue
    }
    const text = piece.text.slice(0, shownUnits - position)
    shown.push({ type: 'text', text })
    position += piece.text.length
  }
  return { pieces: shown, isCut: position > shownUnits }
}
