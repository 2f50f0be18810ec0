/** Names that are words as well, told by being said twice or by what is said about them: "will will castellano", "field that's the surname". */
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { isAgents, isStrange } from './name-shape.ts'

export function repeatedNames(view: View): readonly PersonalFinding[] {
  const called = new Set<string>()
  const surnames = new Set<string>()
  const findings = view.tokens.flatMap(({ kind, text }, index): PersonalFinding[] => {
    if (kind !== 'word' || text.length < 3 || isAgents(view, text)) return []
    const to = saidTwiceTo(view, index) ?? aroundGiven(view, index) ?? fromNearby(view, index)
    if (to !== undefined) return [found(index, to)]
    if (isSurnameSaid(view, index)) surnames.add(text)
    if (isCalledOut(view, index)) called.add(text)
    return []
  })
  if (called.size + surnames.size === 0) return findings
  return [
    ...findings,
    ...view.tokens.flatMap(({ text }, index): PersonalFinding[] => {
      if (called.has(text)) return [found(index, index)]
      if (!surnames.has(text)) return []
      if (givenNames.has(textAt(view.tokens, index - 1))) return [found(index - 1, index)]
      return isSurnameSaid(view, index) ? [found(index, index)] : []
    }),
  ]
}

function found(from: number, to: number): PersonalFinding {
  return { kind: 'name', from, to, rule: 'name-repeated' }
}

function isMaybeGiven(word: string): boolean {
  return doubtfulGivenNames.has(word) || givenNames.has(word)
}

/** "Joy joy halvorsen", "chase chase beaumont": a given name begun again, and a family name. */
function saidTwiceTo(view: View, index: number): number | undefined {
  const text = textAt(view.tokens, index)
  if (!isMaybeGiven(text) || textAt(view.tokens, index + 1) !== text) return undefined
  const family = tokenAt(view.tokens, index + 2)
  const isFamily =
    family.kind === 'word' &&
    !everydayWords.has(family.text) &&
    (familyNames.has(family.text) || doubtfulFamilyNames.has(family.text) || isStrange(family.text))
  return isFamily ? index + 2 : undefined
}

/** "King georgina king", "page ellen page". */
function aroundGiven({ tokens }: View, index: number): number | undefined {
  const text = textAt(tokens, index)
  const given = textAt(tokens, index + 1)
  const isFamily = familyNames.has(text) || doubtfulFamilyNames.has(text) || isStrange(text)
  return isFamily && givenNames.has(given) && given !== text && textAt(tokens, index + 2) === text
    ? index + 2
    : undefined
}

const nearPlaces = new Set('upstairs downstairs accounts reception'.split(' '))
const numberedPlaces = new Set('flat unit apartment number'.split(' '))

/** "Chase from unit four", "mark from next door", at the beginning or behind "tell" and "ask". */
function fromNearby(view: View, index: number): number | undefined {
  const { tokens } = view
  const text = textAt(tokens, index)
  if (!doubtfulGivenNames.has(text) || textAt(tokens, index + 1) !== 'from') return undefined
  if (index > 0 && !['tell', 'ask', 'and', 'is', "it's"].includes(textAt(tokens, index - 1)))
    return undefined
  const place = textAt(tokens, index + 2)
  const isNear =
    nearPlaces.has(place) ||
    (place === 'next' && textAt(tokens, index + 3) === 'door') ||
    textAt(tokens, index + 2) === '[address]' ||
    (numberedPlaces.has(place) && view.numeralFrom(index + 3) !== undefined)
  return isNear ? index : undefined
}

const nameLabels = new Set(['surname', 'last', 'first', 'family', 'maiden', 'forename'])

/** "Lord that's the surname". */
function isSurnameSaid({ tokens }: View, index: number): boolean {
  if (
    textAt(tokens, index + 1) !== "that's" ||
    !['the', 'my', 'his', 'her', 'our'].includes(textAt(tokens, index + 2))
  )
    return false
  const text = textAt(tokens, index)
  const isName = doubtfulFamilyNames.has(text) || isMaybeGiven(text) || !everydayWords.has(text)
  return isName && nameLabels.has(textAt(tokens, index + 3))
}

/** "Prudence prudence are you there". */
function isCalledOut({ tokens }: View, index: number): boolean {
  const text = textAt(tokens, index)
  if (index > 0 || !doubtfulGivenNames.has(text) || textAt(tokens, 1) !== text) return false
  const next = textAt(tokens, 2)
  return ['are', 'can', 'is', 'hello', ''].includes(next) && !everydayWords.has(text)
}
