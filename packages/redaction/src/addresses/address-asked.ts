/** Whether an address has just been asked for, and the turns that were said before, apart. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'

const asking = new Set(
  'address addresses adresse adres adress adresi indirizzo direccion endereco anschrift street strasse straat calle ulica hausnummer huisnummer live lives living reside residence lokalizacja wohnen wohnt'.split(
    ' ',
  ),
)
const askingBesideNumber = new Set(
  'house apartment apt unit suite flat building door property home'.split(' '),
)
const besideHouse = new Set('number name numbers what which or called'.split(' '))
const otherAddresses = new Set('email e-mail mail ip web mac website url login'.split(' '))
const whereWords = new Set(
  'located location deliver send sent calling staying vehicle car pickup emergency come'.split(' '),
)

/** `now` in the turn right before, `before` when only short turns lie between. */
export type AddressAsked = 'now' | 'before' | undefined

const answers = new WeakMap<View, { readonly asked: AddressAsked }>()

export function addressAsked(view: View): AddressAsked {
  const known = answers.get(view)
  if (known !== undefined) return known.asked
  const asked = judge(turnsOf(view.prompt))
  answers.set(view, { asked })
  return asked
}

const mostTurnsBack = 6
const shortTurnTokens = 12

function judge(turns: readonly (readonly Token[])[]): AddressAsked {
  for (let back = 1; back <= Math.min(mostTurnsBack, turns.length); back += 1) {
    const turn = turns[turns.length - back] ?? []
    if (asksForAddress(turn)) return back === 1 ? 'now' : 'before'
    if (turn.length > shortTurnTokens || asksForAmount(turn)) return undefined
  }
  return undefined
}

const amounts = new Set(['price', 'cost', 'amount', 'payment', 'worth'])
const measures = new Set(['much', 'many', 'long', 'old'])

/** "And the price you think", "how much was it": what is said next answers that. */
function asksForAmount(turn: readonly Token[]): boolean {
  return turn.some(
    ({ text }, index) =>
      amounts.has(text) || (measures.has(text) && textAt(turn, index - 1) === 'how'),
  )
}

function asksForAddress(turn: readonly Token[]): boolean {
  return turn.some(({ text }, index) => {
    if (asking.has(text)) return !otherAddresses.has(textAt(turn, index - 1))
    if (askingBesideNumber.has(text))
      return [-3, -2, -1, 1, 2].some((step) => besideHouse.has(textAt(turn, index + step)))
    if (text !== 'where') return false
    for (let next = index + 1; next < index + 9; next += 1)
      if (whereWords.has(textAt(turn, next))) return true
    return false
  })
}

/** The prompt's turns: a token that stands further to the left than the one before begins another. */
export function turnsOf(prompt: readonly Token[]): readonly (readonly Token[])[] {
  const turns: Token[][] = []
  let last = Number.POSITIVE_INFINITY
  for (let index = 0; index < prompt.length; index += 1) {
    const token = tokenAt(prompt, index)
    if (token.start < last) turns.push([])
    turns.at(-1)?.push(token)
    last = token.start
  }
  return turns
}
