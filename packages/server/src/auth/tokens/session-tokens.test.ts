import { err, ok, type Result, secret, seededRandom, silentLogger, sleep } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemorySessionStore } from '../../database/memory/memory-session-store.ts'
import type { SessionStore } from '../../database/stores.ts'
import { readKeyRing } from '../seal/key-ring.ts'
import { createSeal, type Seal } from '../seal/seal.ts'
import { refreshLeadMs } from './refresh-lead.ts'
import { longestTurnWaitMs } from './renewal-turns.ts'
import { createSessionTokens, type SessionTokens } from './session-tokens.ts'
import { sealTokens, type TokenSet } from './token-set.ts'

const keyOf = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const sealWith = (list: string) => createSeal(readKeyRing(secret(list)), seededRandom(9))

const lifetimeMs = 1_800_000

let clock: FakeClock
let store: SessionStore
let seal: Seal
let over: string[]
/** Refresh tokens shown to the platform, in order. */
let shown: string[]
let platform: (refreshToken: string) => Promise<Result<TokenSet, 'refused'>>

function tokenSet(name: string): TokenSet {
  return {
    accessToken: secret(`access-${name}`),
    refreshToken: secret(`refresh-${name}`),
    accessExpiresAt: clock.wallNow() + lifetimeMs,
    lifetimeMs,
    scopes: ['login:read'],
  }
}

function server(withSeal = seal): SessionTokens {
  return createSessionTokens({
    store,
    seal: withSeal,
    clock,
    logger: silentLogger,
    mostRenewalsAtOnce: 5,
    onOver: (sessionId) => over.push(sessionId),
    oauthClient: {
      refresh({ refreshToken }) {
        shown.push(refreshToken.reveal())
        return platform(refreshToken.reveal())
      },
    },
  })
}

async function signIn(tokens = tokenSet('0'), id = 'session-1'): Promise<void> {
  await store.insert({
    id,
    cookieHash: `hash of ${id}`,
    personId: 'person-1',
    person: '{}',
    sealedTokens: sealTokens(seal, id, tokens),
    accessExpiresAt: tokens.accessExpiresAt,
    tokenVersion: 0,
    createdAt: clock.wallNow(),
    lastSeenAt: clock.wallNow(),
  })
}

/** A call that needs no time to pass. */
async function nameOf(call: Promise<{ reveal(): string }>): Promise<string> {
  return (await call).reveal()
}

/** A call that may need time: runs the clock beside it. */
async function overTime<T>(call: Promise<T>, milliseconds = 20_000): Promise<T | PlatformError> {
  const settled = call.catch((failure: unknown) => {
    if (failure instanceof PlatformError) return failure
    throw failure
  })
  await clock.advance(milliseconds)
  return settled
}

const down = async () => {
  throw new PlatformError('unreachable', 'down')
}

beforeEach(() => {
  clock = createFakeClock()
  store = createMemorySessionStore()
  seal = sealWith(`k1:${keyOf(1)}`)
  over = []
  shown = []
  platform = async () => ok(tokenSet(String(shown.length)))
})

it.each([
  [1_800_000, 300_000],
  [3_600_000, 300_000],
  [600_000, 120_000],
  [200_000, 60_000],
  [121_000, 60_000],
  [120_000, 60_000],
  [20_000, 10_000],
  [2_000, 1_000],
])('[SI30] a token that lives %i ms is renewed %i ms before its end (W12)', (life, lead) => {
  expect(refreshLeadMs(life)).toBe(lead)
})

