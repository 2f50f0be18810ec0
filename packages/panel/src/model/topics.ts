/** Keyed subscriptions: whoever shows one row is told of that row only. */
import { createListeners, type Listeners, type Unsubscribe } from '@sotto/kernel'

export interface Topics<Topic extends string> {
  subscribe(topic: Topic, listener: () => void): Unsubscribe
  emit(topics: Iterable<Topic>): void
}

export function createTopics<Topic extends string>(
  onFailure: (failure: unknown) => void,
): Topics<Topic> {
  const byTopic = new Map<Topic, Listeners<void>>()
  return {
    subscribe(topic, listener) {
      const listeners = byTopic.get(topic) ?? createListeners<void>(onFailure)
      byTopic.set(topic, listeners)
      const unsubscribe = listeners.subscribe(listener)
      return () => {
        unsubscribe()
        if (listeners.size === 0 && byTopic.get(topic) === listeners) byTopic.delete(topic)
      }
    },
    emit(topics) {
      for (const topic of topics) byTopic.get(topic)?.emit()
    },
  }
}
