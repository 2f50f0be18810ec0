/** Coaching leases in memory: the domain's own decisions, one after the other. */
import {
  acquireLease,
  askForLease,
  handOverLease,
  isHeld,
  type Lease,
  type LeaseOutcome,
  releaseLease,
  renewLease,
  withdrawWish,
} from '@sotto/domain'
import type { Clock, WallMs } from '@sotto/kernel'
import type { LeaseAnswer, LeaseStore, StoredLease } from '../stores.ts'

export function createMemoryLeaseStore(clock: Clock): LeaseStore {
  const leases = new Map<string, Lease>()
  const startedAt = clock.wallNow() - clock.monotonicNow()
  /** The database's time, which no server's wall clock can turn back. */
  const now = (): WallMs => startedAt + clock.monotonicNow()

  function stored(lease: Lease): StoredLease {
    return { lease, remainingMs: isHeld(lease, now()) ? lease.until - now() : 0 }
  }

  function keep(outcome: LeaseOutcome): LeaseAnswer {
    if (!outcome.granted) {
      const { reason, lease } = outcome
      return { granted: false, reason, stored: lease && stored(lease) }
    }
    leases.set(outcome.lease.agentUserId, outcome.lease)
    return { granted: true, stored: stored(outcome.lease) }
  }

  function change(agentUserId: string, decide: (current: Lease) => Lease): StoredLease | undefined {
    const current = leases.get(agentUserId)
    if (current === undefined) return undefined
    const next = decide(current)
    leases.set(agentUserId, next)
    return stored(next)
  }

  return {
    acquire: async (request) => keep(acquireLease(leases.get(request.agentUserId), request, now())),
    renew: async (request) => keep(renewLease(leases.get(request.agentUserId), request, now())),
    release: async (request) => keep(releaseLease(leases.get(request.agentUserId), request, now())),
    handOver: async (request) =>
      keep(handOverLease(leases.get(request.agentUserId), request, now())),
    ask: async ({ agentUserId, holder }) =>
      change(agentUserId, (current) => askForLease(current, holder, now())),
    withdraw: async ({ agentUserId, holder }) =>
      change(agentUserId, (current) => withdrawWish(current, holder)),
    byAgents: async (agentUserIds) =>
      agentUserIds.flatMap((agentUserId) => {
        const lease = leases.get(agentUserId)
        return lease === undefined ? [] : [stored(lease)]
      }),
  }
}
