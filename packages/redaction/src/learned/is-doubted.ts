/** Finds of weak rules that the learned weights are sure to be none. */
import { tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { type LearnedKind, readingOf, scoreAt } from './model.ts'

/** By rule, how little must speak for a find so that it is taken back. */
const doubts: ReadonlyMap<string, number> = new Map([
  ['name-written', -2.5],
  ['name-unknown', -3],
  ['name-beside', -2.5],
  ['name-alone', -3],
  ['name-listed', -4.5],
  ['address-number-first', -3],
  ['address-flat', -3],
  ['address-weighed', -3],
  ['address-grown', -3],
])

export function isDoubted(view: View, { kind, rule, from, to }: PersonalFinding): boolean {
  const enough = doubts.get(rule)
  if (enough === undefined || (kind !== 'address' && kind !== 'name')) return false
  return meanOf(view, kind, from, to) < enough
}

function meanOf(view: View, kind: LearnedKind, from: number, to: number): number {
  const reading = readingOf(view)
  let sum = 0
  let words = 0
  for (let index = from; index <= to; index += 1) {
    const token = tokenAt(view.tokens, index)
    if (token.kind === 'mark' || token.kind === 'mask') continue
    sum += scoreAt(reading, index)[kind]
    words += 1
  }
  return words === 0 ? 0 : sum / words
}
