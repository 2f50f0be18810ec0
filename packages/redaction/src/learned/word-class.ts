/** What a token is to the learned weights: one class, and in which lists it stands. Never the word itself. */
import { directions, ordinals } from '../addresses/house-number.ts'
import { isStreetNoun } from '../addresses/street-like.ts'
import { dwellings } from '../addresses/weighed/phrase-part.ts'
import { hasFamilyShape } from '../names/family-shape.ts'
import { baseOf, isStrange, isUncommon } from '../names/name-shape.ts'
import { innocentUnits, monthWords } from '../numbers/innocent-words.ts'
import { neighbourlyDigitWords, scaleWords, teenWords, tenWords } from '../numbers/number-words.ts'
import type { Token } from '../text/token.ts'
import { topicOfWord } from '../topics/topic-words.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { famousWords } from '../words/famous-names.ts'
import { foreignWords } from '../words/foreign-words.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { isKnownWord } from '../words/known-word.ts'
import { labels } from '../words/label-words.ts'
import { brandWords, organisationWords } from '../words/organisation-words.ts'
import { productWords } from '../words/product-words.ts'
import { relations } from '../words/relation-words.ts'
import {
  cities,
  doubtfulStreetTypes,
  flatWords,
  houseWords,
  nameFirstTypes,
  placeOpenings,
  regions,
  streetBeforeName,
  streetEnding,
  streetTypes,
} from '../words/street-words.ts'
import { titles } from '../words/titles.ts'

/** In the order in which they are asked for: the first that fits is the class. */
const tests: readonly (readonly [string, (text: string) => boolean])[] = [
  ['type', (text) => streetTypes.has(text) && !doubtfulStreetTypes.has(text)],
  ['doubtful-type', (text) => doubtfulStreetTypes.has(text)],
  ['direction', (text) => directions.has(text)],
  ['ordinal', (text) => ordinals.has(text)],
  ['digit', (text) => neighbourlyDigitWords.has(text)],
  ['teen', (text) => teenWords.has(text)],
  ['ten', (text) => tenWords.has(text)],
  ['scale', (text) => scaleWords.has(text)],
  ['letter', (text) => text.length === 1],
  ['foreign-type', (text) => streetBeforeName.has(text) || nameFirstTypes.has(text)],
  ['flat', (text) => dwellings.has(text) || flatWords.has(text)],
  ['house', (text) => houseWords.has(text)],
  ['title', (text) => titles.has(text)],
  ['relation', (text) => relations.has(text)],
  ['month', (text) => monthWords.has(text)],
  ['unit', (text) => innocentUnits.has(text)],
  ['topic', (text) => topicOfWord.has(text)],
  ['everyday', (text) => everydayWords.has(text)],
  ['whole-street', (text) => text.length > 6 && streetEnding.test(text) && isStrange(text)],
  ['town', (text) => cities.has(text)],
  ['region', (text) => regions.has(text)],
  ['given', (text) => givenNames.has(baseOf(text))],
  ['family', (text) => familyNames.has(baseOf(text))],
  ['family-shape', (text) => hasFamilyShape(baseOf(text))],
  ['doubtful-given', (text) => doubtfulGivenNames.has(baseOf(text))],
  ['doubtful-family', (text) => doubtfulFamilyNames.has(baseOf(text))],
  ['noun', isStreetNoun],
  ['opening', (text) => placeOpenings.has(text)],
  ['firm', (text) => organisationWords.has(text) || brandWords.has(text)],
  ['product', (text) => productWords.has(text)],
  ['strange', (text) => isStrange(baseOf(text))],
  ['uncommon', (text) => isUncommon(text)],
  ['foreign', (text) => foreignWords.has(text)],
  ['known', isKnownWord],
]

const lists: readonly (readonly [string, (text: string) => boolean])[] = [
  ['is-given', (text) => givenNames.has(baseOf(text))],
  ['is-family', (text) => familyNames.has(baseOf(text))],
  ['may-be-given', (text) => doubtfulGivenNames.has(baseOf(text))],
  ['may-be-family', (text) => doubtfulFamilyNames.has(baseOf(text))],
  ['is-town', (text) => cities.has(text)],
  ['is-region', (text) => regions.has(text)],
  ['is-street-noun', isStreetNoun],
  ['is-everyday', (text) => everydayWords.has(text)],
  ['is-label', (text) => labels.has(text)],
  ['is-famous', (text) => famousWords.has(text)],
  ['is-owner', (text) => text.endsWith("'s")],
  ['is-short', (text) => text.length < 4],
]

const marks = [',', '.', '-', '/', '#', ':', '?', '(', ')', '&'] as const
const masks = [
  '[address]',
  '[postcode]',
  '[name]',
  '[email]',
  '[phone]',
  '[card]',
  '[account]',
  '[birth-date]',
] as const
const longestDigits = 6

/** The class of what is no token, of other marks and masks, and of words of no list. */
export const classNames: readonly string[] = [
  'border',
  'mark',
  'mask',
  'word',
  ...marks,
  ...masks,
  ...Array.from({ length: longestDigits }, (_, index) => `digits-${index + 1}`),
  ...tests.map(([name]) => name),
]
export const listNames: readonly string[] = lists.map(([name]) => name)

const classIds = new Map(classNames.map((name, index) => [name, index]))
const idOf = (name: string) => classIds.get(name) ?? 0
const testIds = tests.map(([name, holds]) => ({ id: idOf(name), holds }))

interface Described {
  readonly kind: number
  readonly lists: readonly number[]
}

// Talk says the same words again and again. Only words of the language are remembered, none that may be somebody's.
const described = new Map<string, Described>()
const mostDescribed = 4_000

function describe(word: string): Described {
  const known = described.get(word)
  if (known !== undefined) return known
  const own = {
    kind: testIds.find(({ holds }) => holds(word))?.id ?? wordId,
    lists: lists.flatMap(([, holds], index) => (holds(word) ? [index] : [])),
  }
  if (described.size >= mostDescribed) described.clear()
  if (everydayWords.has(word) || isKnownWord(word)) described.set(word, own)
  return own
}

const wordId = idOf('word')

export function classOf({ kind, text }: Token): number {
  switch (kind) {
    case 'mark':
      return text === '' ? 0 : (classIds.get(text) ?? idOf('mark'))
    case 'mask':
      return classIds.get(text) ?? idOf('mask')
    case 'number':
      return idOf(`digits-${Math.min(longestDigits, text.length)}`)
    case 'word':
      return describe(text).kind
  }
}

/** The places in `listNames` of the lists in which it stands. */
export function listsOf({ kind, text }: Token): readonly number[] {
  return kind === 'word' ? describe(text).lists : []
}
