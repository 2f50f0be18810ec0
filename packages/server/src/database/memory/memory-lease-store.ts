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
import { actOfLease, type PassedLease, takenWithinMs } from '../../audit/act-of-lease.ts'
import type { AuditAct } from '../../audit/audit-act.ts'
import type { LeaseAnswer, LeaseStore, StoredLease } from '../stores.ts'

/** `keepAct` is called with a lease that changes hands, as in one transaction. */
export function createMemoryLeaseStore(clock: Clock, keepAct: (act: AuditAct) => void): LeaseStore {
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

  function keepPassing(
    { agentUserId, conversationId }: { agentUserId: string; conversationId?: string | undefined },
    how: PassedLease['how'],
    decide: (current: Lease | undefined) => LeaseOutcome,
  ): LeaseAnswer {
    const before = leases.get(agentUserId)
    const outcome = decide(before)
    const from = before?.holder?.supervisorId
    const to = outcome.granted ? outcome.lease.holder?.supervisorId : undefined
    const isFresh = before !== undefined && before.until > now() - takenWithinMs
    if (from !== undefined && to !== undefined && from !== to && isFresh)
      keepAct(
        actOfLease({
          ...{ at: now(), agentUserId, conversationId, how },
          ...{ fromSupervisorId: from, toSupervisorId: to },
        }),
      )
    return keep(outcome)
  }

  function change(agentUserId: string, decide: (current: Lease) => Lease): StoredLease | undefined {
    const current = leases.get(agentUserId)
    if (current === undefined) return undefined
    const next = decide(current)
    leases.set(agentUserId, next)
    return stored(next)
  }

  return {
    acquire: async (request) =>
      keepPassing(request, 'taken', (current) => acquireLease(current, request, now())),
    renew: async (request) => keep(renewLease(leases.get(request.agentUserId), request, now())),
    release: async (request) => keep(releaseLease(leases.get(request.agentUserId), request, now())),
    handOver: async (request) =>
      keepPassing(request, 'agreed', (current) => handOverLease(current, request, now())),
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
