/** House numbers, flats and storeys: what stands around the street itself. */
import { textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { flatWords, streetTypes } from '../words/street-words.ts'

/** "221b", "12 a", and spoken "twelve hundred fifteen". */
export function numeralsStart(view: View, from: number): number {
  let start = from
  for (let steps = 0; steps < 5; steps += 1) {
    const gap = ['-', '/', 'dash', 'slash', 'hyphen'].includes(textAt(view.tokens, start - 1))
      ? 2
      : 1
    const numeral = view.numeralTo(start - gap)
    // "Sending a new one to one fourteen wascana crescent".
    if (numeral === undefined || homophones.has(textAt(view.tokens, numeral.from))) break
    start = numeral.from
  }
  return start
}

const homophones = new Set(['to', 'for'])

export function numeralsEnd(view: View, from: number): number {
  let end = from - 1
  for (let steps = 0; steps < 5; steps += 1) {
    const gap =
      steps > 0 &&
      (textAt(view.tokens, end + 1) === '-' ||
        textAt(view.tokens, end + 1) === '/' ||
        textAt(view.tokens, end + 1) === 'slash')
        ? 2
        : 1
    const numeral = view.numeralFrom(end + gap)
    if (numeral === undefined) break
    end = numeral.to
  }
  return end
}

export const ordinals = new Set(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  ),
)

/** "42nd", "fifth", "forty second" as a street's name: its first token. */
export function ordinalStart(view: View, index: number): number | undefined {
  const { text, isGlued } = tokenAt(view.tokens, index)
  if (isGlued && ['st', 'nd', 'rd', 'th'].includes(text) && view.numeralTo(index - 1) !== undefined)
    return index - 1
  if (!ordinals.has(text)) return undefined
  const ten = view.numeralTo(index - 1)
  return ten?.isSpoken && /^[2-9]0$/.test(ten.digits) ? ten.from : index
}

// "At my house eighty one eleven …", "my flat (Flat 2 …".
const owners = new Set("my the his her our your their this that 's".split(' '))

export function flatBefore(view: View, from: number): number {
  const flat = flatBeforeAt(view, from)
  if (flat !== undefined) return flat
  const start = textAt(view.tokens, from - 1) === ',' ? from - 2 : from - 1
  for (let index = start; index > start - 5; index -= 1) {
    if (
      flatWords.has(textAt(view.tokens, index)) &&
      textAt(view.tokens, index) !== 'number' &&
      textAt(view.tokens, index) !== 'no'
    )
      return owners.has(textAt(view.tokens, index - 1)) ? from : index
    const token = tokenAt(view.tokens, index)
    if (
      token.kind === 'mask' ||
      token.text === '(' ||
      (token.kind === 'word' && token.text.length > 1 && view.numeralTo(index) === undefined)
    )
      break
  }
  const sign = tokenAt(view.tokens, from - 1)
  // "No forty four" takes something back.
  if (sign.text === 'no' && !sign.isCapitalised) return from
  if (!['number', 'no', '#'].includes(sign.text)) return from
  return textAt(view.tokens, from - 2) === 'house' ? from - 2 : from - 1
}

/** "Apartment nine c at fifty two barrow street". */
function flatBeforeAt(view: View, from: number): number | undefined {
  if (!['at', 'on', 'in'].includes(textAt(view.tokens, from - 1))) return undefined
  const isLettered = /^[a-hj-z]$/.test(textAt(view.tokens, from - 2))
  const numeral = view.numeralTo(isLettered ? from - 3 : from - 2)
  if (numeral === undefined) return undefined
  const flat = numeral.from - 1
  return sureFlats.has(textAt(view.tokens, flat)) ? flat : undefined
}

const sureFlats = new Set('apartment apt flat unit suite'.split(' '))

export const directions = new Set([
  'n',
  's',
  'e',
  'w',
  'ne',
  'nw',
  'se',
  'sw',
  'north',
  'south',
  'east',
  'west',
  'northwest',
  'northeast',
  'southwest',
  'southeast',
])
const numberedTypes = new Set(['road', 'highway', 'hwy', 'route', 'avenue', 'sector', 'rd'])

/** "County Road 12", "Fifth Avenue South". */
export function streetTail(view: View, to: number): number {
  if (directions.has(textAt(view.tokens, to + 1))) return to + 1
  if (letteredFlat(view, to) !== undefined) return to
  const isNumbered = numberedTypes.has(textAt(view.tokens, to))
  const numeral = isNumbered ? view.numeralFrom(to + 1) : undefined
  if (numeral === undefined || numeral.digits.length > 3) return to
  const end = numeralsEnd(view, to + 1)
  return directions.has(textAt(view.tokens, end + 1)) && textAt(view.tokens, end + 1).length > 3
    ? end + 1
    : end
}

const storeys = new Set([
  'floor',
  'storey',
  'story',
  'stock',
  'etage',
  'piso',
  'og',
  'obergeschoss',
])

