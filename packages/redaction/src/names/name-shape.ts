/** What looks like a name, and what never is one. */
import { neighbourlyDigitWords, teenWords, tenWords } from '../numbers/number-words.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { topicOfWord } from '../topics/topic-words.ts'
import type { View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { foreignWords } from '../words/foreign-words.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { isKnownWord } from '../words/known-word.ts'
import { modernWords } from '../words/modern-words.ts'
import { brandWords, organisationWords } from '../words/organisation-words.ts'
import { spokenWords } from '../words/spoken-words.ts'
import { cities, regions } from '../words/street-words.ts'
import { titles } from '../words/titles.ts'
import { isDescribing } from './describing-words.ts'

export function isAgents(view: View, word: string): boolean {
  return view.people.agentWords.has(word)
}

export function baseOf(word: string): string {
  return word.endsWith("'s") ? word.slice(0, -2) : word
}

export function isSentenceStart(tokens: readonly Token[], index: number): boolean {
  const before = tokenAt(tokens, index - 1)
  return before.segment !== tokenAt(tokens, index).segment || ['.', '?', '!'].includes(before.text)
}

export const hesitations = new Set([
  'uh',
  'um',
  'er',
  'erm',
  ',',
  'hmm',
  '…',
  'actually',
  'is',
  "it's",
  'ah',
  ':',
  'just',
  'well',
  '-',
])

export function canBeName(view: View, index: number, isWeak: boolean, isFurther: boolean): boolean {
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  const base = baseOf(text)
  if (kind !== 'word' || titles.has(text)) return false
  if (view.numeralFrom(index) !== undefined || isAgents(view, base)) return false
  // "Gene price": behind a name the label is none.
  const isBehindName = isFurther && isDoubtfulFamily(view, index)
  if (isLabel(view, index) && !(isBehindName && !isCased(view))) return false
  const isListed = givenNames.has(base) || familyNames.has(base)
  if (text.length === 1)
    return isFurther && isCapitalised && tokenAt(view.tokens, index + 1).isCapitalised
  if (isListed && (isCapitalised || !everydayWords.has(base))) return true
  if (isFurther && isDoubtfulFamily(view, index)) return true
  if (doubtfulGivenNames.has(base))
    return (
      isCapitalised ||
      (!isWeak && !isFurther) ||
      familyNames.has(textAt(view.tokens, index + 1)) ||
      (!isFurther &&
        (!everydayWords.has(base) || monthNames.has(base)) &&
        isDoubtfulFamily(view, index + 1))
    )
  if (everydayWords.has(base) || notNames.has(base) || isInflected(base))
    return !isWeak && !isFurther && doubtfulFamilyNames.has(base) && isSaidAlone(view, index)
  if (isCapitalised || isWritten(view))
    return isWeak
      ? isCapitalised && (isFurther || isNameLike(view, index))
      : !isFurther || isCapitalised
  if (isCased(view)) return !isWeak && !isFurther
  if (foreignWords.has(base)) return !isWeak && !isFurther && isSaidAlone(view, index)
  if (isKnownWord(base))
    return (
      (!isWeak && !isFurther && isSaidAlone(view, index)) ||
      (isFurther && isUncommon(base) && isSaidAlone(view, index))
    )
  if (!isStrange(base)) return !isWeak && !isFurther
  if (isFurther || !isWeak) return true
  return isNamedAlone(view, index) && !isDescribing(view, index)
}

/** A family name that is a word as well, behind a name and where it can hardly be the word. */
export function isDoubtfulFamily(view: View, index: number): boolean {
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  const base = baseOf(text)
  if (kind !== 'word' || !doubtfulFamilyNames.has(base)) return false
  if (isCapitalised) return true
  return !isWritten(view) && (!everydayWords.has(base) || familiesOfEveryDay.has(base))
}

const monthNames = new Set(['april', 'may', 'june', 'august'])

const familiesOfEveryDay = new Set(
  'brown black white green king price long hall house little young bell good best wood banks bishop cash rich grey gray strong small short noble man person bill'.split(
    ' ',
  ),
)

/** "Name: Rosa Ek, ID: …", a line further: a label begins there, and no further name. */
export function isLabel(view: View, index: number): boolean {
  const { text } = tokenAt(view.tokens, index)
  const next = textAt(view.tokens, index + 1)
  if (next === ':') return !(givenNames.has(text) || familyNames.has(text))
  if (!topicOfWord.has(text)) return false
  return text.length < 5 || !(givenNames.has(text) || familyNames.has(text))
}

/** A word that nobody says unless it is a name: in no list of words, places or firms. */
export function isStrange(word: string): boolean {
  return isUncommon(word) && !isKnownWord(word)
}

/** Said seldom, though it may be a word: enough beside a title or a given name. */
export function isUncommon(word: string): boolean {
  return (
    word.length > 2 &&
    !spokenWords.has(word) &&
    !modernWords.has(word) &&
    !everydayWords.has(word) &&
    !foreignWords.has(word) &&
    !tenWords.has(word) &&
    !teenWords.has(word) &&
    !neighbourlyDigitWords.has(word) &&
    !notNames.has(word) &&
    !hesitations.has(word) &&
    !cities.has(word) &&
    !regions.has(word) &&
    !brandWords.has(word) &&
    !organisationWords.has(word) &&
    !/(?:ing|tion|ment|ness|ship|ware|able|ical|ised|ized|ology|phone|n't|'ll|'ve|'re|'d)s?$/.test(
      word,
    ) &&
    !(word.endsWith('s') && spokenWords.has(word.slice(0, -1)))
  )
}

/** "My name is Tiger": a word of every day with nothing behind it. */
function isSaidAlone(view: View, index: number): boolean {
  const next = tokenAt(view.tokens, index + 1)
  if (next.kind !== 'word' || next.text === 'and') return true
  return familyNames.has(next.text) || isDoubtfulFamily(view, index + 1)
}

const behindNames = new Set(
  "and like but though sorry yeah yes again actually i i'm i'd i've my here speaking calling from with on how what can could may last first surname".split(
    ' ',
  ),
)

/** "This is Xoliswa calling": what follows a name that stands alone. */
function isNamedAlone(view: View, index: number): boolean {
  const next = tokenAt(view.tokens, index + 1)
  return (
    next.kind !== 'word' ||
    behindNames.has(next.text) ||
    familyNames.has(next.text) ||
    isStrange(next.text)
  )
}

export const notNames = new Set(
  'looking trying having getting speaking wondering actually located based interested dialing cancelled correct spelled spelling regarding misspelled frustrated confused concerned acme microsoft alexa siri everyone everybody folks anyone someone netflix verizon dell prime dob tel ssn phone mobile email born aged address postcode zip account card kundennr customer support amazon google apple samsung sim dev amc latte chai umm cali ref reg mag bro sis mate dude pal buddy sir maam hun honey darling sweetie sweetheart chief guys guy folks team all man girl thu tue wed mon fri sat sun art nif gdpr accounts payable movil bueno parfait tasa simi dona homeroom god'.split(
    ' ',
  ),
)

function isInflected(text: string): boolean {
  return text.length > 5 && /(?:ing|ally|tion)$/.test(text)
}

/** Somebody writes capitals here, so their absence means something. */
export function isWritten(view: View): boolean {
  const known = written.get(view)
  if (known !== undefined) return known
  const isIt = hasLargeWord(view)
  written.set(view, isIt)
  return isIt
}

// Asked at every word of a text.
const written = new WeakMap<View, boolean>()

function hasLargeWord(view: View): boolean {
  return view.tokens.some(
    ({ isCapitalised, text }, index) =>
      isCapitalised &&
      text !== 'i' &&
      !text.startsWith("i'") &&
      !isSentenceStart(view.tokens, index),
  )
}

/** Capitals stand in the text, be it at the beginning of a sentence only. */
export function isCased(view: View): boolean {
  const first = tokenAt(view.tokens, 0)
  return (
    isWritten(view) || (first.isCapitalised && first.text.length > 1 && !first.text.includes("'"))
  )
}

/** After "this is" and "I'm" a lone large word may be a company: "speaking", "here" or a family name makes it a person. */
function isNameLike(view: View, index: number): boolean {
  const next = tokenAt(view.tokens, index + 1)
  const isPair = next.isCapitalised && next.kind === 'word' && !everydayWords.has(next.text)
  const after = isPair ? textAt(view.tokens, index + 2) : next.text
  return familyNames.has(next.text) || isPair || ['speaking', 'here', 'calling'].includes(after)
}

/** The text goes on in another line. */
export function isNewLine(view: View, index: number): boolean {
  const isSame = tokenAt(view.tokens, index).segment === tokenAt(view.tokens, index - 1).segment
  return isSame && view.source(index - 1, index).includes('\n')
}
