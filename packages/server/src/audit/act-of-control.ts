/** What the audit says of a change of a control. Pure. */
import { type ControlKind, type ControlRecord, isFinalState } from '@sotto/domain'
import type { ActRow } from '../database/stores.ts'
import type { AuditAct } from './audit-act.ts'

const modes = {
  monitor: 'monitor',
  'whisper-audio': 'coach',
  'whisper-text': 'whisper-text',
  barge: 'barge',
} as const satisfies Record<ControlKind, NonNullable<AuditAct['mode']>>

export function actOfControl(row: ActRow, record: ControlRecord): AuditAct {
  const { coachingSessionId, kind, live, platformControlId, state } = record
  return {
    at: row.at,
    act: row.act,
    supervisorId: row.supervisorId,
    agentUserId: row.agentUserId,
    conversationId: row.conversationId,
    controlId: row.controlId,
    coachingSessionId,
    mode: modes[kind],
    ...hearing(record),
    ...(platformControlId === undefined ? {} : { platformControlId }),
    ...(live === undefined ? {} : { from: live.since }),
    ...(isFinalState(state.name) ? { to: row.at, outcome: state.name } : {}),
    ...(row.reason === undefined ? {} : { reason: row.reason }),
    ...(row.statedReason === undefined ? {} : { words: row.statedReason }),
    ...(row.policyVersion === undefined ? {} : { policyVersion: row.policyVersion }),
  }
}

/** Only a barge that was live could be heard by the customer; everything else ends at the agent's ear or eye. */
function hearing({ kind, live, state }: ControlRecord) {
  const delivered = state.name === 'completed' ? state.evidence : undefined
  return {
    customerCouldHear: kind === 'barge' && live !== undefined,
    evidence: live?.evidence ?? delivered ?? ('never-live' as const),
  }
}
