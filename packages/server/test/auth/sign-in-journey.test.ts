import { meSchema, refusalSchema } from '@sotto/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { grantedPerson } from '../../src/auth/granted-person.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene({ server: { SOTTO_SIGN_INS_PER_MINUTE: '10000' } })
}, 60_000)
afterAll(() => scene?.close())

const sessionCookie = '__Host-sotto-session'

it('[SI1] signing in goes to the platform with PKCE, state and only the scopes that are used', async () => {
  const begun = await scene.newBrowser().get('/auth/sign-in')
  expect(begun.statusCode).toBe(302)
  const location = new URL(begun.headers.location ?? '')
  expect(location.origin).toBe(scene.platformUrl)
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'sotto',
    redirect_uri: 'http://localhost:4400/auth/callback',
    code_challenge_method: 'S256',
    scope:
      'login:read routing:read conversation:read conversation:control:write transcript:read coaching:read coaching:write',
  })
  expect(location.searchParams.get('state')).toMatch(/^[\w-]{43}$/)
  expect(location.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/)
})

it('[SI2] the round trip lies in a short-lived Lax cookie of its own, the session in a Strict one', async () => {
  const browser = scene.newBrowser()
  const begun = await browser.get('/auth/sign-in')
  const roundTrip = String(begun.headers['set-cookie'])
  expect(roundTrip).toMatch(/^__Host-sotto-sign-in-[0-9a-f]{16}=/)
  for (const part of ['Path=/', 'Max-Age=600', 'HttpOnly', 'Secure', 'SameSite=Lax'])
    expect(roundTrip).toContain(part)

  const answer = await scene.newBrowser().signIn('Maren Brandt')
  const cookies = [answer.headers['set-cookie']].flat().map(String)
  const session = cookies.find((line) => line.startsWith(`${sessionCookie}=`)) ?? ''
  for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'])
    expect(session).toContain(part)
  expect(session).not.toContain('Domain')
  expect(session).not.toMatch(/Max-Age|Expires/)
  expect(cookies.some((line) => /^__Host-sotto-sign-in-\w+=;.*1970/.test(line))).toBe(true)
})

it('[SI3] the callback answers a page that goes on to where the person was, without a script', async () => {
  const browser = scene.newBrowser()
  const answer = await browser.signIn('Maren Brandt', '/conversations/c-1?tab="x"&y=1#top')
  expect(answer.headers['content-type']).toContain('text/html')
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  expect(answer.body).not.toContain('<script')
  const target = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(answer.body)?.[1]
  expect(target).toBe('/conversations/c-1?tab=%22x%22&#38;y=1#top')
})

it('[SI4] who is signed in is told as the platform tells it', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const answer = await browser.get('/api/me')
  expect(answer.statusCode).toBe(200)
  const me = meSchema.parse(answer.json())
  expect(me).toMatchObject({
    id: 'user-maren-brandt',
    name: 'Maren Brandt',
    role: 'supervisor',
    queues: [{ id: 'queue-billing', name: expect.any(String) }],
    unsupported: {},
    settings: { defaultMixLevel: 0.65, confirmationTimeoutMs: 5_000 },
  })
  expect(me.permissions).toEqual(expect.arrayContaining(['whisper', 'monitor', 'read-routing']))
})

it('[SI5] a permission whose scope the token does not carry is none', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const row = await scene.stores.sessions.byPerson('user-maren-brandt')
  const person = JSON.parse(row?.person ?? '')
  expect(person.permissions).toContain('write-coaching')
  const scopes: Parameters<typeof grantedPerson>[2] = {
    'read-routing': 'routing:read',
    'read-conversation': 'conversation:read',
    whisper: 'conversation:control:write',
    monitor: 'conversation:control:write',
    barge: 'conversation:control:write',
    'read-coaching': 'coaching:read',
    'write-coaching': 'coaching:write',
    'read-transcript': 'transcript:read',
    'reveal-sensitive': 'transcript:read',
    'answer-as-agent': 'conversation:read',
    'manage-policies': 'login:read',
  }
  const granted = grantedPerson(person, ['routing:read', 'coaching:read'], scopes).permissions
  expect([...granted].sort()).toEqual(['read-coaching', 'read-routing'])
})

it('[SI6] without a session every door of the panel answers 401 in the refusals’ shape', async () => {
  const browser = scene.newBrowser()
  for (const path of ['/api/me', '/api/conversations/c-1/controls']) {
    const answer = await browser.get(path)
    expect(answer.statusCode).toBe(401)
    expect(refusalSchema.parse(answer.json())).toMatchObject({ status: 401, code: 'signed-out' })
  }
  browser.cookies.set(sessionCookie, 'A'.repeat(43))
  expect((await browser.get('/api/me')).statusCode).toBe(401)
  browser.cookies.set(sessionCookie, '"; drop table session')
  expect((await browser.get('/api/me')).statusCode).toBe(401)
})

