/** What every store of coaching leases must do: as the domain decides, however many callers come at once. */
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
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LeaseAnswer, LeaseStore, StoredLease, Stores } from '../../src/database/stores.ts'

const ttlMs = 60_000
const tab = (number: number) => ({
  supervisorId: `supervisor-${number}`,
  tabId: `tab-${number}`,
  name: `Supervisor "${number}" Ω`,
})
const [ana, ben, cleo] = [tab(1), tab(2), tab(3)]

/** Times aside, which are the database's own. */
function facts(lease: Lease | undefined, held: boolean) {
  return (
    lease && {
      agentUserId: lease.agentUserId,
      fence: lease.fence,
      holder: lease.holder,
      wishes: lease.wishes.map(({ askedAt: _, ...wish }) => wish),
      held,
    }
  )
}

function factsOf(stored: StoredLease | undefined) {
  return facts(stored?.lease, (stored?.remainingMs ?? 0) > 0)
}

function summary(answer: LeaseAnswer) {
  return {
    granted: answer.granted,
    reason: answer.granted ? undefined : answer.reason,
    ...factsOf(answer.stored),
  }
}

function expected(outcome: LeaseOutcome) {
  const lease = outcome.lease
  return {
    granted: outcome.granted,
    reason: outcome.granted ? undefined : outcome.reason,
    ...facts(lease, isHeld(lease, 0)),
  }
}

