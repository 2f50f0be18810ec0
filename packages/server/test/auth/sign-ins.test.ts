import { systemClock } from '@sotto/kernel'
import { everySignInSchema, ownSignInsSchema, refusalSchema } from '@sotto/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRealPanel } from '../coaching/real-panel.ts'
import type { Browser } from '../support/browser.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/20100101 Firefox/150.0'
let scene: Scene
/** The platform calls everybody something else from then on. */
let isDemoted = false
beforeAll(async () => {
  scene = await startScene({
    async intercept(url, init, goOn) {
      const response = await goOn(url, init)
      if (!isDemoted || !url.endsWith('/users/me')) return response
      const text = (await response.text()).replace(/"role":"[^"]+"/, '"role":"auditor"')
      return new Response(text, response)
    },
    server: {
      SOTTO_PORT: '0',
      SOTTO_PUBLIC_URL: 'http://localhost:4400',
      SOTTO_SIGN_INS_PER_MINUTE: '1000',
    },
  })
  await scene.server.listen()
}, 60_000)
afterAll(() => scene?.close(), 60_000)

async function signedIn(name: string): Promise<Browser> {
  const browser = scene.newBrowser()
  await browser.signIn(name)
  return browser
}

const own = async (browser: Browser) =>
  ownSignInsSchema.parse((await browser.get('/api/sign-ins')).json()).signIns
const idOf = async (browser: Browser) =>
  (await own(browser)).find(({ isThis }) => isThis)?.id ?? 'none'
const search = (browser: Browser, asked: object = {}) => browser.post('/api/sign-ins/search', asked)
const every = async (browser: Browser, name = '') =>
  everySignInSchema.parse((await search(browser, { name })).json())
const end = (browser: Browser, id: string) => browser.post(`/api/sign-ins/${id}/end`, {})
const isSignedIn = async (browser: Browser) => (await browser.get('/api/me')).statusCode === 200
const acts = async () =>
  (await scene.stores.audit.page({ acts: ['signed-out', 'sign-in-ended'] }, 20)).map((row) => ({
    ...row.personal?.values,
    act: JSON.parse(row.leaf).act,
  }))

describe('one’s own sign-ins', () => {
  it('[SI83] are listed with when and where they began, and which one this is', async () => {
    const browser = scene.newBrowser()
    const callback = await browser.walkToCallback('Maren Brandt')
    await browser.get(callback, { accept: 'text/html', 'user-agent': firefox })
    const other = await signedIn('Maren Brandt')
    const listed = await own(browser)
    expect(listed).toHaveLength(2)
    const mine = listed.find(({ isThis }) => isThis)
    expect(mine).toMatchObject({ browser: 'Firefox on Windows', network: '127.0.0.x' })
    expect((await own(other)).find(({ isThis }) => isThis)?.id).not.toBe(mine?.id)
    // Nothing in it opens anything.
    const text = (await browser.get('/api/sign-ins')).body
    for (const secret of [...browser.cookies.values(), ...scene.tokensSeen, firefox])
      expect(text).not.toContain(secret)
    await browser.post('/auth/sign-out')
    await other.post('/auth/sign-out')
  })

  it('[SI84] one is ended alone, and all others at once; this one goes on', async () => {
    const [one, two, three] = [
      await signedIn('Oskar Lindqvist'),
      await signedIn('Oskar Lindqvist'),
      await signedIn('Oskar Lindqvist'),
    ]
    const stranger = await signedIn('Maren Brandt')
    const answer = await end(one, await idOf(two))
    expect(answer.json()).toEqual({ ended: 1 })
    expect([await isSignedIn(two), await isSignedIn(three)]).toEqual([false, true])
    expect((await end(one, (await idOf(three)) ?? '')).statusCode).toBe(200)
    const four = await signedIn('Oskar Lindqvist')
    expect((await one.post('/api/sign-ins/end-others', {})).json()).toEqual({ ended: 1 })
    expect([await isSignedIn(four), await isSignedIn(one), await isSignedIn(stranger)]).toEqual([
      false,
      true,
      true,
    ])
    expect((await acts())[0]).toMatchObject({ act: 'signed-out' })
  })

  it('[SI85] somebody else’s is not there for whoever may not end it, and stays', async () => {
    const mine = await signedIn('Maren Brandt')
    const other = await signedIn('Oskar Lindqvist')
    for (const id of [await idOf(other), 'nobody', 'x'.repeat(100), "'; drop table session"]) {
      const answer = await end(mine, encodeURIComponent(id))
      expect(refusalSchema.parse(answer.json())).toMatchObject({ status: 404, code: 'not-found' })
    }
    expect(await isSignedIn(other)).toBe(true)
    const all = await search(mine)
    expect(refusalSchema.parse(all.json())).toMatchObject({
      status: 403,
      code: 'missing-permission',
      missing: 'manage-policies',
    })
  })
})

