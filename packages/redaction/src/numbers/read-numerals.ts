/** Reads the numbers in a text, written or spoken: "forty-two", "double four", "nineteen eighty four", "4111". */

import { type Token, textAt, tokenAt } from '../text/token.ts'
import {
  digitWords,
  doubtfulDigitWords,
  neighbourlyDigitWords,
  repeaters,
  scaleWords,
  teenWords,
  tenLinks,
  tenWords,
} from './number-words.ts'
import type { Numeral } from './numeral.ts'
import { behindPause, hesitations, repeated, severalOf } from './repeated-digits.ts'

/** In the order of the text; they never overlap. */
export function readNumerals(tokens: readonly Token[]): readonly Numeral[] {
  const numerals: Numeral[] = []
  let index = 0
  while (index < tokens.length) {
    const numeral = readNumeral(tokens, index, numerals.at(-1))
    if (numeral === undefined) index += 1
    else {
      numerals.push(numeral)
      index = numeral.to + 1
    }
  }
  return numerals
}

function readNumeral(
  tokens: readonly Token[],
  index: number,
  before: Numeral | undefined,
): Numeral | undefined {
  const token = tokenAt(tokens, index)
  if (token.kind === 'number') return written(tokens, index)
  if (token.kind !== 'word' || isPronoun(tokens, index)) return undefined
  const repeat = repeaters.get(token.text)
  if (repeat !== undefined) return repeated(tokens, index, repeat) ?? severalOf(tokens, index)
  const several = severalOf(tokens, index)
  if (several !== undefined) return several
  const digit = digitWords.get(token.text)
  if (digit !== undefined || teenWords.has(token.text) || tenWords.has(token.text))
    return spoken(tokens, index)
  if (scaleWords.has(token.text) && textAt(tokens, index - 1) === 'a') return spoken(tokens, index)
  const isAfterNumber = before !== undefined && isNear(tokens, before.to, index)
  const neighbourly = neighbourlyDigitWords.get(token.text)
  // "Seven one oh and another oh".
  if (neighbourly === '0' && before !== undefined && isAnother(tokens, before.to, index))
    return single(index, '0')
  const next = tokenAt(tokens, index + 1)
  if (token.text === 'oh' && isHesitant(tokens, before, index)) return single(index, '0')
  if (neighbourly === '0' && textAt(tokens, index - 1) === 'dot') return single(index, '0')
  if (neighbourly !== undefined && isSigh(tokens, index, isAfterNumber)) return undefined
  const isLabel = !isAfterNumber && isForeign(token.text) && next.kind === 'number'
  if (
    neighbourly !== undefined &&
    !isLabel &&
    (isAfterNumber ||
      isNumberSoon(tokens, neighbourly === '0' ? behindPause(tokens, index + 1) : index + 1) ||
      isForeignPair(token.text, next.text, textAt(tokens, index + 2)))
  )
    return single(index, neighbourly)
  const last = before === undefined ? '' : textAt(tokens, before.to)
  if (isAfterNumber && foreignOnes.has(token.text) && (isForeign(last) || foreignOnes.has(last)))
    return single(index, '1')
  // "Un huit cinq".
  const isBegun = isForeign(next.text) && isForeign(textAt(tokens, index + 2))
  if (foreignOnes.has(token.text) && isBegun) return single(index, '1')
  const doubtful = doubtfulDigitWords.get(token.text)
  // "Shunya ek do teen char."
  const isLast = next.kind !== 'word' || next.segment !== token.segment
  if (doubtful !== undefined && isLast && isForeignBehind(tokens, before, index))
    return single(index, doubtful)
  if (doubtful !== undefined && isBetweenSpoken(tokens, before, index) && isAfterNumber)
    return single(index, doubtful)
  return undefined
}

const longestPause = 5
const closings = new Set('i is that thanks thank please yeah got'.split(' '))

/** "Three nine er oh", and nothing behind it but a number. */
function isHesitant(tokens: readonly Token[], before: Numeral | undefined, index: number): boolean {
  if (before === undefined || index - before.to < 2 || index - before.to > longestPause)
    return false
  if (behindPause(tokens, before.to + 1) !== index) return false
  const next = tokenAt(tokens, index + 1)
  const isLast =
    next.segment !== tokenAt(tokens, index).segment ||
    closings.has(next.text) ||
    ['.', ',', '?'].includes(next.text)
  return isLast || isNumberSoon(tokens, index + 1)
}

