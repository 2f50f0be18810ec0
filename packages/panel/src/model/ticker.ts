/** One beat a second for every timer on screen; asleep while nobody looks. */
import { type Cancel, type Clock, createListeners, repeat, type Unsubscribe } from '@sotto/kernel'

export interface Ticker {
  /** Rises with every beat. */
  count(): number
  subscribe(listener: () => void): Unsubscribe
}

const beatMs = 1_000

export function createTicker(clock: Clock, onFailure: (failure: unknown) => void): Ticker {
  const listeners = createListeners<void>(onFailure)
  let count = 0
  let stop: Cancel | undefined
  function beat(): void {
    count += 1
    listeners.emit()
  }
  return {
    count: () => count,
    subscribe(listener) {
      const unsubscribe = listeners.subscribe(listener)
      stop ??= repeat(clock, beatMs, beat)
      return () => {
        unsubscribe()
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}
