import cookie from '@fastify/cookie'
import type { Person } from '@sotto/domain'
import { err, secret, seededRandom, silentLogger } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { type FastifyInstance, fastify } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readKeyRing } from '../auth/seal/key-ring.ts'
import { createSeal } from '../auth/seal/seal.ts'
import { createSessionTokens } from '../auth/tokens/session-tokens.ts'
import { createMemorySessionStore } from '../database/memory/memory-session-store.ts'
import type { SessionStore } from '../database/stores.ts'
import { createSessionKeeper, type SessionKeeper, sessionCookie } from './create-sessions.ts'

const person: Person = {
  id: 'person-1',
  name: 'Ana',
  email: 'ana@example.test',
  region: 'us-east-1',
  role: 'supervisor',
  licence: 'cx3',
  telephony: true,
  engagement: true,
  permissions: ['whisper'],
}

const hourMs = 3_600_000

let clock: FakeClock
let store: SessionStore
let keeper: SessionKeeper
let app: FastifyInstance
let ended: string[]
let removed: string[]
let loseNews: () => void

beforeEach(async () => {
  clock = createFakeClock()
  const memory = createMemorySessionStore()
  store = {
    ...memory,
    async listen(onEnded, onLost) {
      const stop = await memory.listen(onEnded, onLost)
      loseNews = () => {
        stop()
        onLost()
      }
      return stop
    },
  }
  ended = []
  removed = []
  const seal = createSeal(
    readKeyRing(secret(`k:${Buffer.alloc(32, 7).toString('base64')}`)),
    seededRandom(1),
  )
  const tokens = createSessionTokens({
    store,
    seal,
    clock,
    logger: silentLogger,
    oauthClient: { refresh: async () => err('refused') },
    mostRenewalsAtOnce: 5,
    onOver: (sessionId) => void keeper.end(sessionId),
  })
  keeper = createSessionKeeper({
    store,
    tokens,
    seal,
    clock,
    random: seededRandom(4),
    logger: silentLogger,
    idleMs: hourMs,
    lifetimeMs: 12 * hourMs,
    onRemoved: (row) => removed.push(row.id),
  })
  keeper.onEnded((sessionId) => ended.push(sessionId))
  app = fastify()
  await app.register(cookie)
  app.get('/who', async (request) => ({ person: (await keeper.authenticate(request))?.person }))
})

afterEach(async () => {
  await keeper.close()
  await app.close()
  expect(clock.pending).toBe(0)
})

async function begin(id = 'session-1'): Promise<string> {
  const begun = await keeper.begin(id, person, {
    accessToken: secret('access'),
    refreshToken: secret('refresh'),
    accessExpiresAt: clock.wallNow() + 30 * hourMs,
    lifetimeMs: 30 * hourMs,
    scopes: [],
  })
  return begun.cookie
}

async function who(cookieValue: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await app.inject({
    url: '/who',
    headers: { cookie: `${sessionCookie}=${cookieValue}`, ...headers },
  })
  return answer.json().person
}

describe('recognising', () => {
  it('[SI40] a session is recognised by its cookie, and the database knows only the cookie’s hash', async () => {
    const value = await begin()
    expect(value).toMatch(/^[\w-]{43}$/)
    expect(await who(value)).toEqual(person)
    expect(JSON.stringify(await store.byId('session-1'))).not.toContain(value)
    expect(await who(`${value.slice(0, -1)}_`)).toBeUndefined()
    expect(await who('')).toBeUndefined()
  })

  it('[SI41] a session that is not used ends after its idle time, one in use does not', async () => {
    const value = await begin()
    for (let round = 0; round < 3; round += 1) {
      await clock.advance(hourMs - 60_001)
      expect(await who(value)).toEqual(person)
    }
    await clock.advance(hourMs + 60_001)
    expect(await who(value)).toBeUndefined()
    expect(await store.byId('session-1')).toBeUndefined()
    expect(ended).toEqual(['session-1'])
  })

  it('[SI41] however busy, a session ends after its lifetime', async () => {
    const value = await begin()
    for (let minute = 0; minute < 12 * 60; minute += 30) {
      expect(await who(value)).toEqual(person)
      await clock.advance(30 * 60_000)
    }
    await clock.advance(1)
    expect(await who(value)).toBeUndefined()
    expect(ended).toEqual(['session-1'])
  })

  it('[SI42] rights that changed are the session’s from the next request on', async () => {
    const value = await begin()
    await keeper.updatePerson('session-1', { ...person, permissions: [] })
    expect(await who(value)).toMatchObject({ permissions: [] })
  })

  it('[SI42] a session can be found without a request, as long as it is one', async () => {
    await begin()
    expect((await keeper.ofPerson('person-1'))?.id).toBe('session-1')
    expect(await keeper.ofPerson('person-2')).toBeUndefined()
    await clock.advance(13 * hourMs)
    expect(await keeper.ofPerson('person-1')).toBeUndefined()
  })
})

describe('ending', () => {
  it('[SI43] an end is told to all who listen, also when one of them throws, and once only', async () => {
    await begin()
    keeper.onEnded(() => {
      throw new Error('listener')
    })
    const later: string[] = []
    keeper.onEnded((sessionId) => later.push(sessionId))
    expect(await keeper.end('session-1')).toBe(true)
    expect(ended).toEqual(['session-1'])
    expect(later).toEqual(['session-1'])
  })

  it('[SI43] what ended somewhere else is found by the sweep', async () => {
    await begin()
    await clock.advance(hourMs + 61_000)
    expect(ended).toEqual(['session-1'])
    // Its tokens are to be revoked like those of somebody who signed out.
    expect(removed).toEqual(['session-1'])
  })
})

describe('open sockets', () => {
  // In process the whole connection is one object, which stays open until told otherwise.
  const upgrade = { upgrade: 'websocket' }

  it('[SI44] while a socket is open the session does not go idle', async () => {
    const value = await begin()
    await who(value, upgrade)
    expect(keeper.held).toBe(1)
    await clock.advance(5 * hourMs)
    expect(ended).toEqual([])
    expect(await who(value)).toEqual(person)
  })

  it('[SI44] its lifetime ends it all the same', async () => {
    const value = await begin()
    await who(value, upgrade)
    await clock.advance(12 * hourMs + 15_001)
    expect(ended).toEqual(['session-1'])
    expect(keeper.held).toBe(0)
  })

  it('[SI89] a session ended on another server ends here at once, where the database tells of it', async () => {
    const value = await begin()
    await who(value, upgrade)
    await store.remove('session-1', 'signed-out', 0)
    expect(ended).toEqual(['session-1'])
    await begin('session-2')
    await store.remove('session-2', 'signed-out', 0)
    // Nothing of it was here.
    expect(ended).toEqual(['session-1'])
  })

  it('[SI45] a session ended on another server ends here within seconds', async () => {
    const value = await begin()
    await who(value, upgrade)
    loseNews()
    await store.remove('session-1', 'signed-out', 0)
    expect(ended).toEqual([])
    await clock.advance(15_000)
    expect(ended).toEqual(['session-1'])
  })
})