export function runLeaseContract(start: () => Promise<Stores>): void {
  let stores: Stores
  let leases: LeaseStore
  let agents = 0
  const newAgent = () => {
    agents += 1
    return `agent-${agents}`
  }
  beforeAll(async () => {
    stores = await start()
    leases = stores.leases
  })
  afterAll(() => stores?.close())

  it('[LE10] a granted lease comes back with its fence, its holder, since when, and how long it lasts', async () => {
    const agentUserId = newAgent()
    expect(await leases.byAgents([agentUserId])).toEqual([])
    const { granted, stored } = await leases.acquire({ agentUserId, holder: ana, ttlMs })
    expect(granted).toBe(true)
    expect(stored?.lease).toMatchObject({ agentUserId, fence: 1, holder: ana, wishes: [] })
    expect(stored?.lease.since).toBeGreaterThan(Date.UTC(2025, 0, 1))
    expect(stored!.lease.until - stored!.lease.since).toBe(ttlMs)
    expect(stored?.remainingMs).toBeGreaterThan(ttlMs - 2_000)
    expect(stored?.remainingMs).toBeLessThanOrEqual(ttlMs)
    const [read] = await leases.byAgents([agentUserId, 'nobody'])
    expect(read?.lease).toEqual(stored?.lease)
  })

  it('[AL91] one that goes to another supervisor, given or taken, is entered with both and the conversation', async () => {
    const agentUserId = newAgent()
    const conversationId = 'conversation-1'
    const entries = async () => {
      const rows = await stores.audit.page({ agentUserId }, 9)
      return rows.toReversed().map(({ leaf, personal }) => ({
        ...JSON.parse(leaf),
        ...{ personal: personal?.values },
      }))
    }
    await leases.acquire({ agentUserId, conversationId, holder: ana, ttlMs })
    await leases.acquire({ agentUserId, conversationId, holder: ben, ttlMs })
    await leases.handOver({ agentUserId, conversationId, fence: 1, to: ben, ttlMs })
    expect(await entries()).toEqual([])
    await leases.ask({ agentUserId, holder: ben })
    await leases.handOver({ agentUserId, conversationId, fence: 1, to: ben, ttlMs })
    await leases.renew({ agentUserId, fence: 2, ttlMs: 0 })
    // The same supervisor from another tab, then another one; who comes a second time takes nothing.
    await leases.acquire({ agentUserId, holder: { ...ben, tabId: 'other' }, ttlMs: 0 })
    await leases.acquire({ agentUserId, conversationId, holder: cleo, ttlMs })
    await leases.acquire({ agentUserId, conversationId, holder: cleo, ttlMs })
    await leases.release({ agentUserId, fence: 4 })
    await leases.acquire({ agentUserId, conversationId, holder: ana, ttlMs })
    const shared = { act: 'lease-handed-over', conversationId, mode: 'coach' }
    const [given, taken, ...others] = await entries()
    expect(given).toMatchObject({ ...shared, outcome: 'agreed', at: expect.any(Number) })
    expect(given.personal).toEqual({
      ...{ supervisorId: ana.supervisorId, toSupervisorId: ben.supervisorId, agentUserId },
    })
    expect(taken).toMatchObject({ ...shared, outcome: 'taken' })
    expect(taken.personal).toMatchObject({
      ...{ supervisorId: ben.supervisorId, toSupervisorId: cleo.supervisorId },
    })
    expect(others).toEqual([])
    const found = await stores.audit.page({ personId: cleo.supervisorId, acts: [shared.act] }, 9)
    expect(found).toHaveLength(1)
  })

  it('[LE11] of twenty who come at once exactly one is granted, and the others are told who', async () => {
    for (let round = 0; round < 5; round += 1) {
      const agentUserId = newAgent()
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          leases.acquire({ agentUserId, holder: tab(number), ttlMs }),
        ),
      )
      const winner = answers.find((answer) => answer.granted)?.stored?.lease.holder
      expect(winner).toBeDefined()
      for (const answer of answers)
        expect(answer.stored?.lease).toMatchObject({ fence: 1, holder: winner })
      expect(answers.filter((answer) => answer.granted)).toHaveLength(1)
    }
  })

  it('[LE11] of twenty who take over from one who fell silent exactly one is granted', async () => {
    const agentUserId = newAgent()
    await leases.acquire({ agentUserId, holder: tab(99), ttlMs: 0 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        leases.acquire({ agentUserId, holder: tab(number), ttlMs }),
      ),
    )
    expect(answers.filter((answer) => answer.granted)).toHaveLength(1)
    for (const answer of answers) expect(answer.stored?.lease.fence).toBe(2)
  })

  it('[LE10] a lease nobody renews ends by the database’s own clock', async () => {
    const agentUserId = newAgent()
    await leases.acquire({ agentUserId, holder: ana, ttlMs: 1_000 })
    expect((await leases.acquire({ agentUserId, holder: ben, ttlMs })).granted).toBe(false)
    await expect
      .poll(async () => (await leases.acquire({ agentUserId, holder: ben, ttlMs })).granted, {
        timeout: 10_000,
      })
      .toBe(true)
    const stale = await leases.renew({ agentUserId, fence: 1, ttlMs })
    expect(summary(stale)).toMatchObject({ granted: false, reason: 'stale-fence', holder: ben })
  })

  const commands = fc.array(
    fc.record({
      type: fc.constantFrom('acquire', 'renew', 'release', 'handOver', 'ask', 'withdraw'),
      who: fc.constantFrom(ana, ben, cleo),
      fenceOffset: fc.constantFrom(0, 0, 0, -1, 1),
      ttlMs: fc.constantFrom(ttlMs, ttlMs, 0),
    }),
    { minLength: 1, maxLength: 25 },
  )

  it('[LE12] whatever happens in whatever order, the store decides as the domain does', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (steps) => {
        const agentUserId = newAgent()
        let model: Lease | undefined
        const take = (outcome: LeaseOutcome) => {
          if (outcome.granted) model = outcome.lease
          return expected(outcome)
        }
        for (const { type, who, fenceOffset, ttlMs: span } of steps) {
          const fence = (model?.fence ?? 0) + fenceOffset
          if (type === 'acquire') {
            const request = { agentUserId, holder: who, ttlMs: span }
            expect(summary(await leases.acquire(request))).toEqual(
              take(acquireLease(model, request, 0)),
            )
          } else if (type === 'renew') {
            const request = { agentUserId, fence, ttlMs }
            expect(summary(await leases.renew(request))).toEqual(
              take(renewLease(model, request, 0)),
            )
          } else if (type === 'release') {
            const request = { agentUserId, fence }
            expect(summary(await leases.release(request))).toEqual(
              take(releaseLease(model, request, 0)),
            )
          } else if (type === 'handOver') {
            const request = { agentUserId, fence, to: who, ttlMs: span }
            expect(summary(await leases.handOver(request))).toEqual(
              take(handOverLease(model, request, 0)),
            )
          } else {
            model =
              model && (type === 'ask' ? askForLease(model, who, 0) : withdrawWish(model, who))
            const stored = await leases[type]({ agentUserId, holder: who })
            expect(factsOf(stored)).toEqual(facts(model, isHeld(model, 0)))
          }
        }
      }),
      { numRuns: 60 },
    )
  })
}
