import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { encodeAudioFrame } from '@sotto/audio'
import { seededRandom, silentLogger } from '@sotto/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHttpApp } from '../../src/http/create-http-app.ts'
import { createPublicAddress } from '../../src/http/public-address.ts'
import { cookieOf, openRealPanel, openSocket, until } from '../coaching/real-panel.ts'
import type { Browser } from '../support/browser.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

let scene: Scene
let browser: Browser
beforeAll(async () => {
  scene = await startScene({
    server: { SOTTO_PORT: '0', SOTTO_PUBLIC_URL: 'http://localhost:4400' },
  })
  await scene.server.listen()
  browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
}, 60_000)
afterAll(() => scene?.close())

const own = () => ({ cookie: cookieOf(browser), origin: scene.origin })

function frame(sequence: number): Uint8Array {
  const encoded = encodeAudioFrame({
    kind: 'talk',
    sequence,
    captureTimeMs: 0,
    samples: new Int16Array(320),
  })
  if (!encoded.ok) throw new Error('no frame')
  return encoded.value
}

describe('sockets', () => {
  it('[GW21] a frame of 64 KB closes the socket that sent it, and no other', async () => {
    const panel = await openRealPanel(scene, browser)
    for (const path of ['/live', `/audio?tabId=${randomUUID()}`]) {
      const socket = openSocket(scene, path, own())
      socket.on('error', () => {})
      await once(socket, 'open')
      socket.send('x'.repeat(65_536))
      const [code] = await once(socket, 'close')
      expect(code).toBe(1009)
    }
    panel.say({ type: 'ping', id: 7 })
    await until('the other panel', () =>
      panel.messages.some((message) => message.type === 'pong' && message.id === 7),
    )
    await panel.close()
  })

  it('[GW21] more than a hundred text messages at once close the socket; a deep one is unreadable', async () => {
    const panel = await openRealPanel(scene, browser)
    panel.live.send(`{"type":"ping","id":1,"x":${'['.repeat(7_000)}${']'.repeat(7_000)}}`)
    const problems = () =>
      panel.messages.flatMap((message) => (message.type === 'problem' ? [message.code] : []))
    await until('the refusal', () => problems().includes('bad-message'))
    for (let id = 0; id < 200; id += 1) panel.say({ type: 'ping', id })
    const [code] = await panel.liveClosed
    expect(code).toBe(4400)
    expect(problems()).toContain('too-many-messages')
    panel.audio.close()
  })

  it('[GW22] sound beyond 1.2 times real time and two seconds is dropped, and without end closes its socket', async () => {
    const panel = await openRealPanel(scene, browser)
    const dropped = () => {
      const metrics = scene.server.app.inject({ url: '/metrics' })
      return metrics.then(({ body }) =>
        Number(/name="audio-frames-bad"\} (\d+)/.exec(body)?.[1] ?? 0),
      )
    }
    const before = await dropped()
    for (let sequence = 0; sequence < 500; sequence += 1) panel.audio.send(frame(sequence))
    panel.audio.send(JSON.stringify({ type: 'ping', id: 1 }))
    await until('the pong', () => panel.audioMessages.some(({ type }) => type === 'pong'))
    const excess = (await dropped()) - before
    // Two seconds are 100 frames; the clock allows a few more meanwhile.
    expect(excess).toBeGreaterThan(50)
    expect(excess).toBeLessThanOrEqual(400)
    const closed = once(panel.audio, 'close')
    for (let sequence = 500; sequence < 5_000; sequence += 1) panel.audio.send(frame(sequence))
    expect((await closed)[0]).toBe(4400)
    expect(panel.audioMessages).toContainEqual(expect.objectContaining({ code: 'too-many-frames' }))
    panel.live.close()
  })
})

it('[HT28] whoever takes too long over their headers is told and let go; others go on', async () => {
  const { app } = await createHttpApp({
    sessions: { authenticate: async () => undefined, onEnded: () => () => {} },
    address: createPublicAddress('http://localhost:4400'),
    random: seededRandom(1),
    logger: silentLogger,
    metrics: { observe() {} },
    trustedProxies: [],
    slowestHeadMs: 200,
  })
  app.get('/x', async () => 'in')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    const slow = connect(port, '127.0.0.1')
    let heard = ''
    slow.setEncoding('utf8').on('data', (chunk: string) => {
      heard += chunk
    })
    slow.write('GET /x HTTP/1.1\r\nHost: localhost:4400\r\nX-A: ')
    const answer = await fetch(`http://127.0.0.1:${port}/x`)
    expect(answer.status).toBe(421)
    await once(slow, 'close')
    expect(heard).toMatch(/^HTTP\/1.1 408 /)
  } finally {
    await app.close()
  }
})
