import { seededRandom, silentLogger } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHttpApp } from '../../src/http/create-http-app.ts'
import { createPublicAddress } from '../../src/http/public-address.ts'

const origin = 'https://console.example'
let app: FastifyInstance

beforeAll(async () => {
  const made = await createHttpApp({
    sessions: { authenticate: async () => undefined, onEnded: () => () => {} },
    address: createPublicAddress(origin),
    random: seededRandom(1),
    logger: silentLogger,
    metrics: { observe() {} },
    trustedProxies: [],
  })
  app = made.app
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/x',
    handler: async () => 'in',
  })
  await app.ready()
})
afterAll(() => app.close())

const statusOf = async (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  headers: Record<string, string>,
) =>
  (await app.inject({ method, url: '/x', headers: { host: 'console.example', ...headers } }))
    .statusCode

const ours = { origin, 'sec-fetch-site': 'same-origin' }

it.each<Record<string, string>>([
  {},
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: `${origin}.evil.example` },
  { origin: 'http://console.example' },
  { origin, 'sec-fetch-site': 'cross-site' },
  { origin, 'sec-fetch-site': 'same-site' },
  { origin, 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'none' },
  { referer: `${origin}/` },
])(
  '[HT13] a door that asks nothing itself takes no change and no handshake with %j',
  async (headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
      expect(await statusOf(method, headers)).toBe(403)
    expect(await statusOf('GET', { ...headers, upgrade: 'websocket' })).toBe(403)
    expect(await statusOf('GET', headers)).toBe(200)
  },
)

it('[HT13] our own pages may', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
    for (const headers of [ours, { origin }, { 'sec-fetch-site': 'same-origin' }])
      expect(await statusOf(method, headers)).toBe(200)
})
