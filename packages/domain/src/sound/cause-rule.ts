import type { MonotonicMs } from '@sotto/kernel'

/** When a cause is told, and when it goes again. */
export interface CauseRule<Facts> {
  /** Undefined where nothing is known. */
  readonly measure: (facts: Facts) => number | undefined
  /** Told from here on … */
  readonly raiseAt: number
  /** … until it has been below this for `calmMs`: between the two it stays as it is. */
  readonly clearBelow: number
  readonly calmMs: number
}

/** Which causes are told, and when each was last seen. */
export type Judgement<Cause extends string> = Readonly<
  Partial<Record<Cause, { readonly seenAt: MonotonicMs }>>
>

/** The next judgement. A cause is told at once and goes only after it has been calm: sentences do not flicker. */
export function judgeCauses<Cause extends string, Facts>(
  rules: Readonly<Record<Cause, CauseRule<Facts>>>,
  causes: readonly Cause[],
  before: Judgement<Cause>,
  facts: Facts,
  now: MonotonicMs,
): Judgement<Cause> {
  const next: Partial<Record<Cause, { readonly seenAt: MonotonicMs }>> = {}
  for (const cause of causes) {
    const seenAt = judgeCause(rules[cause], before[cause]?.seenAt, facts, now)
    if (seenAt !== undefined) next[cause] = { seenAt }
  }
  return next
}

/** When it was last seen, while it is told. */
function judgeCause<Facts>(
  rule: CauseRule<Facts>,
  seenAt: MonotonicMs | undefined,
  facts: Facts,
  now: MonotonicMs,
): MonotonicMs | undefined {
  const measure = rule.measure(facts) ?? 0
  if (measure >= rule.raiseAt) return now
  if (seenAt === undefined) return undefined
  if (measure >= rule.clearBelow) return now
  return now - seenAt < rule.calmMs ? seenAt : undefined
}