/** "Third floor", "4th floor": the last token, or nothing. */
function storeyAt(view: View, from: number): number | undefined {
  const numeral = view.numeralFrom(from)
  const next = ordinals.has(textAt(view.tokens, from)) ? from + 1 : (numeral?.to ?? from) + 1
  const at = ['st', 'nd', 'rd', 'th'].includes(textAt(view.tokens, next)) ? next + 1 : next
  return next > from && storeys.has(textAt(view.tokens, at)) ? at : undefined
}

/** "/ III. Stock". */
function romanStorey({ tokens }: View, from: number): number | undefined {
  const first = textAt(tokens, from) === '/' ? from + 1 : from
  if (!/^[ivx]{1,4}$/.test(textAt(tokens, first))) return undefined
  const at = textAt(tokens, first + 1) === '.' ? first + 2 : first + 1
  return storeys.has(textAt(tokens, at)) ? at : undefined
}

/** "4º B", "2ºA": a storey as it is written in Spain; the sign has become a letter. */
function doorAt(view: View, from: number): number | undefined {
  const sign = tokenAt(view.tokens, from + 1)
  if (tokenAt(view.tokens, from).kind !== 'number' || !sign.isGlued) return undefined
  if (!/^[oa][a-z]?$/.test(sign.text)) return undefined
  const letter = tokenAt(view.tokens, from + 2)
  const isLetter = letter.kind === 'word' && letter.text.length === 1 && letter.isCapitalised
  return isLetter ? from + 2 : from + 1
}

/** "Saint brendan avenue four c": a number and a letter right behind the street, and nothing of a code behind them. */
function letteredFlat(view: View, to: number): number | undefined {
  if (!streetTypes.has(textAt(view.tokens, to))) return undefined
  const numeral = view.numeralFrom(to + 1)
  if (numeral === undefined || numeral.digits.length > 3) return undefined
  const at = numeral.to + 1
  const next = tokenAt(view.tokens, at + 1)
  const isCode =
    next.kind === 'number' ||
    (next.kind === 'word' && next.text.length === 1) ||
    view.numeralFrom(at + 1) !== undefined
  return !isCode && /^[b-hj-z]$/.test(textAt(view.tokens, at)) ? at : undefined
}

const romanceOrdinals = new Set(
  'primero segundo tercero cuarto quinto sexto septimo bajo atico primer segon tercer quart primo secondo terzo premier deuxieme troisieme'.split(
    ' ',
  ),
)
const sides = new Set(
  'izquierda derecha izq dcha centro interior exterior esquerda direita first second third fourth'.split(
    ' ',
  ),
)

/** "Segundo b", "tercero izquierda", "third second": storey and door. */
function spokenDoor({ tokens }: View, from: number): number | undefined {
  const storey = textAt(tokens, from)
  const door = textAt(tokens, from + 1)
  if (!romanceOrdinals.has(storey) && !(ordinals.has(storey) && sides.has(door))) return undefined
  const isDoor = sides.has(door) || romanceOrdinals.has(door) || (door.length === 1 && door !== 'a')
  return isDoor ? from + 1 : from
}

// Behind a street only: alone they are something else.
const doorWords = new Set('port uppgang trappa opgang sal'.split(' '))

export function flatAfter(view: View, to: number): number {
  const { tokens } = view
  let next = to + 1
  while (next < to + 3 && [',', '.'].includes(textAt(tokens, next))) next += 1
  const storey = storeyAt(view, next) ?? romanStorey(view, next)
  if (storey !== undefined) return storey
  const side = spokenDoor(view, next)
  if (side !== undefined) return side
  const door = doorAt(view, next)
  if (door !== undefined) return door
  // "Kestrel Road, #3", "Garibaldi 18 / 2".
  if (
    ['#', '/', 'slash'].includes(textAt(tokens, next)) &&
    view.numeralFrom(next + 1) !== undefined
  )
    return numeralsEnd(view, next + 1)
  const lettered = letteredFlat(view, to)
  if (lettered !== undefined) return lettered
  if (!flatWords.has(textAt(tokens, next)) && !doorWords.has(textAt(tokens, next))) return to
  if (['.', ':'].includes(textAt(tokens, next + 1))) next += 1
  if (['number', 'no', '#'].includes(textAt(tokens, next + 1))) next += 1
  const numeral = view.numeralFrom(next + 1)
  if (numeral !== undefined) {
    const end = numeralsEnd(view, next + 1)
    const letter = tokenAt(tokens, end + 1)
    return letter.kind === 'word' && letter.text.length === 1 && letter.text !== 'i' ? end + 1 : end
  }
  const letter = tokenAt(tokens, next + 1)
  if (letter.kind !== 'word' || letter.text.length > 1) return to
  return view.numeralFrom(next + 2) === undefined ? next + 1 : numeralsEnd(view, next + 2)
}
