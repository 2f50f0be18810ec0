/** Takes one listener off again. Safe to call more than once. */
export type Unsubscribe = () => void

export interface Listeners<Message> {
  readonly size: number
  subscribe(listener: (message: Message) => void): Unsubscribe
  /** Tells every listener; one that throws is reported to `onFailure` and the rest still hear. */
  emit(message: Message): void
}

/** Fan-out in which one bad listener cannot break the engine. */
export function createListeners<Message>(
  onFailure: (failure: unknown) => void,
): Listeners<Message> {
  const listeners = new Set<(message: Message) => void>()
  return {
    get size() {
      return listeners.size
    },
    subscribe(listener) {
      // A wrapper, so that the same function subscribed twice is two subscriptions.
      const entry = (message: Message) => listener(message)
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    emit(message) {
      for (const listener of [...listeners]) {
        try {
          listener(message)
        } catch (failure) {
          onFailure(failure)
        }
      }
    },
  }
}
