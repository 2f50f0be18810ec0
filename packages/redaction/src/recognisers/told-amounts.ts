/** Times and prices that answer what was just said, or are said as such: "ten forty five", "for forty two eighteen". */
import { turnsOf } from '../addresses/address-asked.ts'
import { isAllTimes, isClockTalk } from '../numbers/clock-times.ts'
import type { NumberRun } from '../numbers/number-runs.ts'
import { textAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { View } from '../view.ts'

export function isTimeOrPrice(view: View, run: NumberRun): boolean {
  if (isClockTalk(view.tokens, run, view.isAgent)) return true
  if (isPriceFor(view, run)) return true
  return isAllTimes(run.numerals) && isOffered(view)
}

const offers = new Set(
  'today tomorrow tonight appointment slot morning afternoon evening'.split(' '),
)

/** The turn before offers times and asks for nothing else. */
function isOffered({ prompt }: View): boolean {
  const turn = turnsOf(prompt).at(-1) ?? []
  if (!turn.some(({ text }) => offers.has(text))) return false
  const topic = scanBack(turn, turn.length, turn.length)?.topic
  return topic === undefined || topic === 'amount'
}

/** "That's gone through for forty two eighteen". */
function isPriceFor({ tokens }: View, { from, numerals }: NumberRun): boolean {
  const isPair = numerals.length === 2
  if (!isPair || textAt(tokens, from - 1) !== 'for') return false
  return numerals.every(({ digits, isSpoken }) => isSpoken && /^[1-9]\d$/.test(digits))
}
