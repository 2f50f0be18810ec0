/** Addresses as people say them when half of it is left out: no number, no street, no word for a street. */

import { innocentUnits } from '../numbers/innocent-words.ts'
import { fillers } from '../numbers/number-words.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { findTopic } from '../topics/find-topic.ts'
import type { View } from '../view.ts'
import { everydayWords, notInStreets } from '../words/common-words.ts'
import { doubtfulStreetTypes, flatWords, houseWords, streetTypes } from '../words/street-words.ts'
import { addressAsked } from './address-asked.ts'
import type { Street } from './found-street.ts'
import { directions, numeralsEnd, numeralsStart, ordinals } from './house-number.ts'
import { saysAny } from './said-words.ts'
import { isStreetLike } from './street-like.ts'

const placeWords = new Set([
  'on',
  'in',
  'at',
  'from',
  'to',
  'is',
  "it's",
  'of',
  'near',
  'not',
  'and',
  'off',
  'address',
  'got',
  ',',
  '[name]',
])
const famousStreets = new Set([
  'wall',
  'sesame',
  'abbey',
  'downing',
  'fleet',
  'bourbon',
  'main',
  'high',
  'one',
  'two',
  'back',
  'dirt',
  'side',
  'memory',
  'fast',
  'slow',
  'bus',
  'railway',
  'silk',
])

/** "We live on acacia road", "it's pinehurst drive": one or two words of no everyday use before the street. */
export function numberlessStreet(view: View, type: number): Street | undefined {
  const { tokens } = view
  const { text } = tokenAt(tokens, type)
  if (
    !streetTypes.has(text) ||
    (doubtfulStreetTypes.has(text) &&
      text !== 'drive' &&
      !(tokenAt(tokens, type).isCapitalised && tokenAt(tokens, type - 1).isCapitalised) &&
      !(addressAsked(view) !== undefined && tokens.length < 5) &&
      !isStillThere(view, type) &&
      !hasFlatBehind(view, type) &&
      !textAt(tokens, type - 1).endsWith("'s"))
  )
    return undefined
  let from = type
  while (from > type - 3 && isStreetWord(view, from - 1)) from -= 1
  if (from === type || famousStreets.has(textAt(tokens, type - 1))) return undefined
  const isCased = tokenAt(tokens, 0).isCapitalised
  if (isCased && !tokenAt(tokens, from).isCapitalised) return undefined
  const before = textAt(tokens, from - 1)
  if (!placeWords.has(before) && !fillers.has(before) && from > 0) return undefined
  if (!isLivedIn(view, from, type)) return undefined
  const next = textAt(tokens, type + 1)
  if (
    (houseWords.has(next) && !hasFlatBehind(view, type)) ||
    [
      'branch',
      'store',
      'shop',
      'office',
      'closed',
      'was',
      'show',
      'journal',
      'market',
      'team',
      'test',
      'trip',
    ].includes(next)
  )
    return undefined
  return { from, to: type, rule: 'address-street-alone' }
}

/** "Are you still on juniper terrace". */
function isStillThere({ tokens }: View, type: number): boolean {
  for (let index = type - 1; index > type - 6; index -= 1)
    if (textAt(tokens, index) === 'still')
      return ['on', 'at', 'in'].includes(textAt(tokens, index + 1))
  return false
}

/** "Copperfield court flat eleven". */
function hasFlatBehind(view: View, type: number): boolean {
  return dwellings.has(textAt(view.tokens, type + 1)) && flatEnd(view, type + 1) !== undefined
}

const livingWords = new Set(
  "still street live lives living lived moved moving house home place address addresses property post posted posting mail courier drop collect bring come out over mum mom mother father dad brother sister uncle aunt neighbour neighbor deliver delivered delivery send sent ship shipped shipping stay staying reside resides residing flat apartment tenant we're i'm he's she's they're".split(
    ' ',
  ),
)
const openForBusiness = new Set(
  'open opens closes branches shops offices store stores shop branch bank office restaurant cafe library school church station hospital clinic pharmacy hotel gym mall parade market traffic'.split(
    ' ',
  ),
)
const nearWords = 12

/** Somebody is said to live there, or an address was asked for; no shop or office is meant. */
function isLivedIn(view: View, from: number, to: number): boolean {
  const { tokens } = view
  let isHome =
    addressAsked(view) !== undefined || tokens.length <= to - from + 4 || hasFlatBehind(view, to)
  for (let index = from - nearWords; index < to + 6; index += 1) {
    const text = textAt(tokens, index)
    if (index < from || index > to) {
      if (openForBusiness.has(text)) return false
      isHome ||= index < from && livingWords.has(text)
    }
  }
  return isHome
}

