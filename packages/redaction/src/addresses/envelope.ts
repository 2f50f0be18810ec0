/** Written addresses in pieces between commas: what stands beside a found part, and whole ones that end in a town and its code. */
import { innocentUnits, monthWords } from '../numbers/innocent-words.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { topicOfWord } from '../topics/topic-words.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { givenNames } from '../words/given-names.ts'
import { modernWords } from '../words/modern-words.ts'
import { brandWords } from '../words/organisation-words.ts'
import {
  cities,
  flatWords,
  houseWords,
  nameFirstTypes,
  placeOpenings,
  regions,
  streetBeforeName,
  streetTypes,
} from '../words/street-words.ts'
import { titleWords } from '../words/title-words.ts'
import { titles } from '../words/titles.ts'

const labelWords = new Set([
  'zip',
  'postcode',
  'exp',
  'cvc',
  'cvv',
  'dob',
  'tel',
  'phone',
  'email',
  'fax',
  'usa',
  'ref',
  'sku',
  'ean',
  'upc',
  'otp',
  'mobile',
  'consignee',
  'weight',
  'colour',
  'color',
  'rn',
  'md',
])

interface Piece {
  readonly from: number
  readonly to: number
}

const mostPieces = 7
const mostPieceTokens = 9
const links = new Set(
  'of the on upon de na la le am an der do da das dos und y e du des d a sur les ku shi'.split(' '),
)
const partMasks = new Set(['[address]', '[postcode]'])
// Beside whom or whose number stands, a piece with a number is where he lives.
const recordMasks = new Set(['[name]', '[phone]', '[email]', '[national-id]', '[birth-date]'])
const doorWords = new Set(
  'tv th mf sal em stock stiege etage eg og kat daire lakas byt stuen'.split(' '),
)

export function envelopes(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  let index = 0
  while (index < view.tokens.length) {
    if (!isPieceStart(tokenAt(view.tokens, index))) {
      index += 1
      continue
    }
    const pieces = piecesFrom(view, index)
    findings.push(...judgeSeries(view, pieces))
    index = Math.max(index, pieces.at(-1)?.to ?? index) + 1
  }
  return findings
}

function isPieceStart({ kind, text, isCapitalised }: Token): boolean {
  if (kind === 'mask') return partMasks.has(text) || recordMasks.has(text)
  if (kind === 'mark') return text === '#'
  if (kind === 'word' && !isCapitalised && flatWords.has(text) && text.length > 2) return true
  return kind === 'number' || (kind === 'word' && isCapitalised && !titles.has(text))
}

function isPieceToken(token: Token): boolean {
  if (isPieceStart(token)) return true
  const { text } = token
  if (token.kind === 'word' && (links.has(text) || doorWords.has(text) || isType(text))) return true
  if (token.kind === 'word') return token.isGlued
  return ['.', '-', '/', "'", '#', '(', ')'].includes(token.text)
}

function piecesFrom(view: View, first: number): readonly Piece[] {
  const pieces: Piece[] = []
  let next = first
  while (pieces.length < mostPieces) {
    let to = next - 1
    while (to < next + mostPieceTokens && isPieceToken(tokenAt(view.tokens, to + 1))) {
      to += 1
      // A sentence ends here.
      if (textAt(view.tokens, to) === '.' && !isAbbreviation(view, to) && !isOrdinalDot(view, to))
        break
    }
    if (to < next) break
    pieces.push({ from: next, to })
    if (textAt(view.tokens, to + 1) !== ',') break
    next = to + 2
  }
  return pieces
}

function isType(text: string): boolean {
  return text.length > 1 && (nameFirstTypes.has(text) || streetBeforeName.has(text))
}

/** "2. tv", "44. II/7". */
function isOrdinalDot(view: View, dot: number): boolean {
  if (tokenAt(view.tokens, dot - 1).kind !== 'number') return false
  const { text } = tokenAt(view.tokens, dot + 1)
  return doorWords.has(text) || /^[ivx]{1,4}$/.test(text)
}

function isAbbreviation(view: View, dot: number): boolean {
  const { text, kind } = tokenAt(view.tokens, dot - 1)
  const after = tokenAt(view.tokens, dot + 1)
  return kind === 'word' && (text.length <= 4 || after.isGlued) && text !== 'me'
}

