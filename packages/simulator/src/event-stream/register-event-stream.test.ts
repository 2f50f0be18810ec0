import { once } from 'node:events'
import websocket from '@fastify/websocket'
import { createListeners, seededRandom, systemClock } from '@sotto/kernel'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Refusal, refusalBody } from '../api/refusal.ts'
import { createFaultBoard } from '../faults/fault-board.ts'
import { createAuthentication } from '../oauth/caller.ts'
import { makePeople, makePerson } from '../oauth/testing/people.ts'
import type { TokenVerdict } from '../oauth/token-authority.ts'
import type { Person, PlatformEvent } from '../world/shapes.ts'
import { createEventHub, type EventHub } from './create-event-hub.ts'
import { registerEventStream } from './register-event-stream.ts'
import { makeEvent } from './testing/make-event.ts'

const people = makePeople(
  makePerson({ id: 'mara', name: 'Mara Bell' }),
  makePerson({ id: 'none', name: 'Noah None', permissions: [] }),
)
const faults = createFaultBoard()
const events = createListeners<PlatformEvent>(() => {})
const changes = createListeners<Person>(() => {})
let app: FastifyInstance
let hub: EventHub
let url: string

function verdict(token: string): TokenVerdict {
  if (token === 'old') return { kind: 'expired' }
  const personId = { good: 'mara', bare: 'mara', powerless: 'none' }[token]
  if (personId === undefined) return { kind: 'invalid' }
  const scopes = new Set(token === 'bare' ? ['login:read'] : ['conversation:read'])
  const expiresAtWallMs = systemClock.wallNow() + 60_000
  return { kind: 'valid', personId, clientId: 'stranger', scopes, expiresAtWallMs }
}

beforeEach(async () => {
  const tokens = {
    verify: async (token: string) => verdict(token),
    expireAll() {},
    onExpired: () => () => {},
  }
  app = Fastify()
  app.setErrorHandler((failure, _request, reply) => {
    if (!(failure instanceof Refusal)) throw failure
    return reply.code(failure.status).send(refusalBody(failure, 'context'))
  })
  await app.register(websocket, { options: { maxPayload: 65_536 } })
  hub = createEventHub({
    world: {
      onEvent: (listener) => events.subscribe(listener),
      onPersonChanged: (listener) => changes.subscribe(listener),
      mayViewQueue: () => true,
    },
    tokens,
    faults,
    clock: systemClock,
    random: seededRandom(1),
    onFailure: () => {},
  })
  const authentication = createAuthentication({ tokens, people: () => people })
  registerEventStream(app, { hub, authentication, clock: systemClock })
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  url = `${base.replace('http', 'ws')}/api/v2/events`
})

afterEach(async () => {
  hub.close()
  await app.close()
})

function connect(token: string | undefined, query = ''): WebSocket {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return new WebSocket(`${url}${query}`, { headers })
}

async function firstMessage(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, 'message')
  return JSON.parse(String(data))
}

function refusalOf(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.on('error', () => {})
    socket.on('open', () => reject(new Error('it opened')))
    socket.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())))
    })
  })
}

it('[SD42] opens with the token in the header, and the events come', async () => {
  const socket = connect('good')
  await once(socket, 'open')
  const message = firstMessage(socket)
  events.emit(makeEvent())
  expect(await message).toMatchObject({ name: 'conversation.updated', sequence: 1 })
  socket.close()
})

it('[SD42] takes the token from the address too, and counts it against the client', async () => {
  const socket = connect(undefined, '?access_token=good')
  await once(socket, 'open')
  socket.close()
  expect(hub.traffic.tokenInUrl).toBe(1)
})

it.each([
  ['nothing', undefined, '', { status: 401, code: 'token.invalid' }],
  ['an unknown token', 'wrong', '', { status: 401, code: 'token.invalid' }],
  ['an old token', 'old', '', { status: 401, code: 'token.expired' }],
  ['no scope', 'bare', '', { status: 403, code: 'missing.scope', missing: 'conversation:read' }],
  ['no permission', 'powerless', '', { status: 403, missing: 'Conversation:Read' }],
  ['a broken filter', 'good', '?filter=%7B', { status: 400, field: 'filter' }],
  ['a filter that is no list', 'good', '?filter=%7B%7D', { status: 400, field: 'filter' }],
])('[SD43] refuses before the upgrade: %s', async (_case, token, query, expected) => {
  expect(await refusalOf(connect(token, query))).toMatchObject(expected)
  expect(hub.openConnections).toBe(0)
})

it('[SD43] says that it speaks WebSocket to who does not', async () => {
  const response = await app.inject({
    url: '/api/v2/events',
    headers: { authorization: 'Bearer good' },
  })
  expect(response.statusCode).toBe(426)
})

it('[SD44] takes subscriptions from the address', async () => {
  const filter = encodeURIComponent(JSON.stringify([{ id: 'a', events: ['help'] }]))
  const socket = connect('good', `?filter=${filter}`)
  expect(await firstMessage(socket)).toMatchObject({ name: 'subscribed', subscriptionId: 'a' })
  socket.close()
})

it('[SD44] answers binary and malformed messages in words', async () => {
  const socket = connect('good')
  await once(socket, 'open')
  const answer = firstMessage(socket)
  socket.send(Buffer.from([0, 1, 2]))
  expect(await answer).toMatchObject({ type: 'system', name: 'error' })
  socket.close()
})

it('[SD44] closes with 1009 on a message over 64 KiB', async () => {
  const socket = connect('good')
  await once(socket, 'open')
  const closed = once(socket, 'close')
  socket.send('x'.repeat(65_537))
  expect((await closed)[0]).toBe(1009)
})

it('[SD44] carries the close codes', async () => {
  const socket = connect('good')
  await once(socket, 'open')
  const closed = once(socket, 'close')
  changes.emit(makePerson({ id: 'mara', name: 'Mara Bell', active: false }))
  expect((await closed)[0]).toBe(4403)
  expect(hub.openConnections).toBe(0)
})

it('[SD36] cuts the wire when streams are dropped', async () => {
  const socket = connect('good')
  await once(socket, 'open')
  const closed = once(socket, 'close')
  faults.strike({ type: 'drop-event-streams' })
  expect((await closed)[0]).toBe(1006)
})