describe('everybody’s sign-ins', () => {
  it('[SI86] [HT71] administrators find them by a part of the name', async () => {
    const administrator = await signedIn('Rafael Montoya')
    await signedIn('Yumi Nakagawa')
    const { signIns, isMore } = await every(administrator, 'nakaGAWA')
    expect({ isMore, people: signIns.map(({ person }) => person) }).toEqual({
      isMore: false,
      people: [{ id: 'user-yumi-nakagawa', name: 'Yumi Nakagawa', role: expect.any(String) }],
    })
    expect((await every(administrator, 'nobody of this name')).signIns).toEqual([])
    const roles = new Set((await every(administrator)).signIns.map(({ person }) => person.role))
    expect(roles.size).toBeGreaterThan(1)
    for (const asked of [
      { name: ['a'] },
      { search: 'a' },
      { name: 'x'.repeat(101) },
      { name: '\0' },
    ])
      expect([asked, (await search(administrator, asked)).statusCode]).toEqual([asked, 400])
    const inAddress = await administrator.post('/api/sign-ins/search?name=Yumi', {})
    expect(refusalSchema.parse(inAddress.json())).toMatchObject({ status: 400, field: 'query' })
    expect((await administrator.get('/api/sign-ins/all?search=Yumi')).statusCode).toBe(404)
  })

  it('[SI87] one that an administrator ends loses sockets and tokens within a second, and the audit says who did it', async () => {
    const administrator = await signedIn('Rafael Montoya')
    const supervisor = await signedIn('Priya Raman')
    const token = scene.tokensSeen.at(-2) ?? ''
    const panel = await openRealPanel(scene, supervisor)
    const [found] = (await every(administrator, 'Priya')).signIns
    const begunAt = systemClock.monotonicNow()
    expect((await end(administrator, found?.id ?? '')).statusCode).toBe(200)
    expect((await panel.liveClosed)[0]).toBe(4401)
    expect(systemClock.monotonicNow() - begunAt).toBeLessThan(1_000)
    expect(await isSignedIn(supervisor)).toBe(false)
    expect((await end(administrator, found?.id ?? '')).statusCode).toBe(404)
    expect((await acts())[0]).toEqual({
      act: 'sign-in-ended',
      supervisorId: 'user-rafael-montoya',
      agentUserId: 'user-priya-raman',
    })
    await expect
      .poll(
        async () =>
          (
            await fetch(`${scene.platformUrl}/api/v2/users/me`, {
              headers: { authorization: `Bearer ${token}` },
            })
          ).status,
        { timeout: 15_000 },
      )
      .toBe(401)
  }, 30_000)

  it('[SI88] whoever is no administrator any more ends nobody’s from that moment', async () => {
    const administrator = await signedIn('Rafael Montoya')
    const other = await signedIn('Oskar Lindqvist')
    const id = await idOf(other)
    isDemoted = true
    expect((await end(administrator, id)).statusCode).toBe(404)
    expect((await search(administrator)).statusCode).toBe(403)
    expect(await isSignedIn(other)).toBe(true)
  })
})
