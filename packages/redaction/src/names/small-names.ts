/** Names where nobody writes capitals: runs of words of which a list knows one, with what stands beside it. */

import { phonetic } from '../recognisers/phonetic.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { brandWords, organisationWords, placePrefixes } from '../words/organisation-words.ts'
import { productWords } from '../words/product-words.ts'
import { cities, regions } from '../words/street-words.ts'
import { titles } from '../words/titles.ts'
import { isOwnAgentName } from './agent-introductions.ts'
import { hasFamilyShape } from './family-shape.ts'
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
      const to = index + kept.last
      const from = initialsBefore(view, index + kept.first)
      const isFound =
        roles
          .slice(kept.first, kept.last + 1)
          .some((role) => role === 'given' || role === 'both') ||
        to > from ||
        isLoneFamily(view, from)
      if (isFound && !isOwnAgentName(view, from) && !isThing(view, from, to))
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
    const isJoint = roles.length > 0 && ((text === '-' && isGlued) || isInitial(view, index))
    const role = isJoint ? 'particle' : roleOf(view, index)
    if (role === 'none') break
    roles.push(role)
  }
  while (roles.at(-1) === 'particle') roles.pop()
  return roles
}

/** "Rowena s bautista", "pilar g. zimmer": a letter, or the dot behind it, with a family name to come. */
function isInitial(view: View, index: number): boolean {
  const { tokens } = view
  const { text, isGlued } = tokenAt(tokens, index)
  if (text === '.') return isGlued && textAt(tokens, index - 1).length === 1
  if (!/^[a-z]$/.test(text) || text === 'i') return false
  const next = textAt(tokens, index + 1) === '.' ? index + 2 : index + 1
  const role = textAt(tokens, next).length > 1 ? roleOf(view, next) : 'none'
  return role === 'family' || role === 'both' || role === 'maybe'
}

function isSureFamily(view: View, index: number): boolean {
  const { kind, text } = tokenAt(view.tokens, index)
  const base = baseOf(text)
  return (
    kind === 'word' &&
    base.length > 4 &&
    isStrange(base) &&
    (familyNames.has(base) || hasFamilyShape(base))
  )
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
  // "Bill stavropoulos": a word of every day with a family name behind it that is nothing else.
  if (doubtfulGivenNames.has(base) && !isThing && isSureFamily(view, index + 1)) return 'first'
  if (doubtfulGivenNames.has(base) && !everydayWords.has(base) && !isThing) return 'first'
  if (isDoubtfulFamily(view, index)) return 'maybe'
  if (hasFamilyShape(base)) return 'family'
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
  else while (roles[first - 1] === 'particle') first -= 1
  const isGivenLast = roles[last] === 'given' || roles[last] === 'both'
  const tail = roles[last + 1]
  if (isGivenLast && (tail === 'maybe' || tail === 'first' || tail === 'strange')) last += 1
  else if (isGivenLast && tail === 'particle') {
    let next = last + 1
    while (roles[next] === 'particle') next += 1
    if (roles[next] !== undefined) last = next
  }
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

/** "B j mccready": up to three letters before a name that begins with a family's. */
function initialsBefore(view: View, from: number): number {
  const { tokens } = view
  if (givenNames.has(textAt(tokens, from))) return from
  let start = from
  while (start > from - 3 && /^[b-hj-z]$/.test(textAt(tokens, start - 1))) start -= 1
  const before = tokenAt(tokens, start - 1)
  // "Reference k p smith" goes on as a code does.
  return before.kind === 'number' || before.text.length === 1 ? from : start
}

const determiners = new Set('a an the another some any every each these those'.split(' '))
const shopsBefore = new Set('at to from by near in into inside through'.split(' '))

/** "The amber light", "a jack", "at wendy's", "norton antivirus": a name alone that somebody gave to a thing. */
function isThing(view: View, from: number, to: number): boolean {
  const after = tokenAt(view.tokens, to + 1)
  const before = textAt(view.tokens, from - 1)
  const { text } = tokenAt(view.tokens, from)
  const isOwner = text.endsWith("'s") && givenNames.has(baseOf(text)) && !determiners.has(before)
  if (productWords.has(after.text) && !titles.has(before) && !isOwner) return true
  // "The jasmine's two metres", "the bella italia".
  if (before === 'the' && !isFamilyLast(view, to)) return true
  if (from === to) {
    if (determiners.has(before) && !text.endsWith("'s") && !isVague(view, from)) return true
    const isEnd =
      after.kind !== 'word' || ['in', 'on', 'and', 'or', 'for', 'last'].includes(after.text)
    if (text.endsWith("'s") && shopsBefore.has(before) && isEnd) return true
    // "They'd rob you blind".
    if (['you', 'me', 'him', 'us', 'them'].includes(after.text))
      return !givenNames.has(text) || text === 'rob'
  }
  const further = textAt(view.tokens, to + 2)
  if (further === 'school' && schoolKinds.has(after.text)) return true
  if (text === 'jack' && jackedWith.has(after.text)) return true
  return isBesideFirm(after.text, before)
}

function isFamilyLast({ tokens }: View, to: number): boolean {
  const base = baseOf(textAt(tokens, to))
  return familyNames.has(base) && !givenNames.has(base)
}

/** "A svetlana something", "some wojtek or other". */
function isVague({ tokens }: View, from: number): boolean {
  return ['something', 'somebody', 'someone'].includes(textAt(tokens, from + 1))
}

const schoolKinds = new Set('middle high elementary primary secondary grammar junior'.split(' '))
const jackedWith = new Set('up to socket lead plug cable'.split(' '))

function isBesideFirm(after: string, before: string): boolean {
  return organisationWords.has(after) || brandWords.has(after) || brandWords.has(before)
}
