/** The control registry in memory, for the simulation and unit tests; held to the same rules as the database. */
import { isFinalState } from '@sotto/domain'
import { actOfControl } from '../../audit/act-of-control.ts'
import type { AuditAct } from '../../audit/audit-act.ts'
import type { ActRow, ControlStore, IncidentFact, StoredControl } from '../stores.ts'
import { type MemoryForget, oldestBefore } from './memory-retention-store.ts'

export interface MemoryControlStore extends ControlStore {
  forget: MemoryForget
}

export interface MemoryControlStoreOptions {
  /** Both are called with a change that is being written, as in one transaction. */
  readonly keepFacts: (facts: readonly IncidentFact[]) => void
  readonly keepAct: (act: AuditAct) => void
  /** Whether this server is there. */
  readonly isThere: (serverId: string) => boolean
}

export function createMemoryControlStore(options: MemoryControlStoreOptions): MemoryControlStore {
  const { isThere, keepAct, keepFacts } = options
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
    const { facts = [], policyVersion: _, ...row } = act
    acts.set(record.id, [...(acts.get(record.id) ?? []), row])
    keepFacts(facts)
    keepAct(actOfControl(act, record))
    return stored
  }

  return {
    forget(before, limit) {
      const settled = [...controls.values()].filter(({ record }) => isFinalState(record.state.name))
      const old = oldestBefore(settled, ({ record }) => record.submittedAt, before, limit)
      for (const { record } of old) {
        controls.delete(record.id)
        acts.delete(record.id)
        idByPlatformId.delete(record.platformControlId ?? '')
      }
      return old.length
    },
    async insert(record, act, ownerId) {
      if (controls.has(record.id)) throw new Error('a control with this id is there already')
      return keep({ record, revision: 1, ...(ownerId === undefined ? {} : { ownerId }) }, act)
    },
    async save(record, expectedRevision, act) {
      const known = controls.get(record.id)
      if (known?.revision !== expectedRevision) return undefined
      return keep({ ...known, record, revision: expectedRevision + 1 }, act)
    },
    byId: async (controlId) => controls.get(controlId),
    byIds: async (controlIds) => controlIds.flatMap((id) => controls.get(id) ?? []),
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
    async takeOver({ inherits, serverId }) {
      const unsettled = [...controls.values()].filter(
        ({ record }) => !isFinalState(record.state.name),
      )
      return unsettled.flatMap((stored) => {
        const { ownerId, record, revision } = stored
        if (ownerId === serverId) return stored
        if (!inherits || (ownerId !== undefined && isThere(ownerId))) return []
        const taken = { record, revision: revision + 1, ownerId: serverId }
        controls.set(record.id, taken)
        return taken
      })
    },
    acts: async (controlId) => [...(acts.get(controlId) ?? [])],
  }
}
