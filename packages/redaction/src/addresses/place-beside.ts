/** Towns and regions that stand beside a postcode or an address that was found. */

import { isUncommon } from '../names/name-shape.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { topicOfWord } from '../topics/topic-words.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { givenNames } from '../words/given-names.ts'
import { cities, placeOpenings, regions } from '../words/street-words.ts'
import { titleWords } from '../words/title-words.ts'

const mostTownWords = 3

export function placesBeside(view: View): readonly PersonalFinding[] {
  return view.tokens.flatMap(({ text }, index): readonly PersonalFinding[] => {
    if (text === '[postcode]') return [...before(view, index), ...behind(view, index, true)]
    return text === '[address]' ? behind(view, index, false) : []
  })
}

/** "in gilmer texas [postcode]". */
function before(view: View, postcode: number): readonly PersonalFinding[] {
  const { tokens } = view
  let to = postcode - 1
  while (
    to > postcode - 4 &&
    [',', 'postcode', 'zip', 'code', 'is', 'uh', 'um', '.'].includes(textAt(tokens, to))
  )
    to -= 1
  let from = to + 1
  let words = 0
  let isSure = false
  while (words < mostTownWords) {
    const next = textAt(tokens, from - 1) === ',' && words > 0 ? from - 2 : from - 1
    if (!isTownWord(view, next, words > 0)) break
    const pair = `${textAt(tokens, next)} ${textAt(tokens, next + 1)}`
    isSure ||= isKnown(tokenAt(tokens, next)) || cities.has(pair)
    from = next
    words += 1
  }
  const isAfterAddress =
    ['[address]'].includes(textAt(tokens, from - 1)) ||
    ['[address]'].includes(textAt(tokens, from - 2))
  const isAfterIn = ['in', 'at', 'from', 'a'].includes(textAt(tokens, from - 1))
  const isWritten = words > 0 && to === postcode - 1 && tokenAt(tokens, from).isCapitalised
  if (words === 0 || !(isSure || isAfterAddress || (isAfterIn && words < 3) || isWritten)) return []
  return [{ kind: 'address', from, to, rule: 'address-town' }]
}

/** "[postcode] Karlsruhe", "[address] in utrecht". */
function behind(view: View, mask: number, isPostcode: boolean): readonly PersonalFinding[] {
  const { tokens } = view
  let from = mask + 1
  while (
    from < mask + 4 &&
    [
      ',',
      'in',
      'a',
      'en',
      'w',
      'em',
      'di',
      'out',
      '(',
      'uh',
      'um',
      'te',
      'and',
      "i'm",
      "that's",
    ].includes(textAt(tokens, from))
  )
    from += 1
  let to = from - 1
  let isSure = false
  for (let words = 0; words < mostTownWords; words += 1) {
    if (!isTownWord(view, to + 1, words > 0)) break
    to += 1
    isSure ||=
      isKnown(tokenAt(tokens, to)) ||
      (isUncommon(textAt(tokens, to)) && ['in', ','].includes(textAt(tokens, from - 1))) ||
      cities.has(`${textAt(tokens, to - 1)} ${textAt(tokens, to)}`)
  }
  if (to < from) return []
  const isLarge = tokenAt(tokens, from).isCapitalised
  const isNear = isPostcode && from === mask + 1
  const isIn = ['in', 'a', 'te', 'en'].includes(textAt(tokens, from - 1))
  const next = tokenAt(tokens, to + 1)
  const isEnd =
    next.text === '' || next.kind === 'mark' || next.kind === 'mask' || next.text === 'postcode'
  if (
    !isSure &&
    !(isLarge && (isNear || isIn || textAt(tokens, mask + 1) === ',')) &&
    !((isIn || isNear) && isEnd)
  )
    return []
  return [{ kind: 'address', from, to, rule: 'address-town' }]
}

function isKnown({ text, isCapitalised }: Token): boolean {
  return cities.has(text) || (regions.has(text) && (text.length > 2 || isCapitalised))
}

function isTownWord(view: View, index: number, isFurther: boolean): boolean {
  const token = tokenAt(view.tokens, index)
  const { kind, text } = token
  if (kind !== 'word' || view.numeralFrom(index) !== undefined) return false
  if (isKnown(token) && (token.isCapitalised || !everydayWords.has(text))) return true
  if (text.length < 3 && !isFurther) return false
  if (topicOfWord.has(text) || textAt(view.tokens, index + 1) === ':') return false
  if (placeOpenings.has(text)) return token.isCapitalised || isTownWord(view, index + 1, true)
  if (everydayWords.has(text) || text.length < 3) return false
  return token.isCapitalised
    ? !givenNames.has(text) && !titleWords.has(text)
    : !/(?:tting|ying|king|ly|eed)$/.test(text)
}
