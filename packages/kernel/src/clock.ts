/** Milliseconds since the Unix epoch, as people read them. Jumps when the machine's clock is set. */
export type WallMs = number

/** Milliseconds since some unnamed start. Never jumps and never runs backwards; order and durations use this. */
export type MonotonicMs = number

/** Undoes a scheduled run. Safe to call more than once, and after the run. */
export type Cancel = () => void

/** Time as an argument. Only this package and the composition roots touch the machine's own clock. */
export interface Clock {
  wallNow(): WallMs
  monotonicNow(): MonotonicMs
  /** Runs `run` once, `delayMs` from now (never synchronously). */
  schedule(delayMs: number, run: () => void): Cancel
}

/** The machine's own clock. */
export const systemClock: Clock = {
  wallNow: () => Date.now(),
  monotonicNow: () => performance.now(),
  schedule(delayMs, run) {
    const timer = setTimeout(run, Math.max(0, delayMs))
    return () => clearTimeout(timer)
  },
}

/** Runs `run` every `intervalMs` until cancelled; the next run is owed from the planned time, so late runs do not drift. */
export function repeat(clock: Clock, intervalMs: number, run: () => void): Cancel {
  let dueAt = clock.monotonicNow() + intervalMs
  let cancel: Cancel = clock.schedule(intervalMs, tick)
  function tick(): void {
    dueAt = Math.max(dueAt + intervalMs, clock.monotonicNow())
    cancel = clock.schedule(dueAt - clock.monotonicNow(), tick)
    run()
  }
  return () => cancel()
}

/** Resolves after `delayMs`. */
export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(delayMs, resolve)
  })
}
