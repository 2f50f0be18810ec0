/** Street addresses, written or spoken, and the postcodes beside them or asked for. */

import { innocentUnits } from '../numbers/innocent-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { findTopic, scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords, notInStreets } from '../words/common-words.ts'
import {
  doubtfulStreetTypes,
  flatWords,
  regions,
  streetBeforeName,
  streetEnding,
  streetTypes,
} from '../words/street-words.ts'
import {
  flatAfter,
  flatBefore,
  numeralsEnd,
  numeralsStart,
  ordinalStart,
  ordinals,
  streetTail,
} from './house-number.ts'
import { isPlaceWord, placeAfter } from './place.ts'

const mostNameWords = 4

export function recogniseAddress(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    if (tokenAt(view.tokens, index).kind === 'mask' || index <= (findings.at(-1)?.to ?? -1))
      continue
    const found = boxAt(view, index) ?? streetAt(view, index) ?? toldAt(view, index)
    if (found === undefined) continue
    const from = flatBefore(view, found.from)
    const to = placeAfter(view, flatAfter(view, flatAfter(view, streetTail(view, found.to))))
    if (from > (findings.at(-1)?.to ?? -1))
      findings.push({ kind: 'address', from, to, rule: found.rule })
  }
  return findings
}

/** "My address is three two one west oak": a number and a name where an address is talked about. */
function toldAt(view: View, index: number): Street | undefined {
  const numeral = view.numeralFrom(index)
  if (numeral === undefined || numeral.isCardinal || view.numeralTo(index - 1) !== undefined)
    return undefined
  const asked =
    scanBack(view.tokens, index, 5) ??
    (index < 4 ? scanBack(view.prompt, view.prompt.length, 12) : undefined)
  if (asked?.topic !== 'address') return undefined
  const first = numeralsEnd(view, index) + 1
  let to = first - 1
  while (
    to < first + 2 &&
    isPlaceWord(view.tokens, to + 1) &&
    !innocentUnits.has(textAt(view.tokens, to + 1))
  )
    to += 1
  if (to < first || numeralsDigits(view, index, first) > 5) return undefined
  for (let next = first; next < first + 8; next += 1)
    if (streetAt(view, next) !== undefined) return undefined
  return { from: index, to, rule: 'address-told' }
}

function numeralsDigits(view: View, from: number, end: number): number {
  let digits = 0
  for (let index = from; index < end; index += 1)
    digits += view.numeralFrom(index)?.digits.length ?? 0
  return digits
}

interface Street {
  readonly from: number
  readonly to: number
  readonly rule: string
}

function boxAt(view: View, index: number): Street | undefined {
  const text = textAt(view.tokens, index)
  if (text !== 'box' && text !== 'postfach') return undefined
  const numeral = view.numeralFrom(index + 1)
  if (numeral === undefined) return undefined
  if (text === 'postfach')
    return { from: index, to: numeralsEnd(view, index + 1), rule: 'address-box' }
  let from = index
  while (
    from > index - 5 &&
    ['p', 'o', 'po', 'post', 'office', '.'].includes(textAt(view.tokens, from - 1))
  )
    from -= 1
  return from === index
    ? undefined
    : { from, to: numeralsEnd(view, index + 1), rule: 'address-box' }
}

function streetAt(view: View, index: number): Street | undefined {
  const { text, kind } = tokenAt(view.tokens, index)
  if (kind !== 'word') return undefined
  if (streetTypes.has(text)) return numberFirst(view, index)
  if (text.length > 5 && streetEnding.test(text)) return nameFirst(view, index, index)
  if (['strasse', 'weg', 'allee', 'platz', 'gasse', 'markt', 'damm', 'ufer'].includes(text))
    return nameFirst(view, namedFrom(view, index), index)
  if (streetBeforeName.has(text)) return typeFirst(view, index)
  return undefined
}

