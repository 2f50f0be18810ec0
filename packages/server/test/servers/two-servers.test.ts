import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer as listenPlainly } from 'node:net'
import { closeCodes } from '@sotto/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Server } from '../../src/create-server.ts'
import { cookieOf, until } from '../coaching/real-panel.ts'
import type { Browser } from '../support/browser.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

let scene: Scene
let other: Server
let browser: Browser
let conversationId: string

beforeAll(async () => {
  scene = await startScene({
    server: {
      SOTTO_PORT: '0',
      SOTTO_PUBLIC_URL: 'http://localhost:4400',
      // Never asked: what matters is that there may be others.
      DATABASE_URL: 'postgres://elsewhere/sotto',
    },
  })
  await scene.server.listen()
  other = await scene.startAnother()
  browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const begun = await fetch(`${scene.platformUrl}/_simulator/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scenario: 'steady', queueId: 'queue-billing' }),
  })
  conversationId = ((await begun.json()) as { id: string }).id
}, 60_000)
afterAll(() => scene?.close())

function portOf({ app }: Server): number {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('it does not listen')
  return address.port
}

function openSocket(server: Server, path: string): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${portOf(server)}${path}`, {
    headers: {
      cookie: cookieOf(browser),
      origin: scene.origin,
      host: new URL(scene.origin).host,
    },
  })
}

interface Said {
  readonly type: string
  readonly streamId?: string
  readonly sequence?: number
  readonly resumed?: boolean
  readonly open?: boolean
}

function listenTo(socket: WebSocket): Said[] {
  const said: Said[] = []
  socket.on('message', (data, isBinary) => {
    if (!isBinary) said.push(JSON.parse(String(data)) as Said)
  })
  socket.on('error', () => {})
  return said
}

async function openTab(server: Server, tabId = randomUUID(), resume?: object) {
  const socket = openSocket(server, '/live')
  const said = listenTo(socket)
  const closed = once(socket, 'close')
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', tabId, ...(resume === undefined ? {} : { resume }) }))
  socket.send(JSON.stringify({ type: 'show', conversationId }))
  const welcome = await until('welcome', () => said.find(({ type }) => type === 'welcome'))
  return { tabId, socket, said, closed, welcome }
}

function post(server: Server, path: string, body: object, headers: Record<string, string> = {}) {
  return server.app.inject({
    method: 'POST',
    url: path,
    headers: {
      host: new URL(scene.origin).host,
      origin: scene.origin,
      cookie: cookieOf(browser),
      'idempotency-key': randomUUID(),
      ...headers,
    },
    payload: body,
  })
}

const relayed = (server: Server) =>
  server.app
    .inject({ url: '/metrics' })
    .then(({ body }) => Number(/name="sockets-relayed"} (\d+)/.exec(body)?.[1]))

