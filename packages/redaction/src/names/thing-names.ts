/** Large words that look like names and are none: of products, of places in a row, of letters. */
import { phonetic } from '../recognisers/phonetic.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { isKnownWord } from '../words/known-word.ts'
import { productLabels, productWords } from '../words/product-words.ts'
import { cities, regions } from '../words/street-words.ts'
import { titles } from '../words/titles.ts'

interface Stretch {
  readonly from: number
  readonly to: number
}

/** "The Grace Kelly suite", "model Luna". */
export function isProduct({ tokens }: View, { from, to }: Stretch): boolean {
  const before = textAt(tokens, textAt(tokens, from - 1) === ':' ? from - 2 : from - 1)
  if (titles.has(before) || textAt(tokens, to).endsWith("'s")) return false
  const after = tokenAt(tokens, to + 1)
  if (isShade(tokens, { from, to })) return true
  return productLabels.has(before) || (productWords.has(after.text) && !after.isCapitalised)
}

/** "In Misty Rose", "the Ruby Slippers": words that are names as well, and none that is nothing but one. */
function isShade(tokens: readonly Token[], { from, to }: Stretch): boolean {
  const before = textAt(tokens, from - 1)
  if (from === to || !['in', 'the'].includes(before)) return false
  for (let index = from; index <= to; index += 1) {
    const { text, kind } = tokenAt(tokens, index)
    if (kind !== 'word' || givenNames.has(text) || familyNames.has(text)) return false
    if (!doubtfulGivenNames.has(text) && !doubtfulFamilyNames.has(text) && !isKnownWord(text))
      return false
  }
  return true
}

// Colours and towns stand in a row behind these, people do not.
const rowsBehind = new Set('in visited visit visiting toured touring via through'.split(' '))

const people = new Set(
  'grandchildren children kids grandkids sons daughters brothers sisters siblings cousins friends colleagues twins guests parents attended attending passengers tenants'.split(
    ' ',
  ),
)
const mostInRow = 14

/** "Chester, Hull and Lincoln are all on strike": three in a row, of which one is a town. */
export function isPlaceInRow({ tokens }: View, { from, to }: Stretch): boolean {
  if (from !== to) return false
  let first = from
  while (first > from - mostInRow && isJoint(textAt(tokens, first - 1)) && isLarge(first - 2))
    first -= 2
  if (rowsBehind.has(textAt(tokens, first - 1)) && isJoint(textAt(tokens, first + 1))) return true
  let members = 0
  let towns = 0
  let index = first
  for (; index < first + mostInRow && isLarge(index); index += 2) {
    members += 1
    if (cities.has(textAt(tokens, index)) || regions.has(textAt(tokens, index))) towns += 1
    if (!isJoint(textAt(tokens, index + 1))) break
  }
  if (members < 3 || towns === 0 || titles.has(textAt(tokens, first - 1))) return false
  for (let next = index + 1; next < index + 8; next += 1)
    if (people.has(textAt(tokens, next))) return false
  return true

  function isLarge(at: number): boolean {
    const { kind, isCapitalised } = tokenAt(tokens, at)
    return kind === 'word' && isCapitalised
  }
}

function isJoint(text: string): boolean {
  return text === ',' || text === 'and' || text === 'or' || text === '&'
}

/** "Echo, hotel, seven, five, Romeo, Alpha". */
export function isCodeWord({ tokens }: View, index: number): boolean {
  if (!phonetic.has(textAt(tokens, index))) return false
  return [-2, -1, 1, 2].some((step) => phonetic.has(textAt(tokens, index + step)))
}
