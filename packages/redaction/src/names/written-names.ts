/** Names as they are written: runs of large words of which a list knows one, or that a label announces. */
import { monthWords } from '../numbers/innocent-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { closings, labels } from '../words/label-words.ts'
import { brandWords, organisationWords, placePrefixes } from '../words/organisation-words.ts'
import { cities, regions } from '../words/street-words.ts'
import { titleWords } from '../words/title-words.ts'
import { titles } from '../words/titles.ts'
import { isOwnAgentName } from './agent-introductions.ts'
import { particles } from './name-after.ts'
import {
  baseOf,
  isAgents,
  isLabel,
  isNewLine,
  isSentenceStart,
  isStrange,
  notNames,
} from './name-shape.ts'
import { isCodeWord, isPlaceInRow, isProduct } from './thing-names.ts'

/** Tokens that may be one name; `units` are the words that count. */
interface Run {
  readonly from: number
  readonly to: number
  readonly units: readonly number[]
}

const mostUnits = 5

export function writtenNames(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    if (!isUnit(view, index)) continue
    const run = runFrom(view, index)
    const found = judgeRun(view, run)
    if (found !== undefined && !isOwnAgentName(view, found.from)) findings.push(found)
    index = run.to
  }
  return findings
}

/** Large, no everyday word unless it is a name as well, and nobody's of ours. */
function isUnit(view: View, index: number): boolean {
  const { kind, text, isCapitalised } = tokenAt(view.tokens, index)
  if (kind !== 'word' || !isCapitalised || text === 'i') return false
  const base = baseOf(text)
  if (isAgents(view, base) || notNames.has(base) || titles.has(base)) return false
  if (isLabel(view, index)) return false
  if (tokenAt(view.tokens, index + 1).kind === 'number' && tokenAt(view.tokens, index + 1).isGlued)
    return false
  if (text.length === 1) return isInitial(view, index)
  // Per-Erik.
  if (textAt(view.tokens, index + 1) === '-' && givenNames.has(textAt(view.tokens, index + 2)))
    return true
  return !everydayWords.has(base) || doubtfulFamilyNames.has(base) || doubtfulGivenNames.has(base)
}

/** "J. Smith", "N A MBEKI": with a longer large word at most two letters behind. */
function isInitial(view: View, index: number): boolean {
  for (let next = index + 1; next < index + 6; next += 1) {
    const { text, kind, isCapitalised } = tokenAt(view.tokens, next)
    if (text === '.') continue
    if (kind !== 'word' || !isCapitalised) return false
    if (text.length > 1) return !everydayWords.has(text)
  }
  return false
}

function runFrom(view: View, from: number): Run {
  const { tokens } = view
  const units = [from]
  let to = from
  for (let index = from + 1; units.length < mostUnits; index += 1) {
    const { text, isGlued, kind } = tokenAt(tokens, index)
    if (
      text === '-' &&
      isGlued &&
      particles.has(textAt(tokens, index - 1)) &&
      isUnit(view, index + 1)
    )
      continue
    if (text === '-' && isGlued && tokenAt(tokens, index + 1).isGlued) {
      if (tokenAt(tokens, index + 1).kind !== 'word') break
      index += 1
      to = index
      continue
    }
    const isInitialDot = text === '.' && isGlued && textAt(tokens, index - 1).length === 1
    if (isInitialDot && isUnit(view, index + 1)) continue
    if (textAt(tokens, index - 1).endsWith("'s")) break
    if (isNewLine(view, index)) break
    if (particles.has(text) && !isUnit(view, index) && leadsOn(view, index)) continue
    if (kind !== 'word' || !isUnit(view, index)) break
    units.push(index)
    to = index
  }
  return { from, to, units }
}

