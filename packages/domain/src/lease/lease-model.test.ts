// The lease against a model of those who hold it: servers that are slow to ask, slow to hear, or asleep.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  acquireLease,
  askForLease,
  handOverLease,
  type Lease,
  mayCarrySound,
  releaseLease,
  renewLease,
} from './lease.ts'

const ttlMs = 5_000
const agentUserId = 'agent-1'
const tabs = [1, 2, 3].map((number) => ({
  supervisorId: `supervisor-${number}`,
  tabId: `tab-${number}`,
  name: `Supervisor ${number}`,
}))

/** What a tab's own server believes: counted on its own clock, from before the database was asked. */
interface Belief {
  readonly fence: number
  readonly untilMs: number
}

interface Model {
  readonly beliefs: Map<string, Belief>
  highestFence: number
}

/** The one row, and the time that all share. */
interface Real {
  lease: Lease | undefined
  nowMs: number
}

type Tab = (typeof tabs)[number]

function check({ beliefs, highestFence }: Model, { lease, nowMs }: Real): void {
  const speaking = [...beliefs].filter(([, { untilMs }]) => mayCarrySound(untilMs, nowMs))
  expect(speaking.length).toBeLessThanOrEqual(1)
  for (const [tabId, { fence }] of speaking) {
    expect(lease?.holder?.tabId).toBe(tabId)
    expect(lease?.fence).toBe(fence)
  }
  expect(lease?.fence ?? 0).toBeGreaterThanOrEqual(highestFence)
}

function step(name: string, act: (model: Model, real: Real) => void): fc.Command<Model, Real> {
  return {
    check: () => true,
    run(model, real) {
      act(model, real)
      check(model, real)
      model.highestFence = Math.max(model.highestFence, real.lease?.fence ?? 0)
    },
    toString: () => name,
  }
}

const anyTab = fc.constantFrom(...tabs)
/** The way to the database and back; the end is counted from before the way there. */
const anyDelay = fc.integer({ min: 0, max: 3_000 })

function believe(model: Model, tab: Tab, lease: Lease, askedAtMs: number): void {
  model.beliefs.set(tab.tabId, { fence: lease.fence, untilMs: askedAtMs + ttlMs })
}

const steps: fc.Arbitrary<fc.Command<Model, Real>>[] = [
  fc.tuple(anyTab, anyDelay).map(([tab, delayMs]) =>
    step(`${tab.tabId} acquires in ${delayMs}`, (model, real) => {
      const askedAtMs = real.nowMs
      real.nowMs += delayMs
      const outcome = acquireLease(real.lease, { agentUserId, holder: tab, ttlMs }, real.nowMs)
      real.lease = outcome.lease
      if (outcome.granted) believe(model, tab, outcome.lease, askedAtMs)
    }),
  ),
  fc.tuple(anyTab, anyDelay).map(([tab, delayMs]) =>
    step(`${tab.tabId} renews in ${delayMs}`, (model, real) => {
      const belief = model.beliefs.get(tab.tabId)
      if (belief === undefined) return
      const askedAtMs = real.nowMs
      real.nowMs += delayMs
      const outcome = renewLease(real.lease, { fence: belief.fence, ttlMs }, real.nowMs)
      if (outcome.granted) {
        real.lease = outcome.lease
        believe(model, tab, outcome.lease, askedAtMs)
      } else model.beliefs.delete(tab.tabId)
    }),
  ),
  // The line is shut before the lease is let go, in both ways of letting go.
  anyTab.map((tab) =>
    step(`${tab.tabId} releases`, (model, real) => {
      const belief = model.beliefs.get(tab.tabId)
      if (belief === undefined) return
      model.beliefs.delete(tab.tabId)
      real.lease = releaseLease(real.lease, { fence: belief.fence }, real.nowMs).lease
    }),
  ),
  fc.tuple(anyTab, anyTab).map(([from, to]) =>
    step(`${from.tabId} hands over to ${to.tabId}`, (model, real) => {
      const belief = model.beliefs.get(from.tabId)
      if (belief === undefined) return
      model.beliefs.delete(from.tabId)
      const outcome = handOverLease(real.lease, { fence: belief.fence, to, ttlMs }, real.nowMs)
      real.lease = outcome.lease
      if (outcome.granted) believe(model, to, outcome.lease, real.nowMs)
    }),
  ),
  anyTab.map((tab) =>
    step(`${tab.tabId} asks`, (_model, real) => {
      if (real.lease !== undefined) real.lease = askForLease(real.lease, tab, real.nowMs)
    }),
  ),
  fc.integer({ min: 1, max: 7_000 }).map((ms) =>
    step(`${ms} ms pass`, (_model, real) => {
      real.nowMs += ms
    }),
  ),
]

it('[LE45] however slow the answers and whoever sleeps: at no moment may two tabs speak, and who may is the holder', () => {
  fc.assert(
    fc.property(fc.commands(steps, { maxCommands: 60 }), (commands) => {
      fc.modelRun(
        () => ({
          model: { beliefs: new Map<string, Belief>(), highestFence: 0 },
          real: { lease: undefined, nowMs: 0 },
        }),
        commands,
      )
    }),
    { numRuns: 400 },
  )
})
