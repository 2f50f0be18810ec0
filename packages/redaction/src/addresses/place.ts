/** Where an address goes on behind its street: the town, the region, and the postcode with a mask of its own. */

import { isUncommon } from '../names/name-shape.ts'
import type { NumberRun } from '../numbers/number-runs.ts'
import { isDictation } from '../recognisers/dictation.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { findTopic, type TopicFound } from '../topics/find-topic.ts'
import { createView, type PersonalFinding, type View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { cities, regionPairs, regions, streetTypes } from '../words/street-words.ts'
import { addressAsked } from './address-asked.ts'
import { isStreetLike } from './street-like.ts'

/** The town and the region, when a region or a postcode shows that it is one; the postcode has a mask of its own. */
export function placeAfter(view: View, to: number): number {
  const { tokens } = view
  let end = to
  let words = 0
  let wordsEnd = to
  for (let index = to + 1; index <= to + 8; index += 1) {
    const { text, kind } = tokenAt(tokens, index)
    if (kind === 'mark' && (text === ',' || text === '.')) {
      if (text === '.' && !regions.has(textAt(tokens, index + 1)) && words > 0) break
      continue
    }
    if (isRegion(tokenAt(tokens, index))) {
      end = index
      continue
    }
    if (kind === 'word' && text === 'in' && words === 0) continue
    const isPostcode = (kind === 'mask' && text === '[postcode]') || isPostcodeAt(view, index)
    // "… nine in [postcode]": the small word stays.
    if (isPostcode) return words === 0 ? end : Math.max(end, wordsEnd)
    // "Church lane little snoring".
    if (end === index - 1 && isOpenedTown(tokens, index)) {
      words += 1
      end = index + 1
      continue
    }
    if (!isPlaceWord(tokens, index) || words >= 4) break
    words += 1
    wordsEnd = index
    // People say the town right behind the street; what is no everyday word is one.
    const isSaid = end === index - 1 || textAt(tokens, index - 1) === ','
    // "Saint brigid's terrace in athlone".
    const isIn = words === 1 && textAt(tokens, index - 1) === 'in' && end === index - 2
    if (isIn && (isUncommon(text) || cities.has(text))) {
      end = index
      continue
    }
    if (isSaid && isTownLike(tokenAt(tokens, index))) {
      end = index
      continue
    }
    const isWritten = tokenAt(tokens, index).isCapitalised
    if (cities.has(text) || cities.has(`${textAt(tokens, index - 1)} ${text}`)) end = index
    else if (
      isWritten &&
      (textAt(tokens, index - 1) === ',' || textAt(tokens, index - 1) === 'in' || end === index - 1)
    )
      end = index
  }
  return end
}

/** "Little snoring", "great missenden". */
function isOpenedTown(tokens: readonly Token[], index: number): boolean {
  const name = tokenAt(tokens, index + 1)
  return (
    townOpenings.has(textAt(tokens, index)) &&
    name.kind === 'word' &&
    name.text.length > 3 &&
    !everydayWords.has(name.text)
  )
}

const townOpenings = new Set('little great upper lower nether much old new'.split(' '))

/** A large word, a known town, or a word that is nothing else. */
function isTownLike({ text, isCapitalised }: Token): boolean {
  if (isCapitalised || cities.has(text) || regionPairs.has(text) || isUncommon(text)) return true
  return !behindAddresses.has(text) && (isStreetLike(text) || behindEstates.has(text))
}

// "… county road nine past the church".
const behindEstates = new Set(
  'industrial trading retail business estate park village town city county'.split(' '),
)

export const behindAddresses = new Set(
  'hurry instead please today tomorrow tonight again now okay alright thanks thank correct exactly yeah yes nope sorry maybe actually anyway already yet also too still though always usually currently recently however because since until unless near next opposite past across behind hurry top floor somebody someone left owes outside inside beside between corner nah beneath opposite nearby close upstairs downstairs bottom ground side front rear both half kind wait worth except during basement zip'.split(
    ' ',
  ),
)

function isRegion({ text, kind, isCapitalised }: Token): boolean {
  return kind === 'word' && regions.has(text) && (isCapitalised || !everydayWords.has(text))
}

const labels = new Set(
  'zip zipcode postcode postal code tel phone mobile email dob valid apt please flat unit'.split(
    ' ',
  ),
)

export function isPlaceWord(tokens: readonly Token[], index: number): boolean {
  const { text, kind } = tokenAt(tokens, index)
  if (regionPairs.has(text)) return true
  return kind === 'word' && !everydayWords.has(text) && !labels.has(text) && text.length > 1
}

function isPostcodeAt(view: View, index: number): boolean {
  return spokenDigits(view, index).digits.length === 5
}

function spokenDigits(view: View, from: number): { digits: string; to: number } {
  let digits = ''
  let to = from - 1
  for (let index = from; index < view.tokens.length && digits.length < 10; ) {
    const numeral = view.numeralFrom(index)
    if (numeral === undefined) {
      if (textAt(view.tokens, index) !== '-' || digits === '') break
      index += 1
      continue
    }
    digits += numeral.digits
    to = numeral.to
    index = numeral.to + 1
  }
  return { digits, to }
}

/** Five digits (or nine) after an address, a region or talk of a postcode; four to six when asked for. */
export function recognisePostcode(view: View): readonly PersonalFinding[] {
  return view.runs().flatMap((run): PersonalFinding[] => {
    const { from, to, digits } = oneWritten(run)
    if (['each', 'apiece', 'per'].includes(textAt(view.tokens, to + 1))) return []
    if (digits.length < 4 || digits.length > 9) return []
    const before = tokenBefore(view.tokens, from)
    const isCode = tokenAt(view.tokens, from).isGlued && textAt(view.tokens, from - 1) === '-'
    const isBeside =
      !isCode &&
      (before.text === '[address]' || isRegion(before)) &&
      (digits.length === 5 ||
        digits.length === 9 ||
        (before.text === '[address]' && digits.length <= 6))
    if (isBeside)
      return [{ kind: 'postcode', from, to: lettersBehind(view, to), rule: 'postcode-beside' }]
    const town = tokenAt(view.tokens, to + 1)
    const isGerman = before.text === '[address]' && town.kind === 'word'
    const found = findTopic(view.tokens, from, to, view.prompt)
    const isNear =
      found?.place === 'prompt'
        ? view.tokens.length <= 16 && isDictation(view, { from, to })
        : (found?.distance ?? 99) <= 7
    const isMetered = found?.place !== 'after' && isOfMeter(view)
    if (found?.topic === 'postcode' && digits.length <= 6 && isNear && !isMetered)
      return [{ kind: 'postcode', from, to, rule: 'postcode-context' }]
    if (isCodeOfAddress(view, from)) return [{ kind: 'postcode', from, to, rule: 'postcode-code' }]
    if (digits.length === 6 && cities.has(before.text) && addressAsked(view) !== undefined)
      return [{ kind: 'postcode', from, to, rule: 'postcode-town' }]
    if (digits.length !== 5) return []
    if (isBeforeCity(view, run)) return [{ kind: 'postcode', from, to, rule: 'postcode-town' }]
    const isOther = isOfElse(found) || isMetered
    if (!isOther && (isAnswered(view, from, to) || isReadBack(view, digits)))
      return [{ kind: 'postcode', from, to, rule: 'postcode-answered' }]
    if (isGerman) return [{ kind: 'postcode', from, to, rule: 'postcode-beside' }]
    const isTown =
      town.kind === 'word' &&
      town.isCapitalised &&
      !everydayWords.has(town.text) &&
      found?.topic === 'address'
    return isTown ? [{ kind: 'postcode', from, to, rule: 'postcode-town' }] : []
  })
}

/** "Two nine zero zero seven in malaga": five digits said one by one, and a town that is known. */
function isBeforeCity({ tokens }: View, { numerals, to }: NumberRun): boolean {
  if (numerals.length !== 5 || !numerals.every(({ isSpoken }) => isSpoken)) return false
  const town = textAt(tokens, to + 1) === 'in' ? to + 2 : to + 1
  return (
    cities.has(textAt(tokens, town)) ||
    cities.has(`${textAt(tokens, town)} ${textAt(tokens, town + 1)}`)
  )
}

/** "Gisborne 4010; no one has …": a written code is one piece. */
function oneWritten(run: NumberRun): Pick<NumberRun, 'from' | 'to' | 'digits'> {
  const [first, second] = run.numerals
  return first !== undefined &&
    second?.isSpoken === true &&
    !first.isSpoken &&
    first.digits.length > 3
    ? first
    : run
}

const meterWords = new Set(
  'meter meters reading readings gas electric electricity kilowatt'.split(' '),
)
const askedTokens = 14

/** "What does the meter say", after the postcode was given. */
function isOfMeter({ tokens, prompt }: View): boolean {
  return [...prompt.slice(-askedTokens), ...tokens].some(({ text }) => meterWords.has(text))
}

/** "It's order seven seven one nine two". */
function isOfElse(found: TopicFound | undefined): boolean {
  if (found === undefined || found.place === 'prompt') return false
  return found.topic === 'order' || found.topic === 'amount'
}

const mostWordsBeside = 3

/** Five digits and hardly anything else, right after an address was asked for or said. */
function isAnswered(view: View, from: number, to: number): boolean {
  const others = view.tokens.length - (to - from + 1)
  return others <= mostWordsBeside && addressAsked(view) !== undefined
}

const codeWords = new Set(['zip', 'postcode', 'code', 'postal'])

/** The same five digits were said just before, in talk of an address. */
function isReadBack(view: View, digits: string): boolean {
  if (
    !view.prompt.some(({ text }) => streetTypes.has(text) || text === 'zip' || text === 'address')
  )
    return false
  const numbers = createView(view.prompt, { ...view, texts: [] }).runs()
  return numbers.some((run) => {
    if (run.digits !== digits) return false
    // A meter is read back as well.
    for (let index = run.from - 1; index > run.from - 5; index -= 1) {
      const text = textAt(view.prompt, index)
      if (regions.has(text) || cities.has(text) || streetTypes.has(text) || codeWords.has(text))
        return true
    }
    return false
  })
}

/** "House 12, Banani, Dhaka, and the code's 1213". */
function isCodeOfAddress({ tokens }: View, from: number): boolean {
  const isCode = [1, 2, 3].some(
    (step) =>
      ['code', "code's"].includes(textAt(tokens, from - step)) &&
      ['the', 'post', 'postal', 'pin', 'zip', 'and'].includes(textAt(tokens, from - step - 1)),
  )
  if (!isCode) return false
  for (let index = from - 1; index > from - 9; index -= 1)
    if (textAt(tokens, index) === '[address]') return true
  return false
}

/** "1016 HS". */
function lettersBehind(view: View, to: number): number {
  const { kind, text } = tokenAt(view.tokens, to + 1)
  const isPair = kind === 'word' && text.length === 2
  return isPair && view.source(to + 1, to + 1) === text.toUpperCase() ? to + 1 : to
}

function tokenBefore(tokens: readonly Token[], from: number): Token {
  let index = from - 1
  // "Torino (TO) 10122".
  if (textAt(tokens, index) === ')' && textAt(tokens, index - 2) === '(') index -= 3
  while (index > from - 6 && [',', '.', '-', 'uh', 'um', 'and'].includes(textAt(tokens, index)))
    index -= 1
  return tokenAt(tokens, index)
}
