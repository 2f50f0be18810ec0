import { sleep, systemClock } from '@sotto/kernel'
import { closeCodes } from '@sotto/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Browser } from '../support/browser.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene({
    simulator: { SIM_ACCESS_TOKEN_SECONDS: '2' },
    server: { SOTTO_SIGN_INS_PER_MINUTE: '1000' },
  })
}, 60_000)
afterAll(() => scene?.close(), 60_000)

const me = (browser: Browser) => browser.get('/api/me')

async function askPlatform(token: string): Promise<string> {
  const response = await fetch(`${scene.platformUrl}/api/v2/users/me`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const body = await response.text()
  return `${response.status} ${/"code":"([^"]+)"/.exec(body)?.[1] ?? ''}`
}

const accessTokensSeen = () => scene.tokensSeen.filter((_, index) => index % 2 === 0)

it('[SI50] a session outlives its access token: it is renewed at the platform, and nobody notices', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const before = scene.tokensSeen.length
  for (let round = 0; round < 5; round += 1) {
    expect((await me(browser)).statusCode).toBe(200)
    await sleep(systemClock, 700)
  }
  expect(scene.tokensSeen.length).toBeGreaterThan(before)
})

it('[SI51] tokens that expire before their time, and an answer that gets lost, are survived', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  scene.simulator.faults.merge({ loseTokenAnswers: 1 })
  scene.simulator.faults.strike({ type: 'expire-tokens' })
  const answers = await Promise.all(Array.from({ length: 20 }, () => me(browser)))
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
  expect(scene.simulator.faults.current.loseTokenAnswers).toBe(0)
})

it('[SI52] a person taken out of service is signed out at the next renewal', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Yumi Nakagawa')
  const gone = await fetch(`${scene.platformUrl}/_simulator/people/user-yumi-nakagawa`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ active: false }),
  })
  expect(gone.status).toBe(200)
  const answer = await me(browser)
  expect(answer.statusCode).toBe(401)
  expect(answer.json()).toMatchObject({ code: 'signed-out' })
  expect(await scene.stores.sessions.byPerson('user-yumi-nakagawa')).toBeUndefined()
})

it('[SI53] rights taken away at the platform are gone here at the next look', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Henrik Aalto')
  expect((await me(browser)).json().permissions).toContain('whisper')
  await fetch(`${scene.platformUrl}/_simulator/people/user-henrik-aalto`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ permissions: ['Routing:Queue:Read', 'Conversation:Read'] }),
  })
  expect((await me(browser)).json().permissions).toEqual(['read-routing', 'read-conversation'])
  const row = await scene.stores.sessions.byPerson('user-henrik-aalto')
  expect(JSON.parse(row?.person ?? '').permissions).toEqual(['read-routing', 'read-conversation'])
})

it('[SI54] signing out closes the open sockets of the session, and no other’s', async () => {
  await scene.server.app.listen({ host: '127.0.0.1', port: 0 })
  const address = scene.server.app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const connect = (browser: Browser) => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, {
      headers: { host: 'localhost:4400', origin: scene.origin, cookie },
    })
    const opened = new Promise<void>((resolve) => socket.on('open', resolve))
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    const hello = JSON.stringify({ type: 'hello', tabId: `tab-${systemClock.wallNow()}` })
    return { socket, closed, ready: opened.then(() => socket.send(hello)) }
  }
  const [first, second] = [scene.newBrowser(), scene.newBrowser()]
  await first.signIn('Maren Brandt')
  await second.signIn('Oskar Lindqvist')
  const [one, other] = [connect(first), connect(second)]
  await Promise.all([one.ready, other.ready])
  expect((await first.get('/metrics')).body).toContain('sotto_sessions_with_open_sockets 2')
  expect((await first.post('/auth/sign-out')).statusCode).toBe(204)
  expect(await one.closed).toBe(closeCodes.signedOut)
  expect(other.socket.readyState).toBe(WebSocket.OPEN)
  other.socket.close()
  await other.closed
})

it('[SI55] after signing out the platform takes neither of the session’s tokens any more', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Priya Raman')
  const token = accessTokensSeen().at(-1) ?? ''
  expect(await askPlatform(token)).toBe('200 ')
  await browser.post('/auth/sign-out')
  // Closing does at once what else is done when the last goodbyes have been said.
  await scene.server.close()
  // Not merely expired by itself.
  expect(await askPlatform(token)).toBe('401 token.invalid')
})
