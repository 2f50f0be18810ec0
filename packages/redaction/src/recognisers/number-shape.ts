/** What a run of digits is by its length, its groups and how it is said, whatever stands around it. */
import type { PersonalKind } from '../kinds.ts'
import type { NumberRun } from '../numbers/number-runs.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { View } from '../view.ts'
import { isAlone, isCountedUp, isCounting, isDigitByDigit } from './dictation.ts'
import { isPhone, isPlausiblePhone } from './phone-number.ts'

export type Verdict = { readonly kind: PersonalKind; readonly rule: string } | undefined

const timeWords = new Set([
  'at',
  'by',
  'before',
  'after',
  'around',
  'between',
  'until',
  'till',
  'about',
  'from',
])

/** "Call me at ten thirty or two fifteen". */
export function isTimeLike(view: View, run: NumberRun): boolean {
  if (textAt(view.tokens, run.from - 1) === 'between') return true
  const singles = run.numerals.filter(({ digits }) => digits.length === 1)
  return (
    timeWords.has(textAt(view.tokens, run.from - 1)) && singles.length * 2 < run.numerals.length
  )
}

/** Said aloud, in groups, or one that some country dials: "number 20441877" alone is none. */
export function isDialledNumber(view: View, run: NumberRun): boolean {
  if (run.numerals.some(({ isSpoken }) => isSpoken)) return true
  if (run.numerals.length > 2) return true
  return hasPhoneGroups(view, run) || run.digits.length === 10 || run.digits.length === 11
}

/** Three, three and four, or ten digits and more that some country dials: no order's, whatever was asked before. */
export function isLikePhone(view: View, run: NumberRun): boolean {
  return hasPhoneGroups(view, run) || (isPlausiblePhone(run.digits) && isPhone(run.digits))
}

/** Each correction repeats some digits. */
export function mostWithCorrections({ correctedAt }: NumberRun, most: number): number {
  return most + Math.min(2, correctedAt.length) * 4
}

export function judgeByShape(view: View, run: NumberRun): Verdict {
  const { digits } = run
  if (hasPhoneGroups(view, run)) return { kind: 'phone', rule: 'phone-shape' }
  // "T 020 7946 0018 | M 07700 900018": labels of one letter are no code.
  const isInGroups = run.numerals.length > 1 && run.numerals.every((group) => !group.isSpoken)
  if (isInGroups && isTrunkNumber(run)) return { kind: 'phone', rule: 'phone-trunk' }
  const isCode = isOfCode(view, run)
  const isSaidAlone =
    !isCode && digits.length >= 5 && digits.length <= 6 && isDigitByDigit(run) && isAlone(view, run)
  if (isSaidAlone && run.numerals.every(({ isSpoken }) => isSpoken) && !isCounting(run))
    return { kind: 'phone', rule: 'number-alone' }
  if (isInCode(view, run) || isCountedUp(run)) return undefined
  const isSpelledOut =
    !isCode && digits.length === 6 && run.numerals.length === 6 && run.to - run.from === 5
  if (isSpelledOut && run.numerals.every(({ isSpoken }) => isSpoken) && !isCounting(run))
    return { kind: 'phone', rule: 'phone-spoken' }
  // A code that was sent, or is shown.
  if (isCode && digits.length <= longestCode && !digits.startsWith('0') && !isAskedElse(view))
    return undefined
  if (digits.length < 7 || digits.length > 22) return undefined
  const [at = 0] = run.correctedAt
  const first = digits.slice(0, at)
  if (isPlausiblePhone(first) && isPhone(first)) return { kind: 'phone', rule: 'phone-corrected' }
  if (textAt(view.tokens, run.from - 1) === '+' || textAt(view.tokens, run.from - 1) === 'plus')
    return { kind: 'phone', rule: 'phone-international' }
  const isSpoken = run.numerals.filter(isSaid).length * 2 >= run.numerals.length
  const isBegunAgain = digits.length > 16 && isDialled(run) && beginsAgain(run)
  if (
    isSpoken &&
    run.numerals.length >= 4 &&
    (digits.length <= mostWithCorrections(run, 16) || isBegunAgain) &&
    isDialled(run)
  )
    return { kind: 'phone', rule: 'phone-spoken' }
  if (!isSpoken && isTrunkNumber(run)) return { kind: 'phone', rule: 'phone-trunk' }
  if (isWithCountry(run)) return { kind: 'phone', rule: 'phone-country' }
  const isLikely = digits.length >= 9 && digits.length <= 18 && isPlausiblePhone(digits)
  if (isLikely && (!isSpoken || isDialled(run)) && isPhone(digits))
    return { kind: 'phone', rule: 'phone-known' }
  return undefined
}

/** Aloud, or as recognisers write what is said digit by digit: "0 4 7 7 5". */
function isSaid({ isSpoken, digits }: NumberRun['numerals'][number]): boolean {
  return isSpoken || digits.length === 1
}

const countries = /^(?:44|49|33|34|39|91|61|353|351|31)/

