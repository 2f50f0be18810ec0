/** What a coaching session adds to its conversation's timeline. Pure; ids and codes only, never a word of what was written. */
import type { CoachingAction, CoachingRecord } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { IncidentEvidence, IncidentWhat } from '@sotto/protocol'
import type { IncidentFact } from '../database/stores.ts'

/** The record after a change, by what it became known. Nothing when only its version is newer. */
export function factsOfCoaching(
  before: CoachingRecord | undefined,
  after: CoachingRecord,
  evidence: IncidentEvidence,
): readonly IncidentFact[] {
  const { state } = after
  if (before?.state.name === state.name) return []
  return [
    {
      ...common(after, state.at, evidence),
      what: state.name === 'starting' ? 'coaching-asked' : `coaching-${state.name}`,
      ...(state.reason === undefined ? {} : { reason: state.reason }),
    },
  ]
}

/** Somebody pressed a button of a session that is there: a change of state follows by the platform's word, or none does. */
export interface CoachingStep {
  readonly step: CoachingAction
  readonly what: Extract<IncidentWhat, `coaching-step-${string}`>
  readonly evidence: IncidentEvidence
  readonly reason?: string
}

export function factOfStep(
  record: CoachingRecord,
  pressed: CoachingStep,
  at: WallMs,
): IncidentFact {
  const { evidence, reason, step, what } = pressed
  const given = common(record, at, evidence)
  return {
    ...given,
    what,
    ...(reason === undefined ? {} : { reason }),
    details: { ...given.details, step },
  }
}

function common(record: CoachingRecord, at: WallMs, evidence: IncidentEvidence) {
  const { platformCoachingId, platformVersion } = record
  return {
    at,
    evidence,
    conversationId: record.conversationId,
    agentUserId: record.agentUserId,
    supervisorId: record.supervisorId,
    ...(platformVersion === 0 ? {} : { version: platformVersion }),
    details: {
      coachingId: record.id,
      coachingKind: record.kind,
      coachingSessionId: record.coachingSessionId,
      ...(platformCoachingId === undefined ? {} : { platformCoachingId }),
    },
  }
}
