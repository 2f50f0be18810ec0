/** The watcher of W6: five seconds without a confirming word, and an age past which it cannot help any more. */
import { type ControlTimings, expiryMs } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import type { Timers } from '../../live/timers.ts'
import type { CallableControl } from './control-calls.ts'

export interface SilenceWatchOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly timings: ControlTimings
  /** Whose it is watches over it. */
  readonly isOurs: (entry: CallableControl) => boolean
  readonly onElapsed: (
    entry: CallableControl,
    fact: { readonly type: 'silence-elapsed' | 'age-elapsed' },
  ) => void
}

/** To be told after every change of an entry. */
export function createSilenceWatch(options: SilenceWatchOptions): (entry: CallableControl) => void {
  const { clock, timers, timings } = options
  return (entry) => {
    const { id, kind, state } = entry.stored.record
    const ageMs = clock.monotonicNow() - entry.submittedAtMono
    const isOurs = options.isOurs(entry)
    const isWaiting = isOurs && (state.name === 'submitted' || state.name === 'queued')
    const isPending = isOurs && state.name === 'pending-delivery'

    function plan(type: 'silence-elapsed' | 'age-elapsed', dueAgeMs: number | undefined): void {
      const name = `${type} ${id}`
      if (dueAgeMs === undefined) return timers.cancel(name)
      timers.replace(name, Math.max(0, dueAgeMs - ageMs), () => options.onElapsed(entry, { type }))
    }

    plan('silence-elapsed', isWaiting ? timings.confirmationTimeoutMs : undefined)
    plan('age-elapsed', isWaiting || isPending ? expiryMs(kind, timings) : undefined)
  }
}