function judgeSeries(view: View, pieces: readonly Piece[]): readonly PersonalFinding[] {
  const first = pieces[0]
  const last = pieces.at(-1)
  if (first === undefined || last === undefined) return []
  const hasPart = pieces.some((piece) => someToken(view, piece, ({ text }) => partMasks.has(text)))
  if (hasPart) return besideParts(view, pieces)
  const record = besideRecord(view, pieces)
  if (record.length > 0) return record
  const town = pieces.findLastIndex((piece) => isTownWithCode(view, piece))
  if (town < 0) return []
  const start = pieces.findIndex((piece) => isHouse(view, piece))
  if (start < 0 || start >= town) return []
  const from = pieces[start]?.from ?? 0
  return [
    {
      kind: 'address',
      from,
      to: trimmedEnd(view, pieces[town]?.to ?? 0),
      rule: 'address-envelope',
    },
  ]
}

/** "[name], Calle 5, 14 Mabini St., Pasig, [phone]": pieces with a number, and the places beside them. */
function besideRecord(view: View, pieces: readonly Piece[]): readonly PersonalFinding[] {
  const isRecord = (piece: Piece) => someToken(view, piece, ({ text }) => recordMasks.has(text))
  if (pieces.length < 2 || !pieces.some(isRecord)) return []
  const isPart = pieces.map((piece) => !isRecord(piece) && isNumberedPlace(view, piece))
  return pieces.flatMap((piece, index): PersonalFinding[] => {
    const isBeside = isPart[index - 1] === true || isPart[index + 1] === true
    const isTown = isBeside && !isRecord(piece) && isPlace(view, piece) && !isPerson(view, piece)
    return isPart[index] === true || isTown
      ? [
          {
            kind: 'address',
            from: piece.from,
            to: trimmedEnd(view, piece.to),
            rule: 'address-record',
          },
        ]
      : []
  })
}

/** "14 Mabini St.", "villa 44", "Quan 5": a number and a large word that is no thing's and no label. */
function isNumberedPlace(view: View, piece: Piece): boolean {
  if (!isHouse(view, piece) && !isFlat(view, piece)) return false
  for (let index = piece.from; index <= piece.to; index += 1) {
    const { kind, text, isGlued } = tokenAt(view.tokens, index)
    if (text === ':' || text === '(') return false
    if (kind === 'number' && (/^(?:19|20)\d\d$/.test(text) || isJoinedNumber(view, index)))
      return false
    if (
      kind === 'number' &&
      (text.length > 4 || (isGlued && textAt(view.tokens, index - 1) === '-'))
    )
      return false
    if (kind !== 'word' || flatWords.has(text) || streetTypes.has(text) || isType(text)) continue
    if (weekdays.has(text)) return false
    const isLabel = topicOfWord.has(text) || labelWords.has(text) || innocentUnits.has(text)
    if (isLabel || everydayWords.has(text) || modernWords.has(text) || brandWords.has(text))
      return false
    if (titleWords.has(text) && text.length > 2) return false
  }
  return true
}

const weekdays = new Set('mon tue wed thu fri sat sun lot dose'.split(' '))

/** "FX2201", "2.04": a code, a decimal. */
function isJoinedNumber({ tokens }: View, index: number): boolean {
  const before = tokenAt(tokens, index - 1)
  const after = tokenAt(tokens, index + 1)
  if (!tokenAt(tokens, index).isGlued)
    return after.text === '.' && tokenAt(tokens, index + 2).kind === 'number'
  return (before.kind === 'word' && before.text.length > 1) || before.text === '.'
}

function isFlat(view: View, { from, to }: Piece): boolean {
  return flatWords.has(textAt(view.tokens, from)) && tokenAt(view.tokens, to).kind === 'number'
}

function someToken(view: View, { from, to }: Piece, test: (token: Token) => boolean): boolean {
  for (let index = from; index <= to; index += 1) if (test(tokenAt(view.tokens, index))) return true
  return false
}

/** "1012 LM Amsterdam", "New Delhi 110016", "Tokyo 106-0032". */
function isTownWithCode(view: View, piece: Piece): boolean {
  const hasCode = someToken(
    view,
    piece,
    ({ kind, text }) => kind === 'number' && /^\d{3,6}$/.test(text),
  )
  const hasTown = someToken(
    view,
    piece,
    ({ text, isCapitalised }) => isCapitalised && (cities.has(text) || regions.has(text)),
  )
  const isMonth = someToken(view, piece, ({ text }) => monthWords.has(text))
  if (isMonth || !hasCode) return false
  return hasTown || isCodeFirst(view, piece)
}

