/** Addresses that were asked for or announced, said without any word for a street. */

import { isStrange, isUncommon } from '../names/name-shape.ts'
import { fillers } from '../numbers/number-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { foreignWords } from '../words/foreign-words.ts'
import { isKnownWord } from '../words/known-word.ts'
import { cities, doubtfulStreetTypes, placeOpenings, regionPairs } from '../words/street-words.ts'
import { addressAsked } from './address-asked.ts'
import type { Street } from './found-street.ts'
import { numeralsEnd, ordinals } from './house-number.ts'
import { streetAt } from './street.ts'
import { isStreetLike } from './street-like.ts'
import { doors, stretchFrom } from './stretch.ts'

const latestAnswer = 12
const mostHouseDigits = 6

/** "My address is three two one west oak": a number and a name where an address is talked about. */
export function toldAt(view: View, index: number): Street | undefined {
  const numeral = view.numeralFrom(index)
  if (numeral === undefined || view.numeralTo(index - 1) !== undefined) return undefined
  if (tokenAt(view.tokens, index).isGlued) return undefined
  const isAnswer = index < latestAnswer && !view.isAgent && addressAsked(view) !== undefined
  if (!isAnswer && !isAnnounced(view, index)) return undefined
  const first = numeralsEnd(view, index) + 1
  const isCased = tokenAt(view.tokens, 0).isCapitalised
  const name = tokenAt(view.tokens, first)
  if (name.kind !== 'word' || (isCased && !name.isCapitalised)) return undefined
  const { to, names, digits } = stretchFrom(view, index, false)
  if (names === 0 || to < first || digits > mostHouseDigits + 4) return undefined
  if (numeralsDigits(view, index, first) > mostHouseDigits) return undefined
  if (everydayWords.has(name.text) && !placeOpenings.has(name.text) && !isStreetLike(name.text))
    return undefined
  for (let next = first; next < first + 8; next += 1) {
    const street = streetAt(view, next)
    if (street !== undefined && street.from <= to && (isCased || street.to > to)) return undefined
  }
  return { from: index, to, rule: 'address-told' }
}

/** "Thirty two and the street name": who asks for the street next has read back the house. */
export function numberBeforeStreet(view: View, index: number): Street | undefined {
  if (index > 1) return undefined
  const numeral = view.numeralFrom(index)
  if (numeral === undefined || numeral.digits.length > 4) return undefined
  const to = numeralsEnd(view, index)
  const [and, the, street] = [1, 2, 3].map((step) => textAt(view.tokens, to + step))
  const isAsked = and === 'and' && ['the', 'what', 'which'].includes(the ?? '')
  return isAsked && ['street', 'road', 'postcode', 'zip'].includes(street ?? '')
    ? { from: index, to, rule: 'address-number-echo' }
    : undefined
}

/** "My address is …", with nothing between that begins something else. */
function isAnnounced(view: View, index: number): boolean {
  if (scanBack(view.tokens, index, 5)?.topic !== 'address') return false
  for (let before = index - 1; before > index - 5; before -= 1) {
    const { text, kind } = tokenAt(view.tokens, before)
    if (scanBack(view.tokens, before + 1, 1)?.topic === 'address') return true
    if (kind !== 'mark' && !preambles.has(text) && !fillers.has(text)) return false
  }
  return true
}

function numeralsDigits(view: View, from: number, end: number): number {
  let digits = 0
  for (let index = from; index < end; index += 1)
    digits += view.numeralFrom(index)?.digits.length ?? 0
  return digits
}

const shortAnswerTokens = 14
const mostTownWords = 6
const mostAnswers = 12

/** Asked where he lives, somebody says a street, a house or a town and nothing else. */
export function answeredAddress(view: View): readonly PersonalFinding[] {
  if (view.isAgent || addressAsked(view) === undefined) return []
  const { tokens } = view
  const findings: PersonalFinding[] = []
  let first = 0
  for (let index = 1; index <= tokens.length && findings.length < mostAnswers; index += 1) {
    if (index < tokens.length && tokenAt(tokens, index).segment === tokenAt(tokens, first).segment)
      continue
    findings.push(...answeredIn(view, first, index - 1))
    first = index
  }
  return findings
}

