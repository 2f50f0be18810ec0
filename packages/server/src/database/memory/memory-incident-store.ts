/** The timeline in memory: one list, in the order written. */

import type { IncidentFact, IncidentStore } from '../stores.ts'
import { type MemoryForget, oldestBefore } from './memory-retention-store.ts'

export interface MemoryIncidentStore extends IncidentStore {
  /** At once, for facts that belong to another store's change. */
  keep(facts: readonly IncidentFact[]): void
  forget: MemoryForget
}

export function createMemoryIncidentStore(): MemoryIncidentStore {
  const kept: IncidentFact[] = []
  const sourceKeys = new Set<string>()

  function keep(facts: readonly IncidentFact[]): void {
    for (const fact of facts) {
      if (fact.sourceKey !== undefined && sourceKeys.has(fact.sourceKey)) continue
      if (fact.sourceKey !== undefined) sourceKeys.add(fact.sourceKey)
      kept.push(fact)
    }
  }

  function newest(limit: number, isWanted: (fact: IncidentFact) => boolean): IncidentFact[] {
    const wanted = kept.filter(isWanted)
    return wanted.slice(Math.max(0, wanted.length - limit))
  }

  return {
    keep,
    forget(before, limit) {
      const old = oldestBefore(kept, ({ at }) => at, before, limit)
      for (const fact of old) kept.splice(kept.indexOf(fact), 1)
      return old.length
    },
    append: async (facts) => keep(facts),
    byConversation: async (conversationId, limit) =>
      newest(limit, (fact) => fact.conversationId === conversationId),
    byAgents: async (agentUserIds, from, limit) =>
      newest(
        limit,
        (fact) =>
          fact.conversationId === undefined &&
          fact.agentUserId !== undefined &&
          agentUserIds.includes(fact.agentUserId) &&
          fact.at >= from,
      ),
  }
}
