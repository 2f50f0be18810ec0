import { type Secret, secret, seededRandom } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createGuideHttp, type GuideHttp } from './guide-http.ts'
import { createRequestBudget } from './request-budget.ts'
import { route } from './route.ts'

interface Asked {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly redirect: string | undefined
}

let clock: FakeClock
let asked: Asked[]
let answers: (() => Response | Promise<Response>)[]
let renewals: string[]
let http: GuideHttp

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers })

const anything = z.object({ name: z.string() })

beforeEach(() => {
  clock = createFakeClock()
  asked = []
  answers = []
  renewals = []
  let token = 'token-1'
  http = createGuideHttp({
    apiUrl: 'http://platform.test/api/v2',
    clock,
    random: seededRandom(1),
    timeoutMs: 5_000,
    budget: createRequestBudget({ clock, perSecond: 80, burst: 20, longestWaitMs: 10_000 }),
    credentials: {
      accessToken: async () => secret(token),
      async refresh(stale: Secret<string>) {
        renewals.push(stale.reveal())
        token = `token-${renewals.length + 1}`
        return secret(token)
      },
    },
    fetch: (url, init) => {
      asked.push({
        url,
        method: init.method ?? '',
        headers: Object.fromEntries(new Headers(init.headers)),
        body: typeof init.body === 'string' ? init.body : undefined,
        redirect: init.redirect,
      })
      const answer = answers.shift()
      if (answer === undefined) throw new Error('asked more often than expected')
      return new Promise((resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('aborted')))
        Promise.resolve(answer()).then(resolve, reject)
      })
    },
  })
})

/** Runs a call to its end, however long it waits. */
async function run<T>(call: Promise<T>, advanceMs = 30_000): Promise<T | PlatformError> {
  const settled = call.catch((failure: unknown) => {
    if (failure instanceof PlatformError) return failure
    throw failure
  })
  await clock.advance(advanceMs)
  return settled
}

