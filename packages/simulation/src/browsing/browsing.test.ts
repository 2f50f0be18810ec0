import { describe, expect, it } from 'vitest'
import { measureBrowsing } from './measure-browsing.ts'

// A small centre for a quick answer; fifty supervisors for an hour are `bench/src/browse-requests.bench.ts`.
const centre = { seed: 2, supervisors: 6, agents: 24, callsPerMinute: 12 }

describe('what browsing costs the platform', () => {
  it('[ME20] [LV60] [LV90] [LV91] screens are true while nothing is asked again, and far below both rivals', async () => {
    const ours = await measureBrowsing({ ...centre, way: 'sotto', minutes: 3 })
    const naive = await measureBrowsing({ ...centre, way: 'conversation-polling', minutes: 1 })
    const cheap = await measureBrowsing({ ...centre, way: 'routing-polling', minutes: 0.25 })
    expect(ours.trueness).toMatchObject({ screens: 6, rowsWrong: 0, agentsWrong: 0 })
    expect(ours.trueness?.rows).toBeGreaterThan(30)
    expect(ours.tooMany).toBe(0)
    expect(ours.byRoute.has('GET /conversations')).toBe(false)
    expect(ours.byRoute.has('GET /conversations/{conversationId}')).toBe(false)
    expect(ours.byRoute.get('GET /routing/queues/{queueId}/members')).toBe(4)
    // One for each who signs in, the page and the panel included.
    expect(ours.byRoute.get('GET /users/me')).toBe(6)
    expect(ours.byRoute.get('GET /coaching/coachings')).toBe(6)
    expect(naive.requests).toBe(12 * 6)
    expect(ours.bytes).toBeLessThan(0.005 * 3 * naive.bytes)
    expect(ours.requests).toBeLessThan(0.1 * 12 * cheap.requests)
    expect(ours.bytes + ours.eventBytes).toBeLessThan(12 * cheap.bytes)
  }, 60_000)

  it('[ME20] [LV61] [LV80] everybody’s opening a conversation twice a minute costs few readings, and no queue comes twice', async () => {
    const two = { ...centre, way: 'sotto', minutes: 2 } as const
    const looking = await measureBrowsing(two)
    const opening = await measureBrowsing({ ...two, openEveryMs: 30_000 })
    const alone = await measureBrowsing({ ...two, supervisors: 1 })
    const read = opening.byRoute.get('GET /conversations/{conversationId}') ?? 0
    expect(opening.trueness).toMatchObject({ rowsWrong: 0, agentsWrong: 0 })
    expect(read).toBeLessThan(15)
    expect(opening.requests).toBe(looking.requests + read)
    expect(looking.eventBytes).toBeLessThan(1.5 * alone.eventBytes)
    expect(opening.eventBytes).toBeLessThan(2 * alone.eventBytes)
  }, 60_000)

  it('[PL152] [LV16] a platform that bears a fraction of what we take it for is approached again slowly, and all screens become true', async () => {
    const poor = await measureBrowsing({ ...centre, way: 'sotto', minutes: 2.5, rateLimit: 4 })
    expect(poor.trueness).toMatchObject({ rowsWrong: 0, agentsWrong: 0 })
    expect(poor.tooMany).toBeGreaterThan(0)
    expect(poor.tooMany).toBeLessThan(0.5 * poor.requests)
  }, 60_000)
})
