import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { refusalSchema } from '@sotto/protocol'
import type { HTTPMethods } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieOf, openSocket } from '../coaching/real-panel.ts'
import { type Scene, startScene } from '../support/start-scene.ts'
import { type DoorKind, doorKinds } from './door-table.ts'
import { combine, type Deviation, deviationsFrom, type GoodRequest } from './hostile-headers.ts'

interface Door {
  readonly name: string
  readonly method: HTTPMethods
  readonly path: string
  readonly kind: DoorKind | undefined
}

let scene: Scene
let supervisorCookie: string
let agentCookie: string
let auditorCookie: string
let administratorCookie: string
let panelDirectory: string
beforeAll(async () => {
  panelDirectory = await mkdtemp(path.join(tmpdir(), 'sotto-panel-'))
  await mkdir(path.join(panelDirectory, 'assets'))
  await writeFile(path.join(panelDirectory, 'index.html'), '<!doctype html><title>x</title>')
  scene = await startScene({
    panelDirectory,
    server: {
      SOTTO_PORT: '0',
      SOTTO_PUBLIC_URL: 'http://localhost:4400',
      SOTTO_SIGN_INS_PER_MINUTE: '100000',
      SOTTO_READS_PER_MINUTE: '1000000',
      SOTTO_ACTS_PER_MINUTE: '1000000',
    },
  })
  supervisorCookie = await sessionCookieOf('Maren Brandt')
  agentCookie = await sessionCookieOf(nameOf('agent'))
  auditorCookie = await sessionCookieOf(nameOf('auditor'))
  administratorCookie = await sessionCookieOf('Rafael Montoya')
  await scene.server.listen()
}, 60_000)
afterAll(async () => {
  await scene?.close()
  await rm(panelDirectory, { recursive: true, force: true })
})

async function sessionCookieOf(personName: string): Promise<string> {
  const browser = scene.newBrowser()
  await browser.signIn(personName)
  const isSession = (one: string) => one.startsWith('__Host-sotto-session=')
  return cookieOf(browser).split('; ').find(isSession) ?? ''
}

function nameOf(wanted: 'agent' | 'auditor'): string {
  const found = [...scene.simulator.world.people.values()].find(({ role }) => role === wanted)
  return found?.name ?? ''
}

function cookieFor({ kind, path }: Pick<Door, 'kind' | 'path'>): string {
  const isForAdministrators = ['/api/policies', '/api/erasures', '/api/sign-ins/search'].some(
    (one) => path.startsWith(one),
  )
  if (isForAdministrators) return administratorCookie
  if (kind === 'agent-command' || kind === 'agent-read') return agentCookie
  return kind?.startsWith('audit-') === true ? auditorCookie : supervisorCookie
}

function doorsOf({ server }: Scene): readonly Door[] {
  return server.doors().flatMap(({ template, methods }) =>
    methods.flatMap((method) => {
      // HEAD is GET without its body, and made from it.
      if (method === 'HEAD') return []
      const name = `${method} ${template}`
      const address = template.replaceAll(/:\w+/g, 'x-1').replace('*', 'x')
      return [{ name, method, path: address, kind: doorKinds[name] } as const]
    }),
  )
}

