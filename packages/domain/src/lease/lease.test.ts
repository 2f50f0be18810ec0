import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acquireLease,
  askForLease,
  handOverLease,
  isHeld,
  type Lease,
  leaseMarginMs,
  mayCarrySound,
  releaseLease,
  renewLease,
  withdrawWish,
} from './lease.ts'

const ttlMs = 5_000
const first = { supervisorId: 'supervisor-1', tabId: 'tab-1', name: 'First' }
const second = { supervisorId: 'supervisor-2', tabId: 'tab-2', name: 'Second' }
const agentUserId = 'agent-1'

function held(now = 0): Lease {
  const outcome = acquireLease(undefined, { agentUserId, holder: first, ttlMs }, now)
  if (!outcome.granted) throw new Error('not granted')
  return outcome.lease
}

describe('the coaching lease', () => {
  it('[LE1] one coach per agent: a second is refused and told who holds it since when', () => {
    const lease = held()
    expect(acquireLease(lease, { agentUserId, holder: second, ttlMs }, 1)).toEqual({
      granted: false,
      reason: 'held',
      lease,
    })
  })

  it('[LE2] the same tab acquires again without a new fence; another tab of the same person does not', () => {
    const lease = held()
    const again = acquireLease(lease, { agentUserId, holder: first, ttlMs }, 100)
    expect(again).toMatchObject({ granted: true, lease: { fence: 1, since: 0, until: 5_100 } })
    const otherTab = { ...first, tabId: 'tab-9' }
    expect(acquireLease(lease, { agentUserId, holder: otherTab, ttlMs }, 100).granted).toBe(false)
  })

  it('[LE3] a holder who falls silent loses it; the next gets a higher fence and the old one is stale', () => {
    const lease = held()
    const taken = acquireLease(lease, { agentUserId, holder: second, ttlMs }, ttlMs)
    expect(taken).toMatchObject({ granted: true, lease: { fence: 2, holder: second } })
    expect(renewLease(taken.lease, { fence: 1, ttlMs }, ttlMs + 1)).toMatchObject({
      granted: false,
      reason: 'stale-fence',
    })
    expect(releaseLease(taken.lease, { fence: 1 }, ttlMs + 1).granted).toBe(false)
  })

  it('[LE4] a heartbeat after the end does not bring it back', () => {
    expect(renewLease(held(), { fence: 1, ttlMs }, ttlMs).granted).toBe(false)
    expect(renewLease(held(), { fence: 1, ttlMs }, ttlMs - 1).granted).toBe(true)
  })

  it('[LE5] it is handed over to one who asked, in one step, with a higher fence', () => {
    const asked = askForLease(held(), second, 10)
    const over = handOverLease(asked, { fence: 1, to: second, ttlMs }, 20)
    expect(over).toMatchObject({
      granted: true,
      lease: { fence: 2, holder: second, since: 20, wishes: [] },
    })
    expect(handOverLease(held(), { fence: 1, to: second, ttlMs }, 20)).toMatchObject({
      reason: 'not-asked',
    })
  })

  it('[LE6] asking twice is asking once; a wish can be withdrawn; the holder has nothing to ask', () => {
    const asked = askForLease(askForLease(held(), second, 10), second, 20)
    expect(asked.wishes).toEqual([{ ...second, askedAt: 10 }])
    expect(withdrawWish(asked, second).wishes).toEqual([])
    expect(askForLease(held(), first, 10).wishes).toEqual([])
  })

  it('[LE7] given back it is free at once, and its fence is remembered', () => {
    const free = releaseLease(held(), { fence: 1 }, 50)
    expect(isHeld(free.lease, 50)).toBe(false)
    expect(acquireLease(free.lease, { agentUserId, holder: second, ttlMs }, 51)).toMatchObject({
      lease: { fence: 2 },
    })
  })

  it('[LE8] sound passes only while half a second of the lease is left', () => {
    expect(mayCarrySound(10_000, 10_000 - leaseMarginMs - 1)).toBe(true)
    expect(mayCarrySound(10_000, 10_000 - leaseMarginMs)).toBe(false)
  })

  it('[LE9] whatever happens in whatever order, the fence only grows and never has two holders', () => {
    const holders = [
      first,
      second,
      { supervisorId: 'supervisor-3', tabId: 'tab-3', name: 'Third' },
    ] as const
    const anyHolder = fc.constantFrom(...holders)
    const step = fc.record({
      act: fc.constantFrom('acquire', 'renew', 'release', 'hand-over', 'ask', 'withdraw'),
      who: anyHolder,
      to: anyHolder,
      waitMs: fc.integer({ min: 0, max: ttlMs * 1.5 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (story) => {
        let now = 0
        let lease: Lease | undefined
        const holderOfFence = new Map<number, string>()
        const fenceOf = new Map<string, number>()
        for (const { act, who, to, waitMs } of story) {
          now += waitMs
          const before = lease
          const fence = fenceOf.get(who.tabId) ?? 0
          if (act === 'acquire')
            lease = acquireLease(lease, { agentUserId, holder: who, ttlMs }, now).lease
          if (act === 'renew') lease = renewLease(lease, { fence, ttlMs }, now).lease
          if (act === 'release') lease = releaseLease(lease, { fence }, now).lease
          if (act === 'hand-over') lease = handOverLease(lease, { fence, to, ttlMs }, now).lease
          if (act === 'ask' && lease !== undefined) lease = askForLease(lease, who, now)
          if (act === 'withdraw' && lease !== undefined) lease = withdrawWish(lease, who)
          if (lease === undefined) continue
          expect(lease.fence).toBeGreaterThanOrEqual(before?.fence ?? 0)
          if (lease.holder === undefined) continue
          // A fence names one holder for ever.
          expect(holderOfFence.get(lease.fence) ?? lease.holder.tabId).toBe(lease.holder.tabId)
          holderOfFence.set(lease.fence, lease.holder.tabId)
          fenceOf.set(lease.holder.tabId, lease.fence)
        }
      }),
    )
  })
})
