/** The one store as one server uses it, with somebody who is told of every change the moment it is made. */
import type { Stores } from '@sotto/server'

export type StoredRecord = Awaited<ReturnType<Stores['controls']['insert']>>['record']
export type StoredCoaching = Awaited<ReturnType<Stores['coachings']['insert']>>
export type StoredLease = Awaited<ReturnType<Stores['leases']['byAgents']>>[number]

interface StoreWatcher {
  controlSaved(record: StoredRecord): void
  leaseChanged(stored: StoredLease): void
  coachingSaved(stored: StoredCoaching): void
  /** This server has it now: it has begun it, or holds it when it looks. */
  controlHeld(record: StoredRecord): void
}

export function watchStores(stores: Stores, watcher: StoreWatcher): Stores {
  const { coachings, controls, leases } = stores

  async function change(asked: ReturnType<Stores['leases']['acquire']>) {
    const answer = await asked
    if (answer.granted) watcher.leaseChanged(answer.stored)
    return answer
  }

  function saved(stored: StoredCoaching | undefined) {
    if (stored !== undefined) watcher.coachingSaved(stored)
    return stored
  }

  return {
    ...stores,
    coachings: {
      ...coachings,
      async insert(record, facts) {
        const stored = await coachings.insert(record, facts)
        watcher.coachingSaved(stored)
        return stored
      },
      saveState: async (record, revision, facts) =>
        saved(await coachings.saveState(record, revision, facts)),
      saveDetails: async (id, details, revision, at) =>
        saved(await coachings.saveDetails(id, details, revision, at)),
    },
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
