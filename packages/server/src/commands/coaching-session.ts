// Our own id for all that one supervisor does in one conversation; the coaching record is linked to it later (W5).
import type { Random } from '@sotto/kernel'
import type { ControlStore } from '../database/stores.ts'

/** Beyond it the ids used longest ago are read from the registry again. */
const rememberedAtMost = 5_000

export function createCoachingSessions(
  store: ControlStore,
  random: Random,
): (supervisorId: string, conversationId: string) => Promise<string> {
  const known = new Map<string, Promise<string>>()

  async function findOrMake(supervisorId: string, conversationId: string): Promise<string> {
    const [latest] = await store.byConversation(conversationId, supervisorId, 1)
    return latest?.record.coachingSessionId ?? random.id()
  }

  return (supervisorId, conversationId) => {
    const key = `${supervisorId} ${conversationId}`
    const id = known.get(key) ?? findOrMake(supervisorId, conversationId)
    known.delete(key)
    known.set(key, id)
    id.catch(() => known.delete(key))
    const [oldest] = known.keys()
    if (known.size > rememberedAtMost && oldest !== undefined) known.delete(oldest)
    return id
  }
}
