/** Addresses and names that no rule knows and of which the learned weights are sure. */
import { type Token, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { isLikely } from './made-of.ts'
import { type LearnedKind, readingOf, type Scores, scoreAt } from './model.ts'
import { reasonsOf } from './reasons.ts'

/** One word as sure as this makes a find; those beside it belong to it by less. */
export const sure: Readonly<Record<LearnedKind, number>> = { address: 2, name: 2 }
export const beside: Readonly<Record<LearnedKind, number>> = { address: -0.5, name: -0.5 }
const marksWithin = new Set([',', '.', '-', '/', '#'])

export function recogniseLearned(view: View): readonly PersonalFinding[] {
  if (!view.tokens.some(isJudged)) return []
  const reading = readingOf(view)
  const scores = view.tokens.map((token, index) =>
    isJudged(token) ? scoreAt(reading, index) : undefined,
  )
  return learnedFinds(view, scores)
}

export function learnedFinds(
  view: View,
  scores: readonly (Scores | undefined)[],
): readonly PersonalFinding[] {
  return [...findsOf(view, scores, 'address'), ...findsOf(view, scores, 'name')]
}

function isJudged({ kind }: Token): boolean {
  return kind === 'word' || kind === 'number'
}

function findsOf(
  view: View,
  scores: readonly (Scores | undefined)[],
  kind: LearnedKind,
): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < scores.length; index += 1) {
    if ((scores[index]?.[kind] ?? Number.NEGATIVE_INFINITY) < sure[kind]) continue
    if (kind === 'name' && isOurs(view, index)) continue
    const from = reach(view, scores, kind, index, -1)
    const to = reach(view, scores, kind, index, 1)
    const found = { kind, from, to, rule: `${kind}-learned` }
    if (isLikely(view, found))
      findings.push({ ...found, reasons: reasonsOf(readingOf(view), index, kind) })
    index = to
  }
  return findings
}

function isOurs({ tokens, people }: View, index: number): boolean {
  return people.agentWords.has(tokenAt(tokens, index).text)
}

/** As far as what stands beside it belongs to it; never ends in a mark. */
function reach(
  view: View,
  scores: readonly (Scores | undefined)[],
  kind: LearnedKind,
  index: number,
  step: 1 | -1,
): number {
  const { segment } = tokenAt(view.tokens, index)
  let last = index
  for (let next = index + step; ; next += step) {
    const token = tokenAt(view.tokens, next)
    if (token.segment !== segment) return last
    if (token.kind === 'mark' && marksWithin.has(token.text)) continue
    const score = scores[next]?.[kind]
    if (score === undefined || score < beside[kind]) return last
    if (kind === 'name' && isOurs(view, next)) return last
    last = next
  }
}