/** "59000 Kuala Lumpur": five digits or six, then nothing but large words. */
function isCodeFirst(view: View, { from, to }: Piece): boolean {
  if (!/^\d{5,6}$/.test(textAt(view.tokens, from)) || to === from) return false
  for (let index = from + 1; index <= to; index += 1) {
    const { kind, isCapitalised, text } = tokenAt(view.tokens, index)
    if (kind !== 'word' || !isCapitalised || everydayWords.has(text)) return false
  }
  return true
}

/** A number with a large word, or a flat. */
function isHouse(view: View, piece: Piece): boolean {
  const hasNumber = someToken(
    view,
    piece,
    ({ kind, text }) => kind === 'number' && text.length <= 5,
  )
  const hasWord = someToken(
    view,
    piece,
    ({ kind, isCapitalised }) => kind === 'word' && isCapitalised,
  )
  const isMonth = someToken(view, piece, ({ text }) => monthWords.has(text))
  return hasNumber && (hasWord || someToken(view, piece, ({ text }) => text === '-')) && !isMonth
}

/** What stands beside the parts in the same series. */
function besideParts(view: View, pieces: readonly Piece[]): readonly PersonalFinding[] {
  return pieces.flatMap((piece): PersonalFinding[] => {
    const hasMask = someToken(view, piece, ({ kind }) => kind === 'mask')
    return stretches(view, piece).flatMap((stretch): PersonalFinding[] => {
      const isPart = hasMask
        ? isNumberBeside(view, stretch)
        : isHouse(view, stretch) || isHouseName(view, stretch) || isPlace(view, stretch)
      return isPart && !isPerson(view, stretch) && !isLabelOf(view, stretch)
        ? [{ kind: 'address', ...stretch, rule: 'address-beside' }]
        : []
    })
  })
}

/** "Tel. [phone]", "CPR [national-id]". */
function isLabelOf({ tokens }: View, { to }: Piece): boolean {
  return (
    [1, 2, 3].some((step) => recordMasks.has(textAt(tokens, to + step))) &&
    tokenAt(tokens, to + 1).text !== ','
  )
}

/** The stretches of a piece between its masks, without marks at their ends. */
function stretches(view: View, { from, to }: Piece): readonly Piece[] {
  const found: Piece[] = []
  let start = from
  for (let index = from; index <= to + 1; index += 1) {
    if (index <= to && tokenAt(view.tokens, index).kind !== 'mask') continue
    let first = start
    while (first < index && isMark(tokenAt(view.tokens, first))) first += 1
    const last = trimmedEnd(view, index - 1)
    if (last >= first && first < index) found.push({ from: first, to: last })
    start = index + 1
  }
  return found
}

function isMark({ kind, text, isCapitalised }: Token): boolean {
  return kind === 'mark' || (kind === 'word' && links.has(text) && !isCapitalised)
}

function trimmedEnd(view: View, to: number): number {
  let end = to
  while (end >= 0 && tokenAt(view.tokens, end).kind === 'mark') end -= 1
  return end
}

function isNumberBeside(view: View, stretch: Piece): boolean {
  const source = view.source(stretch.from, stretch.to)
  return (
    source.length <= 40 &&
    (isHouse(view, stretch) || /^[#\d/-]+$/.test(source) || isPlace(view, stretch))
  )
}

function isHouseName(view: View, stretch: Piece): boolean {
  return (
    someToken(view, stretch, ({ text }) => houseWords.has(text) || flatWords.has(text)) ||
    (textAt(view.tokens, stretch.from) === 'the' && stretch.to > stretch.from)
  )
}

/** One to four large words of no everyday use, or a known town. */
function isPlace(view: View, { from, to }: Piece): boolean {
  if (to - from > 4) return false
  for (let index = from; index <= to; index += 1) {
    const { kind, text, isCapitalised } = tokenAt(view.tokens, index)
    if (kind === 'mark' || links.has(text)) continue
    if (kind !== 'word' || !isCapitalised) return false
    if (cities.has(text) || regions.has(text) || placeOpenings.has(text)) continue
    if (everydayWords.has(text) || titleWords.has(text) || labelWords.has(text)) return false
  }
  return true
}

function isPerson(view: View, piece: Piece): boolean {
  return someToken(view, piece, ({ text }) => givenNames.has(text) && !cities.has(text))
}
