/** Timers that belong to something and end with it. */
import { type Cancel, type Clock, repeat } from '@sotto/kernel'

export interface Timers {
  after(delayMs: number, run: () => void): Cancel
  every(intervalMs: number, run: () => void): Cancel
  /** Timers that end with these, or earlier. */
  child(): Timers
  /** Cancels everything; later requests are ignored. */
  close(): void
}

/** A run that throws is reported to `onFailure`: one bad timer must not end the process. */
export function createTimers(clock: Clock, onFailure: (failure: unknown) => void): Timers {
  const cancels = new Set<Cancel>()
  let closed = false

  function guarded(run: () => void): void {
    try {
      run()
    } catch (failure) {
      onFailure(failure)
    }
  }

  function keep(cancel: Cancel): Cancel {
    cancels.add(cancel)
    return () => {
      cancels.delete(cancel)
      cancel()
    }
  }

  return {
    after(delayMs, run) {
      if (closed) return () => {}
      const cancel = clock.schedule(delayMs, () => {
        cancels.delete(cancel)
        guarded(run)
      })
      return keep(cancel)
    },
    every(intervalMs, run) {
      if (closed) return () => {}
      return keep(repeat(clock, intervalMs, () => guarded(run)))
    },
    child() {
      const inner = createTimers(clock, onFailure)
      if (closed) inner.close()
      const forget = keep(() => inner.close())
      return { ...inner, close: forget }
    },
    close() {
      closed = true
      for (const cancel of cancels) cancel()
      cancels.clear()
    },
  }
}
