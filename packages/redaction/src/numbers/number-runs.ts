/** Joins numbers that may be pieces of one: over pauses, fillers, separators and corrections. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { isCounted } from './clock-times.ts'
import { isGrouped } from './grouped-numbers.ts'
import { innocentUnits, moneySigns, ordinalEndings } from './innocent-words.ts'
import { interjectionEnd } from './interjections.ts'
import { corrections, digitWords, fillers, separators } from './number-words.ts'
import type { Numeral } from './numeral.ts'

export interface NumberRun {
  readonly from: number
  readonly to: number
  readonly numerals: readonly Numeral[]
  readonly digits: string
  /** Where in `digits` somebody corrected himself. */
  readonly correctedAt: readonly number[]
}

// More digits than any number of a person has, and than a caller corrects away; bounds the work on hostile text.
const longestRunDigits = 64
const longestGapTokens = 5
// With what people say while they look for the next group.
const longestSearchTokens = 14

export function joinNumerals(
  tokens: readonly Token[],
  numerals: readonly Numeral[],
): readonly NumberRun[] {
  const runs: NumberRun[] = []
  let open: Numeral[] = []
  let correctedAt: number[] = []
  let digits = ''
  const close = () => {
    const first = open[0]
    const last = open.at(-1)
    if (first !== undefined && last !== undefined)
      runs.push({ from: first.from, to: last.to, numerals: open, digits, correctedAt })
    open = []
    correctedAt = []
    digits = ''
  }
  for (const numeral of numerals) {
    const previous = open.at(-1)
    if (previous !== undefined) {
      const gap = judgeGap(tokens, previous, numeral)
      if (gap === 'break' || digits.length > longestRunDigits) close()
      else if (gap === 'corrected') correctedAt.push(digits.length)
    }
    if (isInnocent(tokens, numeral)) {
      close()
      continue
    }
    open.push(numeral)
    digits += numeral.digits
  }
  close()
  return runs
}

// "10 and 11": between written numbers they keep two things apart.
const linkingWords = new Set(['and', 'y', 'et', 'und', 'to'])

const joining = new Set(['that', 'up', 'another', 'cle'])

function judgeGap(
  tokens: readonly Token[],
  before: Numeral,
  after: Numeral,
): 'join' | 'corrected' | 'break' {
  const length = after.from - before.to - 1
  // "A hundred and four" was an amount, whatever the next turn says.
  const isAmount = before.isCardinal && !/^\d{1,2}0{2,}$/.test(before.digits)
  if (isAmount && tokenAt(tokens, before.to).segment !== tokenAt(tokens, after.from).segment)
    return 'break'
  if (length > longestSearchTokens) return 'break'
  let isCorrected = false
  let others = 0
  for (let index = before.to + 1; index < after.from; index += 1) {
    const { kind, text } = tokenAt(tokens, index)
    const searched = interjectionEnd(tokens, index)
    if (searched > index + 1 && searched <= after.from) {
      if (isTakenBack(tokens, index, searched)) isCorrected = true
      index = searched - 1
      continue
    }
    others += 1
    if (others > longestGapTokens) return 'break'
    if (kind === 'mask') return 'break'
    // "020 7946 0958 +49 30 901820": a country begins a number of its own.
    if (text === '+' && tokenAt(tokens, index + 1).isGlued) return 'break'
    if (text === 'on' && !['hang', 'hold'].includes(textAt(tokens, index - 1))) return 'break'
    // "Between 10 and 11, 082 555 0129".
    const isShort = !before.isSpoken && before.digits.length <= 2
    if (text === ',' && isShort && /^0\d\d/.test(after.digits)) return 'break'
    // "4539 8246 and then 2819 4826".
    const isThen = textAt(tokens, index + 1) === 'then' && before.digits.length >= 3
    const isSameTurn = tokenAt(tokens, before.to).segment === tokenAt(tokens, after.from).segment
    const areWritten = !before.isSpoken && !after.isSpoken && isSameTurn
    const isListed = !isThen && !areGroups(before, after)
    if (linkingWords.has(text) && areWritten && isListed) return 'break'
    if (text === 'i' && !['mean', 'meant', 'think'].includes(textAt(tokens, index + 1)))
      return 'break'
    if (corrections.has(text)) isCorrected = true
    else if (
      kind === 'mark'
        ? !separators.has(text)
        : !fillers.has(text) && !joining.has(text) && !isAreaCode(tokens, index)
    )
      return 'break'
  }
  return isCorrected ? 'corrected' : 'join'
}

const year = /^(?:19|20)\d\d$/

/** "914 424 and 5007", and not "2019 and 2023". */
function areGroups(before: Numeral, after: Numeral): boolean {
  if (before.digits.length < 3 || after.digits.length < 3) return false
  return !year.test(before.digits) && !year.test(after.digits)
}

/** "I mean", "oh sorry". */
function isTakenBack(tokens: readonly Token[], from: number, end: number): boolean {
  for (let index = from; index < end; index += 1)
    if (takenBack.has(textAt(tokens, index))) return true
  return false
}

