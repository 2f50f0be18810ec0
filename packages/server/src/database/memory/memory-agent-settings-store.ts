/** The agents' settings in memory. */
import type { AgentSettingsStore, StoredAgentSettings } from '../agent-settings-store.ts'
import type { CoachingNews } from '../coaching-store.ts'

export function createMemoryAgentSettingsStore(): AgentSettingsStore {
  const rows = new Map<string, StoredAgentSettings>()
  const listening = new Set<CoachingNews>()
  return {
    byId: async (agentUserId) => rows.get(agentUserId),
    all: async () => [...rows.values()],
    async save({ agentUserId, expectedRevision, settings }) {
      if ((rows.get(agentUserId)?.revision ?? 0) !== expectedRevision) return undefined
      const stored = { agentUserId, settings, revision: expectedRevision + 1 }
      rows.set(agentUserId, stored)
      // After the save has been answered, as a database tells of it.
      queueMicrotask(() => {
        for (const news of listening) news.onSaved({ id: agentUserId, revision: stored.revision })
      })
      return stored
    },
    async listen(news) {
      listening.add(news)
      return () => listening.delete(news)
    },
  }
}
