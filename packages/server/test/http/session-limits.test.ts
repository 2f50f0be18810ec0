import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { systemClock } from '@sotto/kernel'
import { refusalSchema } from '@sotto/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { cookieOf, openSocket } from '../coaching/real-panel.ts'
import { type Scene, startScene } from '../support/start-scene.ts'
import { type DoorKind, doorKinds } from './door-table.ts'

const most = 3
/** Put on where an allowance has to fill: by itself it takes twenty seconds for one request. */
let aheadMs = 0
let scene: Scene
const cookies = new Map<string, string>()
beforeAll(async () => {
  scene = await startScene({
    clock: { ...systemClock, monotonicNow: () => systemClock.monotonicNow() + aheadMs },
    server: {
      SOTTO_PORT: '0',
      SOTTO_PUBLIC_URL: 'http://localhost:4400',
      SOTTO_READS_PER_MINUTE: String(most),
      SOTTO_ACTS_PER_MINUTE: String(most),
    },
  })
  const agent = [...scene.simulator.world.people.values()].find(({ role }) => role === 'agent')
  for (const name of ['Maren Brandt', 'Rafael Montoya', agent?.name ?? ''])
    cookies.set(name === agent?.name ? 'agent' : name, await sessionOf(name))
  await scene.server.listen()
}, 60_000)
afterAll(() => scene?.close())

async function sessionOf(name: string): Promise<string> {
  const browser = scene.newBrowser()
  await browser.signIn(name)
  return cookieOf(browser)
}

/** Everybody's allowance is full again. */
function waitAMinute(): void {
  aheadMs += 60_000
}

const ofASession: readonly DoorKind[] = [
  'command',
  'agent-command',
  'change',
  'read',
  'audit-read',
  'view',
  'audit-view',
  'agent-read',
  'description',
]
const doors = Object.entries(doorKinds).flatMap(([name, kind]) => {
  const [method = '', template = ''] = name.split(' ')
  // Signing out can be done once.
  if (!ofASession.includes(kind) || template === '/auth/sign-out') return []
  return [{ name, method, url: template.replaceAll(/:\w+/g, 'x-1'), kind }]
})

type Asked = Pick<(typeof doors)[number], 'method' | 'url'> & { readonly body?: unknown }

function ask({ body, method, url }: Asked, cookie: string) {
  const headers = { host: 'localhost:4400', origin: scene.origin, cookie }
  if (method === 'GET') return scene.server.app.inject({ method, url, headers })
  return scene.server.app.inject({
    method: 'POST',
    url,
    payload: JSON.stringify(body ?? {}),
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  })
}

const supervisor = () => cookies.get('Maren Brandt') ?? ''
const isLimited = async (asked: Asked, cookie = supervisor()) =>
  (await ask(asked, cookie)).statusCode === 429
const read = { method: 'GET', url: '/api/me' }
const act = { method: 'POST', url: '/auth/drafts/open' }

describe('a session that asks and asks', () => {
  it('covers every door that knows sessions', () => {
    expect(doors.length).toBeGreaterThan(35)
  })

  it.each(doors)('[HT60] [HT72] $name tells it to wait, in the shape of refusals', async (door) => {
    waitAMinute()
    const cookie = door.kind.startsWith('agent') ? (cookies.get('agent') ?? '') : supervisor()
    for (let turn = 0; turn < most; turn += 1) expect(await isLimited(door, cookie)).toBe(false)
    const refused = await ask(door, cookie)
    expect(refused.statusCode).toBe(429)
    const refusal = refusalSchema.parse(refused.json())
    expect(refusal.code).toBe('too-many-requests')
    expect(refusal.retryAfterMs).toBeGreaterThan(10_000)
    expect(refusal.retryAfterMs).toBeLessThanOrEqual(20_000)
    expect(refused.headers['retry-after']).toBe(
      String(Math.ceil((refusal.retryAfterMs ?? 0) / 1_000)),
    )
    // The other kind is open still, and so is everything for somebody else.
    const isView = door.method === 'GET' || door.kind.endsWith('view')
    expect(await isLimited(isView ? act : read, cookie)).toBe(false)
    expect(await isLimited(door, cookies.get('Rafael Montoya'))).toBe(false)
    aheadMs += 20_000
    expect(await isLimited(door, cookie)).toBe(false)
  })

  it('[HT61] who has acted too much can still stop, take back and sign out', async () => {
    waitAMinute()
    const mode = (wanted: string): Asked => ({
      method: 'POST',
      url: '/api/conversations/x-1/mode',
      body: { mode: wanted, tabId: 'tab-00000001' },
    })
    while (!(await isLimited(mode('barge'))));
    expect(await isLimited(mode('off'))).toBe(false)
    expect(await isLimited({ method: 'POST', url: '/api/controls/x-1/cancel' })).toBe(false)
    const leaving = await sessionOf('Maren Brandt')
    while (!(await isLimited(act, leaving)));
    expect((await ask({ method: 'POST', url: '/auth/sign-out' }, leaving)).statusCode).toBe(204)
  })

  it('[HT62] a handshake is one view, counted once, and refused like one', async () => {
    waitAMinute()
    const open: WebSocket[] = []
    const knock = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const socket = openSocket(scene, path, { cookie: supervisor(), origin: scene.origin })
        socket.on('open', () => {
          open.push(socket)
          resolve(101)
        })
        socket.on('unexpected-response', (_, response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        })
        socket.on('error', reject)
      })
    for (const path of ['/live', `/audio?tabId=${randomUUID()}`, '/live'])
      expect(await knock(path)).toBe(101)
    expect(await knock('/live')).toBe(429)
    for (const socket of open) {
      socket.close()
      await once(socket, 'close')
    }
  })
})
