/** Cards in a longer row of digits. */
import type { NumberRun } from '../numbers/number-runs.ts'
import { tokenAt } from '../text/token.ts'
import { findTopic } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { isCard } from './card-number.ts'

/** A card among other digits: an expiry or a security code said in the same breath. */
export function cardsInside(view: View, run: NumberRun): readonly PersonalFinding[] {
  if (run.digits.length < 16 || run.digits.length > 64) return []
  if (findTopic(view.tokens, run.from, run.to, view.prompt)?.topic === 'order') return []
  const again = isBegunTwice(run) ? cardFrom(run, 1, 16) : undefined
  if (again !== undefined) return [{ ...again, from: run.from }]
  for (const length of [16, 15])
    for (let first = 0; first < run.numerals.length; first += 1) {
      if (!isFresh(view, run, first)) continue
      const found = cardFrom(run, first, length)
      if (found !== undefined) return [found]
    }
  return []
}

/** "Forty four forty four fourteen …". */
function isBegunTwice({ numerals: [first, second] }: NumberRun): boolean {
  return first !== undefined && first.digits.length > 1 && first.digits === second?.digits
}

/** Not in the middle of what is said in one turn, digit after digit: there a card is chance. */
function isFresh(view: View, { numerals }: NumberRun, at: number): boolean {
  const before = numerals[at - 1]
  const numeral = numerals[at]
  if (before === undefined || numeral === undefined) return true
  if (!numeral.isSpoken) return true
  const isTouching = numeral.from - before.to === 1
  return (
    !isTouching ||
    tokenAt(view.tokens, numeral.from).segment !== tokenAt(view.tokens, before.to).segment
  )
}

function cardFrom(run: NumberRun, first: number, length: number): PersonalFinding | undefined {
  let digits = ''
  for (let last = first; last < run.numerals.length && digits.length < length; last += 1) {
    digits += run.numerals[last]?.digits ?? ''
    if (digits.length !== length || !isCard({ digits, correctedAt: [] })) continue
    return {
      kind: 'card',
      from: run.numerals[first]?.from ?? run.from,
      to: run.numerals[last]?.to ?? run.to,
      rule: 'card-luhn',
    }
  }
  return undefined
}
