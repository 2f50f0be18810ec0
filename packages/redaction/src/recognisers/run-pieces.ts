/** Runs of digits taken apart: what was begun again, and two numbers said in one breath. */
import type { NumberRun } from '../numbers/number-runs.ts'
import { textAt } from '../text/token.ts'
import type { View } from '../view.ts'

type Numerals = NumberRun['numerals']

/** Some numerals of a run, the first of them behind `at` digits. */
export function pieceOf(run: NumberRun, numerals: NumberRun['numerals'], at: number): NumberRun {
  const digits = numerals.map((numeral) => numeral.digits).join('')
  return {
    from: numerals[0]?.from ?? run.from,
    to: numerals.at(-1)?.to ?? run.to,
    numerals,
    digits,
    correctedAt: run.correctedAt
      .map((place) => place - at)
      .filter((place) => place > 0 && place < digits.length),
  }
}

// As long as a telephone number with its area.
const wholeDigits = 9
const longestDigits = 13

/** "… one nine two and oh one three one …": two whole numbers, or nothing. */
export function splitAtAnd({ tokens }: View, run: NumberRun): readonly Numerals[] {
  for (let at = 1; at < run.numerals.length; at += 1) {
    const [before, after] = [run.numerals[at - 1], run.numerals[at]]
    if (before === undefined || after === undefined) return []
    const isJoined = after.from - before.to === 2 && textAt(tokens, before.to + 1) === 'and'
    const parts = [run.numerals.slice(0, at), run.numerals.slice(at)]
    if (isJoined && parts.every(isWhole)) return parts
  }
  return []
}

function isWhole(numerals: Numerals): boolean {
  const length = numerals.reduce((sum, { digits }) => sum + digits.length, 0)
  return length >= wholeDigits && length <= longestDigits
}
