/** A house's number in every habit: "twelve a", "b twelve", "forty two to forty four", "three and a half", "a one a". */
import { innocentUnits } from '../../numbers/innocent-words.ts'
import { textAt, tokenAt } from '../../text/token.ts'
import type { View } from '../../view.ts'
import { everydayWords } from '../../words/common-words.ts'
import { foreignNumberEnd } from '../foreign-number.ts'
import { directions, numeralsEnd, numeralsStart } from '../house-number.ts'

const mostDigits = 6
const ranges = new Set(['to', 'through', 'dash', 'slash', '/', '-', 'and', 'or', '&'])

/** The last token of the number from here on; nothing when something is counted by it. */
export function numberEnd(view: View, from: number): number | undefined {
  const first = isLetterBefore(view, from) ? from + 1 : from
  const end = plainEnd(view, first)
  if (end === undefined) return undefined
  const to = rangeEnd(view, halfEnd(view, phoneticEnd(view, letterEnd(view, end))))
  const next = tokenAt(view.tokens, to + 1)
  if (
    innocentUnits.has(next.text) ||
    [':', '%', 'point', 'punto', 'por', 'komma'].includes(next.text)
  )
    return undefined
  return to
}

function plainEnd(view: View, from: number): number | undefined {
  if (view.numeralFrom(from) === undefined) return foreignNumberEnd(view, from)
  if (view.numeralTo(from - 1) !== undefined) return undefined
  const to = houseEnd(view, from)
  let digits = 0
  for (let index = from; index <= to; ) {
    const numeral = view.numeralFrom(index)
    digits += numeral?.digits.length ?? 0
    index = (numeral?.to ?? index) + 1
  }
  // A longer run of numbers is no house's.
  const isLonger = view.numeralFrom(to + 1) !== undefined && to === numeralsEnd(view, from)
  return digits > mostDigits || isLonger ? undefined : to
}

/** "Einundzwanzig sechs drei null sechs sieben": five single digits behind a number are a postcode's. */
function houseEnd(view: View, from: number): number {
  const first = view.numeralFrom(from)?.to ?? from
  let next = view.numeralFrom(first + 1)
  let digits = 0
  for (; next?.digits.length === 1 && digits < 6; digits += 1) next = view.numeralFrom(next.to + 1)
  return digits === 5 && (view.numeralFrom(from)?.digits.length ?? 0) > 1
    ? first
    : numeralsEnd(view, from)
}

/** "B twelve", "number five", "e eleven thousand". */
function isLetterBefore(view: View, index: number): boolean {
  const { text, kind } = tokenAt(view.tokens, index)
  const isSign = ['number', 'nummer', 'numero', '#'].includes(text)
  const isLetter = kind === 'word' && /^[b-hj-z]$/.test(text)
  return (isSign || isLetter) && view.numeralFrom(index + 1) !== undefined
}

/** "Twelve a", where the letter does not begin something else. */
function letterEnd(view: View, to: number): number {
  const { text, kind } = tokenAt(view.tokens, to + 1)
  if (['bis', 'ter', 'rear'].includes(text)) return to + 1
  if (kind !== 'word' || !/^[a-hj-z]$/.test(text) || view.numeralFrom(to + 1) !== undefined)
    return to
  const next = tokenAt(view.tokens, to + 2)
  if (ranges.has(next.text) && /^[b-hj-z]$/.test(textAt(view.tokens, to + 3))) return to + 1
  if (next.text === 'as' && textAt(view.tokens, to + 3) === 'in') return to + 1
  if (text === 'a' && next.kind === 'word' && everydayWords.has(next.text)) return to
  const isInitial = next.kind === 'word' && next.text.length === 1 && next.text !== 'a'
  return isInitial || directions.has(text) ? to : to + 1
}

/** "Sixty two a as in apple". */
function phoneticEnd({ tokens }: View, to: number): number {
  const letter = textAt(tokens, to)
  const isTold = textAt(tokens, to + 1) === 'as' && textAt(tokens, to + 2) === 'in'
  return letter.length === 1 && isTold && textAt(tokens, to + 3).startsWith(letter) ? to + 3 : to
}

/** "One twenty three and a half". */
function halfEnd({ tokens }: View, to: number): number {
  const isHalf = ['and', 'a', 'half'].every((word, step) => textAt(tokens, to + 1 + step) === word)
  return isHalf ? to + 3 : to
}

/** "Forty two to forty four", "twelve a through c", "two slash sixty one". */
function rangeEnd(view: View, to: number): number {
  if (!ranges.has(textAt(view.tokens, to + 1))) return to
  const end = view.numeralFrom(to + 2) === undefined ? undefined : plainEnd(view, to + 2)
  if (end !== undefined) return letterEnd(view, end)
  const letter = textAt(view.tokens, to + 2)
  const isLettered = /^[a-z]$/.test(textAt(view.tokens, to)) && /^[b-hj-z]$/.test(letter)
  return isLettered ? to + 2 : to
}

/** The first token of the number that ends here, unless it is a longer one than houses have. */
export function numberStart(view: View, last: number): number | undefined {
  const numeral = view.numeralTo(last)
  if (numeral === undefined || view.numeralFrom(last + 1) !== undefined) return undefined
  const from = numeralsStart(view, numeral.from)
  const to = plainEnd(view, from)
  return to === last ? from : undefined
}

/** "North", "s w", "n". A letter alone stands beside a number. */
export function directionEnd(view: View, index: number): number | undefined {
  const { tokens } = view
  const text = textAt(tokens, index)
  if (!directions.has(text)) return undefined
  if (text.length > 2) return directions.has(textAt(tokens, index + 1)) ? index + 1 : index
  const next = textAt(tokens, index + 1)
  if (/^[ns]$/.test(text) && /^[ew]$/.test(next) && isAtNumber(view, index, index + 1))
    return index + 1
  return isAtNumber(view, index, index) ? index : undefined
}

function isAtNumber(view: View, from: number, to: number): boolean {
  const isBehind = view.numeralTo(from - 1) !== undefined
  const next = tokenAt(view.tokens, to + 1)
  return isBehind
    ? next.kind === 'word' && next.text.length > 1
    : view.numeralFrom(to + 1) !== undefined && to > from
}
