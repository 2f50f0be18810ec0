/** What an intervention is measured by: the same figures before it and after it. Pure. */
import type { WallMs } from '@sotto/kernel'
import { type ConversationFact, metricsSpanMs } from './conversation-fact.ts'
import type { Intervention, Outcome, OutcomeWindows } from './intervention.ts'
import { measureWindow } from './measure-window.ts'

/** From when to when reports are needed; phases are needed from the conversation's beginning, since a hold may last. */
export function factsNeeded(
  intervention: Intervention,
  windows: OutcomeWindows,
): { readonly fromAt: WallMs; readonly toAt: WallMs } {
  return {
    fromAt: intervention.beganAt - windows.beforeMs - metricsSpanMs,
    toAt: (intervention.endedAt ?? intervention.beganAt) + windows.afterMs,
  }
}

/**
 * Before: the time up to its beginning, or less when the conversation is younger. After: the time from its end on, or less when
 * the conversation ended meanwhile.
 */
export function measureOutcome(
  intervention: Intervention,
  facts: readonly ConversationFact[],
  windows: OutcomeWindows,
): Outcome {
  const { beganAt, conversationStartedAt } = intervention
  const conversationEndedAt = endOf(facts)
  const endedAt = intervention.endedAt ?? conversationEndedAt
  const toAt = Math.min(
    (endedAt ?? beganAt) + windows.afterMs,
    conversationEndedAt ?? Number.POSITIVE_INFINITY,
  )
  const hasAfter = endedAt !== undefined && toAt > endedAt
  const before = {
    fromAt: Math.max(Math.min(conversationStartedAt, beganAt), beganAt - windows.beforeMs),
    toAt: beganAt,
  }
  return {
    before: measureWindow({ ...before, facts, conversationStartedAt }),
    ...(hasAfter
      ? { after: measureWindow({ fromAt: endedAt, toAt, facts, conversationStartedAt }) }
      : {}),
    isWhole: hasAfter && toAt - endedAt === windows.afterMs,
  }
}

function endOf(facts: readonly ConversationFact[]): WallMs | undefined {
  const ends = facts.flatMap((fact) =>
    fact.kind === 'phase' && fact.phase === 'ended' ? [fact.at] : [],
  )
  return ends.length === 0 ? undefined : Math.min(...ends)
}
