/** Coaching sessions in memory, for the simulation and unit tests; held to the same rules as the database. */
import { isCoachingOver } from '@sotto/domain'
import { actOfCoaching, actOfCoachingDetails } from '../../audit/act-of-coaching.ts'
import type { AuditAct } from '../../audit/audit-act.ts'
import { coachingSearchText, searchWords } from '../coaching-search-text.ts'
import type {
  CoachingNews,
  CoachingQuery,
  CoachingStore,
  StoredCoaching,
} from '../coaching-store.ts'
import type { IncidentFact } from '../stores.ts'
import type { MemoryForget } from './memory-retention-store.ts'

export interface MemoryCoachingStoreOptions {
  /** Both are called with a change that is being written, as in one transaction. */
  readonly keepFacts: (facts: readonly IncidentFact[]) => void
  readonly keepAct: (act: AuditAct) => void
}

export function createMemoryCoachingStore({
  keepAct,
  keepFacts,
}: MemoryCoachingStoreOptions): CoachingStore & { readonly forget: MemoryForget } {
  const coachings = new Map<string, StoredCoaching>()
  const idByPlatformId = new Map<string, string>()
  const listening = new Set<CoachingNews>()

  function keep(stored: StoredCoaching): StoredCoaching {
    const { id, platformCoachingId } = stored.record
    if (platformCoachingId !== undefined) {
      const holder = idByPlatformId.get(platformCoachingId)
      if (holder !== undefined && holder !== id)
        throw new Error('another coaching has this platform id')
      idByPlatformId.set(platformCoachingId, id)
    }
    coachings.set(id, stored)
    // After the save has been answered, as a database tells of it.
    const { revision } = stored
    queueMicrotask(() => {
      for (const news of listening) news.onSaved({ id, revision })
    })
    return stored
  }

  const newestFirst = (isWanted: (stored: StoredCoaching) => boolean) =>
    [...coachings.values()].filter(isWanted).sort(byAge)

  function removeOver(queueId: string | undefined, before: number, limit: number): number {
    const old = newestFirst(
      ({ record }) =>
        (queueId === undefined || record.queueId === queueId) &&
        record.startedAt < before &&
        isCoachingOver(record.state.name),
    )
      .reverse()
      .slice(0, limit)
    for (const { record } of old) {
      coachings.delete(record.id)
      idByPlatformId.delete(record.platformCoachingId ?? '')
    }
    return old.length
  }

  return {
    async insert(record, facts = []) {
      if (coachings.has(record.id)) throw new Error('a coaching with this id is there already')
      const stored = keep({ record, revision: 1, detailsRevision: 1 })
      keepFacts(facts)
      keepAct(actOfCoaching(record))
      return stored
    },
    async saveState(record, expectedRevision, facts = []) {
      const known = coachings.get(record.id)
      if (known?.revision !== expectedRevision) return undefined
      const { details } = known.record
      const next = { ...known, record: { ...record, details }, revision: known.revision + 1 }
      const stored = keep(next)
      if (record.state.name !== known.record.state.name) keepAct(actOfCoaching(record))
      keepFacts(facts)
      return stored
    },
    async saveDetails(id, details, expectedDetailsRevision, at) {
      const known = coachings.get(id)
      if (known?.detailsRevision !== expectedDetailsRevision) return undefined
      keepAct(actOfCoachingDetails(known.record, at))
      return keep({
        record: { ...known.record, details },
        revision: known.revision + 1,
        detailsRevision: known.detailsRevision + 1,
      })
    },
    forget: (before, limit) => removeOver(undefined, before, limit),
    removeOver: async (queueId, before, limit) => removeOver(queueId, before, limit),
    byId: async (id) => coachings.get(id),
    byIds: async (ids) => ids.flatMap((id) => coachings.get(id) ?? []),
    byPlatformId: async (platformCoachingId) =>
      coachings.get(idByPlatformId.get(platformCoachingId) ?? ''),
    byConversation: async (conversationId, limit) =>
      newestFirst(({ record }) => record.conversationId === conversationId).slice(0, limit),
    unfinishedOfAgent: async (agentUserId) =>
      newestFirst(
        ({ record }) => record.agentUserId === agentUserId && !isCoachingOver(record.state.name),
      ),
    unfinishedOf: async (supervisorId) =>
      newestFirst(
        ({ record }) => record.supervisorId === supervisorId && !isCoachingOver(record.state.name),
      ),
    search: async (query) => newestFirst((stored) => isFound(stored, query)).slice(0, query.limit),
    async listen(news) {
      listening.add(news)
      return () => listening.delete(news)
    },
  }
}

function byAge({ record: left }: StoredCoaching, { record: right }: StoredCoaching): number {
  return right.startedAt - left.startedAt || (left.id < right.id ? 1 : -1)
}

function isFound(stored: StoredCoaching, query: CoachingQuery): boolean {
  const { record } = stored
  const { after, followUpBy } = query
  if (!query.queueIds.includes(record.queueId)) return false
  if (query.states !== undefined && !query.states.includes(record.state.name)) return false
  if ((query.kind ?? record.kind) !== record.kind) return false
  if ((query.supervisorId ?? record.supervisorId) !== record.supervisorId) return false
  if ((query.agentUserId ?? record.agentUserId) !== record.agentUserId) return false
  if (query.tag !== undefined && !record.details.tags.includes(query.tag)) return false
  if (record.startedAt < (query.from ?? record.startedAt)) return false
  if (query.until !== undefined && record.startedAt >= query.until) return false
  if (followUpBy !== undefined && !((record.details.followUpOn ?? '~') <= followUpBy)) return false
  if (after !== undefined && !comesAfter(record, after)) return false
  const text = coachingSearchText(record)
  return searchWords(query.text ?? '').every((word) => text.includes(word))
}

function comesAfter(
  record: StoredCoaching['record'],
  after: NonNullable<CoachingQuery['after']>,
): boolean {
  if (record.startedAt !== after.startedAt) return record.startedAt < after.startedAt
  return record.id < after.id
}
