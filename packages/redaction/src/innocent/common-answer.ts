/** Answers that answer nothing: asked for a name, an address or a mail address, somebody says words that anybody says. */
import { isStreetNoun } from '../addresses/street-like.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { isKnownWord } from '../words/known-word.ts'
import {
  cities,
  flatWords,
  houseWords,
  nameFirstTypes,
  placeOpenings,
  regions,
  streetTypes,
} from '../words/street-words.ts'

const answered = new Set(
  'address-learned address-answered address-town name-answered email-words email-dictated'.split(
    ' ',
  ),
)
const articles = new Set(['the', 'a', 'an'])
const mostWords = 8

/** "Pardon", "it's broken", "third party fire and theft". */
export function isCommonAnswer(view: View, { rule, kind, from, to }: PersonalFinding): boolean {
  if (!answered.has(rule) || to - from >= mostWords) return false
  if (kind === 'address' && isNameAsked(view)) return false
  for (let index = from; index <= to; index += 1) {
    const token = tokenAt(view.tokens, index)
    if (token.kind === 'mark') continue
    if (view.numeralFrom(index) !== undefined) return false
    if (token.kind !== 'word' || token.isCapitalised || !isCommon(token.text)) return false
  }
  // Mail addresses are made of such words.
  return kind !== 'email' || articles.has(textAt(view.tokens, from))
}

const naming = new Set(['name', 'names', 'called', 'named'])
const askedTokens = 10

/** "What's the house called": by any word. */
function isNameAsked({ prompt }: View): boolean {
  return prompt.slice(-askedTokens).some(({ text }) => naming.has(text))
}

function isCommon(text: string): boolean {
  if (text.length < 2) return text === 'a' || text === 'i'
  if (!everydayWords.has(text) && !isKnownWord(text)) return false
  const isName =
    givenNames.has(text) ||
    familyNames.has(text) ||
    doubtfulGivenNames.has(text) ||
    doubtfulFamilyNames.has(text)
  return !isName && !isOfPlace(text)
}

const boxWords = new Set('box office route general delivery building lot'.split(' '))

function isOfPlace(text: string): boolean {
  return (
    cities.has(text) ||
    regions.has(text) ||
    placeOpenings.has(text) ||
    streetTypes.has(text) ||
    houseWords.has(text) ||
    flatWords.has(text) ||
    nameFirstTypes.has(text) ||
    boxWords.has(text) ||
    isStreetNoun(text)
  )
}
