/**
 * Takes back finds that rest on what was asked or talked about, when their own words say that something is counted, timed,
 * priced or told apart by a number: "six megs", "row twenty seven", "eleven point two", "fifty fifty".
 */
import { monthWords } from '../numbers/innocent-words.ts'
import type { Numeral } from '../numbers/numeral.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { isIdiom } from './idioms.ts'
import { measures, thingsTold } from './told-apart.ts'

/** Nothing but the talk around them speaks for these. */
const resting = new Set(
  'address-learned address-answered address-told address-weighed address-number-behind address-town address-grown postcode-context postcode-piece postcode-town postcode-beside postcode-answered birth-date-context account-context account-dictated code-dictated national-id-context card-piece card-context cvv-context cvv-dictated phone-piece phone-dictated phone-context phone-spoken email-dictated email-spelled email-words'.split(
    ' ',
  ),
)

// As long as a telephone number: too long for anything that is counted.
const longestCounted = 6

export function isPlainTalk(view: View, finding: PersonalFinding): boolean {
  if (!resting.has(finding.rule)) return false
  const numerals = numeralsIn(view, finding)
  if (numerals.length === 0) return false
  if (finding.kind !== 'cvv' && isIdiom(view.tokens, finding.from, finding.to)) return true
  // In mail addresses numbers are said as they come; a security code is short and may look like a price.
  if (finding.kind === 'email') return numerals.some((numeral) => isMeasured(view, numeral))
  const digits = numerals.map((numeral) => numeral.digits).join('')
  if (digits.length > longestCounted) return false
  const [first] = numerals
  const last = numerals.at(-1)
  if (first === undefined || last === undefined) return false
  return (
    numerals.some((numeral) => isMeasured(view, numeral) || isDecimal(view, numeral)) ||
    isToldApart(view, first, finding) ||
    (finding.kind !== 'cvv' && isPrice(view, numerals, finding)) ||
    (finding.kind !== 'address' && isClock(view, numerals)) ||
    (finding.kind !== 'birth-date' && isYear(view, finding, digits))
  )
}

const mostNumerals = 8

function numeralsIn(view: View, { from, to }: PersonalFinding): readonly Numeral[] {
  const numerals: Numeral[] = []
  for (let index = from; index <= to && numerals.length < mostNumerals; index += 1) {
    const numeral = view.numeralFrom(index)
    if (numeral === undefined) continue
    numerals.push(numeral)
    index = numeral.to
  }
  return numerals
}

/** "Twenty milligram", "seven percent". */
function isMeasured({ tokens }: View, { from, to }: Numeral): boolean {
  const next = tokenAt(tokens, to + 1)
  // "A five p m".
  const isHour = /^[ap]$/.test(next.text) && textAt(tokens, to + 2) === 'm'
  if (isHour && textAt(tokens, to + 3).length !== 1) return true
  return next.segment === tokenAt(tokens, from).segment && measures.has(next.text)
}

/** "Nineteen point two four". */
function isDecimal(view: View, { from, to }: Numeral): boolean {
  const { tokens } = view
  if (textAt(tokens, to + 1) === 'point' && view.numeralFrom(to + 2) !== undefined) return true
  return textAt(tokens, from - 1) === 'point' && view.numeralTo(from - 2) !== undefined
}

const signs = new Set(['number', 'no', '#', 'numbers'])

/** "Row twenty seven", "clause fourteen". */
function isToldApart({ tokens }: View, { from }: Numeral, finding: PersonalFinding): boolean {
  const at = signs.has(textAt(tokens, from - 1)) ? from - 2 : from - 1
  return thingsTold(finding.kind).has(textAt(tokens, at))
}

const paid = new Set(
  'of for pay paid paying cost costs spend spent over under extra another only than charged was were worth owe owes refund refunded total totals comes came'.split(
    ' ',
  ),
)
const paidBeforeHouse = new Set('of for pay paid cost costs spend spent over charged'.split(' '))

/** "Two payments of forty nine ninety five". */
function isPrice(
  { tokens }: View,
  numerals: readonly Numeral[],
  { from, kind }: PersonalFinding,
): boolean {
  const [whole, cents] = numerals
  if (numerals.length > 2 || whole?.isSpoken !== true) return false
  const isShaped =
    cents === undefined
      ? kind === 'address' && whole.isSpoken && whole.digits.length < 4
      : /^[1-9]\d$/.test(cents.digits) && /^[1-9]\d?$/.test(whole.digits)
  if (!isShaped) return false
  const before = textAt(tokens, from - 1)
  // "It comes to two twelve fifty".
  if (before === 'to' && sums.has(textAt(tokens, from - 2))) return true
  if (kind !== 'address') return paid.has(before)
  const behind = textAt(tokens, (cents ?? whole).to + 1)
  return paidBeforeHouse.has(before) && goesOn.has(behind)
}

const sums = new Set('comes came come adds added works worked amounts amounted'.split(' '))
// "Fifty the standard's free", "eighty two fifty the second one".
const goesOn = new Set(['', 'the', 'a', 'and', 'or', 'so', 'but', '.', ','])

// "The twelve twenty five from leeds".
const travelled = new Set(
  'from to train bus flight ferry crossing sailing slot one service'.split(' '),
)
const timed = new Set('at by till until after before around about between'.split(' '))

/** "Delivered at fourteen twenty two", "at eleven fifteen". */
function isClock({ tokens }: View, numerals: readonly Numeral[]): boolean {
  const [hour, minute] = numerals
  if (hour === undefined || minute === undefined || numerals.length > 2) return false
  const isShaped =
    hour.isSpoken && Number(hour.digits) <= 24 && /^[1-5]\d$|^0\d$/.test(minute.digits)
  const before = textAt(tokens, hour.from - 1)
  if (!isShaped) return false
  return timed.has(before) || (before === 'the' && travelled.has(textAt(tokens, minute.to + 1)))
}

const dated = new Set(['in', 'since', 'from', 'until', 'till', 'of', 'back', ...monthWords])

/** "From twenty twenty one", "a twenty nineteen ford". */
function isYear({ tokens }: View, { from, kind }: PersonalFinding, digits: string): boolean {
  if (!/^(?:19[5-9]|20[0-4])\d$/.test(digits)) return false
  const before = textAt(tokens, from - 1)
  return dated.has(before) || ((before === 'a' || textAt(tokens, from) === 'a') && kind !== 'card')
}