/** "van der": up to three particles with a large word behind. */
function leadsOn(view: View, index: number): boolean {
  for (let next = index + 1; next < index + 4; next += 1) {
    if (isUnit(view, next)) return true
    if (textAt(view.tokens, next) === '-' && tokenAt(view.tokens, next).isGlued) continue
    if (!particles.has(textAt(view.tokens, next))) return false
  }
  return false
}

function judgeRun(view: View, run: Run): PersonalFinding | undefined {
  const { tokens } = view
  const words = run.units.map((unit) => baseOf(textAt(tokens, unit)))
  if (isPlaceOrFirm(view, run, words) || isProduct(view, run) || isPlaceInRow(view, run))
    return undefined
  if (run.units.length === 1 && isCodeWord(view, run.from)) return undefined
  const given = words.findIndex((word) => givenNames.has(word))
  if (given >= 0) {
    let first = given
    while (first > 0 && isNameWord(words[first - 1] ?? '')) first -= 1
    return found(run, first)
  }
  const family = words.findIndex((word) => familyNames.has(word))
  const hasFamily = family >= 0 || words.slice(1).some((word) => doubtfulFamilyNames.has(word))
  if (words.length === 1) return turnedName(view, run) ?? loneWord(view, run, words[0] ?? '')
  if (!hasFamily) return unknownPair(view, run, words)
  const isFirstGiven = doubtfulGivenNames.has(words[0] ?? '') || (words[0] ?? '').length === 1
  if (isFirstGiven) return found(run, 0)
  if (family < 0) return undefined
  const isOpening = isSentenceStart(tokens, run.from) && !isNameWord(words[0] ?? '')
  // "Jomar Villanueva / …": a word that nobody knows before a family's.
  const isPair = words.length === 2 && isUnknown(words[0] ?? '') && family === 1
  if (!isOpening || isPair) return found(run, 0)
  return words.length > 2 ? found(run, 1) : undefined
}

/** Neither a word nor a place, in titles neither. */
function isUnknown(word: string): boolean {
  return (
    isStrange(word) &&
    !titleWords.has(word) &&
    !(word.endsWith('s') && titleWords.has(word.slice(0, -1)))
  )
}

/** "L. D'Angelo". */
function isInitialOf(view: View, { from }: Run): boolean {
  return textAt(view.tokens, from).length === 1 && textAt(view.tokens, from + 1) === '.'
}

/** Two or three large words that nobody knows, neither as words nor as names: "Roswitha Anzengruber". */
function unknownPair(view: View, run: Run, words: readonly string[]): PersonalFinding | undefined {
  if (words.length > 3 || run.to - run.from >= words.length + 2) return undefined
  const isFirstName = doubtfulGivenNames.has(words[0] ?? '') || isInitialOf(view, run)
  // "Acme Widgets, good day": a firm answers the telephone.
  if (view.isAgent && isSentenceStart(view.tokens, run.from)) return undefined
  if (!words.every((word, index) => isUnknown(word) || (isFirstName && index === 0)))
    return undefined
  const source = view.source(run.from, run.to)
  if (source === source.toUpperCase() || /\p{Ll}\p{Lu}/u.test(source)) return undefined
  return { kind: 'name', from: run.from, to: run.to, rule: 'name-unknown' }
}

function found(run: Run, first: number): PersonalFinding {
  return { kind: 'name', from: run.units[first] ?? run.from, to: run.to, rule: 'name-written' }
}

function isNameWord(word: string): boolean {
  return givenNames.has(word) || familyNames.has(word) || doubtfulGivenNames.has(word)
}

