/** Cuts a text into words, digit groups, marks, and masks that stand in it already. */
import { personalKinds } from '../kinds.ts'
import { type NormalisedText, normalise } from './normalise.ts'
import type { Token, TokenKind } from './token.ts'

const pattern = new RegExp(
  `\\[(?:${personalKinds.join('|')}|number)(?: •••• \\d{4})?\\]|\\p{L}+(?:'\\p{L}+)*|\\d+|[^\\s]`,
  'gu',
)

export interface TokenisedText {
  readonly tokens: readonly Token[]
  readonly normalised: NormalisedText
  /** Where each token stands in the normalised text. */
  readonly positions: readonly number[]
}

export function tokenise(input: string, segment: number): TokenisedText {
  const normalised = normalise(input)
  const tokens: Token[] = []
  const positions: number[] = []
  let previousEnd = -1
  for (const match of normalised.text.matchAll(pattern)) {
    const from = match.index
    const text = match[0]
    const to = from + text.length
    const start = normalised.startAt(from)
    const initial = input.charAt(start)
    tokens.push({
      kind: kindOf(text),
      text,
      start,
      end: normalised.endAt(to - 1),
      segment,
      isGlued: from === previousEnd,
      isCapitalised: initial !== initial.toLowerCase(),
    })
    positions.push(from)
    previousEnd = to
  }
  return { tokens, normalised, positions }
}

function kindOf(text: string): TokenKind {
  if (text.length > 2 && text.startsWith('[')) return 'mask'
  if (/^\d/.test(text)) return 'number'
  return /^\p{L}/u.test(text) ? 'word' : 'mark'
}