describe('handing out', () => {
  it('[SI31] a fresh token is handed out as it is', async () => {
    await signIn()
    const { accessToken } = server().credentialsOf('session-1')
    await clock.advance(lifetimeMs - 300_000 - 1)
    expect(await nameOf(accessToken())).toBe('access-0')
    expect(shown).toEqual([])
  })

  it('[SI31] in its last minutes it is renewed beside the call, which does not wait', async () => {
    await signIn()
    const { accessToken } = server().credentialsOf('session-1')
    await clock.advance(lifetimeMs - 300_000)
    expect(await nameOf(accessToken())).toBe('access-0')
    await clock.advance(0)
    expect(await nameOf(accessToken())).toBe('access-1')
    expect(shown).toEqual(['refresh-0'])
  })

  it('[SI31] close to its end the call waits for the new one', async () => {
    await signIn()
    const { accessToken } = server().credentialsOf('session-1')
    await clock.advance(lifetimeMs - 100_000)
    expect(await nameOf(accessToken())).toBe('access-1')
  })

  it('[SI32] of a hundred calls at the moment of expiry one renews, all get the new token', async () => {
    await signIn()
    const { accessToken } = server().credentialsOf('session-1')
    await clock.advance(lifetimeMs + 1)
    const names = await Promise.all(Array.from({ length: 100 }, () => nameOf(accessToken())))
    expect(new Set(names)).toEqual(new Set(['access-1']))
    expect(shown).toEqual(['refresh-0'])
  })

  it('[SI32] two servers that renew at once make one renewal, and both have its token', async () => {
    await signIn()
    const [first, second] = [server(), server()]
    // Both know the old one.
    await first.credentialsOf('session-1').accessToken()
    await second.credentialsOf('session-1').accessToken()
    await clock.advance(lifetimeMs + 1)
    const names = await Promise.all(
      [first, second].map((one) => nameOf(one.credentialsOf('session-1').accessToken())),
    )
    expect(names).toEqual(['access-1', 'access-1'])
    expect(shown).toEqual(['refresh-0'])
    expect((await store.byId('session-1'))?.tokenVersion).toBe(1)
  })

  it('[SI32] for a day, asked every ten seconds: one renewal per life, never a token that has expired', async () => {
    await signIn()
    const { accessToken } = server().credentialsOf('session-1')
    let expiresAt = clock.wallNow() + lifetimeMs
    platform = async () => {
      expiresAt = clock.wallNow() + lifetimeMs
      return ok(tokenSet(String(shown.length)))
    }
    for (let second = 0; second < 86_400; second += 10) {
      await accessToken()
      expect(clock.wallNow()).toBeLessThan(expiresAt)
      await clock.advance(10_000)
    }
    expect(shown.length).toBe(Math.floor(86_400_000 / (lifetimeMs - 300_000)))
    expect(new Set(shown).size).toBe(shown.length)
    expect(over).toEqual([])
  })

  it('[SI33] a token called expired is renewed once for all who were told so', async () => {
    await signIn()
    const { refresh } = server().credentialsOf('session-1')
    const stale = secret('access-0')
    const names = await Promise.all([nameOf(refresh(stale)), nameOf(refresh(stale))])
    expect(names).toEqual(['access-1', 'access-1'])
    expect(await nameOf(refresh(stale))).toBe('access-1')
    expect(shown).toEqual(['refresh-0'])
  })

  it('[SI33] the same session has the same giver of tokens, so that what is shared can be shared', () => {
    const tokens = server()
    expect(tokens.credentialsOf('a')).toBe(tokens.credentialsOf('a'))
    expect(tokens.credentialsOf('a')).not.toBe(tokens.credentialsOf('b'))
  })
})

describe('a platform in trouble', () => {
  it('[SI34] a lost answer is asked for again with the same token, within the platform’s grace', async () => {
    await signIn()
    platform = async () => {
      if (shown.length < 3) return down()
      return ok(tokenSet('new'))
    }
    await clock.advance(lifetimeMs + 1)
    const startedAt = clock.monotonicNow()
    const times: number[] = []
    const answering = platform
    platform = (token) => {
      times.push(clock.monotonicNow() - startedAt)
      return answering(token)
    }
    const call = server().credentialsOf('session-1').accessToken()
    expect(await overTime(call)).toMatchObject({ reveal: expect.any(Function) })
    expect(shown).toEqual(['refresh-0', 'refresh-0', 'refresh-0'])
    expect(times).toEqual([0, 200, 1_200])
  })

  it('[SI34] while the token still holds, a platform that is down troubles nobody, and is not pestered', async () => {
    await signIn()
    platform = down
    const tokens = server()
    const { accessToken } = tokens.credentialsOf('session-1')
    await clock.advance(lifetimeMs - 290_000)
    for (let second = 0; second < 60; second += 1) {
      expect(await nameOf(accessToken())).toBe('access-0')
      await clock.advance(1_000)
    }
    expect(shown.length).toBeLessThanOrEqual(32)
    expect(over).toEqual([])
    platform = async () => ok(tokenSet('new'))
    await clock.advance(5_000)
    await accessToken()
    await clock.advance(0)
    expect(await nameOf(accessToken())).toBe('access-new')
  })

  it('[SI34] without a token and without the platform the call fails, and the session lives', async () => {
    await signIn()
    platform = down
    const { accessToken } = server().credentialsOf('session-1')
    await clock.advance(lifetimeMs + 1)
    expect(await overTime(accessToken())).toMatchObject({ code: 'unreachable' })
    expect(over).toEqual([])
    platform = async () => ok(tokenSet('new'))
    expect(await nameOf(accessToken())).toBe('access-new')
  })

  it('[SI34] an answer that makes no sense is not asked for again', async () => {
    await signIn()
    platform = async () => {
      throw new PlatformError('unexpected-answer', 'HTML')
    }
    await clock.advance(lifetimeMs + 1)
    const { accessToken } = server().credentialsOf('session-1')
    expect(await overTime(accessToken())).toMatchObject({ code: 'unexpected-answer' })
    expect(shown).toHaveLength(1)
  })
})

