/** Keyed subscriptions: whoever shows one row is told of that row only. */
import { createListeners, type Listeners, type Unsubscribe } from '@sotto/kernel'

export interface Topics<Topic extends string> {
  subscribe(topic: Topic, listener: () => void): Unsubscribe
  emit(topics: Iterable<Topic>): void
  /** Takes down that whoever follows this is to be told; nothing where nobody does. */
  note(topic: Topic): void
  /** Tells each of what was noted since the last time, once. */
  tellNoted(): void
}

export function createTopics<Topic extends string>(
  onFailure: (failure: unknown) => void,
): Topics<Topic> {
  const byTopic = new Map<Topic, Listeners<void>>()
  let noted = new Set<Topic>()
  function emit(topics: Iterable<Topic>): void {
    for (const topic of topics) byTopic.get(topic)?.emit()
  }
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
    emit,
    note(topic) {
      if (byTopic.has(topic)) noted.add(topic)
    },
    tellNoted() {
      if (noted.size === 0) return
      const told = noted
      noted = new Set()
      emit(told)
    },
  }
}