function isStreetWord(view: View, index: number): boolean {
  const { kind, text } = tokenAt(view.tokens, index)
  if (kind !== 'word' || text.length < 3 || view.numeralTo(index) !== undefined) return false
  const isLarge = tokenAt(view.tokens, index).isCapitalised && index > 0
  return (isLarge || !everydayWords.has(text)) && !notInStreets.has(text) && !placeWords.has(text)
}

const roads = new Set(['road', 'route', 'highway', 'hwy'])
const roadKinds = new Set(
  'county state rural star township farm parish old us interstate'.split(' '),
)

/** "Out on county road four eighteen": a kind of road and its number, where somebody lives. */
export function countyRoad(view: View, index: number): Street | undefined {
  const { tokens } = view
  if (!roads.has(textAt(tokens, index)) || !roadKinds.has(textAt(tokens, index - 1)))
    return undefined
  if (view.numeralFrom(index + 1) === undefined) return undefined
  const to = numeralsEnd(view, index + 1)
  return isLivedIn(view, index - 1, to)
    ? { from: index - 1, to, rule: 'address-county-road' }
    : undefined
}

/** "Twenty eight hundred block of fulton". */
export function blockOf(view: View, index: number): Street | undefined {
  const { tokens } = view
  if (textAt(tokens, index) !== 'block' || textAt(tokens, index + 1) !== 'of') return undefined
  const numeral = view.numeralTo(index - 1)
  if (numeral === undefined) return undefined
  const to = crossEnd(view, index + 2)
  return to === undefined
    ? undefined
    : { from: numeralsStart(view, numeral.from), to, rule: 'address-block-of' }
}

const mostCrossWords = 3

/** "Maple street": one to three words that streets are named after. */
function crossEnd(view: View, from: number): number | undefined {
  let to = from - 1
  // "Forty first".
  if (view.numeralFrom(from) !== undefined && ordinals.has(textAt(view.tokens, from + 1)))
    to = from + 1
  while (to < from + mostCrossWords - 1) {
    const { kind, text } = tokenAt(view.tokens, to + 1)
    const isPart =
      ordinals.has(text) || directions.has(text) || streetTypes.has(text) || isStreetLike(text)
    if (kind !== 'word' || !isPart || (everydayWords.has(text) && !ordinals.has(text))) break
    to += 1
  }
  return to < from ? undefined : to
}

/** "The corner of maple and third". */
export function cornerOf(view: View, index: number): Street | undefined {
  const { tokens } = view
  if (textAt(tokens, index) !== 'corner' || textAt(tokens, index + 1) !== 'of') return undefined
  const first = crossEnd(view, index + 2)
  if (first === undefined || textAt(tokens, first + 1) !== 'and') return undefined
  const to = crossEnd(view, first + 2)
  return to !== undefined && isLivedIn(view, index, to)
    ? { from: index + 2, to, rule: 'address-corner' }
    : undefined
}

const dwellings = new Set(['apartment', 'apt', 'flat', 'suite', 'penthouse', 'trailer', 'ste'])
const doubtfulDwellings = new Set(['unit', 'lot', 'block', 'plot', 'house', 'number', 'no'])

/** "I'm in apartment six c", "block c flat three oh one". */
export function flatAlone(view: View, index: number): Street | undefined {
  const { tokens } = view
  const word = textAt(tokens, index)
  if (word === 'no' && textAt(tokens, index + 1) !== '.') return undefined
  const isSure = dwellings.has(word)
  if (!isSure && !doubtfulDwellings.has(word)) return undefined
  const to = flatEnd(view, index)
  if (to === undefined) return undefined
  if (innocentUnits.has(textAt(tokens, to + 1)) || textAt(tokens, to + 1) === '%') return undefined
  const isChain = flatWords.has(textAt(tokens, to + 1)) && flatEnd(view, to + 1) !== undefined
  const isTalked = findTopic(tokens, index, to, view.prompt)?.topic === 'address'
  if (!isChain && !isTalked && !isNextDoor(view, index) && (!isSure || isShort(view, index)))
    return undefined
  const isSign = word === 'number' || word === 'no'
  if (isSign && !isChain && !isNextDoor(view, index)) return undefined
  const isEnd = tokenAt(tokens, to + 1).kind !== 'word'
  const isWord = isSign && !isChain && isEnd && textAt(tokens, index + 1) !== '.'
  return isWord
    ? { from: index + 1, to, rule: 'address-next-door' }
    : { from: index, to, rule: 'address-flat' }
}

const neighbourly = new Set([
  'neighbour',
  'neighbor',
  'neighbours',
  'neighbors',
  'door',
  'leave',
  'left',
  'lives',
  'live',
])

