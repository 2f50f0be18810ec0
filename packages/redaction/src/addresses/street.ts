/** Where a street is said: number first, name first, type first, or a box. */

import { isNewLine } from '../names/name-shape.ts'
import { monthWords } from '../numbers/innocent-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { findTopic } from '../topics/find-topic.ts'
import type { View } from '../view.ts'
import { everydayWords, notInStreets } from '../words/common-words.ts'
import { isKnownWord } from '../words/known-word.ts'
import {
  doubtfulStreetTypes,
  flatWords,
  nameFirstTypes,
  regions,
  streetBeforeName,
  streetEnding,
  streetTypes,
  writtenStreetTypes,
} from '../words/street-words.ts'
import { titleWords } from '../words/title-words.ts'
import { addressAsked } from './address-asked.ts'
import { foreignNumberEnd } from './foreign-number.ts'
import type { Street } from './found-street.ts'
import { numeralsEnd, numeralsStart, ordinalStart, ordinals } from './house-number.ts'
import { isPlaceWord } from './place.ts'
import { isStreetLike } from './street-like.ts'
import { typeFirst } from './type-first.ts'

const mostNameWords = 4

/** "Hearing", "during": no ring road unless it is written large within a sentence. */
function isEnglish(view: View, index: number): boolean {
  const { text, isCapitalised } = tokenAt(view.tokens, index)
  if (!text.endsWith('ring') || (isCapitalised && index > 0)) return false
  const stem = text.slice(0, -3)
  // "Goethering" comes from no word.
  return [text, stem, `${stem}e`, stem.slice(0, -1)].some(isKnownWord) || everydayWords.has(text)
}

export function streetAt(view: View, index: number): Street | undefined {
  const { text, kind } = tokenAt(view.tokens, index)
  if (kind !== 'word') return undefined
  if (streetTypes.has(text)) {
    const found = numberFirst(view, index) ?? numberBehind(view, index)
    if (found !== undefined) return found
  } else if (writtenStreetTypes.has(text)) {
    const found = numberFirst(view, index)
    if (found !== undefined && isAllLarge(view, found)) return found
  }
  if (nameFirstTypes.has(text)) {
    const found = nameFirst(view, namedFrom(view, index), index)
    if (found !== undefined || !streetBeforeName.has(text)) return found
  }
  if (text.length > 5 && streetEnding.test(text) && !isEnglish(view, index))
    return nameFirst(view, index, index)
  // "C/ Iparraguirre, 29".
  if (
    text === 'c' &&
    textAt(view.tokens, index + 1) === '/' &&
    tokenAt(view.tokens, index).isCapitalised
  )
    return typeFirst(view, index)
  const isPlaceDe = text === 'place' && ['de', 'du', 'des'].includes(textAt(view.tokens, index + 1))
  if (streetBeforeName.has(text) || isPlaceDe) return typeFirst(view, index)
  return articleFirst(view, index)
}

/** 42 Maple Street; forty-two maple street; "live on Maple Street". */
function numberFirst(view: View, type: number): Street | undefined {
  const { tokens } = view
  const next = textAt(tokens, type + 1)
  if (isDoctor(view, type)) return undefined
  // "Chestnut Hill Road".
  if (
    streetTypes.has(next) &&
    doubtfulStreetTypes.has(textAt(tokens, type)) &&
    !doubtfulStreetTypes.has(next)
  )
    return undefined
  let words = 0
  for (let index = type - 1; index >= Math.max(0, type - 9); index -= 1) {
    const token = tokenAt(tokens, index)
    if (isNewLine(view, index + 1)) return undefined
    const numeral = view.numeralTo(index)
    const ordinal = ordinalStart(view, index)
    if (ordinal !== undefined && words < 2) {
      words += 1
      index = ordinal
      continue
    }
    if (numeral !== undefined) {
      if (index === type - 2 && textAt(tokens, type - 1) === 'way') return undefined
      if (words === 0 || (numeral.digits.length > 5 && !numeral.isSpoken)) return undefined
      if (measures.has(textAt(tokens, index + 1))) return undefined
      if (!isStreetName(view, index + 1, type)) return undefined
      if (doubtfulStreetTypes.has(textAt(tokens, type)) && !isNamed(view, index + 1, type, next))
        return undefined
      return { from: numeralsStart(view, numeral.from), to: type, rule: 'address-number-first' }
    }
    if (token.kind === 'mark') {
      const isEnd = token.text === '.' && textAt(tokens, index - 1).length > 4
      if (!isEnd && [',', '.', '-', '/'].includes(token.text)) continue
      return undefined
    }
    if (token.text.length === 1 && index < type - 1 && numeralBefore(view, index)) continue
    if (token.kind !== 'word' || notInStreets.has(token.text))
      return words > 0 ? withoutNumber(view, index, type) : undefined
    words += 1
    if (words > mostNameWords) return undefined
  }
  return undefined
}

