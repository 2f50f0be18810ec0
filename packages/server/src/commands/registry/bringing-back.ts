/** Looks again and again for a session in which what is stranded here can be done: it may have begun on another server. */
import type { Timers } from '../../live/timers.ts'
import type { CallableControl } from './control-calls.ts'

export interface BringingBackOptions {
  readonly timers: Timers
  readonly everyMs: number
  readonly bringBack: (supervisorId: string) => Promise<void>
  readonly onFailure: (failure: unknown) => void
}

/** To be told of them as long as they are. */
export function createBringingBack(
  options: BringingBackOptions,
): (stranded: readonly CallableControl[]) => void {
  const { timers } = options
  return (stranded) => {
    for (const supervisorId of new Set(stranded.map(({ stored }) => stored.record.supervisorId))) {
      const name = `bring back ${supervisorId}`
      if (timers.has(name)) continue
      timers.replace(name, options.everyMs, () => {
        options.bringBack(supervisorId).catch(options.onFailure)
      })
    }
  }
}
