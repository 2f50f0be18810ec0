/** Text that may be shown: what is personal in it is a mask that says its kind. */
import type { MaskKind, PersonalSpan } from './kinds.ts'

export type RedactedPiece =
  | { readonly type: 'text'; readonly text: string }
  /** `span` is the index of the find, for asking to see it; a held number has none. */
  | {
      readonly type: 'mask'
      readonly kind: MaskKind
      readonly label: string
      readonly span?: number
    }

declare const isRedacted: unique symbol

/** Only this package makes it of raw text. Plain data: it crosses JSON unchanged. */
export interface RedactedText {
  readonly pieces: readonly RedactedPiece[]
  readonly [isRedacted]?: true
}

export interface Mask {
  readonly kind: MaskKind
  readonly start: number
  readonly end: number
  readonly label: string
  readonly span?: number
}

/** `masks` in the order of the text, none overlapping; offsets in UTF-16 units. */
export function maskText(text: string, masks: readonly Mask[]): RedactedText {
  const pieces: RedactedPiece[] = []
  let shown = 0
  for (const { kind, start, end, label, span } of masks) {
    if (start > shown) pieces.push({ type: 'text', text: text.slice(shown, start) })
    pieces.push({ type: 'mask', kind, label, ...(span === undefined ? {} : { span }) })
    shown = end
  }
  if (shown < text.length) pieces.push({ type: 'text', text: text.slice(shown) })
  return { pieces }
}

/** One line of text: "my card is [card •••• 1111]". */
export function redactedTextToString({ pieces }: RedactedText): string {
  return pieces.map((piece) => (piece.type === 'text' ? piece.text : `[${piece.label}]`)).join('')
}

/** The words of a mask: the kind, and of a card that was read whole its last four digits. */
export function labelOf(span: PersonalSpan, cardDigits: string): string {
  return span.kind === 'card' && cardDigits.length >= 13
    ? `card •••• ${cardDigits.slice(-4)}`
    : span.kind
}
