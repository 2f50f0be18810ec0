/** The control registry in memory, for the simulation and unit tests; held to the same rules as the database. */
import { isFinalState } from '@sotto/domain'
import type { ActRow, ControlStore, IncidentFact, StoredControl } from '../stores.ts'

/** `keepFacts`: called with a change that is being written, as in one transaction. */
export function createMemoryControlStore(
  keepFacts: (facts: readonly IncidentFact[]) => void,
): ControlStore {
  const controls = new Map<string, StoredControl>()
  const idByPlatformId = new Map<string, string>()
  const acts = new Map<string, ActRow[]>()

  function keep(stored: StoredControl, act: ActRow): StoredControl {
    const { record } = stored
    const holder =
      record.platformControlId === undefined
        ? undefined
        : idByPlatformId.get(record.platformControlId)
    if (holder !== undefined && holder !== record.id)
      throw new Error('another control has this platform id')
    controls.set(record.id, stored)
    if (record.platformControlId !== undefined)
      idByPlatformId.set(record.platformControlId, record.id)
    const { facts = [], ...row } = act
    acts.set(record.id, [...(acts.get(record.id) ?? []), row])
    keepFacts(facts)
    return stored
  }

  return {
    async insert(record, act) {
      if (controls.has(record.id)) throw new Error('a control with this id is there already')
      return keep({ record, revision: 1 }, act)
    },
    async save(record, expectedRevision, act) {
      const known = controls.get(record.id)
      if (known?.revision !== expectedRevision) return undefined
      return keep({ record, revision: expectedRevision + 1 }, act)
    },
    byId: async (controlId) => controls.get(controlId),
    byPlatformId: async (platformControlId) =>
      controls.get(idByPlatformId.get(platformControlId) ?? ''),
    async byConversation(conversationId, supervisorId, limit) {
      return [...controls.values()]
        .filter(
          ({ record }) =>
            record.conversationId === conversationId && record.supervisorId === supervisorId,
        )
        .reverse()
        .sort((left, right) => right.record.submittedAt - left.record.submittedAt)
        .slice(0, limit)
    },
    async deliveredTexts(agentUserId, since, limit) {
      return [...controls.values()]
        .filter(
          ({ record }) =>
            record.agentUserId === agentUserId &&
            record.kind === 'whisper-text' &&
            record.state.name === 'completed' &&
            record.submittedAt >= since,
        )
        .reverse()
        .sort((left, right) => right.record.submittedAt - left.record.submittedAt)
        .slice(0, limit)
    },
    unsettled: async () =>
      [...controls.values()].filter(({ record }) => !isFinalState(record.state.name)),
    acts: async (controlId) => [...(acts.get(controlId) ?? [])],
  }
}
