// Reads the leases of the agents that somebody looks at, again and again, for what other servers have done.
import type { Clock } from '@sotto/kernel'
import type { LeaseStore } from '../database/stores.ts'
import type { Timers } from '../live/timers.ts'
import type { KnownLeases } from './known-leases.ts'

export interface LeaseReadingOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly store: LeaseStore
  readonly known: Pick<KnownLeases, 'learn'>
  readonly leaseReadMs: number
  /** The agents somebody looks at; undefined while nobody looks at anything. */
  readonly agentsInView: () => readonly string[] | undefined
  readonly onFailure: (failure: unknown) => void
}

/** Sound goes on meanwhile: hundreds at once would hold it up. What was asked for earlier stays older, however late it is learnt. */
const learntAtOnce = 50

/** Answers how to begin: called when somebody starts looking; it ends by itself when nobody looks. */
export function createLeaseReading(options: LeaseReadingOptions): () => void {
  const { clock, known, timers } = options
  const name = 'read leases'
  let isReading = false

  async function read(agentUserIds: readonly string[]): Promise<void> {
    // Somebody looks, and their queues are still being read.
    if (agentUserIds.length === 0) return
    const askedAtMono = clock.monotonicNow()
    const found = await options.store.byAgents(agentUserIds)
    for (const [place, stored] of found.entries()) {
      if (place > 0 && place % learntAtOnce === 0) await letOthersRun()
      known.learn(stored, askedAtMono)
    }
  }

  const letOthersRun = () =>
    new Promise<void>((resolve) => {
      timers.schedule(1, resolve)
    })

  function readAndGoOn(): void {
    if (isReading) return
    const agentUserIds = options.agentsInView()
    if (agentUserIds === undefined) return
    isReading = true
    read(agentUserIds)
      .catch(options.onFailure)
      .finally(() => {
        isReading = false
        timers.replace(name, options.leaseReadMs, readAndGoOn)
      })
  }

  return () => {
    if (!timers.has(name)) readAndGoOn()
  }
}
