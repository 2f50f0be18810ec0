/** Times of day as they are said, "nine fifteen or nine oh five today", and things that are counted, "two cylinders". */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { fillers, neighbourlyDigitWords } from './number-words.ts'
import type { Numeral } from './numeral.ts'

const before = new Set(
  'at by before after around between until till about from today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
)
const offering = new Set("have had got there's do is".split(' '))
const after = new Set(
  'today tomorrow tonight works work sharp monday tuesday wednesday thursday friday saturday sunday appointment slot train flight ferry'.split(
    ' ',
  ),
)
const dayParts = new Set('morning afternoon evening'.split(' '))
const mostTimes = 4

/** Nothing but hours with their minutes, and a word beside that says that they are times. */
export function isClockTalk(
  tokens: readonly Token[],
  run: { readonly from: number; readonly to: number; readonly numerals: readonly Numeral[] },
  isAgent: boolean,
): boolean {
  if (!isAllTimes(run.numerals)) return false
  const last = wordBefore(tokens, run.from)
  if (before.has(last) || (isAgent && offering.has(last))) return true
  const { to } = run
  if (after.has(textAt(tokens, to + 1))) return true
  return [2, 3].some((step) => dayParts.has(textAt(tokens, to + step)))
}

function wordBefore(tokens: readonly Token[], from: number): string {
  for (let index = from - 1; index > from - 4; index -= 1)
    if (!fillers.has(textAt(tokens, index))) return textAt(tokens, index)
  return ''
}

/** An hour and its minutes, once or a few times, and nothing else. */
export function isAllTimes(numerals: readonly Numeral[]): boolean {
  let index = 0
  let times = 0
  while (index < numerals.length) {
    const hour = numerals[index]
    const isHour = hour?.isSpoken === true && /^(?:[1-9]|1[0-2])$/.test(hour.digits)
    if (!isHour || times >= mostTimes) return false
    const minute = numerals[index + 1]?.digits ?? ''
    if (/^[1-5]\d$/.test(minute)) index += 2
    else if (minute === '0' && /^[1-9]$/.test(numerals[index + 2]?.digits ?? '')) index += 3
    else return false
    times += 1
  }
  return times > 0
}

const notThings = new Set(
  'yes thanks thats its is was this plus cheers gracias has does minus always perhaps less address us sms as thus alas sis miss ones twos threes fours fives sixes sevens eights nines zeros zeroes ohs twenties thirties forties fifties sixties seventies eighties nineties lots os sierra pounds besides'.split(
    ' ',
  ),
)

/** "Two cylinders": one small number alone, and the things it counts right behind it. */
export function isCounted(
  tokens: readonly Token[],
  { from, to, digits, isSpoken }: Numeral,
): boolean {
  if (!isSpoken || digits.length > 2 || digits.startsWith('0')) return false
  const { segment } = tokenAt(tokens, from)
  const thing = tokenAt(tokens, to + 1)
  if (thing.segment !== segment || thing.kind !== 'word' || thing.isCapitalised) return false
  const isNumber = neighbourlyDigitWords.has(thing.text) || notThings.has(thing.text)
  if (!/^[a-z]{3,}s$/.test(thing.text) || isNumber) return false
  const behind = tokenAt(tokens, to + 2)
  if (behind.kind === 'number') return false
  return from === 0 || tokenAt(tokens, from - 1).segment !== segment
}