/** "Left with a neighbour at number thirty eight". */
function isNextDoor(view: View, index: number): boolean {
  const [before, further] = [1, 2].map((step) => textAt(view.tokens, index - step))
  if (before === 'to' && further === 'door') return true
  if (!['at', 'in'].includes(before ?? '')) return false
  for (let step = 2; step < 9; step += 1)
    if (neighbourly.has(textAt(view.tokens, index - step))) return true
  return false
}

/** "Flat" and "suite" before a number in a text of many things say little. */
function isShort(view: View, index: number): boolean {
  const before = textAt(view.tokens, index - 1)
  return ![
    'um',
    'uh',
    'in',
    'at',
    "it's",
    'is',
    'to',
    'my',
    'and',
    '',
    ',',
    'number',
    'from',
    "he's",
    "she's",
    "i'm",
    "we're",
    "they're",
  ].includes(before)
}

function flatEnd(view: View, index: number): number | undefined {
  const { tokens } = view
  const isSigned = ['number', 'no', '#', '.'].includes(textAt(tokens, index + 1))
  const at = isSigned ? index + 2 : index + 1
  const letter = tokenAt(tokens, at)
  if (isLetter(letter))
    return view.numeralFrom(at + 1) === undefined ? at : numeralsEnd(view, at + 1)
  if (view.numeralFrom(at) === undefined) return undefined
  const end = numeralsEnd(view, at)
  return isLetter(tokenAt(tokens, end + 1)) ? end + 1 : end
}

function isLetter({ kind, text }: Token): boolean {
  return kind === 'word' && text.length === 1 && text !== 'i'
}

/** "Thirty one hundred west alameda": a number, a direction and a word that nobody says otherwise. */
export function directedAt(view: View, index: number): Street | undefined {
  if (!saysAny(view, directions)) return undefined
  const { tokens } = view
  const numeral = view.numeralFrom(index)
  if (numeral === undefined || view.numeralTo(index - 1) !== undefined) return undefined
  // "Eight fourteen b east capitol".
  const number = numeralsEnd(view, index)
  const end = /^[a-d]$/.test(textAt(tokens, number + 1)) ? number + 1 : number
  if (!directions.has(textAt(tokens, end + 1))) return undefined
  for (let next = end + 2; next < end + 7; next += 1)
    if (streetTypes.has(textAt(tokens, next))) return undefined
  const name = textAt(tokens, end + 2)
  const isNamed = ordinals.has(name) || (isStreetLike(name) && !everydayWords.has(name))
  if (!isNamed || textAt(tokens, end + 1).length < 4) return undefined
  return { from: index, to: end + 2, rule: 'address-directed' }
}

const streetsOfOneWord =
  /^(?:broadway|piccadilly|cheapside|haymarket|whitehall|millbank|strand|[a-z]{4,}(?:way|gate))$/
const noStreets = new Set(
  'halfway anyway runway highway railway gateway hallway driveway freeway subway norway pathway doorway stairway takeaway giveaway tollgate motorway speedway expressway always sideway midway tailgate navigate investigate negotiate segway getaway breakaway hideaway faraway'.split(
    ' ',
  ),
)
const highways = new Set(['highway', 'route', 'road', 'interstate', 'hwy'])

/** "Ninety four queensway", "3 Hill St to 17A": a number and a street of one word, a grid of Utah, a highway. */
export function typelessStreet(view: View, index: number): Street | undefined {
  const { tokens } = view
  const numeral = view.numeralFrom(index)
  if (numeral === undefined || numeral.digits.length > 5) return undefined
  const end = numeralsEnd(view, index)
  const next = tokenAt(tokens, end + 1)
  const from = numeralsStart(view, index)
  if (
    streetsOfOneWord.test(next.text) &&
    !noStreets.has(next.text) &&
    !everydayWords.has(next.text)
  )
    return { from, to: end + 1, rule: 'address-one-word' }
  if (directions.has(next.text) && next.text.length > 2) {
    const grid = numeralsEnd(view, end + 2)
    const last = textAt(tokens, grid + 1)
    if (grid > end + 1 && directions.has(last)) return { from, to: grid + 1, rule: 'address-grid' }
  }
  if (
    highways.has(next.text) &&
    view.numeralFrom(end + 2) !== undefined &&
    !ordinals.has(next.text)
  )
    return { from, to: numeralsEnd(view, end + 2), rule: 'address-highway' }
  const isSaint = ['saint', 'st'].includes(next.text) && textAt(tokens, end + 2).endsWith("'s")
  return isSaint ? { from, to: end + 2, rule: 'address-saint' } : undefined
}
