import { secret, seededRandom, silentLogger } from '@sotto/kernel'
import { createGuidePlatform } from '@sotto/platform-guide'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { readKeyRing } from '../../src/auth/seal/key-ring.ts'
import { createSeal } from '../../src/auth/seal/seal.ts'
import { createOauthClient } from '../../src/auth/sign-in/oauth-client.ts'
import { createSessionTokens } from '../../src/auth/tokens/session-tokens.ts'
import { sealTokens } from '../../src/auth/tokens/token-set.ts'
import { createMemorySessionStore } from '../../src/database/memory/memory-session-store.ts'
import type { SessionStore } from '../../src/database/stores.ts'
import {
  createRotatingPlatform,
  platformAddress,
  type RotatingPlatform,
} from './rotating-platform.ts'

const lifetimeMs = 1_800_000
const dayMs = 86_400_000
const seal = createSeal(
  readKeyRing(secret(`k:${Buffer.alloc(32, 5).toString('base64')}`)),
  seededRandom(1),
)

/** One server of ours as far as it calls the platform for a session; `wallSkewMs`: how wrong its machine's time is. */
function startServer(
  base: FakeClock,
  store: SessionStore,
  rotating: RotatingPlatform,
  over: string[],
  wallSkewMs = 0,
) {
  const clock = { ...base, wallNow: () => base.wallNow() + wallSkewMs }
  const platform = createGuidePlatform({
    baseUrl: platformAddress,
    clientId: 'sotto',
    readClientSecret: async () => secret('s'),
    clock,
    random: seededRandom(2),
    logger: silentLogger,
    fetch: rotating.fetch,
    requestsPerSecond: 10_000,
  })
  const tokens = createSessionTokens({
    store,
    seal,
    oauthClient: createOauthClient({ platform, clock, fetch: rotating.fetch, timeoutMs: 5_000 }),
    clock,
    logger: silentLogger,
    mostRenewalsAtOnce: 5,
    onOver: (sessionId) => over.push(sessionId),
  })
  return platform.forPerson(tokens.credentialsOf('session-1'))
}

async function signIn(clock: FakeClock, rotating: RotatingPlatform): Promise<SessionStore> {
  const store = createMemorySessionStore()
  const { access, refresh } = rotating.issueFirst()
  const accessExpiresAt = clock.wallNow() + lifetimeMs
  await store.insert({
    id: 'session-1',
    cookieHash: 'hash',
    personId: 'person-1',
    person: '{}',
    sealedTokens: sealTokens(seal, 'session-1', {
      accessToken: secret(access),
      refreshToken: secret(refresh),
      accessExpiresAt,
      lifetimeMs,
      scopes: ['routing:read'],
    }),
    accessExpiresAt,
    tokenVersion: 0,
    createdAt: clock.wallNow(),
    lastSeenAt: clock.wallNow(),
  })
  return store
}

/** What happens just before the calls of one expiry come. */
const ends: readonly ((clock: FakeClock, rotating: RotatingPlatform) => Promise<void>)[] = [
  // Nobody asked for anything until it was over.
  (clock) => clock.advance(lifetimeMs + 1),
  // The platform ends it before its time.
  async (clock, rotating) => {
    await clock.advance(lifetimeMs / 2)
    rotating.expireAll()
  },
  // The answer to the renewal gets lost.
  async (clock, rotating) => {
    await clock.advance(lifetimeMs + 1)
    rotating.loseAnswers = 1
  },
  // It is the last quarter of its life.
  (clock) => clock.advance(lifetimeMs - 200_000),
]

it('[SI38] seven days on two servers, a hundred calls at every expiry: one renewal each, and no caller ever hears of it', async () => {
  const clock = createFakeClock()
  const rotating = createRotatingPlatform(clock, lifetimeMs)
  const store = await signIn(clock, rotating)
  const over: string[] = []
  const servers = [
    startServer(clock, store, rotating, over),
    startServer(clock, store, rotating, over),
  ]
  const endAt = clock.monotonicNow() + 7 * dayMs
  let expiries = 0
  while (clock.monotonicNow() < endAt) {
    await ends[expiries % ends.length]?.(clock, rotating)
    expiries += 1
    const calls = servers.flatMap((server, which) =>
      Array.from({ length: 50 }, (_, index) => server.members(`queue-${which}-${index}`)),
    )
    const settled = Promise.all(calls)
    // A lost answer is asked for again after 200 ms.
    await clock.advance(1_000)
    expect((await settled).every(({ ok }) => ok)).toBe(true)
    expect(rotating.counts.rotations).toBe(expiries)
  }
  expect(expiries).toBeGreaterThan(7 * 48)
  expect(rotating.counts.served).toBe(expiries * 100)
  expect(rotating.counts.refused).toBeGreaterThan(0)
  expect([rotating.isFamilyOver, over]).toEqual([false, []])
  // Renewals are counted up by everybody who renews: the row knows them all.
  expect((await store.byId('session-1'))?.tokenVersion).toBe(expiries)
})

it.each([300_000, -300_000])(
  '[SI39] a machine whose time is %i ms wrong, beside another that is as wrong the other way, signs nobody out',
  async (skewMs) => {
    const clock = createFakeClock()
    const rotating = createRotatingPlatform(clock, lifetimeMs)
    const store = await signIn(clock, rotating)
    const over: string[] = []
    const servers = [
      startServer(clock, store, rotating, over, skewMs),
      startServer(clock, store, rotating, over, -skewMs),
    ]
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      for (const server of servers) expect((await server.members(`queue-${minute}`)).ok).toBe(true)
      await clock.advance(5 * 60_000)
    }
    expect([rotating.isFamilyOver, over]).toEqual([false, []])
    // Renewed a little earlier, never all the time.
    expect(rotating.counts.rotations).toBeLessThan(2 * 48 + 10)
  },
)

it('[SI39] a wall clock that is set in mid-session, back or forth, costs one renewal at most and is not heard of', async () => {
  const clock = createFakeClock()
  const rotating = createRotatingPlatform(clock, lifetimeMs)
  const over: string[] = []
  const server = startServer(clock, await signIn(clock, rotating), rotating, over)
  for (const jumpMs of [-3_600_000, 3_600_000, 300_000, -300_000]) {
    const before = rotating.counts.rotations
    clock.jumpWall(jumpMs)
    for (let call = 0; call < 3; call += 1) {
      expect((await server.members(`queue-${jumpMs}-${call}`)).ok).toBe(true)
      await clock.advance(1_000)
    }
    expect(rotating.counts.rotations - before).toBeLessThanOrEqual(1)
    await clock.advance(lifetimeMs)
    expect((await server.members('queue-after')).ok).toBe(true)
  }
  expect([rotating.isFamilyOver, over]).toEqual([false, []])
})