// "The forty inch green one".
const measures = new Set(
  'inch inches foot feet mile miles minute minutes hour hours day days week weeks month months year years percent dollar dollars pound pounds euro euros gig gigs gigabyte watt volt person people piece pieces bedroom bedrooms door doors star stars seater seat times pack pair way'.split(
    ' ',
  ),
)

const streetNamesToo = new Set([
  'high',
  'long',
  'green',
  'house',
  'red',
  'white',
  'black',
  'second',
  'first',
  'third',
  'king',
  'home',
  'store',
  'back',
  'early',
  'orange',
])

/** Some word between number and type that is not of every day: no "2 new street maps". */
/** "Attention Dr. Stillwater". */
function isDoctor({ tokens }: View, type: number): boolean {
  if (textAt(tokens, type) !== 'dr') return false
  const next = textAt(tokens, type + 1) === '.' ? type + 2 : type + 1
  return tokenAt(tokens, next).isCapitalised &&
    !regions.has(textAt(tokens, next)) &&
    textAt(tokens, type - 1) !== ''
    ? everydayWords.has(textAt(tokens, type - 1)) || titleWords.has(textAt(tokens, type - 1))
    : false
}

function isStreetName(view: View, from: number, type: number): boolean {
  for (let index = from; index < type; index += 1) {
    const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
    if (kind === 'number' || ordinals.has(text) || streetNamesToo.has(text)) return true
    if (kind === 'word' && (isCapitalised || !everydayWords.has(text))) return true
  }
  return false
}

function numeralBefore(view: View, index: number): boolean {
  return view.numeralTo(index - 1) !== undefined
}

/** A doubtful type wants a written name, or talk of where somebody lives. */
function isNamed(view: View, from: number, type: number, next: string): boolean {
  const isCapital =
    tokenAt(view.tokens, from).isCapitalised || tokenAt(view.tokens, type).isCapitalised
  if (isCapital) return true
  if (flatWords.has(next) || regions.has(next)) return true
  let isLike = true
  for (let index = from; index < type; index += 1) {
    const { text, kind } = tokenAt(view.tokens, index)
    if (everydayWords.has(text) && !streetNamesToo.has(text)) return false
    isLike &&= kind !== 'word' || text.length === 1 || ordinals.has(text) || isStreetLike(text)
  }
  const topic = findTopic(view.tokens, from, type, view.prompt)?.topic
  return isLike || topic === 'address' || topic === 'postcode'
}

const livingWords = new Set(['live', 'lives', 'living', 'reside', 'address', 'moved'])

/** "I live on Maple Street". */
function withoutNumber(view: View, before: number, type: number): Street | undefined {
  if (!['on', 'in', 'at', 'to', 'is'].includes(textAt(view.tokens, before)) || type - before > 4)
    return undefined
  if (doubtfulStreetTypes.has(textAt(view.tokens, type))) return undefined
  for (let index = before; index >= before - 3; index -= 1)
    if (livingWords.has(textAt(view.tokens, index)))
      return { from: before + 1, to: type, rule: 'address-living' }
  return undefined
}

/** "59 Kuhic Burgs": every word of the name and the type written large, the number of a house. */
function isAllLarge(view: View, { from, to }: Street): boolean {
  const first = tokenAt(view.tokens, from)
  if (first.kind !== 'number' || first.text.length > 5 || first.isGlued) return false
  for (let index = numeralsEnd(view, from) + 1; index <= to; index += 1) {
    const { kind, isCapitalised } = tokenAt(view.tokens, index)
    if (kind === 'word' && !isCapitalised) return false
    if (kind === 'mark') return false
  }
  return true
}