function isForeignBehind(
  tokens: readonly Token[],
  before: Numeral | undefined,
  index: number,
): boolean {
  if (before === undefined || !isNear(tokens, before.to, index)) return false
  const last = textAt(tokens, index - 2)
  return isForeign(textAt(tokens, index - 1)) && (isForeign(last) || doubtfulDigitWords.has(last))
}

function isAnother(tokens: readonly Token[], before: number, index: number): boolean {
  if (textAt(tokens, index - 1) !== 'another') return false
  return index - before === 2 || (index - before === 3 && textAt(tokens, before + 1) === 'and')
}

const foreignOnes = new Set(['un', 'une', 'ein', 'um'])

/** A digit of another language: "TIN 447" is a label and no three. */
function isForeign(word: string): boolean {
  return neighbourlyDigitWords.has(word) && word !== 'oh' && word !== 'o'
}

/** "Tre due otto". */
function isForeignPair(word: string, next: string, third: string): boolean {
  if (!isForeign(word) || digitWords.has(word)) return false
  // "Quatre un un un".
  return next === 'due' || (foreignOnes.has(next) && foreignOnes.has(third))
}

const pointers = new Set(
  'which that this another each every any old other digit digits work new personal business home school main same right wrong only example'.split(
    ' ',
  ),
)
const besideDigits = new Set(['oh', 'o', 'dot', 'point', 'double', 'triple', ''])
const counted = new Set('three four five six'.split(' '))

/** "To which one", "the old one": no number, unless digits follow in the same breath; "last four", "first six" never. */
function isPronoun(tokens: readonly Token[], index: number): boolean {
  const before = textAt(tokens, index - 1)
  if (counted.has(textAt(tokens, index))) return before === 'last' || before === 'first'
  if (textAt(tokens, index) !== 'one') return false
  const next = tokenAt(tokens, index + 1)
  // "I've got two numbers, one is …".
  const isOther = !isCardinalPart(before) && !besideDigits.has(before)
  if (next.text === 'is' && isOther && isNumberSoon(tokens, index + 2)) return true
  if (!pointers.has(before)) return false
  const isNext = next.segment === tokenAt(tokens, index).segment
  return !isNext || !(next.kind === 'number' || isCardinalPart(next.text) || next.text === 'oh')
}

const sighs = new Set(['hang', 'god', 'dear', 'hello'])

/** "Five one, oh hang on": a word, and no zero. */
function isSigh(tokens: readonly Token[], index: number, isAfterNumber: boolean): boolean {
  return (
    isAfterNumber &&
    textAt(tokens, index) === 'oh' &&
    (sighs.has(textAt(tokens, index + 1)) || isExcuse(tokens, index + 1)) &&
    !isNumberSoon(tokens, behindPause(tokens, index + 1))
  )
}

/** "Oh sorry i said it". */
function isExcuse(tokens: readonly Token[], index: number): boolean {
  return textAt(tokens, index) === 'sorry' && textAt(tokens, index + 1) === 'i'
}

function isSpokenDigit(tokens: readonly Token[], index: number): boolean {
  const at = textAt(tokens, index) === ',' ? index + 1 : index
  const text = textAt(tokens, at)
  return isCardinalPart(text) || neighbourlyDigitWords.has(text)
}

/** "Five to six" between digits that are said one by one. */
function isBetweenSpoken(
  tokens: readonly Token[],
  before: Numeral | undefined,
  index: number,
): boolean {
  const next = tokenAt(tokens, textAt(tokens, index + 1) === ',' ? index + 2 : index + 1)
  const isNextSpoken =
    next.kind === 'word' && (isCardinalPart(next.text) || neighbourlyDigitWords.has(next.text))
  if (before?.isSpoken !== true || before.digits.length >= 3 || !isNextSpoken) return false
  // "Seven forty five to three thirty".
  if (before.digits.length === 2 && textAt(tokens, index) === 'to') return false
  // "Nine to five" is a time of day.
  return isSpokenDigit(tokens, before.from - 1) || isSpokenDigit(tokens, index + 2)
}

