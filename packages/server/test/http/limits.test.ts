import { connect } from 'node:net'
import { refusalSchema } from '@sotto/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Scene, startScene } from '../support/start-scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene({
    server: { SOTTO_PORT: '0', SOTTO_SIGN_INS_PER_MINUTE: '5' },
  })
}, 60_000)
afterAll(() => scene?.close())

it('[HT20] on port 0 the public address is settled by listening, and sockets of other origins stay out', async () => {
  const origin = await scene.server.listen()
  expect(origin).toMatch(/^http:\/\/localhost:\d+$/)
  const { port } = new URL(origin)
  const knock = (headers: Record<string, string>) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, {
        headers: { host: `localhost:${port}`, ...headers },
      })
      socket.on('unexpected-response', (_, response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      socket.on('open', () => resolve(101))
      socket.on('error', () => {})
    })
  expect(await knock({})).toBe(403)
  expect(await knock({ origin: 'http://evil.example' })).toBe(403)
  expect(await knock({ origin })).toBe(401)
  expect(await knock({ origin, host: 'evil.example' })).toBe(421)
})

it('[HT20] what is not HTTP, or too much of it, is refused in the shape of refusals', async () => {
  const address = scene.server.app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const say = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      let heard = ''
      socket.setEncoding('utf8')
      socket.on('data', (chunk) => {
        heard += chunk
      })
      socket.on('close', () => resolve(heard))
    })
  for (const [text, status] of [
    ['hello there\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ] as const) {
    const heard = await say(text)
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(refusalSchema.parse(JSON.parse(heard.split('\r\n\r\n')[1] ?? ''))).toMatchObject({
      status,
    })
  }
})

it('[HT21] one address that signs in again and again is told to wait; other doors stay open for it', async () => {
  const ask = (url: string) =>
    scene.server.app.inject({ url, headers: { host: new URL(originOf()).host } })
  const originOf = () => `http://localhost:${portOf()}`
  const portOf = () => {
    const address = scene.server.app.server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }
  const statuses: number[] = []
  for (let attempt = 0; attempt < 7; attempt += 1)
    statuses.push((await ask('/auth/sign-in')).statusCode)
  expect(statuses).toEqual([302, 302, 302, 302, 302, 429, 429])
  const refused = await ask('/auth/sign-in')
  expect(refusalSchema.parse(refused.json()).code).toBe('too-many-requests')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await ask('/api/me')).statusCode).toBe(401)
})

it('[HT22] when the platform is down, signing in says so on a page, and readiness with it', async () => {
  const down = await startScene({ server: { SOTTO_PLATFORM_TIMEOUT_MS: '1000' } })
  try {
    await down.simulator.close()
    const browser = down.newBrowser()
    const answer = await browser.get('/auth/sign-in?returnTo=/here')
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('The platform cannot be reached')
    expect(answer.body).toContain('returnTo=%2Fhere')
    const ready = await browser.get('/readyz')
    expect(ready.statusCode).toBe(503)
    expect(ready.json()).toEqual({
      status: 'not-ready',
      checks: { database: true, platform: false },
    })
  } finally {
    await down.close()
  }
}, 30_000)

it('[HT23] closing ends everything, also what was refused and what is still knocking, and may be asked twice', async () => {
  await Promise.all([scene.server.close(), scene.server.close()])
  expect(scene.server.app.server.listening).toBe(false)
})
