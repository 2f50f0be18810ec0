/** The one store as one server uses it, with somebody who is told of every change the moment it is made. */
import type { Stores } from '@sotto/server'

export type StoredRecord = Awaited<ReturnType<Stores['controls']['insert']>>['record']
export type StoredLease = Awaited<ReturnType<Stores['leases']['byAgents']>>[number]

interface StoreWatcher {
  controlSaved(record: StoredRecord): void
  leaseChanged(stored: StoredLease): void
}

/** `ownIds`: of the controls that were begun in this server's place. */
export function watchStores(stores: Stores, ownIds: Set<string>, watcher: StoreWatcher): Stores {
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
      async insert(record, act) {
        const stored = await controls.insert(record, act)
        ownIds.add(record.id)
        watcher.controlSaved(stored.record)
        return stored
      },
      // Which server a row belongs to does not stand in the row: one that starts is given those of the processes before it
      // in the same place, as if it did, and not those of a server that lives.
      unsettled: async () =>
        (await controls.unsettled()).filter(({ record }) => ownIds.has(record.id)),
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
