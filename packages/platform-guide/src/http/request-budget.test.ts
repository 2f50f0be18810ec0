import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { type BudgetLane, createRequestBudget, type RequestBudget } from './request-budget.ts'

let clock: FakeClock
let budget: RequestBudget
beforeEach(() => {
  clock = createFakeClock()
  budget = createRequestBudget({ clock, perSecond: 80, burst: 20, longestWaitMs: 10_000 })
})

/** Notes the time and the name of every grant. */
function asker() {
  const grants: { name: string; at: number }[] = []
  return {
    grants,
    ask: (person: object, lane: BudgetLane, name: string) =>
      budget.take(person, lane).then(() => grants.push({ name, at: clock.monotonicNow() })),
  }
}

describe('request budget', () => {
  it('[PL60] in any one second no more than 100 requests leave, however many persons ask', async () => {
    const { grants, ask } = asker()
    const persons = Array.from({ length: 30 }, () => ({}))
    for (const person of persons)
      for (let index = 0; index < 20; index += 1) void ask(person, 'read', 'read').catch(() => {})
    await clock.advance(5_000)
    expect(grants.length).toBeGreaterThan(400)
    for (const { at } of grants) {
      const inSecond = grants.filter((other) => other.at >= at && other.at < at + 1_000)
      expect(inSecond.length).toBeLessThanOrEqual(100)
    }
  })

  it('[PL61] persons are served in turn, so one who asks for much does not keep the others waiting', async () => {
    const { grants, ask } = asker()
    const greedy = {}
    for (let index = 0; index < 200; index += 1) void ask(greedy, 'read', 'greedy')
    const modest = {}
    for (let index = 0; index < 3; index += 1) void ask(modest, 'read', 'modest')
    await clock.advance(100)
    expect(grants.filter(({ name }) => name === 'modest')).toHaveLength(3)
    await clock.advance(5_000)
  })

  it('[PL61] an act goes before every read that waits', async () => {
    const { grants, ask } = asker()
    for (let index = 0; index < 100; index += 1) void ask({}, 'read', 'read')
    void ask({}, 'act', 'act')
    await clock.advance(20)
    expect(grants.slice(20).map(({ name }) => name)[0]).toBe('act')
    await clock.advance(5_000)
  })

  it('[PL62] while the platform has asked for a pause nothing leaves', async () => {
    const { grants, ask } = asker()
    budget.pause(2_000)
    void ask({}, 'act', 'act')
    await clock.advance(1_999)
    expect(grants).toEqual([])
    await clock.advance(2)
    expect(grants).toHaveLength(1)
  })

  it('[PL62] who waits too long is told so, and is not served behind their back', async () => {
    budget.pause(60_000)
    const waiting = budget.take({}, 'read')
    const told = expect(waiting).rejects.toMatchObject({ code: 'rate-limited' })
    await clock.advance(10_000)
    await told
    expect(budget.waiting).toBe(0)
    await clock.advance(60_000)
    expect(clock.pending).toBe(0)
  })
})