function goodRequest(door: Door): GoodRequest {
  const { method, kind } = door
  const headers = {
    host: 'localhost:4400',
    origin: scene.origin,
    'sec-fetch-site': 'same-origin',
    cookie: cookieFor(door),
    ...(kind === 'socket' ? { upgrade: 'websocket', connection: 'upgrade' } : {}),
  }
  if (method === 'GET') return { headers }
  return {
    headers: {
      ...headers,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    payload: '{}',
  }
}

async function ask(door: Door, { headers, payload }: GoodRequest) {
  return scene.server.app.inject({
    method: door.method as 'GET',
    url: door.path,
    headers,
    ...(payload === undefined ? {} : { payload }),
  })
}

/** All of one and, of the pairs, a third: another third at the next door. */
function* choicesOf(
  deviations: readonly Deviation[],
  turn: number,
): Iterable<readonly Deviation[]> {
  let pair = turn
  for (const [index, first] of deviations.entries()) {
    yield [first]
    for (const second of deviations.slice(index + 1)) {
      pair += 1
      if (pair % 3 === 0) yield [first, second]
    }
  }
}

describe('hostile callers', () => {
  it('[HT26] every door is in the table that says who may come through it', () => {
    const doors = doorsOf(scene)
    expect(doors.filter(({ kind }) => kind === undefined).map(({ name }) => name)).toEqual([])
    expect(doors.length).toBeGreaterThan(15)
  })

  it('[HT35] the doors of the policies are for administrators: others lack the right, and are told which', async () => {
    const doors = doorsOf(scene).filter((door) => door.path.startsWith('/api/policies'))
    expect(doors).toHaveLength(5)
    for (const door of doors)
      for (const cookie of [supervisorCookie, agentCookie]) {
        const good = goodRequest(door)
        const answer = await ask(door, { ...good, headers: { ...good.headers, cookie } })
        const isElsewhere = door.path.includes('x-1')
        expect([door.name, answer.statusCode]).toEqual([door.name, isElsewhere ? 404 : 403])
        if (!isElsewhere) expect(answer.json()).toMatchObject({ missing: 'manage-policies' })
      }
  })

  it('[HT27] a good request is refused by none of the guards', async () => {
    for (const door of doorsOf(scene)) {
      // Signing out would be the end of the others; a handshake needs a network, and has it below.
      if (door.kind === 'socket' || door.path === '/auth/sign-out') continue
      const answer = await ask(door, goodRequest(door))
      expect([door.name, [401, 403, 413, 415, 421, 500].includes(answer.statusCode)]).toEqual([
        door.name,
        false,
      ])
    }
    for (const path of ['/live', `/audio?tabId=${randomUUID()}`]) {
      const socket = openSocket(scene, path, { cookie: supervisorCookie, origin: scene.origin })
      await once(socket, 'open')
      socket.close()
      await once(socket, 'close')
    }
  })

  it('[HT27] every door refuses every hostile request, alone and in pairs, says nothing and does nothing', async () => {
    let refused = 0
    const wrong: string[] = []
    for (const [turn, door] of doorsOf(scene).entries()) {
      if (door.kind === undefined) continue
      for (const chosen of choicesOf(deviationsFrom(scene.origin, cookieFor(door)), turn)) {
        const { request, refusals } = combine(door.kind, goodRequest(door), chosen)
        if (refusals.length === 0) continue
        const answer = await ask(door, request)
        refused += 1
        const said = refusalSchema.safeParse(answer.body === '' ? undefined : answer.json())
        const isRight =
          refusals.includes(answer.statusCode) &&
          said.success &&
          said.data.status === answer.statusCode &&
          answer.headers['set-cookie'] === undefined
        if (!isRight)
          wrong.push(
            `${door.name} with ${chosen.map(({ name }) => name).join(' and ')}: ${answer.statusCode}`,
          )
      }
    }
    expect(wrong.slice(0, 20)).toEqual([])
    expect(refused).toBeGreaterThan(2_000)
    // The session they were made from is still there.
    const me = await scene.server.app.inject({
      url: '/api/me',
      headers: { host: 'localhost:4400', cookie: supervisorCookie },
    })
    expect(me.statusCode).toBe(200)
  }, 120_000)

  it('[HT27] no other site’s page opens a socket over a real network, with our cookie or without', async () => {
    const knock = (path: string, headers: Record<string, string | undefined>) =>
      new Promise<number>((resolve) => {
        const socket = openSocket(scene, path, headers)
        socket.on('unexpected-response', (_, response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        })
        socket.on('open', () => resolve(101))
        socket.on('error', () => {})
      })
    const own = { cookie: supervisorCookie, origin: scene.origin }
    for (const path of ['/live', `/audio?tabId=${randomUUID()}`]) {
      expect(await knock(path, { ...own, origin: 'https://evil.example' })).toBe(403)
      expect(await knock(path, { ...own, origin: undefined })).toBe(403)
      expect(await knock(path, { ...own, 'sec-fetch-site': 'cross-site' })).toBe(403)
      expect(await knock(path, { ...own, cookie: undefined })).toBe(401)
      expect(await knock(path, { ...own, host: 'evil.example' })).toBe(421)
    }
  })
})
