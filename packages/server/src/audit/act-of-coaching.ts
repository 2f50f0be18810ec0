/** What the audit says of a coaching session: how it moved, and that its notes were changed. Never what stands in them. Pure. */
import { type CoachingRecord, isCoachingOver } from '@sotto/domain'
import type { AuditAct } from './audit-act.ts'

/** Of the state it is in now. */
export function actOfCoaching(record: CoachingRecord): AuditAct {
  const { state } = record
  return {
    ...shared(record),
    at: state.at,
    act: `coaching-${state.name}`,
    from: record.startedAt,
    ...(isCoachingOver(state.name) ? { to: state.at, outcome: state.name } : {}),
    ...(state.name === 'refused' ? { reason: state.reason } : {}),
  }
}

export function actOfCoachingDetails(record: CoachingRecord, at: AuditAct['at']): AuditAct {
  return { ...shared(record), at, act: 'coaching-details-changed' }
}

function shared(record: CoachingRecord) {
  const { agentUserId, coachingSessionId, conversationId, id, kind, supervisorId } = record
  const { platformCoachingId } = record
  return {
    ...{ supervisorId, agentUserId, conversationId, coachingSessionId },
    coachingId: id,
    ...(platformCoachingId === undefined ? {} : { platformCoachingId }),
    subject: kind,
  }
}
