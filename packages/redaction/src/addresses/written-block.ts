/** Written addresses as they stand on an envelope: pieces between commas, up to a postcode or behind an announcement. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { givenNames } from '../words/given-names.ts'
import { cities, flatWords, houseWords } from '../words/street-words.ts'
import { titles } from '../words/titles.ts'
import { ordinals } from './house-number.ts'

interface Piece {
  readonly from: number
  readonly to: number
}

const mostPieces = 5
const mostPieceTokens = 7

export function writtenBlocks(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    const { text } = tokenAt(view.tokens, index)
    const found =
      text === '[postcode]'
        ? beforePostcode(view, index)
        : flatWords.has(text)
          ? (fromFlat(view, index) ?? fromSpokenFlat(view, index))
          : announced(view, index)
    if (found === undefined || found.from <= (findings.at(-1)?.to ?? -1)) continue
    findings.push({ kind: 'address', ...found })
    index = Math.max(index, found.to)
  }
  return findings
}

type Block = Piece & { readonly rule: string }

/** "Hillview, Upper Slaughter, Gloucestershire, [postcode]": backwards to where the sentence begins. */
function beforePostcode(view: View, postcode: number): Block | undefined {
  if (textAt(view.tokens, postcode - 1) !== ',') return undefined
  let from = postcode
  let to = -1
  for (let pieces = 0; pieces < mostPieces; pieces += 1) {
    if (textAt(view.tokens, from - 1) !== ',') break
    const piece = pieceBefore(view, from - 2)
    if (piece === undefined || isPerson(view, piece)) break
    from = piece.from
    if (to < 0) to = piece.to
  }
  return to < 0 ? undefined : { from, to, rule: 'address-block' }
}

function pieceBefore(view: View, last: number): Piece | undefined {
  let from = last + 1
  while (from > last - mostPieceTokens && isPieceToken(tokenAt(view.tokens, from - 1))) from -= 1
  while (from <= last && (isLoose(tokenAt(view.tokens, from)) || isPlain(view, from))) from += 1
  return from > last ? undefined : { from, to: last }
}

/** "Yes, I'm in Toronto". */
function isPlain({ tokens }: View, index: number): boolean {
  const { text, kind } = tokenAt(tokens, index)
  return (
    kind === 'word' &&
    (text.includes("'") || text === 'in' || text === 'at') &&
    everydayWords.has(text)
  )
}

function pieceAfter(view: View, first: number): Piece | undefined {
  let to = first - 1
  while (to < first + mostPieceTokens && isPieceToken(tokenAt(view.tokens, to + 1))) to += 1
  while (to >= first && isLoose(tokenAt(view.tokens, to))) to -= 1
  return to < first ? undefined : { from: first, to }
}

const links = new Set([
  'of',
  'the',
  'on',
  'upon',
  'de',
  'na',
  'la',
  'le',
  'am',
  'an',
  'der',
  'do',
  'da',
  'and',
  'in',
])

/** Large words, numbers, and what stands between them in the names of places. */
function isPieceToken({ kind, text, isCapitalised, isGlued }: Token): boolean {
  if (kind === 'number') return true
  if (kind === 'word') return isCapitalised || links.has(text) || isGlued
  return (text === '.' || text === '-' || text === '/' || text === "'") && isGlued
}

function isLoose({ kind, text, isCapitalised }: Token): boolean {
  if (kind === 'mark') return true
  return kind === 'word' && !isCapitalised && links.has(text)
}

function isPerson(view: View, { from, to }: Piece): boolean {
  if (to === from && everydayWords.has(textAt(view.tokens, from))) return true
  for (let index = from; index <= to; index += 1)
    if (givenNames.has(textAt(view.tokens, index)) || titles.has(textAt(view.tokens, index)))
      return true
  return false
}

