import { systemClock } from '@sotto/kernel'
import { draftKeySchema, sealedDraftsSchema } from '@sotto/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { draftsOpenForMs } from '../../src/auth/drafts/draft-doors.ts'
import type { Browser } from '../support/browser.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

let scene: Scene
let lateMs = 0
beforeAll(async () => {
  scene = await startScene({
    server: { SOTTO_SIGN_INS_PER_MINUTE: '1000', SOTTO_SESSION_IDLE_MINUTES: '600' },
    clock: { ...systemClock, wallNow: () => systemClock.wallNow() + lateMs },
  })
}, 60_000)
afterAll(() => scene?.close())

const drafts = JSON.stringify([['conversation-1', 'her card ends in 4242']])
const maren = 'user-maren-brandt'

async function seal(browser: Browser, personId = maren, text = drafts): Promise<string> {
  const answer = await browser.post('/auth/drafts/seal', { personId, drafts: text })
  expect(answer.statusCode).toBe(200)
  return sealedDraftsSchema.parse(answer.json()).sealed
}

const open = (browser: Browser, sealed: string) => browser.post('/auth/drafts/open', { sealed })

it('[SI46] what was typed is sealed without a session, and opened again for the same person only', async () => {
  const browser = scene.newBrowser()
  const sealed = await seal(browser)
  expect(sealed).not.toContain('4242')
  expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString()).not.toContain('4242')
  expect((await open(browser, sealed)).statusCode).toBe(401)
  await browser.signIn('Maren Brandt')
  expect((await open(browser, sealed)).json()).toEqual({ drafts })
  const other = scene.newBrowser()
  await other.signIn('Oskar Lindqvist')
  expect((await open(other, sealed)).statusCode).toBe(404)
  expect(scene.logger.text()).not.toContain('4242')
})

it('[SI46] touched, of another kind, or older than an hour, it does not open', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const sealed = await seal(browser)
  const row = await scene.stores.sessions.byPerson(maren)
  for (const other of [`${sealed.slice(0, -4)}AAAA`, row?.sealedTokens ?? '', 'x', ''])
    expect((await open(browser, other)).statusCode).toBe(404)
  lateMs = draftsOpenForMs + 1_000
  expect((await open(browser, sealed)).statusCode).toBe(404)
  lateMs = 0
  expect((await open(browser, sealed)).statusCode).toBe(200)
})

it('[SI46] the longest drafts of any script fit on the way there and back; longer ones and foreign pages are refused', async () => {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  for (const character of ['漢', '"', '🙂']) {
    const text = character.repeat(14_000 / character.length)
    expect((await open(browser, await seal(browser, maren, text))).json()).toEqual({ drafts: text })
  }
  const long = await browser.post('/auth/drafts/seal', {
    personId: maren,
    drafts: 'x'.repeat(14_001),
  })
  expect(long.json()).toMatchObject({ status: 400, field: 'drafts' })
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  for (const path of ['/auth/drafts/seal', '/auth/drafts/open'])
    expect((await browser.post(path, { personId: maren, drafts }, foreign)).statusCode).toBe(403)
})

it('[RD264] the key to kept notes is for the signed-in writer alone, however old, and stands in no log', async () => {
  const browser = scene.newBrowser()
  const ask = (who: Browser, body: object = {}, headers = {}) =>
    who.post('/auth/drafts/key', body, headers)
  expect((await ask(browser)).statusCode).toBe(401)
  await browser.signIn('Maren Brandt')
  const first = draftKeySchema.parse((await ask(browser)).json())
  expect(draftKeySchema.parse((await ask(browser)).json()).key).not.toBe(first.key)
  expect(first.sealed).not.toContain(first.key)
  const { sealed } = first
  const again = scene.newBrowser()
  await again.signIn('Maren Brandt')
  lateMs = 8 * 3_600_000
  const opened = await ask(again, { sealed })
  expect(opened.headers['cache-control']).toBe('no-store')
  expect(opened.json()).toEqual(first)
  lateMs = 0
  const other = scene.newBrowser()
  await other.signIn('Oskar Lindqvist')
  const drafted = await seal(browser)
  for (const [who, wrong] of [
    ...[[other, sealed] as const, [browser, `${sealed.slice(0, -4)}AAAA`] as const],
    ...[[browser, drafted] as const, [browser, 'x'] as const],
  ]) {
    const refused = await ask(who, { sealed: wrong })
    expect([wrong, refused.statusCode]).toEqual([wrong, 404])
  }
  // Nor is it a draft.
  expect((await open(browser, sealed)).statusCode).toBe(404)
  expect((await ask(browser, { sealed: 7 })).json()).toMatchObject({ status: 400, field: 'sealed' })
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await ask(browser, {}, foreign)).statusCode).toBe(403)
  expect(scene.logger.text()).not.toContain(first.key)
})