function single(index: number, digits: string): Numeral {
  return { from: index, to: index, digits, isSpoken: true, isCardinal: false }
}

function written(tokens: readonly Token[], index: number): Numeral {
  const digits = textAt(tokens, index)
  const scale = scaleWords.get(textAt(tokens, index + 1))
  if (scale === undefined || digits.length > 3)
    return { from: index, to: index, digits, isSpoken: false, isCardinal: false }
  return {
    from: index,
    to: index + 1,
    digits: String(Number(digits) * scale),
    isSpoken: true,
    isCardinal: true,
  }
}

/** One number as it is said: digit, teen, ten with digit, and what "hundred" and "thousand" make of them. */
function spoken(tokens: readonly Token[], index: number): Numeral {
  // "A hundred and four".
  const isBare = scaleWords.has(textAt(tokens, index))
  let [end, value] = isBare ? [index - 1, '1'] : belowHundred(tokens, index)
  const plain = value
  let total = 0
  let part = Number(value)
  let isCardinal = false
  for (;;) {
    const scale = scaleWords.get(textAt(tokens, end + 1))
    if (scale === undefined || total >= 1_000_000 || part === 0) break
    isCardinal = true
    end += 1
    if (scale === 1_000) {
      total += part * scale
      part = 0
    } else part *= scale
    const next = textAt(tokens, end + 1) === 'and' ? end + 2 : end + 1
    if (!isCardinalPart(textAt(tokens, next))) continue
    const [nextEnd, nextValue] = belowHundred(tokens, next)
    // "Eight hundred five five five" is a telephone number, "eight hundred five" is not.
    const behind = tokenAt(tokens, nextEnd + 1)
    const isSameTurn = behind.segment === tokenAt(tokens, next).segment
    if (digitWords.has(behind.text) && isSameTurn && nextEnd === next) continue
    end = nextEnd
    value = nextValue
    part += Number(value)
  }
  const digits = isCardinal ? String(total + part) : plain
  return { from: index, to: end, digits, isSpoken: true, isCardinal }
}

function isCardinalPart(word: string): boolean {
  return digitWords.has(word) || teenWords.has(word) || tenWords.has(word)
}

function belowHundred(tokens: readonly Token[], index: number): [number, string] {
  const word = textAt(tokens, index)
  const ten = tenWords.get(word)
  if (ten === undefined) return [index, digitWords.get(word) ?? teenWords.get(word) ?? '']
  const isLinked = textAt(tokens, index + 1) === '-' || tenLinks.has(textAt(tokens, index + 1))
  const next = isLinked ? index + 2 : index + 1
  const isForeignTen = foreignTens.has(word)
  const said = textAt(tokens, next)
  const unit = isForeignTen ? foreignUnits.get(said) : digitWords.get(said)
  const isNextTurn = tokenAt(tokens, next).segment !== tokenAt(tokens, index).segment
  if (unit === undefined || unit === '0' || isNextTurn) return [index, ten]
  return [next, `${ten.charAt(0)}${unit}`]
}

const foreignTens = new Set(
  'treinta cuarenta cincuenta sesenta setenta ochenta noventa vinte trinta quarenta cinquenta sessenta oitenta vingt trente quarante cinquante soixante trenta quaranta cinquanta sessanta settanta ottanta novanta'.split(
    ' ',
  ),
)
const foreignUnits = new Map([...neighbourlyDigitWords, ['un', '1']])

function isNear(tokens: readonly Token[], from: number, to: number): boolean {
  for (let index = from + 1; index < to; index += 1)
    if (tokenAt(tokens, index).kind !== 'mark' || to - from > 3) return false
  return true
}

function isNumberSoon(tokens: readonly Token[], from: number): boolean {
  for (let index = from; index < from + 4; index += 1) {
    const token = tokenAt(tokens, index)
    if (token.kind === 'number') return true
    // "M o o n" is spelled.
    if (hesitations.has(token.text) || token.text === 'o') continue
    if (token.kind !== 'mark')
      return (
        isCardinalPart(token.text) ||
        repeaters.has(token.text) ||
        neighbourlyDigitWords.has(token.text)
      )
  }
  return false
}