/** "Block 7, Flat 19, Kestrel House", "Plot 45, Sector 18, Gurgaon". */
function fromFlat(view: View, index: number): Block | undefined {
  const { tokens } = view
  // "Meeting in Room 5, Building C".
  if (!tokenAt(tokens, index).isCapitalised || textAt(tokens, index) === 'room') return undefined
  const dot = textAt(tokens, index + 1) === '.' ? 2 : 1
  const numeral = tokenAt(tokens, index + dot)
  if (numeral.kind !== 'number' && numeral.text.length !== 1) return undefined
  const pieces = piecesFrom(view, index)
  const isHouse = pieces
    .slice(1)
    .some(({ from, to }) => flatWords.has(textAt(tokens, from)) || hasHouse(view, from, to))
  const last = pieces.at(-1)
  return isHouse && last !== undefined
    ? { from: index, to: last.to, rule: 'address-flat' }
    : undefined
}

const mostSpokenTokens = 16

/** "House number twenty one, second cross, indiranagar, bangalore": up to the town or the postcode that ends it. */
function fromSpokenFlat(view: View, index: number): Block | undefined {
  const { tokens } = view
  let next = index + 1
  while (next < index + 3 && ['number', 'no', '.', '#'].includes(textAt(tokens, next))) next += 1
  const numeral = view.numeralFrom(next)
  if (numeral === undefined) return undefined
  let to = -1
  for (let at = numeral.to + 1; at < numeral.to + mostSpokenTokens; at += 1) {
    const { kind, text } = tokenAt(tokens, at)
    if (text === '[postcode]') {
      to = at - 1
      break
    }
    if (kind === 'mask' || text === '' || ['.', '?', '!'].includes(text)) break
    const isKept = view.numeralFrom(at) !== undefined || ordinals.has(text) || links.has(text)
    if (kind === 'word' && everydayWords.has(text) && !isKept) break
    if (cities.has(text)) to = at
  }
  while (to > 0 && tokenAt(tokens, to).kind === 'mark') to -= 1
  return to > numeral.to + 1 ? { from: index, to, rule: 'address-spoken-flat' } : undefined
}

function hasHouse(view: View, from: number, to: number): boolean {
  for (let index = from; index <= to; index += 1)
    if (houseWords.has(textAt(view.tokens, index))) return true
  return textAt(view.tokens, from) === 'the' && to > from
}

function piecesFrom(view: View, first: number): readonly Piece[] {
  const pieces: Piece[] = []
  let next = first
  while (pieces.length < mostPieces) {
    const piece = pieceAfter(view, next)
    if (piece === undefined || (pieces.length > 0 && isPerson(view, piece))) break
    pieces.push(piece)
    if (textAt(view.tokens, piece.to + 1) !== ',') break
    next = piece.to + 2
  }
  return pieces
}

const livingWords = new Set(['lives', 'lived', 'live', 'living', 'resides', 'residing', 'resident'])
const sendingWords = new Set(['deliver', 'delivered', 'ship', 'shipped', 'send', 'return', 'sent'])
const addressWords = new Set([
  'address',
  'adresse',
  'direccion',
  'indirizzo',
  'residence',
  'premises',
  'property',
])

/** "Lives at The Old Forge, Mill Lane, Chipping Norton": two pieces at least, behind words that announce an address. */
function announced(view: View, index: number): Block | undefined {
  const { tokens } = view
  const text = textAt(tokens, index)
  const before = [1, 2, 3].map((step) => textAt(tokens, index - step))
  const isAnnounced =
    (text === 'at' && before.some((word) => livingWords.has(word) || addressWords.has(word))) ||
    (text === 'to' && before.some((word) => sendingWords.has(word))) ||
    ([':', 'is'].includes(text) && before.slice(0, 1).some((word) => addressWords.has(word)))
  if (!isAnnounced || !isPieceToken(tokenAt(tokens, index + 1))) return undefined
  const pieces = piecesFrom(view, index + 1)
  const last = pieces.at(-1)
  const first = pieces[0]
  if (pieces.length < 2 || first === undefined || last === undefined || isPerson(view, first))
    return undefined
  return { from: first.from, to: last.to, rule: 'address-announced' }
}
