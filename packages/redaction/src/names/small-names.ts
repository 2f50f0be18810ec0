/** Names where nobody writes capitals: runs of words of which a list knows one, with what stands beside it. */

import { phonetic } from '../recognisers/phonetic.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { brandWords, organisationWords, placePrefixes } from '../words/organisation-words.ts'
import { cities, regions } from '../words/street-words.ts'
import { titles } from '../words/titles.ts'
import { isOwnAgentName } from './agent-introductions.ts'
import { particles } from './name-after.ts'
import {
  baseOf,
  isAgents,
  isCased,
  isDoubtfulFamily,
  isStrange,
  isWritten,
  notNames,
} from './name-shape.ts'

/** `maybe` is a word that may be a family name, `first` one that may be a given name. */
type Role = 'given' | 'both' | 'family' | 'maybe' | 'first' | 'strange' | 'particle' | 'none'

const mostRunTokens = 7

export function smallNames(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  let index = 0
  while (index < view.tokens.length) {
    const roles = rolesFrom(view, index)
    if (roles.length === 0) {
      index += 1
      continue
    }
    const kept = keptOf(roles)
    if (kept !== undefined) {
      const from = index + kept.first
      const to = index + kept.last
      const isFound =
        roles
          .slice(kept.first, kept.last + 1)
          .some((role) => role === 'given' || role === 'both') ||
        to > from ||
        isLoneFamily(view, from)
      if (isFound && !isOwnAgentName(view, from) && !isBesideFirm(view, from, to))
        findings.push({ kind: 'name', from, to, rule: 'name-listed' })
    }
    index += roles.length
  }
  return findings
}

function rolesFrom(view: View, from: number): readonly Role[] {
  const roles: Role[] = []
  for (let index = from; roles.length < mostRunTokens; index += 1) {
    const before = textAt(view.tokens, index - 1)
    if (roles.length > 0 && before.endsWith("'s")) break
    const { text, isGlued } = tokenAt(view.tokens, index)
    const isHyphen = text === '-' && isGlued && roles.length > 0
    const role = isHyphen ? 'particle' : roleOf(view, index)
    if (role === 'none') break
    roles.push(role)
  }
  while (roles.at(-1) === 'particle') roles.pop()
  return roles
}

function roleOf(view: View, index: number): Role {
  const { kind, text, isCapitalised } = tokenAt(view.tokens, index)
  if (kind !== 'word' || isCapitalised || text.length < 2) return 'none'
  const base = baseOf(text)
  if (isAgents(view, base) || view.numeralFrom(index) !== undefined) return 'none'
  if (titles.has(base) || (brandWords.has(base) && !givenNames.has(textAt(view.tokens, index - 1))))
    return 'none'
  if (notNames.has(base) || isPlace(view, index, base) || isSpellingWord(view, index)) return 'none'
  if (isWritten(view)) return isWrittenSmall(view, index, base)
  if (!everydayWords.has(base)) {
    if (givenNames.has(base)) return familyNames.has(base) ? 'both' : 'given'
    if (familyNames.has(base)) return 'family'
  }
  if (particles.has(text)) return 'particle'
  const isThing = thingsBefore.has(textAt(view.tokens, index - 1))
  if (doubtfulGivenNames.has(base) && !everydayWords.has(base) && !isThing) return 'first'
  if (isDoubtfulFamily(view, index)) return 'maybe'
  return isStrange(base) && !isCased(view) ? 'strange' : 'none'
}

/** Where capitals are written a small name wants its family name behind it. */
function isWrittenSmall(view: View, index: number, base: string): Role {
  if (everydayWords.has(base)) return 'none'
  const isPair = (at: number) =>
    givenNames.has(textAt(view.tokens, at)) && familyNames.has(baseOf(textAt(view.tokens, at + 1)))
  if (isPair(index)) return 'given'
  return isPair(index - 1) ? 'family' : 'none'
}

/** "In austin", "florence oregon", "san francisco", "james street". */
function isPlace(view: View, index: number, base: string): boolean {
  const before = textAt(view.tokens, index - 1)
  const after = textAt(view.tokens, index + 1)
  if (placePrefixes.has(before) && before.length > 2) return true
  if (streetBehind.has(after) && !doubtfulGivenNames.has(after)) return true
  const isTown = cities.has(base) || regions.has(base)
  return isTown && (placesBefore.has(before) || regions.has(after) || !givenNames.has(base))
}

const placesBefore = new Set(
  'in to from near at around outside of toward towards visit visiting downtown'.split(' '),
)
const streetBehind = new Set(
  'street road avenue university hospital airport hotel inc ltd gmbh lane drive boulevard station county'.split(
    ' ',
  ),
)

/** "V as in victor", "c for charlie", "echo hotel romeo": words that stand for letters. */
function isSpellingWord(view: View, index: number): boolean {
  const [before, further] = [1, 2].map((step) => textAt(view.tokens, index - step))
  if (before === 'in' && further === 'as') return true
  if (['for', 'like', 'wie', 'comme', 'de'].includes(before ?? '') && (further ?? '').length === 1)
    return true
  if (!phonetic.has(textAt(view.tokens, index))) return false
  return [-2, -1, 1, 2].some((step) => {
    const { text } = tokenAt(view.tokens, index + step)
    return phonetic.has(text) || ['like', 'wie'].includes(text)
  })
}

/** The part of a run that is a name: words of no list only beside those of one. */
function keptOf(roles: readonly Role[]): { first: number; last: number } | undefined {
  const isSure = (role: Role | undefined) =>
    role === 'given' || role === 'both' || role === 'family'
  let first = roles.findIndex(isSure)
  if (first < 0) {
    // "Mark dufresne": of a word that may be a name, and one that nobody says.
    const pair = roles.findIndex(
      (role, index) => role === 'first' && roles[index + 1] === 'strange',
    )
    return pair < 0 ? undefined : { first: pair, last: pair + 1 }
  }
  let last = roles.length - 1
  while (!isSure(roles[last])) last -= 1
  const lead = roles[first - 1]
  if (roles[first] !== 'given' && (lead === 'strange' || lead === 'first')) first -= 1
  else if (lead === 'particle') first -= 1
  const isGivenLast = roles[last] === 'given' || roles[last] === 'both'
  const tail = roles[last + 1]
  if (isGivenLast && (tail === 'maybe' || tail === 'first' || tail === 'strange')) last += 1
  else if (isGivenLast && tail === 'particle' && roles[last + 2] !== undefined) last += 2
  return { first, last }
}

const shortestLoneFamily = 5

/** "Moffitt, that's right": a family name alone that is nothing else. */
function isLoneFamily(view: View, index: number): boolean {
  const base = baseOf(textAt(view.tokens, index))
  if (base.length < shortestLoneFamily || !isStrange(base)) return false
  return !thingsBefore.has(textAt(view.tokens, index - 1))
}

const thingsBefore = new Set(
  'a an the at in on of to from into onto near my your our this that'.split(' '),
)

function isBesideFirm(view: View, from: number, to: number): boolean {
  const after = textAt(view.tokens, to + 1)
  const before = textAt(view.tokens, from - 1)
  return organisationWords.has(after) || brandWords.has(after) || brandWords.has(before)
}
