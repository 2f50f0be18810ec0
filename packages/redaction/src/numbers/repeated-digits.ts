/** Digits that are said once for several times, "double four", "three sevens", with the pauses that people make in between. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { interjectionEnd } from './interjections.ts'
import { digitWords, neighbourlyDigitWords } from './number-words.ts'
import type { Numeral } from './numeral.ts'

/** What fills a pause and nothing else. */
export const hesitations = new Set('uh um er erm eh hmm hm uhm umm uhh ermm hmmm ah'.split(' '))

/** "Double four", "double um four". */
export function repeated(
  tokens: readonly Token[],
  index: number,
  times: number,
): Numeral | undefined {
  const at = behindPause(tokens, textAt(tokens, index + 1) === '-' ? index + 2 : index + 1)
  const next = textAt(tokens, at)
  const digit =
    digitWords.get(next) ??
    neighbourlyDigitWords.get(next) ??
    (/^\d$/.test(next) ? next : undefined)
  if (digit === undefined) return undefined
  return {
    from: index,
    to: at,
    digits: digit.repeat(times),
    isSpoken: true,
    isCardinal: false,
    isRepeated: true,
  }
}

const mostPauses = 3

/** "Double um four", "oh hang on seven": the first token that fills no pause. */
export function behindPause(tokens: readonly Token[], from: number): number {
  const { segment } = tokenAt(tokens, from)
  let at = from
  for (let count = 0; count < mostPauses && tokenAt(tokens, at).segment === segment; count += 1) {
    const next = hesitations.has(textAt(tokens, at)) ? at + 1 : interjectionEnd(tokens, at)
    if (next === at) break
    at = next
  }
  return at
}

const times = new Map([
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['double', 2],
  ['triple', 3],
])
const digitsOfMany = new Map(
  'zeros ones twos threes fours fives sixes sevens eights nines'
    .split(' ')
    .map((word, digit): [string, string] => [word, String(digit)]),
)
digitsOfMany.set('zeroes', '0').set('ohs', '0').set("o's", '0').set('noughts', '0')

/** "Three sevens". */
export function severalOf(tokens: readonly Token[], index: number): Numeral | undefined {
  const digit = digitsOfMany.get(textAt(tokens, index + 1))
  const count = times.get(textAt(tokens, index))
  if (digit === undefined || count === undefined) return undefined
  return {
    from: index,
    to: index + 1,
    digits: digit.repeat(count),
    isSpoken: true,
    isCardinal: false,
    isRepeated: true,
  }
}
