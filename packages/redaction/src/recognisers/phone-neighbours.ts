/** Pieces of a telephone number beside the rest of it: "nine one seven, you know, new york, five five five oh one three three". */
import type { NumberRun } from '../numbers/number-runs.ts'
import { readNumerals } from '../numbers/read-numerals.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { tokenise } from '../text/tokenise.ts'
import { topicAt } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { isDigitByDigit } from './dictation.ts'

// A number without its area, or without its end, has fewer.
const wholeDigits = 9
const longestGap = 9
const longestMask = 120

export function phoneNeighbours(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (const run of view.runs()) {
    if (!isPieceLike(run)) continue
    const mask = maskNear(view, run, 1) ?? maskNear(view, run, -1)
    if (mask === undefined || digitsOf(view, mask) + run.digits.length > wholeDigits + 4) continue
    if (digitsOf(view, mask) < wholeDigits)
      findings.push({ kind: 'phone', from: run.from, to: run.to, rule: 'phone-beside' })
  }
  return findings
}

function isPieceLike(run: NumberRun): boolean {
  const { length } = run.digits
  const isSpoken = run.numerals.every((numeral) => numeral.isSpoken && !numeral.isCardinal)
  return length >= 3 && length <= 6 && isSpoken && isDigitByDigit(run)
}

/** A telephone number some words away in the same turn, when none of them says what else the digits may be. */
function maskNear(view: View, { from, to }: NumberRun, step: 1 | -1): number | undefined {
  const { tokens } = view
  const start = step === 1 ? to + 1 : from - 1
  const { segment } = tokenAt(tokens, from)
  for (let count = 0; count <= longestGap; count += 1) {
    const index = start + count * step
    const token = tokenAt(tokens, index)
    if (index < 0 || token.segment !== segment) return undefined
    if (token.text === '[phone]') return index
    const topic = topicAt(tokens, index)
    const isOther = topic !== undefined && topic !== 'number' && topic !== 'phone'
    if (token.kind === 'mask' || isOther || separate.has(textAt(tokens, index))) return undefined
  }
  return undefined
}

// Two things, and no pieces of one.
const separate = new Set(['or', 'for', 'times', 'room', 'floor', 'pin', 'code', 'last', 'ending'])

function digitsOf(view: View, mask: number): number {
  const said = view.source(mask, mask).slice(0, longestMask)
  return readNumerals(tokenise(said, 0).tokens)
    .map(({ digits }) => digits.length)
    .reduce((sum, length) => sum + length, 0)
}
