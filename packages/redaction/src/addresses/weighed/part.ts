/** What a token may be in an address: a number, a name that nobody says otherwise, a word for a street, a flat, a town. */
import { isCased, isStrange } from '../../names/name-shape.ts'
import { innocentUnits, monthWords } from '../../numbers/innocent-words.ts'
import { textAt, tokenAt } from '../../text/token.ts'
import { topicOfWord } from '../../topics/topic-words.ts'
import type { View } from '../../view.ts'
import { everydayWords } from '../../words/common-words.ts'
import { foreignWords } from '../../words/foreign-words.ts'
import {
  cities,
  doubtfulStreetTypes,
  houseWords,
  nameFirstTypes,
  placeOpenings,
  regions,
  streetBeforeName,
  streetEnding,
  streetTypes,
} from '../../words/street-words.ts'
import { ordinals } from '../house-number.ts'
import { behindAddresses } from '../place.ts'
import { isStreetLike } from '../street-like.ts'
import { directionEnd, numberEnd } from './number-part.ts'
import { dwellingEnd, routeEnd } from './phrase-part.ts'

export type PartKind =
  | 'number'
  /** A number up to twelve in one word: most often something is counted by it. */
  | 'few'
  /** In words that are no English numbers: it stands behind the name. */
  | 'foreign'
  | 'ordinal'
  | 'direction'
  /** In no list of words. */
  | 'strange'
  /** A word that streets are named after. */
  | 'noun'
  /** Any other word that is not of every day. */
  | 'word'
  /** "Old", "great", "saint". */
  | 'opening'
  | 'type'
  | 'doubtful'
  /** "Rue", "calle", "via". */
  | 'before-name'
  /** A name and its type in one word: "lindenstrasse". */
  | 'whole-name'
  | 'house'
  | 'flat'
  | 'route'
  | 'place'
  /** What was found before. */
  | 'mask'
  | 'link'
  | 'none'

export interface Part {
  readonly kind: PartKind
  readonly to: number
}

const links = new Set(
  'of the de la le du des del della delle degli dei da das do dos van der den het am an im zum zur auf y upon st na no'.split(
    ' ',
  ),
)

const noNames = new Set(
  "mom's mum's mama's moro vivo habite woon wohne abito mieszkam bor word words letter letters ipv cle alpha bravo delta foxtrot juliet kilo lima oscar papa quebec tango uniform whiskey yankee zulu nought punto por komma virgule seater whole entire".split(
    ' ',
  ),
)
const noPart = (index: number): Part => ({ kind: 'none', to: index })

export function partAt(view: View, index: number): Part {
  const { kind, text } = tokenAt(view.tokens, index)
  const one = (part: PartKind): Part => ({ kind: part, to: index })
  if (kind === 'mask') return one(text === '[address]' || text === '[postcode]' ? 'mask' : 'none')
  const phrase = phraseAt(view, index)
  if (phrase !== undefined) return phrase
  if (kind !== 'word' || text.length < 2 || noNames.has(text) || /^.'s$/.test(text))
    return noPart(index)
  return one(kindOfWord(view, index))
}

function phraseAt(view: View, index: number): Part | undefined {
  const route = routeEnd(view, index)
  if (route !== undefined) return { kind: 'route', to: route }
  const dwelling = dwellingEnd(view, index)
  if (dwelling !== undefined) return { kind: 'flat', to: dwelling }
  const ordinal = ordinalEnd(view, index)
  if (ordinal !== undefined) return { kind: 'ordinal', to: ordinal }
  const direction = directionEnd(view, index)
  if (direction !== undefined) return { kind: 'direction', to: direction }
  const number = numberEnd(view, index)
  return number === undefined ? undefined : { kind: kindOfNumber(view, index, number), to: number }
}

function kindOfNumber(view: View, from: number, to: number): PartKind {
  const numeral = view.numeralFrom(from)
  if (numeral === undefined)
    return to === from || !/^[a-z#]$|^number$/.test(textAt(view.tokens, from))
      ? 'foreign'
      : 'number'
  return numeral.to === to && numeral.isSpoken && Number(numeral.digits) <= mostCounted
    ? 'few'
    : 'number'
}

const mostCounted = 12

/** "Fifth", "forty first", "42nd". */
function ordinalEnd(view: View, index: number): number | undefined {
  const { text } = tokenAt(view.tokens, index)
  if (ordinals.has(text)) return index
  const numeral = view.numeralFrom(index)
  if (numeral === undefined) return undefined
  const next = tokenAt(view.tokens, numeral.to + 1)
  if (next.isGlued && /^(?:st|nd|rd|th)$/.test(next.text)) return numeral.to + 1
  const isTen = numeral.isSpoken && /^[2-9]0$/.test(numeral.digits)
  return isTen && ordinals.has(next.text) ? numeral.to + 1 : undefined
}

const notEnglish = new Set(
  'rue chemin impasse allee calle avenida paseo carrer viale piazza corso rua strada ulica travessa praca largo estrada vicolo jalan jln camino carretera glorieta'.split(
    ' ',
  ),
)

function kindOfWord(view: View, index: number): PartKind {
  const { tokens } = view
  const { text, isCapitalised } = tokenAt(tokens, index)
  if (textAt(tokens, index + 1) === ':') return 'none'
  if (streetBeforeName.has(text) && (notEnglish.has(text) || isForeignBehind(view, index)))
    return 'before-name'
  if (streetTypes.has(text)) return doubtfulStreetTypes.has(text) ? 'doubtful' : 'type'
  if (nameFirstTypes.has(text)) return 'doubtful'
  if (text.length > 6 && streetEnding.test(text) && isStrange(text)) return 'whole-name'
  if (houseWords.has(text)) return 'house'
  if (isPlace(view, index)) return 'place'
  if (links.has(text)) return 'link'
  if (text.endsWith("'s") && isNoOwner(text.slice(0, -2))) return 'none'
  if (monthWords.has(text) || behindAddresses.has(text) || innocentUnits.has(text)) return 'none'
  if (topicOfWord.has(text)) return 'none'
  if (placeOpenings.has(text)) return 'opening'
  if ((everydayWords.has(text) || isCased(view)) && !isCapitalised) return 'none'
  if (!/^[a-z'-]+$/.test(text)) return 'none'
  if (isStrange(text)) return 'strange'
  if (isStreetLike(text)) return 'noun'
  return text.length > 2 && !foreignWords.has(text) && !/(?:n't|'ll|'ve|'re)$/.test(text)
    ? 'word'
    : 'none'
}

/** "The code's", "delivery's". */
function isNoOwner(word: string): boolean {
  return everydayWords.has(word) || topicOfWord.has(word) || word.endsWith('y')
}

function isForeignBehind({ tokens }: View, index: number): boolean {
  const next = textAt(tokens, index + 1)
  return foreignLinks.has(next) || (foreignWords.has(next) && !everydayWords.has(next))
}

const foreignLinks = new Set('de du des del della delle dei degli la las los da do dos'.split(' '))

function isPlace({ tokens }: View, index: number): boolean {
  const { text, isCapitalised } = tokenAt(tokens, index)
  if (everydayWords.has(text) && !isCapitalised) return false
  if (cities.has(text) || (regions.has(text) && text.length > 2)) return true
  return (
    cities.has(`${text} ${textAt(tokens, index + 1)}`) ||
    cities.has(`${textAt(tokens, index - 1)} ${text}`)
  )
}