/** "O'SHAUGHNESSY, FINBAR": a word of no list or a family's in capitals, and a given name behind the comma. */
function turnedName(view: View, { from, to }: Run): PersonalFinding | undefined {
  const source = view.source(from, to)
  if (source !== source.toUpperCase() || source.length < 4) return undefined
  const mark = textAt(view.tokens, to + 1)
  const given = tokenAt(view.tokens, to + 2)
  if ((mark !== ',' && mark !== '/') || given.kind !== 'word' || given.text.length < 3)
    return undefined
  const behind = view.source(to + 2, to + 2)
  const isName =
    givenNames.has(given.text) ||
    (doubtfulGivenNames.has(given.text) && isUnknown(textAt(view.tokens, from)))
  if (behind !== behind.toUpperCase() || !isName) return undefined
  const initial = tokenAt(view.tokens, to + 3)
  const isInitial = initial.kind === 'word' && initial.text.length === 1 && initial.isCapitalised
  return { kind: 'name', from, to: isInitial ? to + 3 : to + 2, rule: 'name-turned' }
}

const placeWordsBefore = new Set(['in', 'at', 'near', 'the', 'to', 'of', 'around', 'via'])

/** "Kowalczyk called again": a name alone, where no place is talked about, or what only a person does. */
function loneWord(view: View, { from, to }: Run, word: string): PersonalFinding | undefined {
  const { tokens } = view
  const before = textAt(tokens, from - 1)
  if (titleWords.has(word) || cities.has(word) || regions.has(word)) return undefined
  if (isCodeWord(view, from)) return undefined
  const source = view.source(from, to)
  if (source.length <= 4 && source === source.toUpperCase()) return undefined
  if (monthWords.has(word) || brandWords.has(word)) return undefined
  const isDoer = doings.has(textAt(tokens, to + 1))
  const isSpokenTo = address.has(before) || isSpeakingWith(view, from)
  const isStart = isSentenceStart(tokens, from)
  const isKnown =
    familyNames.has(word) || (doubtfulGivenNames.has(word) && !everydayWords.has(word))
  if (isKnown && (isDoer || isSpokenTo || (!isStart && !placeWordsBefore.has(before))))
    return { kind: 'name', from, to, rule: 'name-alone' }
  const isSigned = before === '-' && !tokenAt(tokens, from).isGlued && textAt(tokens, to + 1) === ''
  const isPerson = (isDoer && !isStart) || isSpokenTo || isSigned
  return isPerson && isUnknown(word)
    ? { kind: 'name', from, to, rule: 'name-addressed' }
    : undefined
}

const speaking = new Set(['speaking', 'spoke', 'speak', 'talked', 'talk', 'according', 'thank'])

/** "Speaking with", "spoke to", "according to", "thank you". */
function isSpeakingWith(view: View, from: number): boolean {
  return (
    ['with', 'to', 'you'].includes(textAt(view.tokens, from - 1)) &&
    speaking.has(textAt(view.tokens, from - 2))
  )
}

// What people do, and firms and places seldom.
const doings = new Set(
  'said says called asked wants told phoned emailed rang wrote texted found booked reported complained confirmed insisted lives moved replied thinks believes'.split(
    ' ',
  ),
)
const address = new Set(
  'hi hello hey dear tell told ask asked thanks met cc uncle aunt auntie grandma grandpa nonna nana cousin sister brother mum dad hola bonjour ciao liebe lieber soy'.split(
    ' ',
  ),
)

function isPlaceOrFirm(view: View, run: Run, words: readonly string[]): boolean {
  const { tokens } = view
  const before = textAt(tokens, run.from - 1)
  const after = textAt(tokens, run.to + 1)
  const isSaint = before === '.' && textAt(tokens, run.from - 2) === 'st'
  if (isSaint || placePrefixes.has(before) || placePrefixes.has(words[0] ?? '')) return true
  if (organisationWords.has(after) && !textAt(tokens, run.to).endsWith("'s")) return true
  const isPerson = givenNames.has(words[0] ?? '') && !brandWords.has(words[0] ?? '')
  if (
    words.some(
      (word, index) =>
        !(isPerson && index === 1 && (doubtfulFamilyNames.has(word) || familyNames.has(word))) &&
        (brandWords.has(word) || organisationWords.has(word)),
    )
  )
    return true
  return before === 'calling' && ['for', 'you'].includes(textAt(tokens, run.from - 2))
}