it('[SI7] a callback that fits no question of ours is a page with a way back, and no session', async () => {
  const browser = scene.newBrowser()
  const callback = await browser.walkToCallback('Maren Brandt')
  const stranger = scene.newBrowser()
  for (const path of [callback, '/auth/callback', '/auth/callback?code=x&state=y&state=z']) {
    const answer = await stranger.get(path)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('This sign-in is no longer valid')
    expect(answer.body).toContain('href="/auth/sign-in?returnTo=%2F"')
    expect(stranger.cookies.has(sessionCookie)).toBe(false)
  }
  // The one it belongs to is undisturbed by that.
  expect((await browser.get(callback)).statusCode).toBe(200)
})

it('[SI7] a callback used twice, and one with another issuer’s name, are refused', async () => {
  const browser = scene.newBrowser()
  const callback = await browser.walkToCallback('Maren Brandt')
  const foreign = await browser.get(callback.replace(/iss=[^&]+/, 'iss=http%3A%2F%2Fevil.example'))
  expect(foreign.statusCode).toBe(400)
  expect(foreign.body).toContain('could not be completed')

  const second = scene.newBrowser()
  const used = await second.walkToCallback('Maren Brandt')
  const roundTrips = new Map(second.cookies)
  expect((await second.get(used)).statusCode).toBe(200)
  const replay = scene.newBrowser()
  for (const [name, value] of roundTrips) replay.cookies.set(name, value)
  const answer = await replay.get(used)
  expect(answer.statusCode).toBe(400)
  expect(replay.cookies.has(sessionCookie)).toBe(false)
})

it('[SI7] a denied sign-in says so', async () => {
  const browser = scene.newBrowser()
  const callback = await browser.walkToCallback('Maren Brandt')
  const url = new URL(callback, scene.origin)
  const query = new URLSearchParams({
    error: 'access_denied',
    state: url.searchParams.get('state') ?? '',
    iss: url.searchParams.get('iss') ?? '',
  })
  const answer = await browser.get(`/auth/callback?${query}`)
  expect(answer.statusCode).toBe(400)
  expect(answer.body).toContain('You were not signed in')
})

it('[SI8] two tabs can sign in at once', async () => {
  const browser = scene.newBrowser()
  const first = await browser.walkToCallback('Maren Brandt', '/first')
  const second = await browser.walkToCallback('Maren Brandt', '/second')
  expect((await browser.get(second)).body).toContain('url=/second')
  expect((await browser.get(first)).body).toContain('url=/first')
  expect((await browser.get('/api/me')).statusCode).toBe(200)
})

it('[SI8] attempts that never finish do not pile up in the browser', async () => {
  const browser = scene.newBrowser()
  for (let attempt = 0; attempt < 12; attempt += 1) await browser.get('/auth/sign-in')
  expect(browser.cookies.size).toBeLessThanOrEqual(5)
})

it.each([
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/auth/sign-out', '/'],
  ['/a/../../auth/sign-in', '/'],
  ['/conversations/c-1', '/conversations/c-1'],
])('[SI9] coming back to %s is coming back to %s', async (wish, target) => {
  const answer = await scene.newBrowser().signIn('Maren Brandt', wish)
  expect(/content="0;url=([^"]+)"/.exec(answer.body)?.[1]).toBe(target)
})

it('[SI10] signing out ends the session here at once, and its tokens at the platform soon after', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const kept = browser.cookies.get(sessionCookie) ?? ''
  const crossSite = await browser.post('/auth/sign-out', undefined, {
    origin: 'http://evil.example',
  })
  expect(crossSite.statusCode).toBe(403)
  const answer = await browser.post('/auth/sign-out')
  expect(answer.statusCode).toBe(204)
  expect(browser.cookies.has(sessionCookie)).toBe(false)
  browser.cookies.set(sessionCookie, kept)
  expect((await browser.get('/api/me')).statusCode).toBe(401)
  expect((await browser.post('/auth/sign-out')).statusCode).toBe(401)
})

it('[SI11] no token and no secret ever comes out: not in a cookie, a body, a header, nor a log line', async () => {
  const browser = scene.newBrowser()
  const answers = [
    await browser.get('/auth/sign-in'),
    await browser.signIn('Oskar Lindqvist'),
    await browser.get('/api/me'),
    await browser.get('/api/conversations/none/controls'),
    await browser.get('/metrics'),
    await browser.post('/auth/sign-out'),
  ]
  const [refreshToken, accessToken] = scene.tokensSeen.slice(-2)
  expect(accessToken).toMatch(/^\S{20,}$/)
  expect(refreshToken).toMatch(/^\S{20,}$/)
  const told = answers.map((answer) => `${JSON.stringify(answer.headers)}${answer.body}`).join('\n')
  for (const token of scene.tokensSeen) {
    expect(told).not.toContain(token)
    expect(scene.logger.text()).not.toContain(token)
  }
  expect(scene.logger.text()).not.toMatch(/state=|code=|Bearer/)
  expect(scene.logger.lines.some((line) => line.event === 'signed-in')).toBe(true)
})

it('[SI12] what lies in the database is sealed: neither tokens nor the cookie can be read from it', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const row = await scene.stores.sessions.byPerson('user-maren-brandt')
  const stored = JSON.stringify(row)
  expect(row?.sealedTokens).toMatch(/^v1\.[\w-]+\.[\w-]{16}\.[\w-]+$/)
  for (const token of scene.tokensSeen) expect(stored).not.toContain(token)
  expect(stored).not.toContain(browser.cookies.get(sessionCookie))
})
