// What one event stream tells of, and since when without a break: whole queues, and single conversations.
import type { MonotonicMs } from '@sotto/kernel'
import type { Subscription } from '@sotto/platform'

export interface HeardTopics {
  queueSince(queueId: string): MonotonicMs | undefined
  conversationSince(conversationId: string): MonotonicMs | undefined
  queueIds(): readonly string[]
  /** What is not asked for any more is not heard any more, at once. */
  want(subscriptions: readonly Subscription[]): void
  /** The platform serves these, and none but these. Answers the conversations that are heard from now on. */
  take(served: readonly Subscription[], now: MonotonicMs): readonly string[]
  /** Events were lost until now. */
  restart(now: MonotonicMs): void
  /** Nothing is heard. */
  clear(): void
}

interface Topics {
  readonly queues: ReadonlySet<string>
  readonly conversations: ReadonlySet<string>
}

export function createHeardTopics(): HeardTopics {
  const queues = new Map<string, MonotonicMs>()
  const conversations = new Map<string, MonotonicMs>()

  function keepOnly({ queues: left, conversations: kept }: Topics): void {
    for (const id of queues.keys()) if (!left.has(id)) queues.delete(id)
    for (const id of conversations.keys()) if (!kept.has(id)) conversations.delete(id)
  }

  return {
    queueSince: (queueId) => queues.get(queueId),
    conversationSince: (conversationId) => conversations.get(conversationId),
    queueIds: () => [...queues.keys()],
    want(subscriptions) {
      keepOnly(topicsOf(subscriptions))
    },
    take(served, now) {
      const topics = topicsOf(served)
      keepOnly(topics)
      const added = [...topics.conversations].filter((id) => !conversations.has(id))
      for (const id of added) conversations.set(id, now)
      for (const id of topics.queues) if (!queues.has(id)) queues.set(id, now)
      return added
    },
    restart(now) {
      for (const id of queues.keys()) queues.set(id, now)
      for (const id of conversations.keys()) conversations.set(id, now)
    },
    clear() {
      queues.clear()
      conversations.clear()
    },
  }
}

function topicsOf(subscriptions: readonly Subscription[]): Topics {
  const states = subscriptions.filter(({ families }) => families.includes('conversation-state'))
  return {
    queues: new Set(states.flatMap(({ queueIds }) => queueIds ?? [])),
    conversations: new Set(states.flatMap(({ conversationIds }) => conversationIds ?? [])),
  }
}