/** "Name: …", "Cardholder …", "Regards, …": what stands there is one, listed or not. */
export function labelledNames(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    const text = textAt(view.tokens, index)
    const from = labels.has(text)
      ? afterLabel(view, index)
      : closings.has(text)
        ? afterClosing(view, index)
        : undefined
    if (from === undefined || !isUnit(view, from)) continue
    const run = runFrom(view, from)
    const words = run.units.map((unit) => baseOf(textAt(view.tokens, unit)))
    if (words.every((word) => isThingWord(word)) || bodies.has(words[0] ?? '')) continue
    findings.push({ kind: 'name', from, to: run.to, rule: 'name-labelled' })
    index = run.to
  }
  return findings
}

// "Beneficiary: Stichting Groene Hart", "Estate of …".
const bodies = new Set(
  'stichting verein fundacion fondation fondazione fundacao estate stadtwerke gemeente mairie ayuntamiento comune kommune sparkasse volksbank banque banco banca clinique praxis'.split(
    ' ',
  ),
)

const relations = new Set(
  'wife husband son daughter mother father brother sister uncle aunt landlord neighbour neighbor colleague partner boss'.split(
    ' ',
  ),
)

function isThingWord(word: string): boolean {
  return (
    organisationWords.has(word) ||
    brandWords.has(word) ||
    (titleWords.has(word) && !isNameWord(word) && !doubtfulFamilyNames.has(word))
  )
}

/** A colon, "is", or nothing before two large words. */
function afterLabel(view: View, label: number): number | undefined {
  const next = textAt(view.tokens, label + 1)
  if (next === ':' || next === '=') {
    const quoted = ['"', "'"].includes(textAt(view.tokens, label + 2)) ? label + 3 : label + 2
    return titles.has(textAt(view.tokens, quoted)) ? undefined : quoted
  }
  if (['from', 'to', 'cc', 'user', 'agent', 'contact'].includes(textAt(view.tokens, label)))
    return undefined
  const first = next === ',' ? label + 2 : label + 1
  const isRelation = relations.has(textAt(view.tokens, label))
  if (isRelation && isUnit(view, first) && next !== ',') return first
  const isPair = isUnit(view, first) && isUnit(view, first + 1)
  return isPair && !isSentenceStart(view.tokens, first) ? first : undefined
}

function afterClosing(view: View, closing: number): number | undefined {
  const hasMark = [',', '!', '.'].includes(textAt(view.tokens, closing + 1))
  const next = hasMark ? closing + 2 : closing + 1
  if (!isUnit(view, next)) return undefined
  if (!hasMark && textAt(view.tokens, closing) === 'best' && !isNewLine(view, next))
    return undefined
  const { to } = runFrom(view, next)
  const after = tokenAt(view.tokens, to + 1)
  const isEnd = after.text === '' || [',', '.', '!', '(', '-', '|', '\n'].includes(after.text)
  return isEnd || isNewLine(view, to + 1) ? next : undefined
}

/** "[name], Olga Ivanova and Per-Erik Dahl": two large words in a row with names. */
export function neighbouringNames(view: View): readonly PersonalFinding[] {
  return view.tokens.flatMap(({ text }, index): PersonalFinding[] => {
    if (text !== '[name]') return []
    let from = index + 1
    while (from < index + 3 && [',', 'and', '&', '/'].includes(textAt(view.tokens, from))) from += 1
    if (from === index + 1 || !isUnit(view, from)) return []
    const run = runFrom(view, from)
    const words = run.units.map((unit) => baseOf(textAt(view.tokens, unit)))
    if (isPlaceOrFirm(view, run, words)) return []
    const isAlone = words.length < 2
    if (
      isAlone
        ? !isNameWord(words[0] ?? '')
        : !words.some((word) => isNameWord(word) || isUnknown(word))
    )
      return []
    return [{ kind: 'name', from, to: run.to, rule: 'name-beside' }]
  })
}