/** One turn of an answer. */
function answeredIn(view: View, start: number, end: number): readonly PersonalFinding[] {
  const { tokens } = view
  if (end - start >= shortAnswerTokens) return []
  const asked = addressAsked(view)
  let from = start
  while (from <= end && isPreamble(view, from)) from += 1
  let last = end
  while (last > from && isTrailing(view, last)) last -= 1
  last = beforeLetterWord(view, from, last)
  if (last < from) return []
  const mask = tokens.findIndex(
    ({ kind }, index) => index >= from && index <= last && kind === 'mask',
  )
  if (mask >= 0) {
    if (textAt(tokens, mask) !== '[postcode]') return []
    last = mask - 1
    while (last > from && isTrailing(view, last)) last -= 1
    if (last < from) return []
  }
  const { to, numbers, digits, names, types } = stretchFrom(view, from, true)
  if (from > start && ['number', 'no'].includes(textAt(tokens, from - 1)) && names + types > 0)
    from -= textAt(tokens, from - 2) === 'house' ? 2 : 1
  const isClause = asked === 'now' && names > 0 && clauses.has(textAt(tokens, to + 1))
  if (to !== last && !(isClause && isAllStrange(view, from, to))) return []
  if (isPublic(view, from, to)) return []
  const isPiece =
    !isOrdinalAlone(view, from, to) &&
    textAt(tokens, to) !== 'thousand' &&
    names === 0 &&
    textAt(tokens, from) !== 'zero' &&
    numbers > 0 &&
    digits <= mostHouseDigits
  const isStreet =
    types > 0 &&
    names + types > 1 &&
    !isSomebodysPlace(view, to) &&
    (doors.has(textAt(tokens, to)) || !foreignWords.has(textAt(tokens, to)))
  const isNumbered = numbers > 0 && names + types > 0
  const isTown =
    names > 0 &&
    names <= mostTownWords &&
    numbers + types === 0 &&
    isAllNames(view, from, to, asked === 'now')
  return isPiece || isStreet || isNumbered || isTown
    ? [{ kind: 'address', from, to, rule: 'address-answered' }]
    : []
}

/** "By the thirty first": a day. */
function isOrdinalAlone({ tokens }: View, from: number, to: number): boolean {
  return (
    to - from < 2 && ordinals.has(textAt(tokens, to)) && dayBefore.has(textAt(tokens, from - 1))
  )
}

const dayBefore = new Set('the by on until till from'.split(' '))

const publicPlaces = new Set('airport terminal station mall hospital stadium concourse'.split(' '))

/** "The airport terminal two". */
function isPublic({ tokens }: View, from: number, to: number): boolean {
  for (let index = from; index <= to; index += 1)
    if (publicPlaces.has(textAt(tokens, index))) return true
  return false
}

const clauses = new Set("it's it that's which there's just off near next but so".split(' '))

/** "Llys y wern it's off the main road": nothing but words that nobody says otherwise, and their links. */
function isAllStrange(view: View, from: number, to: number): boolean {
  for (let index = from; index <= to; index += 1) {
    const { text } = tokenAt(view.tokens, index)
    const isName = isStrange(text) || text.length < 3 || view.numeralFrom(index) !== undefined
    if (!isName) return false
  }
  return true
}

/** "Six d like dog": the last token before the word that stands for a letter. */
function beforeLetterWord({ tokens }: View, from: number, last: number): number {
  if (textAt(tokens, last - 2).length === 1 && ['like', 'for'].includes(textAt(tokens, last - 1)))
    return last - 2
  const isAsIn = textAt(tokens, last - 2) === 'as' && textAt(tokens, last - 1) === 'in'
  return isAsIn && textAt(tokens, last - 3).length === 1 && last - 3 >= from ? last - 3 : last
}

/** No word of another language, which may be an assent, and none of every day. */
function isAllNames(view: View, from: number, to: number, isAskedNow: boolean): boolean {
  for (let index = from; index <= to; index += 1) {
    const { text } = tokenAt(view.tokens, index)
    if (foreignWords.has(text) && !cities.has(text) && !regionPairs.has(text)) return false
    if (!isAskedNow && !isUncommon(text) && !cities.has(text) && !placeOpenings.has(text))
      return false
    if (townEnds.has(text) && index > from) continue
    if (!isStreetLike(text) && isKnownWord(text) && /(?:ing|ly|ed|s)$/.test(text)) return false
  }
  return true
}

// "Cedar falls".
const townEnds = new Set(
  'falls springs heights rapids hills lakes downs wells pines oaks'.split(' '),
)

/** "My ex's place". */
function isSomebodysPlace(view: View, to: number): boolean {
  const before = textAt(view.tokens, to - 1)
  return doubtfulStreetTypes.has(textAt(view.tokens, to)) && !isStreetLike(before)
}

const preambles = new Set(
  "it it's its is that that's at in on i i'm live lives my the address street town city um si ja oui da tak sim yes yeah sure no thanks we we're our would be should to house number home".split(
    ' ',
  ),
)

function isPreamble(view: View, index: number): boolean {
  const { text, kind } = tokenAt(view.tokens, index)
  if (kind === 'mark') return true
  if (text === 'the' && textAt(view.tokens, index + 1) === 'old') return false
  if (text === 'house' || text === 'the') return view.numeralFrom(index + 1) === undefined
  return (fillers.has(text) || preambles.has(text)) && view.numeralFrom(index) === undefined
}

const trailing = new Set(
  "and the eircode it's its postcode zip code please yes yeah okay ma'am maam sir thanks madam love is it".split(
    ' ',
  ),
)

function isTrailing(view: View, index: number): boolean {
  const { text, kind } = tokenAt(view.tokens, index)
  return kind === 'mark' || trailing.has(text)
}
