import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Server } from '../../src/create-server.ts'
import { cookieOf, portOf, until } from '../coaching/real-panel.ts'
import { makeCertificate } from '../support/make-certificate.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

/** The servers' own; the console is called otherwise. */
const own = makeCertificate('127.0.0.1')
const anothers = makeCertificate('127.0.0.1')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sotto-peers-'))
  await writeFile(path.join(folder, 'cert.pem'), own.certificate)
  await writeFile(path.join(folder, 'key.pem'), own.key)
  await writeFile(path.join(folder, 'another.pem'), anothers.certificate)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function startTwo(caFile: string) {
  const scene = await startScene({
    server: {
      SOTTO_PORT: '0',
      SOTTO_PUBLIC_URL: 'https://console.example',
      SOTTO_TLS_CERT_FILE: path.join(folder, 'cert.pem'),
      SOTTO_TLS_KEY_FILE: path.join(folder, 'key.pem'),
      SOTTO_PEER_CA_FILE: path.join(folder, caFile),
      // Never asked: what matters is that there may be others.
      DATABASE_URL: 'postgres://elsewhere/sotto',
    },
  })
  await scene.server.listen()
  const other = await scene.startAnother()
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  return { scene, other, headers: headersOf(scene, cookieOf(browser)) }
}

const headersOf = ({ origin }: Scene, cookie: string) => ({
  cookie,
  origin,
  host: new URL(origin).host,
})

async function hello(server: Pick<Server, 'app'>, headers: Record<string, string>, tabId: string) {
  const socket = new WebSocket(`wss://127.0.0.1:${portOf({ server })}/live`, {
    ca: own.certificate,
    headers,
  })
  const said: { readonly type: string }[] = []
  socket.on('message', (data) => said.push(JSON.parse(String(data))))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', tabId }))
  await until('welcome', () => said.find(({ type }) => type === 'welcome'))
  return socket
}

const begin = (server: Server, headers: Record<string, string>, tabId: string) =>
  server.app.inject({
    method: 'POST',
    url: '/api/conversations/nowhere/mode',
    headers: { ...headers, 'idempotency-key': randomUUID() },
    payload: { mode: 'monitor', tabId },
  })

const counted = (server: Server, name: string) =>
  server.app
    .inject({ url: '/metrics' })
    .then(({ body }) => Number(new RegExp(`name="${name}"} (\\d+)`).exec(body)?.[1] ?? 0))

it('[SV26] servers that speak https pass on commands and sockets to each other by it', async () => {
  const { headers, other, scene } = await startTwo('cert.pem')
  try {
    const tabId = randomUUID()
    const first = await hello(scene.server, headers, tabId)
    // The tab's own server knows it: what it refuses is the conversation.
    expect((await begin(other, headers, tabId)).json().code).not.toBe('panel-not-connected')
    const second = await hello(other, headers, tabId)
    expect(await counted(other, 'requests-passed-on')).toBe(1)
    expect(await counted(other, 'sockets-relayed')).toBe(1)
    expect(scene.logger.lines.filter(({ event }) => event === 'peer-unreachable')).toEqual([])
    first.terminate()
    second.terminate()
  } finally {
    await scene.close()
  }
}, 60_000)

it('[SV26] [SV9] nothing is passed on to a server whose certificate nobody vouches for: the tab sits where it came to', async () => {
  const { headers, other, scene } = await startTwo('another.pem')
  try {
    const tabId = randomUUID()
    const first = await hello(scene.server, headers, tabId)
    const second = await hello(other, headers, tabId)
    expect(scene.logger.lines.map(({ event }) => event)).toContain('peer-unreachable')
    first.terminate()
    second.terminate()
  } finally {
    await scene.close()
  }
}, 60_000)