const takenBack = new Set(['sorry', 'mean', 'meant', 'wait'])

/** "Five five five oh one nine nine, area code two oh six". */
function isAreaCode(tokens: readonly Token[], index: number): boolean {
  const text = textAt(tokens, index)
  if (text === 'area') return textAt(tokens, index + 1) === 'code'
  return text === 'code' && textAt(tokens, index - 1) === 'area'
}

/** Amounts, times, durations, quantities, ratings, ordinals: judged one number at a time, before any joining. */
export function isInnocent(tokens: readonly Token[], numeral: Numeral): boolean {
  const before = tokenAt(tokens, numeral.from - 1)
  if (moneySigns.has(before.text)) return true
  if (before.text === '.' && before.isGlued && tokenAt(tokens, numeral.from).isGlued) {
    const whole = tokenAt(tokens, numeral.from - 2)
    const isTail = whole.kind === 'number' && moneySigns.has(textAt(tokens, numeral.from - 3))
    if (isTail) return true
  }
  // "CVV2 738": a name, and no digit of the code.
  const isName = numeral.digits === '2' && before.text.startsWith('cv')
  if (isName && tokenAt(tokens, numeral.from).isGlued) return true
  if (numeral.digits.length > 6) return false
  if (isCounted(tokens, numeral) || isBound(tokens, numeral)) return true
  const next = tokenAt(tokens, numeral.to + 1)
  if (ordinalEndings.has(next.text) && next.isGlued) return true
  if (next.text === ':' && next.isGlued && tokenAt(tokens, numeral.to + 2).isGlued) return true
  const isBehindColon =
    before.text === ':' && before.isGlued && tokenAt(tokens, numeral.from).isGlued
  if (isBehindColon && tokenAt(tokens, numeral.from - 2).kind === 'number') return true
  if (isDecimal(tokens, numeral) || isFraction(tokens, numeral)) return true
  if (numeral.isSpoken === false && isGrouped(tokens, numeral.from)) return true
  const isLongForPart = numeral.digits.length > 4 && (next.text === 'of' || next.text === 'out')
  // "Two oh", and then "mm-hm".
  const isSameTurn = next.segment === tokenAt(tokens, numeral.to).segment
  const isHum = next.text === 'mm' && textAt(tokens, numeral.to + 2) === '-'
  const isUnit =
    innocentUnits.has(next.text) &&
    isSameTurn &&
    !isHum &&
    !isLongForPart &&
    !(next.text === 'times' && isDictated(tokens, numeral))
  return isUnit
}

// Hours and years have no more.
const longestBound = 4

/** "Between three and six": either bound. */
function isBound(tokens: readonly Token[], { from, to, digits }: Numeral): boolean {
  if (digits.length > longestBound) return false
  if (textAt(tokens, from - 1) === 'between')
    return [1, 2, 3].some((step) => textAt(tokens, to + step) === 'and')
  if (textAt(tokens, from - 1) !== 'and') return false
  return [3, 4].some((step) => textAt(tokens, from - step) === 'between')
}

function isDictated(tokens: readonly Token[], numeral: Numeral): boolean {
  return numeral.from > 1 && digitWords.has(textAt(tokens, numeral.from - 1))
}

/** 79.98 alone: either half of two glued groups, the second of one or two digits, nothing glued around them. */
function isFraction(tokens: readonly Token[], { from, to }: Numeral): boolean {
  return isFractionFrom(tokens, to) || isFractionFrom(tokens, from - 2)
}

function isFractionFrom(tokens: readonly Token[], whole: number): boolean {
  const head = tokenAt(tokens, whole)
  const mark = tokenAt(tokens, whole + 1)
  const tail = tokenAt(tokens, whole + 2)
  const isShaped =
    head.kind === 'number' &&
    tail.kind === 'number' &&
    tail.text.length <= 2 &&
    head.text.length <= 5
  if (!isShaped || mark.text !== '.' || !mark.isGlued || !tail.isGlued) return false
  const isFree = !(head.isGlued && ['.', '-', '/'].includes(textAt(tokens, whole - 1)))
  const after = tokenAt(tokens, whole + 3)
  return (
    isFree &&
    !(
      after.isGlued &&
      tokenAt(tokens, whole + 4).isGlued &&
      tokenAt(tokens, whole + 4).kind === 'number'
    )
  )
}

/** 45.50 or 1,200: exactly two glued groups, so 555.123.4567 is none. */
function isDecimal(tokens: readonly Token[], numeral: Numeral): boolean {
  const mark = tokenAt(tokens, numeral.to + 1)
  const tail = tokenAt(tokens, numeral.to + 2)
  const after = tokenAt(tokens, numeral.to + 3)
  const unit =
    after.isGlued && (after.text === '.' || after.text === ',')
      ? tokenAt(tokens, numeral.to + 5)
      : after
  const isJoined = mark.isGlued && tail.isGlued && tail.kind === 'number'
  return isJoined && (mark.text === '.' || mark.text === ',') && innocentUnits.has(unit.text)
}