/** 42 Maple Street; forty-two maple street; "live on Maple Street". */
function numberFirst(view: View, type: number): Street | undefined {
  const { tokens } = view
  const next = textAt(tokens, type + 1)
  let words = 0
  for (let index = type - 1; index >= Math.max(0, type - 9); index -= 1) {
    const token = tokenAt(tokens, index)
    const numeral = view.numeralTo(index)
    const ordinal = ordinalStart(view, index)
    if (ordinal !== undefined && words < 2) {
      words += 1
      index = ordinal
      continue
    }
    if (numeral !== undefined) {
      if (words === 0 || (numeral.digits.length > 5 && !numeral.isSpoken)) return undefined
      if (!isStreetName(view, index + 1, type)) return undefined
      if (doubtfulStreetTypes.has(textAt(tokens, type)) && !isNamed(view, index + 1, type, next))
        return undefined
      return { from: numeralsStart(view, numeral.from), to: type, rule: 'address-number-first' }
    }
    if (token.kind === 'mark') {
      if (token.text === ',' || token.text === '.' || token.text === '-' || token.text === '/')
        continue
      return undefined
    }
    if (token.kind !== 'word' || notInStreets.has(token.text))
      return words > 0 ? withoutNumber(view, index, type) : undefined
    if (token.text.length === 1 && index < type - 1 && numeralBefore(view, index)) continue
    words += 1
    if (words > mostNameWords) return undefined
  }
  return undefined
}

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
  for (let index = from; index < type; index += 1)
    if (everydayWords.has(textAt(view.tokens, index))) return false
  const topic = findTopic(view.tokens, from, type, view.prompt)?.topic
  return (
    topic === 'address' || topic === 'postcode' || !everydayWords.has(textAt(view.tokens, type - 1))
  )
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

/** Hauptstraße 12a, Am Markt 3. */
function nameFirst(view: View, from: number, type: number): Street | undefined {
  let index = type + 1
  while (
    index < type + 3 &&
    [',', '.', 'nummer', 'number', 'nr', 'hausnummer'].includes(textAt(view.tokens, index))
  )
    index += 1
  if (view.numeralFrom(index) === undefined) return undefined
  if (everydayWords.has(textAt(view.tokens, type))) return undefined
  let to = numeralsEnd(view, index)
  const letter = tokenAt(view.tokens, to + 1)
  if (letter.kind === 'word' && letter.text.length === 1 && (letter.isGlued || letter.text !== 'a'))
    to += 1
  return { from, to, rule: 'address-name-first' }
}

function namedFrom(view: View, type: number): number {
  let from = type
  while (from > type - 3 && isPlaceWord(view.tokens, from - 1)) from -= 1
  return from
}

/** 12 rue de la Paix, calle Mayor 12. */
function typeFirst(view: View, type: number): Street | undefined {
  const { tokens } = view
  let to = type
  let words = 0
  const isWrittenStreet =
    tokenAt(tokens, type + 1).isCapitalised || tokenAt(tokens, type).isCapitalised
  for (let index = type + 1; index <= type + 6; index += 1) {
    const { text, kind, isCapitalised } = tokenAt(tokens, index)
    if (kind !== 'word' || view.numeralFrom(index) !== undefined) break
    const isLink = [
      'de',
      'la',
      'le',
      'les',
      'du',
      'des',
      'del',
      'da',
      'do',
      'di',
      'los',
      'las',
      "l'",
      "d'",
    ].includes(text)
    if (
      !isLink &&
      (everydayWords.has(text) || words > 2 || (words > 0 && !isCapitalised && isWrittenStreet))
    )
      break
    if (!isLink) {
      words += 1
      to = index
    }
  }
  if (words === 0) return undefined
  const after =
    textAt(tokens, to + 1) === ',' || textAt(tokens, to + 1) === 'numero' ? to + 2 : to + 1
  const hasNumberAfter = view.numeralFrom(after) !== undefined
  let from = type
  const before = textAt(tokens, type - 1) === ',' ? type - 2 : type - 1
  const numeral =
    view.numeralTo(before) ??
    (['bis', 'ter'].includes(textAt(tokens, before)) ? view.numeralTo(before - 1) : undefined)
  if (numeral !== undefined) from = numeral.from
  else if (!hasNumberAfter) return undefined
  return {
    from,
    to: numeral === undefined ? numeralsEnd(view, after) : to,
    rule: 'address-type-first',
  }
}