describe('two servers without sticky sessions', () => {
  it('[SV7][SV8] coach: the live socket at one server, the command and the sound at the other', async () => {
    const tab = await openTab(scene.server)
    const audio = openSocket(other, `/audio?tabId=${tab.tabId}`)
    const heard = listenTo(audio)
    await once(audio, 'open')
    const answer = await post(other, `/api/conversations/${conversationId}/mode`, {
      mode: 'coach',
      tabId: tab.tabId,
    })
    expect([answer.statusCode, answer.json()]).toEqual([202, { accepted: true }])
    await until('the open gate', () => heard.some(({ type, open }) => type === 'gate' && open))
    const key = randomUUID()
    const off = { mode: 'off', tabId: tab.tabId }
    const path = `/api/conversations/${conversationId}/mode`
    const once1 = await post(other, path, off, { 'idempotency-key': key })
    const again = await post(scene.server, path, off, { 'idempotency-key': key })
    expect([once1.statusCode, again.statusCode]).toEqual([202, 202])
    // Without its tab named, a request finds the server by its session.
    const listed = await other.app.inject({
      url: `/api/conversations/${conversationId}/controls`,
      headers: { host: new URL(scene.origin).host, cookie: cookieOf(browser) },
    })
    expect(listed.statusCode).toBe(200)
    expect(listed.json().controls).toHaveLength(2)
    audio.close()
    tab.socket.close()
  })

  it('[SV25] a server that says it listens is known to the others, also where the database takes its time', async () => {
    const { servers } = scene.stores
    const { beat } = servers
    const known: (string | undefined)[] = []
    servers.beat = async (serverId, aliveMs, told) => {
      const at = await beat(serverId, aliveMs, told)
      await new Promise(setImmediate)
      known.push(told?.address)
      return at
    }
    const another = await scene.startAnother()
    await another.whenKnown()
    expect(known).toContain(`http://127.0.0.1:${portOf(another)}`)
    servers.beat = beat
    await another.close()
  })

  it('[SV6] a socket that comes back to the other server goes on where it was, and the older one is replaced', async () => {
    const before = await relayed(other)
    const tab = await openTab(scene.server)
    const { streamId, sequence } = tab.welcome
    const back = await openTab(other, tab.tabId, { streamId, sequence })
    expect(back.welcome).toMatchObject({ streamId, resumed: true })
    expect((await tab.closed)[0]).toBe(closeCodes.replaced)
    expect((await relayed(other)) - before).toBe(1)
    // Pings of the socket itself are answered by the panel, not on its way.
    back.socket.send(JSON.stringify({ type: 'ping', id: 7 }))
    await until('the pong', () => back.said.find(({ type }) => type === 'pong'))
    back.socket.close()
  })

  it('[SV10] what is passed on is not passed on again; an unreadable tab is nobody’s', async () => {
    const tab = await openTab(scene.server)
    const path = `/api/conversations/${conversationId}/mode`
    const body = { mode: 'monitor', tabId: tab.tabId }
    const twice = await post(other, path, body, { 'x-sotto-passed-on': '1' })
    expect(twice.json()).toMatchObject({ status: 409, code: 'panel-not-connected' })
    const wrong = await post(other, path, { ...body, tabId: 'x' })
    expect(wrong.statusCode).toBe(400)
    tab.socket.close()
  })

  it('[SV9] a server that is there and cannot be reached: the panel is welcome here within seconds', async () => {
    const tabId = randomUUID()
    const sessionId = (await scene.stores.sessions.byPerson(await personId()))?.id ?? ''
    const deaf = listenPlainly(() => {})
    deaf.listen(0, '127.0.0.1')
    await once(deaf, 'listening')
    const address = deaf.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    await scene.stores.servers.beat('deaf', 60_000, {
      address: `http://127.0.0.1:${address.port}`,
    })
    await scene.stores.seats.claim({ sessionId, tabId, serverId: 'deaf', isForced: false })
    const tab = await openTab(other, tabId)
    expect(tab.welcome.resumed).toBe(false)
    const body = { mode: 'monitor', tabId }
    const path = `/api/conversations/${conversationId}/mode`
    expect((await post(scene.server, path, body)).statusCode).toBe(202)
    tab.socket.close()
    deaf.close()
    await scene.stores.servers.end('deaf')
  })

  it('[SV8] sound that came before its tab is sent away once the tab sits elsewhere, and finds it then', async () => {
    const tabId = randomUUID()
    const early = openSocket(other, `/audio?tabId=${tabId}`)
    listenTo(early)
    const closed = once(early, 'close')
    await once(early, 'open')
    const tab = await openTab(scene.server, tabId)
    expect((await closed)[0]).toBe(closeCodes.goingAway)
    const again = openSocket(other, `/audio?tabId=${tabId}`)
    const said = listenTo(again)
    await once(again, 'open')
    again.send(JSON.stringify({ type: 'ping', id: 3 }))
    await until('its pong', () => said.find(({ type }) => type === 'pong'))
    again.close()
    tab.socket.close()
  })

  it('[SV13] a server whose keys are not those of the others does not start, in one line that says what to do', async () => {
    await scene.stores.servers.beat('elsewhere', 60_000, { keyId: 'k-of-another' })
    await expect(scene.startAnother()).rejects.toThrow(/"k-of-another".*SOTTO_KEYS/)
    await scene.stores.servers.end('elsewhere')
  })

  it('[SV5] a session that one server ends is over on the other at once', async () => {
    const tab = await openTab(other)
    const answer = await post(scene.server, '/auth/sign-out', {})
    expect(answer.statusCode).toBe(204)
    expect((await tab.closed)[0]).toBe(closeCodes.signedOut)
    await browser.signIn('Maren Brandt')
  })

  it('[SV11] a server that is being ended takes nothing new, says so, and its tabs are welcome elsewhere', async () => {
    const tab = await openTab(other)
    const closing = other.close()
    const refused = openSocket(other, '/live')
    const outcome = await new Promise((resolve) => {
      refused.on('open', () => resolve('open'))
      refused.on('unexpected-response', (_, response) => resolve(response.statusCode))
      refused.on('error', () => resolve('gone'))
    })
    expect([503, 'gone']).toContain(outcome)
    expect((await tab.closed)[0]).toBe(closeCodes.goingAway)
    const back = await openTab(scene.server, tab.tabId)
    expect(back.welcome.resumed).toBe(false)
    await closing
    back.socket.close()
  })
})

async function personId(): Promise<string> {
  const { body } = await browser.get('/api/me')
  return (JSON.parse(body) as { id: string }).id
}
