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
  return new ListenersOfOneThing(onFailure)
}

/** A class, for its `size`: an object made with a `get` of its own is a table to be looked up in whenever it is told something. */
class ListenersOfOneThing<Message> implements Listeners<Message> {
  private readonly listeners = new Set<(message: Message) => void>()
  private readonly onFailure: (failure: unknown) => void

  constructor(onFailure: (failure: unknown) => void) {
    this.onFailure = onFailure
  }

  get size(): number {
    return this.listeners.size
  }

  // Its own functions, since they are also handed on by themselves.
  readonly subscribe = (listener: (message: Message) => void): Unsubscribe => {
    // A wrapper, so that the same function subscribed twice is two subscriptions.
    const entry = (message: Message) => listener(message)
    this.listeners.add(entry)
    return () => {
      this.listeners.delete(entry)
    }
  }

  readonly emit = (message: Message): void => {
    for (const listener of [...this.listeners]) {
      try {
        listener(message)
      } catch (failure) {
        this.onFailure(failure)
      }
    }
  }
}
