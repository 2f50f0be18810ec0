import { seededRandom, silentLogger } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHttpApp } from '../../src/http/create-http-app.ts'
import { createPublicAddress } from '../../src/http/public-address.ts'

const proxy = '10.1.2.3'
let app: FastifyInstance

beforeAll(async () => {
  const made = await createHttpApp({
    sessions: { authenticate: async () => undefined, onEnded: () => () => {} },
    address: createPublicAddress('https://console.example'),
    random: seededRandom(1),
    logger: silentLogger,
    metrics: { observe() {} },
    trustedProxies: ['10.1.0.0/16'],
  })
  app = made.app
  app.get('/who', async (request) => ({ ip: request.ip }))
  await app.ready()
})
afterAll(() => app.close())

const visit = (remoteAddress: string, headers: Record<string, string>) =>
  app.inject({ url: '/who', remoteAddress, headers })

it('[HT24] TLS ends in front: our own name and the caller’s address are what a trusted proxy says, and https is promised', async () => {
  const forwarded = { 'x-forwarded-host': 'console.example', 'x-forwarded-for': '203.0.113.9' }
  const answer = await visit(proxy, { host: 'inside.example:4400', ...forwarded })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({ ip: '203.0.113.9' })
  expect(answer.headers['strict-transport-security']).toContain('max-age=31536000')
  expect(answer.headers['content-security-policy']).toContain('wss://console.example')
})

it('[HT24] nobody else is believed: not their name for us, not the address they claim to come from', async () => {
  const forwarded = { 'x-forwarded-host': 'console.example', 'x-forwarded-for': '203.0.113.9' }
  expect((await visit('198.51.100.7', { host: 'evil.example', ...forwarded })).statusCode).toBe(421)
  const known = await visit('198.51.100.7', { host: 'console.example', ...forwarded })
  expect(known.json()).toEqual({ ip: '198.51.100.7' })
  // Behind the proxy, what the caller wrote themselves comes before what the proxy added.
  const spoofed = await visit(proxy, {
    host: 'console.example',
    'x-forwarded-for': '127.0.0.1, 198.51.100.7',
  })
  expect(spoofed.json()).toEqual({ ip: '198.51.100.7' })
})