describe('requests', () => {
  it('[PL50] the token travels in the header and nowhere else, and no redirect is followed', async () => {
    answers.push(json(200, { name: 'Ana' }))
    expect(await run(http.get('/users/me', anything))).toEqual({
      ok: true,
      value: { name: 'Ana' },
    })
    expect(asked).toEqual([
      {
        url: 'http://platform.test/api/v2/users/me',
        method: 'GET',
        headers: { authorization: 'Bearer token-1', accept: 'application/json' },
        body: undefined,
        redirect: 'error',
      },
    ])
  })

  it('[PL51] equal reads at the same time are one request; the next one is asked anew', async () => {
    answers.push(json(200, { name: 'Ana' }), json(200, { name: 'Bea' }))
    const both = Promise.all([http.get('/x', anything), http.get('/x', anything)])
    await run(both)
    expect(asked).toHaveLength(1)
    expect(await run(http.get('/x', anything))).toMatchObject({ value: { name: 'Bea' } })
  })

  it('[PL154] a read that is more urgent does not wait with one that is less', async () => {
    const later = json(200, { name: 'Bea' })
    answers.push(json(429, {}, { 'retry-after': '1' }), later, later, later, later)
    void run(http.get('/pause', anything, 'browse'), 0)
    await clock.advance(0)
    const listed = http.get('/x', anything, 'browse')
    const opened = http.get('/x', anything, 'detail')
    const again = http.get('/x', anything, 'browse')
    await run(Promise.all([listed, opened, again]))
    const urls = asked.slice(1).map(({ url }) => url.slice(-2))
    expect(urls.filter((url) => url === '/x')).toHaveLength(2)
  })

  it('[PL51] acts are never taken together', async () => {
    answers.push(json(200, { name: 'a' }), json(200, { name: 'b' }))
    await run(
      Promise.all([
        http.send('POST', '/x', { n: 1 }, anything),
        http.send('POST', '/x', { n: 1 }, anything),
      ]),
    )
    expect(asked.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":1}'])
  })

  it('[PL52] an expired token is renewed once and the call repeated; a second refusal is told', async () => {
    const expired = json(401, { code: 'token.expired' })
    answers.push(expired, json(200, { name: 'Ana' }), expired, expired)
    expect(await run(http.get('/x', anything))).toMatchObject({ ok: true })
    expect(renewals).toEqual(['token-1'])
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ])
    expect(await run(http.get('/x', anything))).toMatchObject({ code: 'token-expired' })
    expect(renewals).toEqual(['token-1', 'token-2'])
  })

  it('[PL63] Retry-After is honoured, by everybody', async () => {
    answers.push(
      json(429, { code: 'rate.limit' }, { 'retry-after': '2' }),
      json(200, { name: 'Ana' }),
    )
    const call = http.get('/x', anything)
    await clock.advance(1_999)
    answers.push(json(200, { name: 'Bea' }))
    const other = http.get('/y', anything)
    await clock.advance(0)
    expect(asked).toHaveLength(1)
    await clock.advance(3_000)
    expect([await call, await other].every((answer) => answer.ok)).toBe(true)
    expect(asked).toHaveLength(3)
  })

  it('[PL63] a read is asked again when the platform is down for a moment, an act is not', async () => {
    const down = json(503, { code: 'unavailable', message: 'x' })
    answers.push(down, down, json(200, { name: 'Ana' }))
    expect(await run(http.get('/x', anything))).toMatchObject({ ok: true })
    answers.push(down)
    expect(await run(http.send('POST', '/x', {}, anything))).toMatchObject({ code: 'unavailable' })
    expect(asked).toHaveLength(4)
  })

  it('[PL53] a request without an answer ends after its time, with a code', async () => {
    const never = () => new Promise<Response>(() => {})
    answers.push(never)
    expect(await run(http.send('POST', '/x', {}, anything))).toMatchObject({ code: 'timeout' })
    expect(clock.pending).toBe(0)
  })

  it('[PL53] a network that fails is "unreachable", with its cause', async () => {
    const broken = () => Promise.reject(new TypeError('fetch failed'))
    answers.push(broken, broken)
    expect(await run(http.get('/x', anything))).toMatchObject({
      code: 'unreachable',
      cause: expect.any(TypeError),
    })
  })

  it.each([
    [200, '<html>', 'unexpected-answer'],
    [200, '{"other":1}', 'unexpected-answer'],
    [200, '', 'unexpected-answer'],
    [302, '', 'unexpected-answer'],
    [403, '<html>', 'unexpected-answer'],
    [404, 'nothing', 'unexpected-answer'],
    [418, '{"code":"teapot"}', 'unexpected-answer'],
    [500, '<html>', 'unavailable'],
    [401, '', 'token-invalid'],
  ])('[PL54] an answer %i %s is %s', async (status, body, code) => {
    const answer = () => new Response(body, { status })
    answers.push(answer, answer, answer)
    expect(await run(http.get('/x', anything))).toMatchObject({ code })
  })

  it.each([
    [400, { code: 'bad.request', field: 'text' }, { code: 'bad-request', field: 'text' }],
    [413, { code: 'too.large' }, { code: 'bad-request' }],
    [
      403,
      { code: 'missing.permission', missing: 'Conversation:Control:Write' },
      { code: 'missing-permission', missing: 'Conversation:Control:Write' },
    ],
    [403, { code: 'missing.scope', missing: 's' }, { code: 'missing-scope', missing: 's' }],
    [403, { code: 'missing.licence', missing: 'l' }, { code: 'missing-licence', missing: 'l' }],
    [404, { code: 'not.found' }, { code: 'not-found' }],
    [
      409,
      { code: 'conversation.not.active' },
      { code: 'conflict', reason: 'conversation.not.active' },
    ],
  ])('[PL55] a refusal %i %o is expected, and in our words', async (status, body, error) => {
    answers.push(json(status, { ...body, status, message: 'in words', contextId: 'c' }))
    const answer = await run(http.get('/x', anything))
    expect(answer).toMatchObject({ ok: false, error })
  })

  it('[PL56] what is no id makes no request at all', async () => {
    for (const id of ['..', '.', 'a/b', 'a?b', 'a b', '', 'x'.repeat(129), 'ä'])
      expect(await run(http.get(route('/conversations/{}', id), anything), 0)).toEqual({
        ok: false,
        error: { code: 'not-found' },
      })
    expect(asked).toEqual([])
    expect(route('/a/{}/b/{}', 'one', 'user:2@x')).toBe('/a/one/b/user%3A2%40x')
  })
})
