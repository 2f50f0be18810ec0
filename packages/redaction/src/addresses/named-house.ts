/** Houses that have a name: "flat five the old granary", "the old forge church lane", "orchard cottage on pudding lane". */
import { textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { houseWords, streetTypes } from '../words/street-words.ts'
import type { Street } from './found-street.ts'
import { saysAny } from './said-words.ts'
import { isStreetLike } from './street-like.ts'

const builtHouses = new Set([
  ...houseWords,
  ...'bakehouse brewery gatehouse maltings malthouse smithy boathouse warehouse stable dairy tannery presbytery parsonage lighthouse oast signalbox toll cooperage foundry icehouse sawmill creamery vicarage school chapel bank dispensary tollhouse millhouse byre steading'.split(
    ' ',
  ),
])
const olds = new Set(['old', 'former', 'new', 'coach', 'lime', 'dower', 'white', 'red'])
const flats = new Set(['flat', 'apartment', 'number', 'unit', 'room', 'no'])
const mostStreetWords = 4

export function namedHouse(view: View, index: number): Street | undefined {
  if (!saysAny(view, builtHouses)) return undefined
  const { tokens } = view
  const isStreet =
    streetTypes.has(textAt(tokens, index + 1)) && !streetTypes.has(textAt(tokens, index + 2))
  if (!builtHouses.has(textAt(tokens, index)) || isStreet) return undefined
  const from = nameStart(view, index)
  if (from === undefined) return undefined
  const street = streetBehind(view, index)
  const flat = flatBeforeHouse(view, from)
  if (street === undefined && flat === undefined) return undefined
  return { from: flat ?? from, to: street ?? index, rule: 'address-house-name' }
}

/** "The old granary", "the gatehouse", "orchard cottage". */
function nameStart({ tokens }: View, house: number): number | undefined {
  const before = textAt(tokens, house - 1)
  if (before === 'the') return house - 1
  if (olds.has(before)) return textAt(tokens, house - 2) === 'the' ? house - 2 : undefined
  if (streetTypes.has(textAt(tokens, house)) || before.length < 3) return undefined
  if (!isStreetLike(before)) return undefined
  return olds.has(textAt(tokens, house - 2)) && textAt(tokens, house - 3) === 'the'
    ? house - 3
    : house - 1
}

/** "Flat five", "number four", right before the house. */
function flatBeforeHouse(view: View, from: number): number | undefined {
  const end = textAt(view.tokens, from - 1) === ',' ? from - 2 : from - 1
  const numeral = view.numeralTo(end)
  if (numeral === undefined || numeral.digits.length > 3) return undefined
  return flats.has(textAt(view.tokens, numeral.from - 1)) ? numeral.from - 1 : undefined
}

/** "… church lane", "… on pudding lane": one to three words that streets have, and a word for a street. */
function streetBehind(view: View, house: number): number | undefined {
  const { tokens } = view
  let from = house + 1
  while (from < house + 3 && ['on', 'um', 'uh'].includes(textAt(tokens, from))) from += 1
  for (let index = from; index < from + mostStreetWords; index += 1) {
    const { kind, text } = tokenAt(tokens, index)
    if (kind !== 'word') return undefined
    if (index > from && streetTypes.has(text)) return index
    if (everydayWords.has(text) && !isStreetLike(text)) return undefined
  }
  return undefined
}
