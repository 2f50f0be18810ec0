/** Post office boxes and the routes that they stand on: "p o box nine", "rural route two box ninety four b". */
import { textAt } from '../text/token.ts'
import type { View } from '../view.ts'
import type { Street } from './found-street.ts'
import { numeralsEnd } from './house-number.ts'

const boxWords = new Set(['box', 'postfach', 'postbus', 'apartado', 'pmb'])

/** "Rural route two, box ninety four", "r r 2 box 94": the route's first token. */
function routeBefore(view: View, box: number): number | undefined {
  const before = textAt(view.tokens, box - 1) === ',' ? box - 2 : box - 1
  const numeral = view.numeralTo(before)
  if (numeral === undefined) return undefined
  const from = numeral.from
  const word = textAt(view.tokens, from - 1)
  if (word === 'route' && ['rural', 'star'].includes(textAt(view.tokens, from - 2))) return from - 2
  if (word === 'r' && textAt(view.tokens, from - 2) === 'r') return from - 2
  if (word === 'route' && textAt(view.tokens, from - 2) === 'contract') return from - 3
  return ['rr', 'hc', 'route'].includes(word) ? from - 1 : undefined
}

export function boxAt(view: View, index: number): Street | undefined {
  const text = textAt(view.tokens, index)
  if (!boxWords.has(text)) return undefined
  const numeral = view.numeralFrom(index + 1)
  if (numeral === undefined) return undefined
  if (text !== 'box') return { from: index, to: numeralsEnd(view, index + 1), rule: 'address-box' }
  const route = routeBefore(view, index)
  if (route !== undefined)
    return { from: route, to: letterEnd(view, numeralsEnd(view, index + 1)), rule: 'address-route' }
  let from = index
  while (
    from > index - 5 &&
    ['p', 'o', 'po', 'post', 'office', '.'].includes(textAt(view.tokens, from - 1))
  )
    from -= 1
  return from === index
    ? undefined
    : { from, to: boxTail(view, numeralsEnd(view, index + 1)), rule: 'address-box' }
}

/** "Box one eighteen b". */
function letterEnd({ tokens }: View, to: number): number {
  const isLetter = /^[b-hj-z]$/.test(textAt(tokens, to + 1)) && textAt(tokens, to + 2).length > 1
  return isLetter ? to + 1 : to
}

const boxTails = new Set(['site', 'rural', 'route', 'comp', 'station', 'rr', 'group'])

/** "P o box eighteen site six rural route two". */
function boxTail(view: View, to: number): number {
  let end = to
  for (let parts = 0; parts < 3; parts += 1) {
    let at = end + 1
    while (at < end + 3 && boxTails.has(textAt(view.tokens, at))) at += 1
    if (at === end + 1 || view.numeralFrom(at) === undefined) return end
    end = numeralsEnd(view, at)
  }
  return end
}
