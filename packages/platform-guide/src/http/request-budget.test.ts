import type { RequestPurpose } from '@sotto/platform'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRequestBudget, type RequestBudget } from './request-budget.ts'

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
    ask: (person: object, purpose: RequestPurpose, name: string) =>
      budget.take(person, purpose).then(() => grants.push({ name, at: clock.monotonicNow() })),
  }
}

describe('request budget', () => {
  it('[PL60] in any one second no more than 100 requests leave, however many persons ask', async () => {
    const { grants, ask } = asker()
    const persons = Array.from({ length: 30 }, () => ({}))
    for (const person of persons)
      for (let index = 0; index < 20; index += 1) void ask(person, 'browse', 'read').catch(() => {})
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
    for (let index = 0; index < 200; index += 1) void ask(greedy, 'browse', 'greedy')
    const modest = {}
    for (let index = 0; index < 3; index += 1) void ask(modest, 'browse', 'modest')
    await clock.advance(100)
    expect(grants.filter(({ name }) => name === 'modest')).toHaveLength(3)
    await clock.advance(5_000)
  })

  it('[PL61] an act goes at once, however many reads wait, and so do the next ones', async () => {
    const { grants, ask } = asker()
    for (let index = 0; index < 300; index += 1) void ask({}, 'browse', 'read').catch(() => {})
    await clock.advance(1_000)
    const before = grants.length
    for (let index = 0; index < 6; index += 1) void ask({}, 'act', 'act')
    await clock.advance(0)
    expect(grants.slice(before).map(({ name }) => name)).toEqual(Array(6).fill('act'))
    await clock.advance(10_000)
  })

  it('[PL150] truth goes before details, and details before lists', async () => {
    const { grants, ask } = asker()
    budget.pause(1_000, 'browse')
    for (const purpose of ['browse', 'detail', 'truth', 'act'] as const)
      for (let index = 0; index < 3; index += 1) void ask({}, purpose, purpose)
    await clock.advance(3_000)
    const names = grants.map(({ name }) => name)
    const threeOf = (name: string) => Array(3).fill(name)
    expect(names).toEqual(['act', 'truth', 'detail', 'browse'].flatMap(threeOf))
  })

  it('[PL151] a list is filled even while others keep asking for details', async () => {
    const { grants, ask } = asker()
    for (let index = 0; index < 700; index += 1) void ask({}, 'detail', 'detail').catch(() => {})
    for (let index = 0; index < 10; index += 1) void ask({}, 'browse', 'browse')
    await clock.advance(2_000)
    expect(grants.filter(({ name }) => name === 'browse')).toHaveLength(10)
    await clock.advance(20_000)
  })

  it('[PL62] while the platform has asked for a pause no read leaves, and no act once one was refused', async () => {
    const { grants, ask } = asker()
    budget.pause(2_000, 'browse')
    for (const purpose of ['truth', 'detail', 'browse'] as const) void ask({}, purpose, 'read')
    void ask({}, 'act', 'act')
    await clock.advance(1_999)
    expect(grants.map(({ name }) => name)).toEqual(['act'])
    budget.pause(3_000, 'act')
    void ask({}, 'act', 'act')
    await clock.advance(2_999)
    expect(grants).toHaveLength(1)
    await clock.advance(1_000)
    expect(grants).toHaveLength(5)
  })

  it('[PL152] after "too many" it goes at half the speed and has its own back within a minute', async () => {
    const { grants, ask } = asker()
    const countIn = async (milliseconds: number) => {
      const before = grants.length
      for (let index = 0; index < 160; index += 1) void ask({}, 'detail', 'read').catch(() => {})
      await clock.advance(milliseconds)
      const granted = grants.length - before
      await clock.advance(10_000)
      return granted
    }
    // Three that were on their way together say one thing.
    for (let index = 0; index < 3; index += 1) budget.pause(1_000, 'detail')
    expect(await countIn(2_000)).toBeLessThanOrEqual(60)
    await clock.advance(60_000)
    expect(await countIn(1_000)).toBeGreaterThan(85)
  })

  it('[PL153] what was asked, how long it waited and what was refused is counted by purpose', async () => {
    const { ask } = asker()
    void ask({}, 'act', 'act')
    budget.pause(500, 'browse')
    void ask({}, 'browse', 'browse')
    await clock.advance(2_000)
    const told = Object.fromEntries(budget.traffic().map((one) => [one.purpose, one]))
    expect(told.act).toMatchObject({ requests: 1, waitedMs: 0, tooMany: 0 })
    expect(told.browse).toMatchObject({ requests: 1, tooMany: 1 })
    expect(told.browse?.waitedMs).toBeGreaterThanOrEqual(500)
    expect(told.truth).toMatchObject({ requests: 0, waitedMs: 0, tooMany: 0 })
  })

  it('[PL62] who waits too long is told so, and is not served behind their back', async () => {
    budget.pause(60_000, 'browse')
    const waiting = budget.take({}, 'browse')
    const told = expect(waiting).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 50_000,
    })
    await clock.advance(10_000)
    await told
    expect(budget.waiting).toBe(0)
    await clock.advance(60_000)
    expect(clock.pending).toBe(0)
  })
})
