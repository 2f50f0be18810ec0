/** The one store as one server uses it, with somebody who is told of every change the moment it is made. */
import type { Stores } from '@sotto/server'

export type StoredRecord = Awaited<ReturnType<Stores['controls']['insert']>>['record']
export type StoredLease = Awaited<ReturnType<Stores['leases']['byAgents']>>[number]

interface StoreWatcher {
  controlSaved(record: StoredRecord): void
  leaseChanged(stored: StoredLease): void
  /** This server has it now: it has begun it, or holds it when it looks. */
  controlHeld(record: StoredRecord): void
}

export function watchStores(stores: Stores, watcher: StoreWatcher): Stores {
  const { controls, leases } = stores

  async function change(asked: ReturnType<Stores['leases']['acquire']>) {
    const answer = await asked
    if (answer.granted) watcher.leaseChanged(answer.stored)
    return answer
  }

  return {
    ...stores,
    controls: {
      ...controls,
      async insert(record, act, ownerId) {
        const stored = await controls.insert(record, act, ownerId)
        watcher.controlHeld(stored.record)
        watcher.controlSaved(stored.record)
        return stored
      },
      async takeOver(request) {
        const held = await controls.takeOver(request)
        for (const { record } of held) watcher.controlHeld(record)
        return held
      },
      async save(record, revision, act) {
        const stored = await controls.save(record, revision, act)
        if (stored !== undefined) watcher.controlSaved(stored.record)
        return stored
      },
    },
    leases: {
      ...leases,
      acquire: (request) => change(leases.acquire(request)),
      renew: (request) => change(leases.renew(request)),
      release: (request) => change(leases.release(request)),
      handOver: (request) => change(leases.handOver(request)),
    },
  }
}
