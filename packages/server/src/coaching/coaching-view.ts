// A coaching session as one reader is told of it.
import { hasAuthority, mayAct } from '@sotto/domain'
import type { CoachingSummary, CoachingView } from '@sotto/protocol'
import type { StoredCoaching } from '../database/coaching-store.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'

export interface CoachingViewSources {
  /** A queue's present name; its id where it has none. */
  readonly queueName: (queueId: string) => string
}

export function mayReadCoaching(supervisor: Supervisor, { record }: StoredCoaching): boolean {
  return hasAuthority(supervisor, 'read-coaching', record.queueId)
}

export function isHolder(supervisor: Supervisor, { record }: StoredCoaching): boolean {
  return record.supervisorId === supervisor.session.person.id
}

function head({ queueName }: CoachingViewSources, supervisor: Supervisor, stored: StoredCoaching) {
  const { record, revision } = stored
  const { state } = record
  const nameNow = queueName(record.queueId)
  return {
    id: record.id,
    revision,
    conversationId: record.conversationId,
    agentUserId: record.agentUserId,
    agentName: record.agentName,
    supervisorName: record.supervisorName,
    mine: isHolder(supervisor, stored),
    queueName: nameNow === record.queueId ? record.queueName : nameNow,
    media: record.media,
    kind: record.kind,
    state: state.name,
    stateAt: state.at,
    ...(state.reason === undefined ? {} : { reason: state.reason }),
    ...(state.name === 'refused' && state.missing !== undefined ? { missing: state.missing } : {}),
    startedAt: record.startedAt,
    ...(record.reference === undefined ? {} : { reference: record.reference }),
  }
}

export function coachingView(
  sources: CoachingViewSources,
  supervisor: Supervisor,
  stored: StoredCoaching,
): CoachingView {
  const { details, state } = stored.record
  const may = (action: Parameters<typeof mayAct>[1]) =>
    isHolder(supervisor, stored) &&
    hasAuthority(supervisor, 'write-coaching', stored.record.queueId) &&
    mayAct(state.name, action)
  return {
    ...head(sources, supervisor, stored),
    detailsRevision: stored.detailsRevision,
    allowed: {
      begin: may('begin'),
      pause: may('pause'),
      resume: may('resume'),
      complete: may('complete'),
    },
    details: {
      ...details,
      tags: [...details.tags],
      moments: details.moments.map((moment) => ({ ...moment })),
    },
  }
}

const excerptCharacters = 160

export function coachingSummary(
  sources: CoachingViewSources,
  supervisor: Supervisor,
  stored: StoredCoaching,
): CoachingSummary {
  const { followUpOn, notes, rating, tags } = stored.record.details
  return {
    ...head(sources, supervisor, stored),
    tags: [...tags],
    ...(rating === undefined ? {} : { rating }),
    ...(followUpOn === undefined ? {} : { followUpOn }),
    excerpt: [...notes].slice(0, excerptCharacters).join(''),
  }
}
