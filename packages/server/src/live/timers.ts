import type { Cancel, Clock, Scope } from '@sotto/kernel'

/** Planned runs that all end with their owner's scope, and leave nothing behind once they have run. */
export interface Timers {
  schedule(delayMs: number, run: () => void): Cancel
  /** One run per name: planning it again replaces the earlier plan. */
  replace(name: string, delayMs: number, run: () => void): void
  has(name: string): boolean
  cancel(name: string): void
}

export function createTimers(clock: Clock, scope: Scope): Timers {
  const planned = new Set<Cancel>()
  const named = new Map<string, Cancel>()
  scope.onClose(() => {
    for (const cancel of [...planned]) cancel()
  })

  function schedule(delayMs: number, run: () => void): Cancel {
    if (scope.closed) return () => {}
    const cancelRun = clock.schedule(delayMs, () => {
      planned.delete(cancel)
      run()
    })
    const cancel = () => {
      planned.delete(cancel)
      cancelRun()
    }
    planned.add(cancel)
    return cancel
  }

  return {
    schedule,
    replace(name, delayMs, run) {
      named.get(name)?.()
      const cancel = schedule(delayMs, () => {
        named.delete(name)
        run()
      })
      named.set(name, cancel)
    },
    has: (name) => named.has(name),
    cancel(name) {
      named.get(name)?.()
      named.delete(name)
    },
  }
}