/** "44 7700 900 123": a country's number without its plus, in groups or said digit by digit. */
function isWithCountry({ digits, numerals }: NumberRun): boolean {
  if (digits.length < 11 || digits.length > 13 || numerals.length < 3) return false
  return countries.test(digits) && isPhone(`00${digits}`)
}

const longestCode = 9
const askedElse = new Set(['account', 'iban', 'card', 'national-id', 'postcode'])

/** Asked for something of his own, in talk of a code as well: "sort code and account number". */
function isAskedElse({ prompt }: View): boolean {
  const asked = scanBack(prompt, prompt.length, askedCode)
  return asked !== undefined && askedElse.has(asked.topic)
}

const ofNumbers = new Set(
  'area dialling dialing country city sort bank branch routing swift post postal zip pin security'.split(
    ' ',
  ),
)
const nearCode = 9
const askedCode = 40

/** "It's asking for the code again", "the code they texted is": nobody's number. */
function isOfCode({ tokens, prompt }: View, { from }: NumberRun): boolean {
  const isSaid = (said: typeof tokens, at: number) =>
    (textAt(said, at) === 'code' || textAt(said, at) === 'passcode') &&
    !ofNumbers.has(textAt(said, at - 1))
  for (let index = from - 1; index > from - nearCode; index -= 1)
    if (isSaid(tokens, index)) return true
  if (scanBack(prompt, prompt.length, askedCode)?.topic === 'phone') return false
  for (let index = prompt.length - 1; index >= Math.max(0, prompt.length - askedCode); index -= 1)
    if (isSaid(prompt, index)) return true
  return false
}

/** Said digit by digit, or long as a number with its area: "nineteen ninety nine or twenty four ninety nine" is a price. */
function isDialled(run: NumberRun): boolean {
  const singles = run.numerals.filter(
    ({ digits, isRepeated }) => digits.length === 1 || isRepeated === true,
  )
  const cardinals = run.numerals.filter(({ isCardinal }) => isCardinal)
  // "Nine hundred one two three", "five five five one hundred": round, and most of it said digit by digit.
  const isRound = cardinals.every(({ digits }) => /^[1-9]\d?0{2,3}$/.test(digits))
  if (cardinals.length > 0 && !(isRound && singles.length >= 5))
    return /^1?8(?:00|88)/.test(run.digits)
  if (run.digits.startsWith('0') || /^1?8(?:00|88)/.test(run.digits)) return true
  return (
    singles.length * 2 >= run.numerals.length ||
    run.digits.length === 10 ||
    run.digits.length === 11
  )
}

/** "Five oh three five … ah, five oh three five …": the same digits begin a second time. */
function beginsAgain({ digits }: NumberRun): boolean {
  const at = digits.indexOf(digits.slice(0, 5), 5)
  return at >= 5 && at <= 13
}

const letters = /^[b-hj-z]$/

/** Letters on both sides, or two on one: a code, and no telephone number. */
function isInCode(view: View, { from, to }: NumberRun): boolean {
  const before = [1, 2].filter((step) => isLetter(view, from - step)).length
  const after = [1, 2].filter((step) => isLetter(view, to + step)).length
  return before === 2 || after === 2 || (before > 0 && after > 0)
}

function isLetter(view: View, index: number): boolean {
  const { text, kind, isGlued } = tokenAt(view.tokens, index)
  return kind === 'word' && !isGlued && letters.test(text)
}

/** "07700 900 338": a trunk zero, and groups as they are dialled. */
export function isTrunkNumber({ digits, numerals }: NumberRun): boolean {
  if (!/^0[1-9]\d{8,9}$/.test(digits) || numerals.length > 6) return false
  return numerals.length > 1
    ? numerals.every((group) => group.digits.length >= 2)
    : /^07/.test(digits)
}

/** "06.12.34.56.78", whatever is talked about. */
export function isInPairs(run: NumberRun): boolean {
  const isPaired =
    run.numerals.length === 5 && run.numerals.every(({ digits }) => digits.length === 2)
  return isPaired && isTrunkNumber(run) && run.numerals.every(({ isSpoken }) => !isSpoken)
}

export function isYear(run: NumberRun): boolean {
  return /^(?:19|20)\d\d$/.test(run.digits)
}

export function hasGroups(view: View, run: NumberRun, lengths: readonly number[]): boolean {
  if (run.numerals.length !== lengths.length) return false
  return run.numerals.every(
    ({ digits, isSpoken, from }, index) =>
      !isSpoken &&
      digits.length === lengths[index] &&
      (index === 0 || textAt(view.tokens, from - 1) === '-'),
  )
}

/** 555-0123, 415-555-0123, (415) 555-0123, 415.555.0123. */
export function hasPhoneGroups(view: View, run: NumberRun): boolean {
  const written = run.numerals.every(({ isSpoken }) => !isSpoken)
  if (!written || run.numerals.length < 2 || run.digits.length > 13) return false
  const shape = run.numerals.map(({ digits }) => digits.length).join(' ')
  return /^(?:1 )?(?:3 )?3 4$/.test(shape) && (run.numerals.length > 2 || isDashed(view, run))
}

function isDashed(view: View, run: NumberRun): boolean {
  return view.tokens.slice(run.from, run.to + 1).some(({ text }) => text === '-')
}
