import { systemClock } from '@sotto/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Browser } from '../support/browser.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

type Intercept = (
  url: string,
  init: RequestInit,
  goOn: typeof fetch,
) => Response | Promise<Response>

const asIs: Intercept = (url, init, goOn) => goOn(url, init)
const html = (status: number) => () =>
  new Response('<h1>Gateway</h1>', { status, headers: { 'content-type': 'text/html' } })

let scene: Scene
let intercept: Intercept = asIs
/** The bodies of all token requests. */
let grants: URLSearchParams[] = []

beforeAll(async () => {
  scene = await startScene({
    server: { SOTTO_SIGN_INS_PER_MINUTE: '10000', SOTTO_PLATFORM_TIMEOUT_MS: '300' },
    intercept(url, init, goOn) {
      if (url.endsWith('/oauth/token')) grants.push(new URLSearchParams(String(init.body)))
      return intercept(url, init, goOn)
    },
  })
}, 60_000)
afterAll(() => scene?.close())
beforeEach(() => {
  intercept = asIs
  grants = []
})

const sessionCookie = '__Host-sotto-session'
const markCookie = '__Host-sotto-before'
const meStatus = async (browser: Browser) => (await browser.get('/api/me')).statusCode
/** As `intercept`, for one door of the platform only. */
const at =
  (end: string, answer: Intercept): Intercept =>
  (url, init, goOn) =>
    (url.endsWith(end) ? answer : asIs)(url, init, goOn)

/** A scene whose server has not met the authorization server yet. */
async function freshScene(): Promise<Scene> {
  const fresh = await startScene({
    server: { SOTTO_PLATFORM_TIMEOUT_MS: '300' },
    intercept: (url, init, goOn) => intercept(url, init, goOn),
  })
  onTestFinished(() => fresh.close())
  return fresh
}

describe('an authorization server in trouble', () => {
  it.each<[string, Intercept]>([
    ['down', () => Promise.reject(new TypeError('fetch failed'))],
    ['answering HTML', html(200)],
    ['behind a gateway in trouble', html(502)],
    ['of another name', () => Response.json({ issuer: 'https://evil.example' })],
    [
      'slow',
      (_url, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
        }),
    ],
  ])('[SI56] %s: one clear page, and nothing is begun', async (_what, trouble) => {
    intercept = at('/.well-known/openid-configuration', trouble)
    const browser = (await freshScene()).newBrowser()
    const answer = await browser.get('/auth/sign-in?returnTo=/conversations/c-1')
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('The platform cannot be reached')
    expect(answer.body).toContain('/auth/sign-in?returnTo=%2Fconversations%2Fc-1')
    expect(browser.cookies.size).toBe(0)
  })

  it.each<[string, Intercept]>([
    ['down', () => Promise.reject(new TypeError('fetch failed'))],
    ['answering HTML', html(200)],
    ['behind a gateway in trouble', html(503)],
  ])(
    '[SI56] %s at the callback: no session, those signed in notice nothing, and the same sign-in can go on',
    async (_what, trouble) => {
      const other = scene.newBrowser()
      await other.signIn('Oskar Lindqvist')
      const browser = scene.newBrowser()
      const callback = await browser.walkToCallback('Maren Brandt', '/conversations/c-1')
      intercept = at('/oauth/token', trouble)
      const failed = await browser.get(callback)
      expect(failed.statusCode).toBe(503)
      expect(browser.cookies.has(sessionCookie)).toBe(false)
      expect(await meStatus(other)).toBe(200)
      intercept = asIs
      const answer = await browser.get(callback)
      expect(answer.body).toContain('url=/conversations/c-1')
      expect(await meStatus(browser)).toBe(200)
    },
  )

  it('[SI56] tokens of a sign-in that cannot be finished are revoked', async () => {
    const browser = scene.newBrowser()
    const callback = await browser.walkToCallback('Maren Brandt')
    const before = scene.tokensSeen.length
    const revoked: string[] = []
    intercept = (url, init, goOn) => {
      if (url.endsWith('/users/me')) return html(500)()
      if (url.endsWith('/oauth/revoke'))
        revoked.push(new URLSearchParams(String(init.body)).get('token') ?? '')
      return goOn(url, init)
    }
    expect((await browser.get(callback)).statusCode).toBe(503)
    expect([...revoked].sort()).toEqual(scene.tokensSeen.slice(before, before + 2).sort())
    expect(browser.cookies.has(sessionCookie)).toBe(false)
  })

  it('[SI57] discovery that names a token endpoint elsewhere gets neither code nor secret', async () => {
    const called: string[] = []
    intercept = async (url, init, goOn) => {
      called.push(url)
      const response = await goOn(url, init)
      if (!url.endsWith('openid-configuration')) return response
      const elsewhere = '"token_endpoint":"https://evil.example/oauth/token"'
      const text = (await response.text()).replace(/"token_endpoint":"[^"]+"/, elsewhere)
      expect(text).toContain(elsewhere)
      return new Response(text, { headers: { 'content-type': 'application/json' } })
    }
    const browser = (await freshScene()).newBrowser()
    const answer = await browser.get(await browser.walkToCallback('Maren Brandt'))
    expect(answer.statusCode).toBe(503)
    expect(called.some((url) => url.includes('evil.example'))).toBe(false)
    expect(browser.cookies.has(sessionCookie)).toBe(false)
  })
})

