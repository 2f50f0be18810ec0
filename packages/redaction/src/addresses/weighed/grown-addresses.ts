/** What stands right beside an address that was found, and belongs to it: "basement [address]", "c o weir [address]", "[address] drive". */
import { isStrange, isWritten } from '../../names/name-shape.ts'
import { textAt, tokenAt } from '../../text/token.ts'
import type { PersonalFinding, View } from '../../view.ts'
import { everydayWords } from '../../words/common-words.ts'
import { cities, regions, streetTypes } from '../../words/street-words.ts'
import { directions } from '../house-number.ts'
import { numberEnd, numberStart } from './number-part.ts'
import { dwellings } from './phrase-part.ts'

export function grownAddresses(view: View): readonly PersonalFinding[] {
  return view.tokens.flatMap(({ text }, index): readonly PersonalFinding[] => {
    if (text !== '[address]') return []
    const from = startBefore(view, index - 1)
    const to = endBehind(view, index + 1)
    return [
      ...(from === undefined ? [] : [grown(from, index - 1)]),
      ...(to === undefined
        ? [...townBehind(view, index), ...numberBehind(view, index)]
        : [grown(index + 1, to)]),
    ]
  })
}

function grown(from: number, to: number): PersonalFinding {
  return { kind: 'address', from, to, rule: 'address-grown' }
}

function startBefore(view: View, last: number): number | undefined {
  return (
    openingBefore(view, last) ??
    careOf(view, last) ??
    rangeBefore(view, last) ??
    townBefore(view, last)
  )
}

const storeyWords = new Set(
  'basement garden upper lower rear front attic penthouse annexe'.split(' '),
)
const compass = /^[nsew]$/
const articles = new Set('a the my your his her our their this that every each any one'.split(' '))

/** "Basement", "ground floor", "slip", "s w", right before the address. */
function openingBefore({ tokens }: View, last: number): number | undefined {
  const word = textAt(tokens, last)
  const before = textAt(tokens, last - 1)
  // "The annexe at [address]".
  if (word === 'at' && storeyWords.has(before))
    return textAt(tokens, last - 2) === 'the' ? last - 2 : last - 1
  if (compass.test(word)) return compass.test(before) ? last - 1 : last
  if (directions.has(word) && word.length > 3) return last
  if (articles.has(before)) return undefined
  if (word === 'floor' && ['ground', 'top', 'upper', 'lower'].includes(before)) return last - 1
  return storeyWords.has(word) || (dwellings.has(word) && word.length > 3) ? last : undefined
}

const mostCareTokens = 3

/** "C o whitcombe", "care of the lodge". */
function careOf({ tokens }: View, last: number): number | undefined {
  for (let from = last - 1; from >= last - mostCareTokens; from -= 1) {
    const [first, second] = [textAt(tokens, from - 1), textAt(tokens, from)]
    const isCare = (first === 'c' && second === 'o') || (first === 'care' && second === 'of')
    if (isCare) return first === 'c' ? from - 1 : from + 1
    if (tokenAt(tokens, from).kind !== 'word') return undefined
  }
  return undefined
}

/** "Forty two to [address]", and a number right before a name that is known already. */
function rangeBefore(view: View, last: number): number | undefined {
  const isRange = ['to', 'through', 'dash', 'slash', '-', '/'].includes(textAt(view.tokens, last))
  if (isRange && view.numeralFrom(last) === undefined) return numberStart(view, last - 1)
  return isWritten(view) ? undefined : numberStart(view, last)
}

/** "Denver [address]", "houston texas [address]". */
function townBefore({ tokens }: View, last: number): number | undefined {
  let from = last + 1
  for (let words = 0; words < 3; words += 1) {
    const text = textAt(tokens, from - 1)
    const isPair = cities.has(`${textAt(tokens, from - 2)} ${text}`)
    if (isPair) from -= 2
    else if (
      (cities.has(text) || (regions.has(text) && text.length > 3)) &&
      !everydayWords.has(text)
    )
      from -= 1
    else break
  }
  return from > last ? undefined : from
}

const behindTypes = new Set('to of down up over by past from in at it for on'.split(' '))
const typesBehind = new Set(
  'floor street avenue road lane drive court boulevard terrace crescent place way circle close gardens grove square parkway trail'.split(
    ' ',
  ),
)
const outside = new Set("out outside of in near just that's over it's up down by".split(' '))

function endBehind(view: View, first: number): number | undefined {
  return typeBehind(view, first) ?? letterBehind(view, first) ?? townBetween(view, first)
}

/** "[address] drive". */
function typeBehind({ tokens }: View, first: number): number | undefined {
  const isType =
    typesBehind.has(textAt(tokens, first)) && !behindTypes.has(textAt(tokens, first + 1))
  return isType && !streetTypes.has(textAt(tokens, first + 1)) ? first : undefined
}

/** "[address] double p". */
function letterBehind({ tokens }: View, first: number): number | undefined {
  const isDouble =
    textAt(tokens, first) === 'double' && /^[b-hj-z]$/.test(textAt(tokens, first + 1))
  return isDouble ? first + 1 : undefined
}

/** "[address] and the number is sixteen". */
function numberBehind(view: View, mask: number): readonly PersonalFinding[] {
  let at = mask + 1
  while (
    at < mask + 6 &&
    ['and', 'the', 'my', 'house', 'number', "number's", 'is', "it's", ','].includes(
      textAt(view.tokens, at),
    )
  )
    at += 1
  const isNumber =
    ['number', "number's", 'is', "it's"].includes(textAt(view.tokens, at - 1)) &&
    view.numeralFrom(at) !== undefined
  const isSaid = [1, 2, 3].some((step) => textAt(view.tokens, at - step).startsWith('number'))
  const to = isNumber && isSaid ? numberEnd(view, at) : undefined
  return to === undefined ? [] : [grown(at, to)]
}

const codeWords = new Set('and the eircode postcode zip code postal is'.split(' '))
const mostTownWords = 2

/** "[address] swords and the eircode [postcode]": a word or two between an address and its postcode. */
function townBetween({ tokens }: View, first: number): number | undefined {
  let to = first - 1
  while (to < first + mostTownWords - 1 && isTownWord(textAt(tokens, to + 1))) to += 1
  if (to < first || tokenAt(tokens, first).kind !== 'word') return undefined
  let next = to + 1
  while (next < to + 5 && codeWords.has(textAt(tokens, next))) next += 1
  return textAt(tokens, next) === '[postcode]' ? to : undefined
}

function isTownWord(text: string): boolean {
  return text.length > 2 && !everydayWords.has(text) && !codeWords.has(text) && !outside.has(text)
}

/** "[address] out of wagga", "[address] that's in tulsa": the town behind words that say where. */
function townBehind(view: View, mask: number): readonly PersonalFinding[] {
  const { tokens } = view
  let from = mask + 1
  while (from < mask + 5 && outside.has(textAt(tokens, from))) from += 1
  if (!['in', 'of', 'outside', 'near'].includes(textAt(tokens, from - 1))) return []
  const { text: town, kind } = tokenAt(tokens, from)
  if (kind !== 'word') return []
  const isPair = cities.has(`${town} ${textAt(tokens, from + 1)}`)
  if (!cities.has(town) && !isPair && !(isStrange(town) && !isWritten(view))) return []
  const to = isPair ? from + 1 : from
  return [grown(from, regions.has(textAt(tokens, to + 1)) ? to + 1 : to)]
}
