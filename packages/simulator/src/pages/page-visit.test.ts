import { Script } from 'node:vm'
import { expect, it } from 'vitest'
import { putPanelOnTrial } from '../fault-panel/testing/panel-on-trial.ts'
import { languageFor } from '../words/page-language.ts'

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr,en;q=0.5,de;q=0.7', 'de'],
  ['de;q=0', 'en'],
  ['fr', 'en'],
  [';;;q=,', 'en'],
] as const)('[LG14] a browser that asks for %j is answered in %s', (asked, language) => {
  expect(languageFor({ 'accept-language': asked })).toBe(language)
})

it('[LG14] what was chosen goes before what the browser asks for, and what cannot be read is no choice', () => {
  const german = { 'accept-language': 'de' }
  expect(languageFor({ ...german, cookie: 'a=b; sotto-simulator-language=en' })).toBe('en')
  expect(languageFor({ ...german, cookie: 'sotto-simulator-language=xx' })).toBe('de')
  expect(languageFor({ ...german, cookie: 'not-sotto-simulator-language=en' })).toBe('de')
})

it('[LG14] each page leads to itself in the other language, which is kept and leads back', async () => {
  const { app } = await putPanelOnTrial()
  const english = await app.inject('/faults')
  expect(english.body).toContain('<html lang="en">')
  expect(english.body).toContain('href="/faults?language=de" lang="de" hreflang="de">Deutsch</a>')
  const chosen = await app.inject('/faults?language=de')
  expect([chosen.statusCode, chosen.headers.location]).toEqual([303, '/faults'])
  const cookie = String(chosen.headers['set-cookie']).split(';')[0]
  const german = await app.inject({ url: '/faults', headers: { cookie } })
  expect(german.body).toContain('<html lang="de">')
  expect(german.body).toContain('<h1>Absichtlich stören</h1>')
  expect(german.body).toContain('src="/faults/faults.js?language=de"')
  // Nothing of what is asked is a language that we have: the page itself, unmoved.
  expect((await app.inject('/faults?language=xx')).statusCode).toBe(200)
})

it('[LG14] the script and what it asks for are in the page’s language, whatever was chosen in another tab since', async () => {
  const { app, call } = await putPanelOnTrial()
  const headers = { cookie: 'sotto-simulator-language=en' }
  const script = (await app.inject({ url: '/faults/faults.js?language=de', headers })).body
  expect(script).toContain('Alle Störungen sind aufgehoben.')
  expect(() => new Script(script)).not.toThrow()
  await call('POST', '/_simulator/faults', { body: { restErrorRate: 0.125, rateLimit: 5 } })
  const view = (await app.inject({ url: '/faults/view?language=de', headers })).json()
  expect(view.inForce.map(({ amount }: { amount: string }) => amount)).toEqual([
    '12,5 %',
    '5 Anfragen je Sekunde',
  ])
})
