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

type Leases = Stores['leases']

function countedToThree(leases: Leases): Leases {
  const whole = new Map<string, number>()
  const small = (fence: number) => ((fence - 1) % 3) + 1

  function shown(stored: Awaited<ReturnType<Leases['byAgents']>>[number]) {
    const { agentUserId, fence } = stored.lease
    whole.set(agentUserId, fence)
    return { ...stored, lease: { ...stored.lease, fence: small(fence) } }
  }

  async function answered(asked: ReturnType<Leases['acquire']>) {
    const answer = await asked
    if (answer.granted) return { ...answer, stored: shown(answer.stored) }
    return { ...answer, stored: answer.stored && shown(answer.stored) }
  }

  /** The fence of before, if it was the last one; else one that nobody has. */
  function meant<Request extends { readonly agentUserId: string; readonly fence: number }>(
    request: Request,
  ): Request {
    const last = whole.get(request.agentUserId) ?? 0
    return { ...request, fence: small(last) === request.fence ? last : -1 }
  }

  return {
    acquire: (request) => answered(leases.acquire(request)),
    renew: (request) => answered(leases.renew(meant(request))),
    release: (request) => answered(leases.release(meant(request))),
    handOver: (request) => answered(leases.handOver(meant(request))),
    async ask(request) {
      const stored = await leases.ask(request)
      return stored && shown(stored)
    },
    async withdraw(request) {
      const stored = await leases.withdraw(request)
      return stored && shown(stored)
    },
    byAgents: async (agentUserIds) => (await leases.byAgents(agentUserIds)).map(shown),
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
  'sessions-told-to-nobody': {
    what: 'what one server saves of a coaching session is not told to the others',
    rule: 'DS63',
    stores: (stores) => ({
      ...stores,
      coachings: { ...stores.coachings, listen: async () => () => {} },
    }),
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
    stores: (stores, clock) => ({
      ...stores,
      servers: { ...stores.servers, beat: async () => clock.wallNow() },
    }),
  },
  'dead-for-long': {
    what: 'a server counts as alive for ten seconds after its last heartbeat',
    rule: 'DS26',
    stores: (stores) => {
      const { beat } = stores.servers
      return { ...stores, servers: { ...stores.servers, beat: (id) => beat(id, 10_000) } }
    },
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
  'fence-too-small': {
    what: 'the column of the fence is too small: after 3 comes 1',
    rule: 'DS43',
    database: (stores) => ({ ...stores, leases: countedToThree(stores.leases) }),
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
