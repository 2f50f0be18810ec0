import { type ControlRecord, type ControlState, offersAfter } from '@sotto/domain'
import { assertNever } from '@sotto/kernel'
import type { ControlView } from '@sotto/protocol'

/** A control as its supervisor's panel is told of it. */
export function controlView(record: ControlRecord): ControlView {
  const offers = offersAfter(record)
  return {
    id: record.id,
    conversationId: record.conversationId,
    kind: record.kind,
    state: record.state.name,
    submittedAt: record.submittedAt,
    ...(record.text === undefined ? {} : { text: record.text }),
    ...stateDetails(record.state),
    ...(offers.length === 0 ? {} : { offers: [...offers] }),
    ...(record.heldSince === undefined ? {} : { heldSince: record.heldSince }),
    ...(record.seenAt === undefined ? {} : { seenAt: record.seenAt }),
    ...(record.answer === undefined ? {} : { answer: record.answer }),
    ...(record.answeredAt === undefined ? {} : { answeredAt: record.answeredAt }),
  }
}

function stateDetails(
  state: ControlState,
): Partial<Pick<ControlView, 'reason' | 'missing' | 'at' | 'evidence'>> {
  switch (state.name) {
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'pending-delivery':
      return {}
    case 'executing':
    case 'completed':
      return { at: state.at, evidence: state.evidence }
    case 'cancelling':
      return { reason: state.reason }
    case 'cancelled':
      return { reason: state.reason, at: state.at }
    case 'expired':
      return { at: state.at }
    case 'failed':
      return { reason: state.failure, at: state.at }
    case 'refused':
      return {
        reason: state.code,
        at: state.at,
        ...(state.missing === undefined ? {} : { missing: state.missing }),
      }
    default:
      return assertNever(state)
  }
}
