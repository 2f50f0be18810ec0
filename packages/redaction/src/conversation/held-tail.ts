/** The end of a turn that may still become personal: digits, letters, and mail addresses on their way. */

import { isInnocent } from '../numbers/number-runs.ts'
import { fillers, repeaters } from '../numbers/number-words.ts'
import { readNumerals } from '../numbers/read-numerals.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'

const connectors = new Set([
  'dot',
  'at',
  'underscore',
  '@',
  '.',
  '-',
  '_',
  'dash',
  'hyphen',
  'plus',
])
// Longer than any number said in one breath; bounds the walk.
const longestTailTokens = 80

/** UTF-16 offsets into the last segment of `tokens`, or nothing when its end is harmless. */
export function heldTail(
  tokens: readonly Token[],
  segment: number,
): { readonly start: number; readonly end: number } | undefined {
  const first = Math.max(0, tokens.length - longestTailTokens)
  const tail = tokens.slice(first)
  const numbers = new Set<number>()
  for (const numeral of readNumerals(tail))
    if (!isInnocent(tail, numeral))
      for (let index = numeral.from; index <= numeral.to; index += 1) numbers.add(index)
  let from = tail.length
  let letters = 0
  for (let index = tail.length - 1; index >= 0; index -= 1) {
    const { text, kind, segment: own } = tokenAt(tail, index)
    if (own !== segment || kind === 'mask') break
    const isLetter = kind === 'word' && text.length === 1
    const isJoined = connectors.has(textAt(tail, index + 1)) && index + 1 >= from
    if (numbers.has(index) || repeaters.has(text) || isJoined) from = index
    else if (isLetter) {
      letters += 1
      if (letters > 1 || from === index + 1) from = index
    } else if (connectors.has(text) && kind === 'word' && index > 0) from = index
    else if (kind === 'word' && !fillers.has(text)) break
  }
  const begin = tail[from]
  const end = tail.at(-1)
  return begin === undefined || end === undefined ? undefined : { start: begin.start, end: end.end }
}
