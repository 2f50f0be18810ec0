/** How far an address goes that is said without marks: numbers, directions, names, types, flats and towns in a row. */

import { innocentUnits } from '../numbers/innocent-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import {
  flatWords,
  houseWords,
  nameFirstTypes,
  placeOpenings,
  streetBeforeName,
  streetTypes,
} from '../words/street-words.ts'
import { foreignNumberEnd } from './foreign-number.ts'
import { directions, ordinals } from './house-number.ts'
import { behindAddresses } from './place.ts'
import { isOpeningOnly, isStreetLike } from './street-like.ts'

export interface Stretch {
  readonly to: number
  readonly numbers: number
  readonly digits: number
  readonly names: number
  /** Words for a street, a house or a flat. */
  readonly types: number
}

/** Five digits behind a name are the postcode's. */
function isCode(view: View, from: number): boolean {
  let digits = 0
  for (let numeral = view.numeralFrom(from); numeral !== undefined; ) {
    digits += numeral.digits.length
    numeral = view.numeralFrom(numeral.to + 1)
  }
  return digits >= 5
}

type Part = 'number' | 'name' | 'opening' | 'type' | 'flat' | 'letter' | 'link' | 'none'

const links = new Set(
  'of the and de la le du des del da do van der den am an im zum zur auf slash y yr na dash at near opposite behind beside'.split(
    ' ',
  ),
)
const numberSigns = new Set(['number', 'no', '#', 'numero', 'nummer'])
const mostTokens = 16

/** `takesAnyWord`: the whole of a short answer, in which a word of no everyday use is a name. */
export function stretchFrom(view: View, from: number, takesAnyWord: boolean): Stretch {
  const { segment } = tokenAt(view.tokens, from)
  const counts = { number: 0, name: 0, opening: 0, type: 0, flat: 0, letter: 0, link: 0, none: 0 }
  let to = from - 1
  let digits = 0
  for (let index = from; index < from + mostTokens; ) {
    if (takesAnyWord && tokenAt(view.tokens, index).segment !== segment) break
    const { part, end } = partAt(view, index, takesAnyWord)
    if (part === 'none') break
    if (part === 'number' && counts.name + counts.type > 0 && isCode(view, index)) break
    if (part === 'number') digits += view.numeralFrom(index)?.digits.length ?? 2
    // "B twelve".
    const opens = index === from && takesAnyWord && view.numeralFrom(index + 1) !== undefined
    if (part === 'letter' && counts.number + counts.flat === 0 && !opens) break
    counts[part] += 1
    if (part !== 'link' && part !== 'opening') to = end
    index = end + 1
  }
  return {
    to,
    digits,
    numbers: counts.number + counts.letter,
    names: counts.name,
    types: counts.type + counts.flat,
  }
}

function partAt(view: View, index: number, takesAnyWord: boolean): { part: Part; end: number } {
  const { kind, text, isCapitalised } = tokenAt(view.tokens, index)
  const one = (part: Part) => ({ part, end: index })
  const numeral = view.numeralFrom(index)
  if (numeral !== undefined) {
    const next = textAt(view.tokens, numeral.to + 1)
    const isCounted = innocentUnits.has(next) && !['floor', 'box'].includes(next)
    const isPiece = numeral.digits.length <= 6 && !isCounted && !(next === ':' || next === '%')
    return isPiece ? { part: 'number', end: numeral.to } : one('none')
  }
  const foreign = foreignNumberEnd(view, index)
  if (takesAnyWord && foreign !== undefined) return { part: 'number', end: foreign }
  if (kind !== 'word') return one(text === ',' || text === '-' || text === '/' ? 'link' : 'none')
  if (ordinals.has(text)) return one('number')
  if (/^(?:st|nd|rd|th)$/.test(text) && tokenAt(view.tokens, index).isGlued) return one('number')
  if (numberSigns.has(text) && view.numeralFrom(index + 1) !== undefined) return one('link')
  if (flatWords.has(text) && opensFlat(view, index)) return one('flat')
  if (dwellings.has(text)) return one('type')
  if (directions.has(text) && text.length > 1) return one('name')
  if (text.length === 1) return one(isLetter(view, index) ? 'letter' : 'none')
  if (streetTypes.has(text) || houseWords.has(text) || isForeignType(text)) return one('type')
  if (takesAnyWord && doors.has(text)) return one('type')
  if (links.has(text)) return one('link')
  if (takesAnyWord && streetTypes.has(textAt(view.tokens, index + 1))) return one('name')
  if (isOpeningOnly(text)) return one('opening')
  if (isStreetLike(text) && !behindAddresses.has(text))
    return one(everydayWords.has(text) && !isCapitalised ? 'opening' : 'name')
  return one(takesAnyWord && isPlaceName(text) ? 'name' : 'none')
}

const dwellings = new Set(
  'apartment flat unit suite building tower villa penthouse studio floor level basement'.split(' '),
)

export const doors = new Set(
  'primero segundo tercero cuarto quinto bajo atico izquierda derecha esquerda direita'.split(' '),
)

/** "Floor two", "block b", "unit number six". */
function opensFlat(view: View, index: number): boolean {
  const next = numberSigns.has(textAt(view.tokens, index + 1)) ? index + 2 : index + 1
  return view.numeralFrom(next) !== undefined || /^[b-hj-z]$/.test(textAt(view.tokens, next))
}

function isForeignType(text: string): boolean {
  return nameFirstTypes.has(text) || streetBeforeName.has(text)
}

function isPlaceName(text: string): boolean {
  if (behindAddresses.has(text)) return false
  return (!everydayWords.has(text) || placeOpenings.has(text)) && !/(?:n't|'s|'ll|'ve)$/.test(text)
}

/** "Six f": no "i" and no "a" that begins something else. */
function isLetter({ tokens }: View, index: number): boolean {
  const { text } = tokenAt(tokens, index)
  if (text === 'i') return false
  const isBehindFlat = flatWords.has(textAt(tokens, index - 1))
  return text !== 'a' || isBehindFlat || tokenAt(tokens, index + 1).kind !== 'word'
}
