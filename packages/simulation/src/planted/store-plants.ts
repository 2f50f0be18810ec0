/** Bugs planted between the server and its database. */
import type { Stores } from '@sotto/server'
import type { Plant } from './plant.ts'

function inControls(
  change: (controls: Stores['controls']) => Partial<Stores['controls']>,
): Required<Pick<Plant, 'stores'>> {
  return {
    stores: (stores) => ({
      ...stores,
      controls: { ...stores.controls, ...change(stores.controls) },
    }),
  }
}

export const storePlants: Readonly<Record<string, Plant>> = {
  'delivered-when-queued': {
    what: 'what the platform has queued is written down as delivered',
    rule: 'DS20',
    ...inControls((controls) => ({
      save(record, revision, act) {
        if (record.state.name !== 'queued') return controls.save(record, revision, act)
        const lie = { name: 'completed', evidence: 'event', at: record.submittedAt } as const
        return controls.save({ ...record, state: lie }, revision, act)
      },
    })),
  },
  'row-written-later': {
    what: 'the row is written a while after the supervisor has been told that it is',
    rule: 'DS22',
    stores: (stores, clock) => ({
      ...stores,
      controls: {
        ...stores.controls,
        async insert(record, act, ownerId) {
          clock.schedule(
            400,
            () => void stores.controls.insert(record, act, ownerId).catch(() => {}),
          )
          return { record, revision: 1, ...(ownerId === undefined ? {} : { ownerId }) }
        },
      },
    }),
  },
  'crash-not-settled': {
    what: 'nobody looks at what a server that died has left',
    rule: 'DS23',
    ...inControls(({ takeOver }) => ({
      takeOver: (request) => takeOver({ ...request, inherits: false }),
    })),
  },
  'takes-over-the-living': {
    what: 'no heartbeat of a server reaches the database, so that everybody is taken for gone',
    rule: 'DS25',
    stores: (stores) => ({ ...stores, servers: { ...stores.servers, beat: async () => {} } }),
  },
  'lease-shorter-than-counted': {
    what: 'the database ends a lease earlier than the servers count',
    rule: 'DS41',
    stores: (stores) => {
      const { acquire, renew } = stores.leases
      return {
        ...stores,
        leases: {
          ...stores.leases,
          acquire: (request) => acquire({ ...request, ttlMs: request.ttlMs / 4 }),
          renew: (request) => renew({ ...request, ttlMs: request.ttlMs / 4 }),
        },
      }
    },
  },
  'fence-stands-still': {
    what: 'a lease is granted anew under its old fence',
    rule: 'DS41',
    stores: (stores) => ({
      ...stores,
      leases: {
        ...stores.leases,
        async acquire(request) {
          const answer = await stores.leases.acquire(request)
          if (!answer.granted) return answer
          return {
            granted: true,
            stored: { ...answer.stored, lease: { ...answer.stored.lease, fence: 1 } },
          }
        },
      },
    }),
  },
}
