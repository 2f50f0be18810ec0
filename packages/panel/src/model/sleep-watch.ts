/**
 * Notices that this machine slept or this page was not run: a beat that comes much too late by either clock. Both are asked,
 * because on some systems the steady clock stands still while the machine sleeps.
 */
import { type Cancel, type Clock, repeat } from '@sotto/kernel'

export const sleepBeatMs = 1_000
/** Later than this is no busy page any more. */
export const asleepAfterMs = 4_000

/** Begins at once; `onAwake` is told how long nothing ran. */
export function watchForSleep(clock: Clock, onAwake: (gapMs: number) => void): Cancel {
  let wall = clock.wallNow()
  let mono = clock.monotonicNow()
  return repeat(clock, sleepBeatMs, () => {
    const gapMs = Math.max(clock.wallNow() - wall, clock.monotonicNow() - mono)
    wall = clock.wallNow()
    mono = clock.monotonicNow()
    if (gapMs >= asleepAfterMs) onAwake(gapMs)
  })
}