describe('a platform that hangs', () => {
  it('[SI47] of many sessions only a few hold the database meanwhile; the others are told in time, and all have tokens when it is back', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `session-${index}`)
    for (const id of ids) await signIn(tokenSet(id), id)
    let locked = 0
    let mostLocked = 0
    const { withLockedTokens } = store
    store = {
      ...store,
      async withLockedTokens(id, refresh) {
        locked += 1
        mostLocked = Math.max(mostLocked, locked)
        try {
          return await withLockedTokens(id, refresh)
        } finally {
          locked -= 1
        }
      },
    }
    const tokens = server()
    await clock.advance(lifetimeMs + 1)
    let isBack = false
    platform = async () => {
      if (isBack) return ok(tokenSet('new'))
      await sleep(clock, 60_000)
      throw new PlatformError('timeout', 'hangs')
    }
    const startedAt = clock.monotonicNow()
    const ends: number[] = []
    const calls = ids.map((id) =>
      tokens
        .credentialsOf(id)
        .accessToken()
        .catch((failure: PlatformError) => {
          ends.push(clock.monotonicNow() - startedAt)
          return failure.code
        }),
    )
    await clock.advance(longestTurnWaitMs)
    expect(ends).toHaveLength(35)
    await clock.advance(120_000)
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['timeout']))
    expect(mostLocked).toBe(5)
    isBack = true
    const names = await Promise.all(ids.map((id) => nameOf(tokens.credentialsOf(id).accessToken())))
    expect(new Set(names)).toEqual(new Set(['access-new']))
    expect(mostLocked).toBe(5)
    expect([over, locked, clock.pending]).toEqual([[], 0, 0])
  })
})

describe('the end', () => {
  it('[SI35] a refused renewal ends the session, once, for everybody', async () => {
    await signIn()
    platform = async () => err('refused')
    const tokens = server()
    const { accessToken, refresh } = tokens.credentialsOf('session-1')
    await clock.advance(lifetimeMs + 1)
    const failures = await Promise.allSettled([accessToken(), accessToken(), refresh(secret('x'))])
    for (const failure of failures)
      expect(failure).toMatchObject({ status: 'rejected', reason: { code: 'token-invalid' } })
    await expect(accessToken()).rejects.toMatchObject({ code: 'token-invalid' })
    expect(over).toEqual(['session-1'])
    expect(shown).toEqual(['refresh-0'])
  })

  it('[SI35] a session that is gone from the database is over', async () => {
    await signIn()
    const tokens = server()
    const { accessToken } = tokens.credentialsOf('session-1')
    await accessToken()
    await store.remove('session-1', 'signed-out', 0)
    await clock.advance(lifetimeMs + 1)
    await expect(accessToken()).rejects.toMatchObject({ code: 'token-invalid' })
    expect(over).toEqual(['session-1'])
  })

  it('[SI36] an ended session’s token serves the last goodbyes for a few seconds, and is not renewed', async () => {
    await signIn()
    const tokens = server()
    const { accessToken, refresh } = tokens.credentialsOf('session-1')
    await accessToken()
    await store.remove('session-1', 'signed-out', 0)
    tokens.retire('session-1')
    expect(await nameOf(accessToken())).toBe('access-0')
    await expect(refresh(secret('access-0'))).rejects.toMatchObject({ code: 'token-invalid' })
    await clock.advance(4_000)
    await expect(accessToken()).rejects.toMatchObject({ code: 'token-invalid' })
    expect(shown).toEqual([])
  })

  it('[SI37] tokens sealed with a key that is gone end the session instead of failing for ever', async () => {
    await signIn()
    const { accessToken } = server(sealWith(`k2:${keyOf(2)}`)).credentialsOf('session-1')
    await expect(accessToken()).rejects.toMatchObject({ code: 'token-invalid' })
    expect(over).toEqual(['session-1'])
  })

  it('[SI37] with a new key in front the session goes on, and its next tokens are sealed with it', async () => {
    await signIn()
    const { refresh } = server(sealWith(`k2:${keyOf(2)},k1:${keyOf(1)}`)).credentialsOf('session-1')
    expect(await nameOf(refresh(secret('access-0')))).toBe('access-1')
    expect((await store.byId('session-1'))?.sealedTokens).toMatch(/^v1\.k2\./)
  })

  it('[SI37] a session whose platform gives no way to renew ends with its token', async () => {
    await signIn({ ...tokenSet('0'), refreshToken: undefined })
    const { accessToken } = server().credentialsOf('session-1')
    await clock.advance(lifetimeMs + 1)
    await expect(accessToken()).rejects.toMatchObject({ code: 'token-invalid' })
  })
})