const numberSigns = new Set(['number', 'numero', 'nr', 'no'])

/** "Shevchenko street eighteen", "amir temur avenue one oh eight": the number behind, in talk of an address or before a flat. */
function numberBehind(view: View, type: number): Street | undefined {
  const { tokens } = view
  let after = textAt(tokens, type + 1) === ',' ? type + 2 : type + 1
  // "Old Mill Lane, number eighteen".
  const isNumbered = numberSigns.has(textAt(tokens, after))
  if (isNumbered) after += 1
  const numeral = view.numeralFrom(after)
  if (numeral === undefined || numeral.digits.length > 4) return undefined
  // "The harbor view one".
  if (
    textAt(tokens, after) === 'one' &&
    numeral.to === after &&
    view.numeralFrom(after + 1) === undefined
  )
    return undefined
  const from = namedFrom(view, type)
  if (from === type) return undefined
  const to = numeralsEnd(view, after)
  const isAddress =
    isNumbered ||
    findTopic(tokens, from, to, view.prompt)?.topic === 'address' ||
    flatWords.has(textAt(tokens, to + 1)) ||
    flatWords.has(textAt(tokens, to + 2))
  return isAddress ? { from, to, rule: 'address-number-behind' } : undefined
}

const streetArticles = new Set(['am', 'im', 'zum', 'zur', 'an', 'auf', 'in'])

/** Am Sonnenhang 3a, An der Mühle 12, Zur Linde 4. */
function articleFirst(view: View, index: number): Street | undefined {
  const { tokens } = view
  if (!streetArticles.has(textAt(tokens, index))) return undefined
  // Where nobody writes capitals an address must have been asked for.
  const isTold = !tokenAt(tokens, 0).isCapitalised && addressAsked(view) === 'now'
  if (!tokenAt(tokens, index).isCapitalised && !isTold) return undefined
  let name = index + 1
  while (
    name < index + 3 &&
    ['der', 'den', 'dem', 'alten', 'alte', 'neuen'].includes(textAt(tokens, name))
  )
    name += 1
  const { kind, isCapitalised, text } = tokenAt(tokens, name)
  const numeral = view.numeralFrom(name + 1)
  if (kind !== 'word' || text.length < 3 || everydayWords.has(text) || monthWords.has(text))
    return undefined
  if (numeral === undefined || numeral.digits.length > 3) return undefined
  if (!isTold && (!isCapitalised || numeral.isSpoken)) return undefined
  return nameFirst(view, index, name)
}

/** Hauptstraße 12a, Am Markt 3. */
function nameFirst(view: View, from: number, type: number): Street | undefined {
  let index = type + 1
  while (
    index < type + 4 &&
    [',', '.', ':', 'nummer', 'number', 'nr', 'no', 'hausnummer', 'numero'].includes(
      textAt(view.tokens, index),
    )
  )
    index += 1
  if (everydayWords.has(textAt(view.tokens, type))) return undefined
  const end = houseEnd(view, index)
  if (end === undefined) return undefined
  let to = end
  const letter = tokenAt(view.tokens, to + 1)
  if (letter.text === 'bis' || letter.text === 'ter') to += 1
  else if (
    letter.kind === 'word' &&
    letter.text.length === 1 &&
    (letter.isGlued || letter.text !== 'a')
  )
    to += 1
  return { from, to, rule: 'address-name-first' }
}

/** The number of a house; five digits that follow it are a postcode's: "birkenallee siebzehn five three one one nine". */
function houseEnd(view: View, from: number): number | undefined {
  const first = view.numeralFrom(from)
  if (first === undefined || textAt(view.tokens, from) === 'a') return foreignNumberEnd(view, from)
  if (!first.isSpoken) return numeralsEnd(view, from)
  let digits = 0
  let next = view.numeralFrom(first.to + 1)
  for (; next !== undefined && digits < 6; next = view.numeralFrom(next.to + 1))
    digits += next.digits.length
  return digits === 5 ? first.to : numeralsEnd(view, from)
}

function namedFrom(view: View, type: number): number {
  let from = type
  while (from > type - 3 && isPlaceWord(view.tokens, from - 1)) from -= 1
  return from
}
