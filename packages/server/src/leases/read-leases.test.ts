import { createScope } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createMemoryStores } from '../database/memory/create-memory-stores.ts'
import { defaultCoachingSettings } from '../live/coaching-settings.ts'
import { createTimers } from '../live/timers.ts'
import { createKnownLeases } from './known-leases.ts'
import { createLeaseReading } from './read-leases.ts'

it('[SV20] a panel that came before its queues were known is told within a second who coaches on another server', async () => {
  const clock = createFakeClock()
  const timers = createTimers(clock, createScope())
  const { leases } = createMemoryStores(clock)
  const known = createKnownLeases({ clock, timers, onFailure: () => {} })
  let inView: readonly string[] | undefined = []
  const begin = createLeaseReading({
    clock,
    timers,
    store: leases,
    known,
    leaseReadMs: defaultCoachingSettings.leaseReadMs,
    agentsInView: () => inView,
    onFailure: () => {},
  })
  begin()
  await clock.advance(5_000)
  inView = ['agent-1']
  const holder = { supervisorId: 'mia', tabId: 'tab-00000001', name: 'Mia' }
  await leases.acquire({ agentUserId: 'agent-1', holder, ttlMs: 5_000 })
  await clock.advance(1_000)
  expect(known.held('agent-1')?.holder?.name).toBe('Mia')
  // Nobody looks: nothing is read, until somebody does.
  inView = undefined
  await clock.advance(6_000)
  expect(known.held('agent-1')).toBeUndefined()
  await leases.acquire({ agentUserId: 'agent-1', holder, ttlMs: 5_000 })
  await clock.advance(2_000)
  expect(known.held('agent-1')).toBeUndefined()
  inView = ['agent-1']
  begin()
  await clock.advance(1)
  expect(known.held('agent-1')?.holder?.name).toBe('Mia')
})

it('[MD163] of hundreds of leases fifty are learnt at once, so that nobody’s sound waits for all of them', async () => {
  const clock = createFakeClock()
  const timers = createTimers(clock, createScope())
  const { leases } = createMemoryStores(clock)
  const agents = Array.from({ length: 120 }, (_, place) => `agent-${place}`)
  const holder = { supervisorId: 'mia', tabId: 'tab-00000001', name: 'Mia' }
  for (const agentUserId of agents) await leases.acquire({ agentUserId, holder, ttlMs: 5_000 })
  const learntAt: number[] = []
  createLeaseReading({
    clock,
    timers,
    store: leases,
    known: { learn: () => void learntAt.push(clock.monotonicNow()) },
    leaseReadMs: 700,
    agentsInView: () => agents,
    onFailure(failure) {
      throw failure
    },
  })()
  await clock.advance(10)
  const together = [...new Set(learntAt)].map((at) => learntAt.filter((one) => one === at).length)
  expect(together).toEqual([50, 50, 20])
})
