/** Whether an address has just been asked for, and the turns that were said before, apart. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { isStreetLike } from './street-like.ts'

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
  'stay staying located location deliver delivered delivery ship shipped mail mailed post posted moving picking pick drop dropped send sent calling staying vehicle car pickup emergency come'.split(
    ' ',
  ),
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
  let isRestAsked = false
  for (let back = 1; back <= Math.min(mostTurnsBack, turns.length); back += 1) {
    const turn = turns[turns.length - back] ?? []
    if (asksForAddress(turn) || (back === 1 && asksForPart(turn)))
      return back === 1 || isRestAsked ? 'now' : 'before'
    if (asksForElse(turn)) return undefined
    isRestAsked ||= back === 1 && asksForRest(turn)
    if (turn.length > shortTurnTokens) return undefined
  }
  return undefined
}

const elseWords = new Set(
  'price amount balance total rent excess deposit fare bill fee code meter reading reference tracking pin email name birth card account phone mobile order'.split(
    ' ',
  ),
)

const amounts = new Set(['price', 'cost', 'amount', 'payment', 'worth'])
const measures = new Set(['much', 'many', 'long', 'old'])

/** "And the gate code": something else is asked for now. */
function asksForElse(turn: readonly Token[]): boolean {
  return turn.some(
    ({ text }, index) =>
      (measures.has(text) && textAt(turn, index - 1) === 'how') ||
      amounts.has(text) ||
      (elseWords.has(text) &&
        ['the', 'your', 'a', 'gate', 'what'].includes(textAt(turn, index - 1)) &&
        !['street', 'road', 'zip', 'post', 'postal'].includes(textAt(turn, index + 1))),
  )
}

const restWords = new Set(
  'town city suburb village area district estate emirate county state road locality townland'.split(
    ' ',
  ),
)
const beforeRest = new Set('the which what that in and'.split(' '))
const mostRestTokens = 8

/** "And the town", "which area": the rest of an address that was asked for before. */
function asksForRest(turn: readonly Token[]): boolean {
  if (turn.length > mostRestTokens) return false
  return turn.some(
    ({ text }, index) =>
      (restWords.has(text) && beforeRest.has(textAt(turn, index - 1))) ||
      (turn.length <= fewTokens && (restWords.has(text) || partWords.has(text))),
  )
}

const fewTokens = 5
const partWords = new Set(
  'street road lane avenue court number house building floor unit suite apartment flat block door crossroad cross postcode zip eircode piso planta puerta ciudad ville etage batiment citta interno stadt ort stock woonplaats cidade andar pieso'.split(
    ' ',
  ),
)
const sureParts = new Set(
  'street road floor unit suite apartment flat building zip postcode eircode piso ciudad ville citta town village suburb city'.split(
    ' ',
  ),
)
const mostSureTokens = 5
const asides = new Set('how many much is are it was for from'.split(' '))

/** "Any unit", "and what floor", "road name": what nobody asks for but of an address. */
function asksForPart(turn: readonly Token[]): boolean {
  if (turn.length > mostSureTokens || turn.some(({ text }) => asides.has(text))) return false
  return turn.some(
    ({ text }, index) =>
      sureParts.has(text) &&
      (turn.length === 1 || askingWords.has(textAt(turn, index - 1)) || index === turn.length - 1),
  )
}

const askingWords = new Set('what which any and the your that'.split(' '))

const callWords = new Set('calling ringing phone reach call ring text dial dialling on'.split(' '))

/** "What number are you", "what number calumet": a house's, as long as nobody is to be rung. */
function asksForNumber(turn: readonly Token[], number: number): boolean {
  if (textAt(turn, number - 1) !== 'what' || turn.some(({ text }) => callWords.has(text)))
    return false
  const next = textAt(turn, number + 1)
  return next === 'are' ? textAt(turn, number + 2) === 'you' : isStreetLike(next)
}

function asksForAddress(turn: readonly Token[]): boolean {
  return turn.some(({ text }, index) => {
    if (text === 'number' && asksForNumber(turn, index)) return true
    if (text === 'whereabouts') return true
    if (text === 'place') return textAt(turn, index - 1) === 'your'
    if (text === 'where' && textAt(turn, index + 1) === 'should' && callsTo(turn, index))
      return true
    if (asking.has(text)) return !otherAddresses.has(textAt(turn, index - 1))
    if (askingBesideNumber.has(text))
      return [-3, -2, -1, 1, 2].some((step) => besideHouse.has(textAt(turn, index + step)))
    if (text !== 'where' && text !== "where's") return false
    for (let next = index + 1; next < index + 9; next += 1)
      if (whereWords.has(textAt(turn, next))) return true
    return false
  })
}

/** "Where should the engineer call to". */
function callsTo(turn: readonly Token[], where: number): boolean {
  for (let next = where + 2; next < where + 7; next += 1)
    if (textAt(turn, next) === 'call') return true
  return false
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
