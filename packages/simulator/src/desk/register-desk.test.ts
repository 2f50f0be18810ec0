import { once } from 'node:events'
import { Script } from 'node:vm'
import websocket from '@fastify/websocket'
import { systemClock } from '@sotto/kernel'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { makePerson } from '../oauth/testing/people.ts'
import { wordsIn } from '../words/words-of-page.ts'
import { audioWorkletScript } from './page/audio-worklets.ts'
import { deskScript } from './page/desk-script.ts'
import { deskSocketPath, registerDesk } from './register-desk.ts'
import { createFakeWorld, type FakeWorld, makeConversation } from './testing/fake-world.ts'

const script = deskScript(wordsIn('en'))

let app: FastifyInstance
let fake: FakeWorld

beforeEach(async () => {
  fake = createFakeWorld()
  fake.conversations.set('call-1', makeConversation())
  app = Fastify()
  await app.register(websocket)
  registerDesk(app, {
    world: fake.world,
    media: { sitAtDesk: () => ({ speak() {}, leave() {} }) },
    clock: systemClock,
    onFailure: () => {},
  })
})

afterEach(() => app.close())

it('[SD60] lists the agents at work, one button each, named with the name', async () => {
  const { body, statusCode } = await app.inject('/desk')
  expect(statusCode).toBe(200)
  expect(body).toContain('value="ana" aria-describedby="about-ana">Ana Silva</button>')
  expect(body).not.toContain('Olaf Off')
  expect(body).not.toContain('Mara')
})

it('[SD60] sits down at one, and says so when there is no such desk', async () => {
  expect((await app.inject('/desk?userId=ana')).body).toContain('Desk of Ana Silva')
  for (const url of ['/desk?userId=mara', '/desk?userId=%00', '/desk?userId=']) {
    const { statusCode, body } = await app.inject(url)
    expect(statusCode).toBe(404)
    expect(body).toContain('There is no such agent')
  }
  expect((await app.inject('/desk?userId=a&userId=b')).body).toContain('At whose desk')
})

it('[SD61] has the buttons and the list other programs look for', async () => {
  const { body } = await app.inject('/desk?userId=ana')
  for (const name of ['Hold', 'Retrieve', 'Transfer', 'Complete transfer', 'End', 'Ask for help']) {
    expect(body).toContain(`>${name}</button>`)
  }
  expect(body).toContain('aria-label="Whispers"')
  for (const answer of ['Got it', 'Not now', 'Need you'])
    expect(script).toContain(JSON.stringify(answer))
})

it('[SD62] keeps markup in names from becoming markup', async () => {
  fake.people.set(
    'eve',
    makePerson({ id: 'eve"', name: '<script>alert(1)</script>', role: 'agent' }),
  )
  for (const url of ['/desk', '/desk?userId=eve%22']) {
    const { body } = await app.inject(url)
    expect(body).not.toContain('<script>alert')
    expect(body).toContain('&lt;script&gt;alert')
  }
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/)
})

it('[SD62] allows the page nothing from elsewhere', async () => {
  const { headers } = await app.inject('/desk')
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
})

it('[SD62] serves scripts that are scripts', async () => {
  for (const url of ['/desk/desk.js', '/desk/audio.js']) {
    const { body, headers } = await app.inject(url)
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(() => new Script(body)).not.toThrow()
  }
  expect(audioWorkletScript).toContain("registerProcessor('desk-player'")
})

it.each([
  ['a foreign page', { origin: 'http://evil.example' }],
  ['a page of another port', { origin: 'http://127.0.0.1:1' }],
  ['another name for this machine', { host: 'rebound.example' }],
])('[SD63] does not open its socket to %s', async (_case, headers) => {
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = new WebSocket(`${base.replace('http', 'ws')}${deskSocketPath}?userId=ana`, {
    headers,
  })
  socket.on('error', () => {})
  const [, response] = await once(socket, 'unexpected-response')
  expect(response.statusCode).toBe(404)
  expect(fake.occupied.size).toBe(0)
})

it('[SD63] speaks over the socket, and frees the desk when the page goes', async () => {
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = new WebSocket(`${base.replace('http', 'ws')}${deskSocketPath}?userId=ana`, {
    origin: base,
  })
  const [data] = await once(socket, 'message')
  expect(JSON.parse(String(data))).toMatchObject({ type: 'desk', view: { agent: { id: 'ana' } } })
  expect([...fake.occupied]).toEqual(['ana'])
  const next = once(socket, 'message')
  socket.send('nonsense')
  expect(JSON.parse(String((await next)[0]))).toMatchObject({ type: 'refused' })
  const closed = once(socket, 'close')
  socket.close()
  await closed
  await expect.poll(() => fake.occupied.size).toBe(0)
})

it('[SD63] closes at once with 4404 where there is no desk', async () => {
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = new WebSocket(`${base.replace('http', 'ws')}${deskSocketPath}?userId=mara`)
  const [code] = await once(socket, 'close')
  expect(code).toBe(4404)
})