describe('answers that fit no question', () => {
  it('[SI7] an answer without its issuer’s name is not believed (mix-up), and leads back to the view', async () => {
    const browser = scene.newBrowser()
    const callback = await browser.walkToCallback('Maren Brandt', '/conversations/c-1')
    const answer = await browser.get(callback.replace(/&iss=[^&]+|iss=[^&]+&/, ''))
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('could not be completed')
    expect(answer.body).toContain('returnTo=%2Fconversations%2Fc-1')
    expect(grants).toEqual([])
  })

  it('[SI3] the doors of signing in are opened as pages only', async () => {
    const browser = scene.newBrowser()
    const headers = [
      { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    ]
    for (const path of ['/auth/sign-in', '/auth/callback?state=x&code=y'])
      for (const header of headers) {
        const answer = await browser.get(path, { 'sec-fetch-site': 'cross-site', ...header })
        expect(answer.statusCode).toBe(403)
        expect(answer.json()).toMatchObject({ code: 'not-a-visit' })
      }
    expect(browser.cookies.size).toBe(0)
    const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect((await browser.get('/auth/sign-in', visit)).statusCode).toBe(302)
  })
})

describe('two sign-ins in one browser', () => {
  it('[SI58] the second ends the first with all its tabs, whoever it was, and only that one', async () => {
    const browser = scene.newBrowser()
    const elsewhere = scene.newBrowser()
    await elsewhere.signIn('Maren Brandt')
    const [first, second] = [
      await browser.walkToCallback('Maren Brandt'),
      await browser.walkToCallback('Oskar Lindqvist'),
    ]
    await browser.get(first)
    const firstCookie = browser.cookies.get(sessionCookie) ?? ''
    // From the platform's site the Strict cookie does not come along.
    browser.cookies.delete(sessionCookie)
    await browser.get(second)
    expect((await browser.get('/api/me')).json()).toMatchObject({ name: 'Oskar Lindqvist' })
    browser.cookies.set(sessionCookie, firstCookie)
    expect(await meStatus(browser)).toBe(401)
    expect(await meStatus(elsewhere)).toBe(200)
  })

  it('[SI58] the mark alone opens nothing, and a forged one ends nothing', async () => {
    const browser = scene.newBrowser()
    await browser.signIn('Maren Brandt')
    const mark = browser.cookies.get(markCookie) ?? ''
    const stranger = scene.newBrowser()
    stranger.cookies.set(markCookie, mark)
    expect(await meStatus(stranger)).toBe(401)
    stranger.cookies.set(sessionCookie, mark)
    expect(await meStatus(stranger)).toBe(401)
    stranger.cookies.delete(sessionCookie)
    stranger.cookies.set(markCookie, `${mark.slice(0, -3)}AAA`)
    await stranger.signIn('Oskar Lindqvist')
    expect(await meStatus(browser)).toBe(200)
    await browser.post('/auth/sign-out')
    expect(browser.cookies.size).toBe(0)
  })
})

describe('no more scopes than a role uses', () => {
  /** What the last token of whoever signs in may carry, and how it was asked for. */
  async function scopesOf(name: string) {
    const browser = scene.newBrowser()
    await browser.signIn(name)
    expect(await meStatus(browser)).toBe(200)
    const row = await scene.stores.sessions.byPerson(
      [...scene.simulator.world.people.values()].find((person) => person.name === name)?.id ?? '',
    )
    expect(row).toBeDefined()
    return grants.map((grant) => ({
      kind: grant.get('grant_type'),
      scopes: grant.get('scope')?.split(' '),
    }))
  }
  const nameOf = (wanted: string) =>
    [...scene.simulator.world.people.values()].find(({ role }) => role === wanted)?.name ?? ''

  it('[SI59] a supervisor works with all that is asked for: their token is not asked for twice', async () => {
    expect(await scopesOf('Maren Brandt')).toMatchObject([{ kind: 'authorization_code' }])
  })

  it.each([
    ['agent', ['login:read', 'conversation:read', 'coaching:read']],
    ['administrator', ['login:read', 'routing:read', 'conversation:read']],
  ])('[SI59] the token of an %s is narrowed', async (role, scopes) => {
    expect(await scopesOf(nameOf(role))).toMatchObject([
      { kind: 'authorization_code' },
      { kind: 'refresh_token', scopes },
    ])
  })

  it('[SI59] an auditor only reads', async () => {
    const [, narrowed] = await scopesOf(nameOf('auditor'))
    expect(narrowed?.scopes).toContain('conversation:read')
    expect(narrowed?.scopes?.filter((scope) => scope.endsWith(':write'))).toEqual([])
  })
})

it('[SI59] the answer that narrows a token gets lost: it is asked for once more, and the sign-in goes on', async () => {
  let lost = 0
  intercept = async (url, init, goOn) => {
    const response = await goOn(url, init)
    if (lost > 0 || !String(init.body).includes('grant_type=refresh_token')) return response
    lost += 1
    throw new TypeError('fetch failed')
  }
  const people = [...scene.simulator.world.people.values()]
  const browser = scene.newBrowser()
  await browser.signIn(people.find(({ role }) => role === 'auditor')?.name ?? '')
  expect(lost).toBe(1)
  expect(await meStatus(browser)).toBe(200)
})

it.each([300_000, -300_000])(
  '[SI39] with a clock %i ms wrong people sign in and stay',
  async (skewMs) => {
    const skewed = await startScene({
      simulator: { SIM_ACCESS_TOKEN_SECONDS: '60' },
      clock: { ...systemClock, wallNow: () => systemClock.wallNow() + skewMs },
    })
    onTestFinished(() => skewed.close())
    const browser = skewed.newBrowser()
    await browser.signIn('Maren Brandt')
    expect(await meStatus(browser)).toBe(200)
    skewed.simulator.faults.strike({ type: 'expire-tokens' })
    expect(await meStatus(browser)).toBe(200)
  },
)
