/** What one change of a control adds to the timeline. Pure; the facts go into the transaction that writes the change itself. */
import { type ControlFact, type ControlRecord, isFinalState } from '@sotto/domain'
import { assertNever, type WallMs } from '@sotto/kernel'
import type { IncidentEvidence } from '@sotto/protocol'
import type { ActRow, IncidentFact } from '../database/stores.ts'

export interface ControlChange {
  readonly before: ControlRecord
  readonly after: ControlRecord
  /** What was learned, and led to the change. */
  readonly fact: ControlFact
}

/** The act with the change's facts beside it, stamped with the act's own time and reason. */
export function withFactsOfChange(act: ActRow, { before, after, fact }: ControlChange): ActRow {
  const common = {
    ...subjectOf(after),
    at: act.at,
    evidence: evidenceOf(fact),
    ...(after.platformVersion === 0 ? {} : { version: after.platformVersion }),
  }
  const reason = act.reason === undefined ? {} : { reason: act.reason }
  const facts: IncidentFact[] = []
  if (before.state.name !== after.state.name)
    facts.push({
      ...common,
      what: after.state.name,
      ...reason,
      ...detailsOf(platformTimeOf(after, fact)),
    })
  if (before.seenAt !== after.seenAt)
    facts.push({ ...common, what: 'seen', ...detailsOf(after.seenAt) })
  if (before.answer !== after.answer)
    facts.push({
      ...common,
      what: 'answered',
      ...(after.answer === undefined ? {} : { reason: after.answer }),
      ...detailsOf(after.answeredAt),
    })
  if (facts.length === 0)
    facts.push({ ...common, what: fact.type === 'answer-lost' ? 'answer-lost' : 'repeated' })
  return { ...act, facts }
}

/** The first fact of every control: it was asked for, and the row is written before the platform is called. */
export function withFactOfSubmit(act: ActRow, record: ControlRecord): ActRow {
  const fact: IncidentFact = {
    ...subjectOf(record),
    at: act.at,
    what: record.state.name === 'held-back' ? 'held-back' : 'submitted',
    evidence: 'console',
    details: {
      kind: record.kind,
      coachingSessionId: record.coachingSessionId,
      ...(record.leaseFence === undefined ? {} : { leaseFence: record.leaseFence }),
    },
  }
  return { ...act, facts: [fact] }
}

function subjectOf(record: ControlRecord) {
  return {
    conversationId: record.conversationId,
    agentUserId: record.agentUserId,
    supervisorId: record.supervisorId,
    controlId: record.id,
    ...(record.platformControlId === undefined
      ? {}
      : { platformControlId: record.platformControlId }),
  }
}

/** The platform's own time of it stands beside ours: between the two lies how late we were told. */
function detailsOf(platformAt: WallMs | undefined): Pick<IncidentFact, 'details'> {
  return platformAt === undefined ? {} : { details: { platformAt } }
}

function platformTimeOf(after: ControlRecord, fact: ControlFact): WallMs | undefined {
  if (fact.type !== 'platform-status') return undefined
  if (after.state.name === 'executing') return fact.control.executingAt
  return isFinalState(after.state.name) ? fact.control.finishedAt : undefined
}

function evidenceOf(fact: ControlFact): IncidentEvidence {
  switch (fact.type) {
    case 'accepted':
    case 'refused':
    case 'cancel-done':
    case 'cancel-too-late':
      return 'command-answer'
    case 'answer-lost':
    case 'cancel-unreachable':
      return 'no-answer'
    case 'missing':
      return 'status-check'
    case 'platform-status':
      return fact.evidence === 'answer' ? 'command-answer' : fact.evidence
    case 'silence-elapsed':
    case 'age-elapsed':
      return 'elapsed-time'
    case 'cancel-asked':
    case 'hold-ended':
      return 'console'
    default:
      return assertNever(fact)
  }
}
