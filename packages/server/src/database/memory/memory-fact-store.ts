/** Facts and interventions in memory, for the simulation and unit tests; held to the same rules as the database. */
import type { ConversationFact } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { FactStore, InterventionStore, StoredIntervention } from '../fact-store.ts'
import { type MemoryForget, oldestBefore } from './memory-retention-store.ts'

export function createMemoryFactStore(): FactStore {
  const facts = new Map<string, ConversationFact>()
  const keyOf = ({ conversationId, sourceKey }: ConversationFact) =>
    JSON.stringify([conversationId, sourceKey])

  return {
    async append(added) {
      const before = facts.size
      for (const fact of added) if (!facts.has(keyOf(fact))) facts.set(keyOf(fact), fact)
      return facts.size - before
    },
    ofConversation: async (conversationId, { fromAt, toAt }) =>
      [...facts.values()]
        .filter((fact) => fact.conversationId === conversationId)
        .filter((fact) => fact.kind === 'phase' || (fact.at >= fromAt && fact.at <= toAt))
        .sort((one, other) => one.at - other.at || (one.sourceKey < other.sourceKey ? -1 : 1)),
    async removeBefore(at, limit, queueId) {
      const inQueue = new Set(
        [...facts.values()].flatMap((fact) =>
          fact.kind === 'phase' && fact.queueId === queueId ? [fact.conversationId] : [],
        ),
      )
      const old = [...facts]
        .filter(([, fact]) => fact.at < at)
        .filter(([, fact]) => queueId === undefined || inQueue.has(fact.conversationId))
        .sort(([, one], [, other]) => one.at - other.at)
        .slice(0, limit)
      for (const [key] of old) facts.delete(key)
      return old.length
    },
  }
}

interface Row extends StoredIntervention {
  readonly dueAt: WallMs
}

export interface MemoryInterventionStore extends InterventionStore {
  forget: MemoryForget
}

export function createMemoryInterventionStore(): MemoryInterventionStore {
  const rows = new Map<string, Row>()

  return {
    forget(before, limit) {
      const settled = [...rows.values()].filter(({ outcome }) => outcome !== undefined)
      const old = oldestBefore(settled, ({ intervention }) => intervention.beganAt, before, limit)
      for (const { intervention } of old) rows.delete(intervention.id)
      return old.length
    },
    async begin(intervention, dueAt) {
      if (!rows.has(intervention.id)) rows.set(intervention.id, { intervention, dueAt })
    },
    async end(interventionId, endedAt, dueAt) {
      const row = rows.get(interventionId)
      if (row === undefined || row.outcome !== undefined) return
      if (row.intervention.endedAt !== undefined) return
      const intervention = { ...row.intervention, endedAt }
      rows.set(interventionId, { ...row, intervention, dueAt: Math.min(row.dueAt, dueAt) })
    },
    async endConversation(conversationId, endedAt) {
      for (const [id, row] of rows)
        if (row.intervention.conversationId === conversationId && row.outcome === undefined)
          rows.set(id, { ...row, dueAt: Math.min(row.dueAt, endedAt) })
    },
    due: async (at, limit) =>
      [...rows.values()]
        .filter(({ dueAt, outcome }) => outcome === undefined && dueAt <= at)
        .sort((one, other) => one.dueAt - other.dueAt)
        .slice(0, limit)
        .map(({ intervention }) => intervention),
    async settle(interventionId, outcome) {
      const row = rows.get(interventionId)
      if (row === undefined || row.outcome !== undefined) return false
      rows.set(interventionId, { ...row, outcome })
      return true
    },
    ofConversation: async (conversationId) =>
      [...rows.values()]
        .filter(({ intervention }) => intervention.conversationId === conversationId)
        .sort((one, other) => one.intervention.beganAt - other.intervention.beganAt)
        .map(({ intervention, outcome }) => ({
          intervention,
          ...(outcome === undefined ? {} : { outcome }),
        })),
  }
}
