/** What looks like a name, and what never is one. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { titles } from '../words/titles.ts'

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
  if (kind !== 'word' || titles.has(text))
    return kind === 'word' && titles.has(text) && !isFurther && false
  if (view.numeralFrom(index) !== undefined || isAgents(view, text)) return false
  const isListed = givenNames.has(text) || familyNames.has(text)
  if (text.length === 1)
    return isFurther && isCapitalised && tokenAt(view.tokens, index + 1).isCapitalised
  if (isListed && (isCapitalised || !everydayWords.has(text))) return true
  if (doubtfulGivenNames.has(text))
    return (
      isCapitalised || (!isWeak && !isFurther) || familyNames.has(textAt(view.tokens, index + 1))
    )
  if (everydayWords.has(text) || notNames.has(text) || isInflected(text)) return false
  if (!isWeak) return !isFurther || isCapitalised || !isWritten(view)
  if (isFurther) return isCapitalised || isFamilyLike(view, text)
  return isCapitalised && isNameLike(view, index)
}

/** Where nobody writes capitals, the endings that family names have and words have not. */
export function isFamilyLike(view: View, word: string): boolean {
  const isShaped =
    word.length > 5 &&
    /(?:ova|eva|ov|ski|sky|ska|sson|sen|dez|vic|wicz|czyk|berg|stein|feld|enko|opoulos|akis|dottir|etti|elli|mann|baum|burg|worth|field|well|ham|quist|strom|nen|chuk|yan|ian|oglu|ullah|wala|kar|murthy|swamy|singham)$/.test(
      word,
    )
  return isShaped && !everydayWords.has(word) && !isWritten(view)
}

export const notNames = new Set(
  'looking trying having getting speaking wondering actually located based interested dialing cancelled correct spelled spelling regarding misspelled frustrated confused concerned acme microsoft alexa siri everyone everybody folks anyone someone netflix verizon dell prime dob tel ssn phone mobile email born aged address postcode zip account card kundennr customer support amazon google apple samsung'.split(
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

/** After "this is" and "I'm" a lone large word may be a company: "speaking", "here" or a family name makes it a person. */
function isNameLike(view: View, index: number): boolean {
  const next = tokenAt(view.tokens, index + 1)
  const isPair = next.isCapitalised && next.kind === 'word' && !everydayWords.has(next.text)
  const after = isPair ? textAt(view.tokens, index + 2) : next.text
  return familyNames.has(next.text) || isPair || ['speaking', 'here', 'calling'].includes(after)
}
