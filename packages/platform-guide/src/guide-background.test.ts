import { secret, seededRandom, silentLogger } from '@sotto/kernel'
import type { BackgroundCredentials, Credentials } from '@sotto/platform'
import { createFakeClock } from '@sotto/testkit'
import { expect, expectTypeOf, it } from 'vitest'
import { createGuidePlatform } from './create-guide-platform.ts'
import { onlyReading } from './guide-background.ts'

const credentials: BackgroundCredentials = {
  speaksFor: 'nobody',
  readingToken: async () => secret('reading-token'),
  renewedReadingToken: async () => secret('reading-token-2'),
}

function platformThat(answer: (url: string, init: RequestInit) => Response) {
  const asked: string[] = []
  const platform = createGuidePlatform({
    baseUrl: 'http://platform.test',
    clientId: 'sotto',
    readClientSecret: async () => secret('s'),
    readBackgroundClient: async () => ({ clientId: 'background', clientSecret: secret('b') }),
    clock: createFakeClock(),
    random: seededRandom(1),
    logger: silentLogger,
    async fetch(url, init) {
      const { authorization } = Object.fromEntries(new Headers(init.headers))
      asked.push(`${init.method} ${url} ${authorization}`)
      return answer(url, init)
    },
  })
  if (platform.background === undefined) throw new Error('no background')
  return { asked, platform, background: platform.background }
}

it('[PL8] the background reads names of queues with the console’s own token, renewed once when it has expired', async () => {
  let isExpired = true
  const { asked, background } = platformThat(() => {
    if (!isExpired)
      return Response.json({ entities: [{ id: 'q', name: 'Billing', extra: 'ignored' }] })
    isExpired = false
    return Response.json(
      { status: 401, code: 'token.expired', message: '', contextId: 'c' },
      { status: 401 },
    )
  })
  expect(await background.reader(credentials).queues()).toEqual({
    ok: true,
    value: [{ id: 'q', name: 'Billing' }],
  })
  expect(asked).toEqual([
    'GET http://platform.test/api/v2/routing/queues Bearer reading-token',
    'GET http://platform.test/api/v2/routing/queues Bearer reading-token-2',
  ])
})

it('[PL8] there is no way from the console’s own token to an act: not by its types, not by what it has, not by its fetch', async () => {
  // A person's view is made of `Credentials`; these are none, in either direction.
  expectTypeOf<BackgroundCredentials>().not.toExtend<Credentials>()
  expectTypeOf<Credentials>().not.toExtend<BackgroundCredentials>()
  const { background } = platformThat(() => Response.json({ entities: [] }))
  expect(Object.keys(background.reader(credentials))).toEqual(['queues'])
  const left: string[] = []
  const reading = onlyReading(async (url) => {
    left.push(url)
    return new Response('')
  })
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', undefined])
    await expect(reading('http://platform.test/x', { ...(method && { method }) })).rejects.toThrow(
      'the background may only read',
    )
  await expect(reading('http://platform.test/x', { method: 'GET', body: 'x' })).rejects.toThrow()
  expect(left).toEqual([])
})

it('[PL8] its sign-in asks for reading only, and is none where there is no such client', async () => {
  const { background } = platformThat(() => new Response(''))
  const settings = await background.signIn()
  expect(settings).toMatchObject({ issuer: 'http://platform.test', scopes: ['routing:read'] })
  expect(settings?.scopes.some((scope) => scope.includes('write'))).toBe(false)
  expect(JSON.stringify(settings)).not.toContain('"b"')
})
