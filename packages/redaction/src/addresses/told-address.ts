/** Addresses that were asked for or announced, said without any word for a street. */

import { isStrange } from '../names/name-shape.ts'
import { innocentUnits } from '../numbers/innocent-words.ts'
import { fillers } from '../numbers/number-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { givenNames } from '../words/given-names.ts'
import { cities, houseWords, placeOpenings, regions, streetTypes } from '../words/street-words.ts'
import type { Street } from './found-street.ts'
import { numeralsEnd } from './house-number.ts'
import { isPlaceWord } from './place.ts'
import { streetAt } from './street.ts'

/** "My address is three two one west oak": a number and a name where an address is talked about. */
export function toldAt(view: View, index: number): Street | undefined {
  const numeral = view.numeralFrom(index)
  if (numeral === undefined || view.numeralTo(index - 1) !== undefined) return undefined
  const asked =
    scanBack(view.tokens, index, 5) ??
    (index < 5 ? scanBack(view.prompt, view.prompt.length, 24) : undefined)
  if (asked?.topic !== 'address') return undefined
  const end = numeralsEnd(view, index)
  if (numeral.isCardinal && !isStrange(textAt(view.tokens, end + 1))) return undefined
  if (tokenAt(view.tokens, index).isGlued) return undefined
  const isCased = tokenAt(view.tokens, 0).isCapitalised
  const first = numeralsEnd(view, index) + 1
  let to = first - 1
  while (
    to < first + 2 &&
    isPlaceWord(view.tokens, to + 1) &&
    tokenAt(view.tokens, to + 1).isCapitalised === isCased &&
    !innocentUnits.has(textAt(view.tokens, to + 1))
  )
    to += 1
  if (to < first || numeralsDigits(view, index, first) > 5) return undefined
  if (!isCased && !isStreetLike(textAt(view.tokens, first))) return undefined
  for (let next = first; next < first + 8; next += 1)
    if (streetAt(view, next) !== undefined) return undefined
  return { from: index, to, rule: 'address-told' }
}

const streetNouns = new Set(
  'maple oak elm pine cedar birch walnut cherry chestnut willow ash beech poplar spruce hickory magnolia dogwood laurel holly rose lily ivy main park lake hill river ocean spring springs sunset sunrise highland ridge forest church mill bridge garden market king kings queen queens prince princess broad center centre college union liberty state court school station high water front bay beach meadow valley grove orchard vine canal railroad chapel abbey castle manor farm mountain rock stone creek brook canyon prospect pleasant summit harbor harbour pearl eagle fox deer hunter hawk robin dove peach apple orange lemon grand broadway north south east west old new upper lower saint'.split(
    ' ',
  ),
)

function isStreetLike(word: string): boolean {
  return (
    streetNouns.has(word) ||
    isStrange(word) ||
    givenNames.has(word) ||
    familyNames.has(word) ||
    doubtfulFamilyNames.has(word) ||
    cities.has(word) ||
    regions.has(word)
  )
}

function numeralsDigits(view: View, from: number, end: number): number {
  let digits = 0
  for (let index = from; index < end; index += 1)
    digits += view.numeralFrom(index)?.digits.length ?? 0
  return digits
}

const shortAnswerWords = 7

/** Asked where he lives, somebody says a street, a house or a town and nothing else. */
export function answeredAddress(view: View): readonly PersonalFinding[] {
  const { tokens, prompt } = view
  if (tokens.length > shortAnswerWords + 4 || view.isAgent) return []
  if (tokens.some(({ kind }) => kind === 'mask')) return []
  if (scanBack(prompt, prompt.length, 30)?.topic !== 'address') return []
  let from = 0
  while (from < tokens.length && isPreamble(view, from)) from += 1
  let to = tokens.length - 1
  while (to > from && tokenAt(tokens, to).kind === 'mark') to -= 1
  if (to - from < 0 || to - from >= shortAnswerWords) return []
  const last = textAt(tokens, to)
  const isStreet = to > from && (streetTypes.has(last) || houseWords.has(last))
  const isNumber =
    ['number', 'no'].includes(textAt(tokens, from)) &&
    numeralsEnd(view, from + 1) === to &&
    to > from
  const isPiece = view.numeralFrom(from) !== undefined && numeralsEnd(view, from) === to
  return isStreet ||
    isNumber ||
    (isPiece && numeralsDigits(view, from, to + 1) <= 5) ||
    isTown(view, from, to)
    ? [{ kind: 'address', from, to, rule: 'address-answered' }]
    : []
}

const preambles = new Set(
  "it it's its is that that's at in on i i'm live lives my the address street town city um yes yeah sure no thanks um we we're our".split(
    ' ',
  ),
)

function isPreamble(view: View, index: number): boolean {
  const { text, kind } = tokenAt(view.tokens, index)
  if (kind === 'mark') return true
  return (fillers.has(text) || preambles.has(text)) && view.numeralFrom(index) === undefined
}

/** One to four words of no everyday use. */
function isTown(view: View, from: number, to: number): boolean {
  let words = 0
  for (let index = from; index <= to; index += 1) {
    const { text, kind } = tokenAt(view.tokens, index)
    if (kind === 'mark') continue
    if (kind !== 'word' || view.numeralFrom(index) !== undefined) return false
    if (text.length < 3 || /(?:ing|ly|ed|n't)$/.test(text)) return false
    if (everydayWords.has(text) && !(placeOpenings.has(text) && index < to)) return false
    words += 1
  }
  return words > 0 && words <= 3
}
