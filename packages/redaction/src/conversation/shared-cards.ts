/** Cards that two speakers say together: one begins, the other goes on. */
import type { PersonalSpan } from '../kinds.ts'
import { isCardNumber } from '../recognisers/card-number.ts'
import { tokenAt } from '../text/token.ts'
import type { HeardSegment } from './heard-segment.ts'
import { onceFor } from './once-for.ts'

interface Piece {
  readonly segment: HeardSegment
  readonly digits: string
  readonly span: PersonalSpan
}

const mostPieces = 8

export function cardsAcrossSpeakers(
  segments: readonly HeardSegment[],
): ReadonlyMap<string, readonly PersonalSpan[]> {
  const found = new Map<string, readonly PersonalSpan[]>()
  let pieces: readonly Piece[] = []
  for (const segment of segments) {
    const [piece] = segment.isDigits && segment.tokens.length <= 60 ? pieceOf(segment) : []
    if (piece === undefined) {
      if (segment.tokens.length > 3) pieces = []
      continue
    }
    pieces = [...pieces.slice(1 - mostPieces), piece]
    const card = cardAtEnd(pieces)
    for (const { segment: part, span } of card) found.set(part.id, [span])
    if (card.length > 0) pieces = []
  }
  return found
}

/** One, or none. */
const pieceOf = onceFor((segment: HeardSegment): readonly Piece[] => {
  const { numerals } = segment
  const first = numerals[0]
  const last = numerals.at(-1)
  if (first === undefined || last === undefined) return []
  const start = tokenAt(segment.tokens, first.from).start
  const end = tokenAt(segment.tokens, last.to).end
  const digits = numerals.map((numeral) => numeral.digits).join('')
  return [{ segment, digits, span: { kind: 'card', start, end, rule: 'card-across-speakers' } }]
})

/** The last pieces that are a card together, said by more than one. */
function cardAtEnd(pieces: readonly Piece[]): readonly Piece[] {
  for (let first = pieces.length - 2; first >= 0; first -= 1) {
    const part = pieces.slice(first)
    const isShared = new Set(part.map(({ segment }) => segment.speaker)).size > 1
    if (isShared && isCardNumber(part.map(({ digits }) => digits).join(''))) return part
  }
  return []
}
