/** A word that is the name of somebody in this talk, "grace", "hunter": whether it is said as a name here. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'

const list = (words: string) => new Set(words.split(' '))

/** Before a name that somebody is called by, given for or spoken of with. */
const before = list(
  "okay ok thanks hi hello hey hiya alright right perfect lovely great sorry bye goodbye morning afternoon evening sure brilliant wonderful welcome cheers for with to from by it's is i'm that's called named and or mr mrs miss ms mister tell ask yes yeah no but so because if",
)
/** Behind a name, where a thing's name would go on. */
const behind = list(
  "and or is i i'm i'll i've i'd my your you you're we we're we'll he he's she she's they it's that's there's please speaking here calling on at so let let's can could would should have has had did does said says told wants wanted asked don't didn't isn't thank thanks yes no okay just what what's when where which how who if because but well now today from with for in are was gave lives",
)
/** Verbs that are somebody's name: what goes on behind them when they are verbs. */
const verbs = list('will may bill mark grant chase skip rob pat sue drew chuck frank jack hope')
const behindVerbs = list(
  'do you it that i i be have the a an my your me him her them this all we he she they can could would so for in on at if not just out to',
)

/** Names of two letters and three that every sentence has. */
const grammar = list('so do an to in on my he she it or no man day way')

/** In a text without capitals; with them the letter tells. */
export function isSaidAsName({ tokens }: View, index: number): boolean {
  const { text, segment } = tokenAt(tokens, index)
  const previous = tokenAt(tokens, index - 1)
  const next = tokenAt(tokens, index + 1)
  const isFirst = previous.segment !== segment || previous.kind !== 'word'
  const isLast = next.segment !== segment || next.kind !== 'word'
  const base = text.endsWith("'s") ? text.slice(0, -2) : text
  if (isFirst && isLast) return true
  if (grammar.has(base))
    return ['[name]', 'mr', 'mrs', 'ms', 'miss', 'called'].includes(previous.text)
  if (textAt(tokens, index - 1) === '[name]') return true
  if (verbs.has(base) && !isLast && behindVerbs.has(next.text)) return false
  const isThanked = previous.text === 'you' && textAt(tokens, index - 2) === 'thank'
  // "Temperance okay".
  if (isFirst && isShortTurn(tokens, index) && acknowledgements.has(next.text)) return true
  if (isFirst) return behind.has(next.text) && (!verbs.has(base) || thankings.has(next.text))
  if (!before.has(previous.text) && !isThanked)
    return isLast && !things.has(previous.text) && isSpokenTo(tokens, index)
  return isLast || behind.has(next.text)
}

const acknowledgements = list('okay ok great lovely perfect brilliant alright got right cool')
const thankings = list("thanks thank okay sorry i'm it's yes no please")
/** Before what is no person. */
const things = list(
  'the a an this that these those my your our his her their last next every each in of no some any all on at into about early late good much more',
)
const shortTurn = 6

/** "And an email summer": the last word of a short turn. */
function isSpokenTo(tokens: readonly Token[], index: number): boolean {
  const isEnd = tokenAt(tokens, index + 1).segment !== tokenAt(tokens, index).segment
  return isEnd && isShortTurn(tokens, index)
}

/** Turns that are read together count each for itself. */
function isShortTurn(tokens: readonly Token[], index: number): boolean {
  const { segment } = tokenAt(tokens, index)
  let from = index
  while (from > index - shortTurn && tokenAt(tokens, from - 1).segment === segment) from -= 1
  return tokenAt(tokens, from + shortTurn).segment !== segment
}
