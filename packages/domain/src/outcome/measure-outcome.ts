/** What an intervention is measured by: the same figures before it and after it. Pure. */
import type { WallMs } from '@sotto/kernel'
import { type ConversationFact, metricsSpanMs, type PhaseFact } from './conversation-fact.ts'
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
  const { beganAt } = intervention
  const phases = facts.filter((fact) => fact.kind === 'phase')
  const { conversationStartedAt, place } = whereItWas(phases, beganAt)
  const shared = {
    facts,
    ...(conversationStartedAt === undefined ? {} : { conversationStartedAt }),
  }
  const fromAt = Math.max(
    beganAt - windows.beforeMs,
    Math.min(conversationStartedAt ?? Number.NEGATIVE_INFINITY, beganAt),
  )
  const after = spanAfter(intervention, phases, windows)
  return {
    ...place,
    before: measureWindow({ ...shared, fromAt, toAt: beganAt }),
    ...(after === undefined ? {} : { after: measureWindow({ ...shared, ...after }) }),
    isWhole: after !== undefined && after.toAt - after.fromAt === windows.afterMs,
  }
}

/** The queue may change on the way: the last phase that had begun then tells it, or the first that was ever seen. */
function whereItWas(phases: readonly PhaseFact[], at: WallMs) {
  const inOrder = [...phases].sort((one, other) => one.at - other.at)
  const then = inOrder.findLast((phase) => phase.at <= at) ?? inOrder[0]
  return {
    conversationStartedAt: then?.startedAt,
    place: then === undefined ? {} : { queueId: then.queueId, media: then.media },
  }
}

function spanAfter(
  intervention: Intervention,
  phases: readonly PhaseFact[],
  windows: OutcomeWindows,
): { readonly fromAt: WallMs; readonly toAt: WallMs } | undefined {
  const overAt = Math.min(
    ...phases.filter(({ phase }) => phase === 'ended').map(({ at }) => at),
    Number.POSITIVE_INFINITY,
  )
  const { endedAt } = intervention
  if (endedAt === undefined || endedAt >= overAt) return undefined
  return { fromAt: endedAt, toAt: Math.min(endedAt + windows.afterMs, overAt) }
}
