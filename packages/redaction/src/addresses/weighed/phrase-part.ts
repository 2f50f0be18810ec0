/** Parts of several words: routes and boxes ("rural route two box eight"), flats and storeys ("top floor left", "lot nine"). */
import { textAt, tokenAt } from '../../text/token.ts'
import type { View } from '../../view.ts'
import { flatWords } from '../../words/street-words.ts'
import { foreignNumberEnd } from '../foreign-number.ts'
import { numeralsEnd, ordinals } from '../house-number.ts'

/** Each opening is read word by word; a number stands behind it. */
const routeOpenings: readonly (readonly string[])[] = [
  'highway contract route',
  'rural route',
  'star route',
  'county highway',
  'county road',
  'county route',
  'state highway',
  'state route',
  'state road',
  'us highway',
  'us route',
  'farm to market',
  'farm road',
  'ranch road',
  'forest road',
  'mile marker',
  'kilometre marker',
  'fire number',
  'camp road',
  'rr',
  'r r',
  'f m',
  'fm',
  'hc',
  'box',
  'p o box',
  'po box',
  'post office box',
  'private bag',
  'locked bag',
  'g p o box',
].map((words) => words.split(' '))
export const routeFirsts = new Set(routeOpenings.flatMap((words) => words.slice(0, 1)))
const mostRouteParts = 3

/** The last token of a route or box with its number, and of those right behind it. */
export function routeEnd(view: View, from: number): number | undefined {
  if (isGeneralDelivery(view, from)) return from + 1
  let to = from - 1
  for (let parts = 0; parts < mostRouteParts; parts += 1) {
    const end = oneRoute(view, to + 1)
    if (end === undefined) break
    to = end
  }
  return to < from ? undefined : to
}

function isGeneralDelivery({ tokens }: View, from: number): boolean {
  const second = textAt(tokens, from + 1)
  const first = textAt(tokens, from)
  return (
    (first === 'general' && second === 'delivery') || (first === 'poste' && second === 'restante')
  )
}

function oneRoute(view: View, from: number): number | undefined {
  if (!routeFirsts.has(textAt(view.tokens, from))) return undefined
  for (const words of routeOpenings) {
    if (!words.every((word, step) => textAt(view.tokens, from + step) === word)) continue
    const to = idEnd(view, from + words.length)
    if (to !== undefined) return to
  }
  return undefined
}

/** A number with its letter, a letter alone, "double p". */
function idEnd(view: View, from: number): number | undefined {
  const { tokens } = view
  const at = ['number', 'no', '#'].includes(textAt(tokens, from)) ? from + 1 : from
  const foreign = foreignNumberEnd(view, at)
  if (foreign !== undefined && foreign > at && textAt(tokens, at) !== 'a') return foreign
  if (view.numeralFrom(at) !== undefined) {
    const end = beforeCode(view, at)
    const isPoint = textAt(tokens, end + 1) === 'point' && view.numeralFrom(end + 2) !== undefined
    const last = isPoint ? numeralsEnd(view, end + 2) : rangesEnd(view, end)
    return isLetter(view, last + 1) ? last + 1 : last
  }
  if (foreign !== undefined && textAt(tokens, at) !== 'a') return foreign
  if (textAt(tokens, at) === 'double' && isLetter(view, at + 1)) return at + 1
  if (!isLetter(view, at)) return undefined
  return view.numeralFrom(at + 1) === undefined ? at : numeralsEnd(view, at + 1)
}

/** "Apartment two two one seven seven oh six three": the last five single digits of a longer run are a postcode's. */
function beforeCode(view: View, from: number): number {
  const ends: number[] = []
  let next = view.numeralFrom(from)
  while (next !== undefined && ends.length < mostRunNumerals) {
    ends.push(next.to)
    if (next.digits.length > 1 && ends.length > 2) return numeralsEnd(view, from)
    next = view.numeralFrom(next.to + 1)
  }
  const isSplit = ends.length > codeDigits && ends.length < mostRunNumerals
  return isSplit ? (ends[ends.length - codeDigits - 1] ?? from) : numeralsEnd(view, from)
}

const codeDigits = 5
const mostRunNumerals = 10

/** "Six dash two dash forty one". */
function rangesEnd(view: View, to: number): number {
  let end = to
  for (let parts = 0; parts < 3; parts += 1) {
    const isLink = ['dash', 'slash', 'hyphen', '-', '/'].includes(textAt(view.tokens, end + 1))
    if (!isLink || view.numeralFrom(end + 2) === undefined) break
    end = numeralsEnd(view, end + 2)
  }
  return end
}

function isLetter(view: View, index: number): boolean {
  const { kind, text } = tokenAt(view.tokens, index)
  return kind === 'word' && /^[b-hj-z]$/.test(text) && view.numeralFrom(index) === undefined
}

export const dwellings = new Set(
  'apartment apt flat unit suite ste building bldg block blk lot plot trailer penthouse door slip cabin dormitory dorm hangar bay berth space site villa shop room wing tower sector phase stall lodge bungalow lgh appartement apartamento appartamento wohnung interno interior bloco batiment etage piso planta kamer maisonette barrack bunkhouse hall'.split(
    ' ',
  ),
)
const flatOpenings = new Set(
  'basement ground garden top lower upper first second third rear front studio back middle left right attic'.split(
    ' ',
  ),
)
export const storeys = new Set(
  'floor level storey flat apartment maisonette unit stock etage piso'.split(' '),
)
const sides = new Set('left right front back rear flat apartment west east centre'.split(' '))

/** "Flat three b", "basement flat", "top floor left", "fourth floor", "level three". */
export function dwellingEnd(view: View, from: number): number | undefined {
  const { tokens } = view
  const text = textAt(tokens, from)
  const storey = storeyEnd(view, from)
  if (storey !== undefined) {
    const word = textAt(tokens, storey)
    const id = flatWords.has(word) && word !== 'floor' ? idEnd(view, storey + 1) : undefined
    return id ?? storey
  }
  if (text === 'level' || text === 'floor' || dwellings.has(text)) return idEnd(view, from + 1)
  return undefined
}

function storeyEnd(view: View, from: number): number | undefined {
  const { tokens } = view
  const first = textAt(tokens, from)
  if (!flatOpenings.has(first) && !ordinals.has(first)) return undefined
  if (!storeys.has(textAt(tokens, from + 1))) return undefined
  return sides.has(textAt(tokens, from + 2)) ? from + 2 : from + 1
}
