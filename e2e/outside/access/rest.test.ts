import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Caller, createCaller } from '../../src/outside/caller.ts'
import { refusal } from '../../src/outside/refusal.ts'
import type { Named, Refusal } from '../../src/outside/shapes.ts'
import { type Call, startCall } from '../../src/outside/start-call.ts'
import { type OwnPlatform, startSimulator } from '../../src/outside/start-simulator.ts'
import { pause } from '../../src/outside/until.ts'

let platform: OwnPlatform
let api: Caller
let nobody: Caller
/** In a queue of the first supervisor, and in one they may not see. */
let mine: Call
let foreign: Call

beforeAll(async () => {
  platform = await startSimulator({ SIM_CALLS_PER_MINUTE: '0' })
  const { first, ofAnotherQueue } = platform.cast
  api = await platform.people.as(first)
  nobody = createCaller(platform.baseUrl, '')
  mine = await startCall(platform)
  foreign = await startCall(platform, { queueId: ofAnotherQueue.queueIds[0] ?? '' })
})

afterAll(() => platform?.stop())

/** Every REST door, asked about that conversation. */
function doorsOf(
  conversationId: string,
  userId = mine.agentUserId,
  queueId = mine.queueId,
  controlId = 'none',
  coachingId = 'none',
) {
  const conversation = `/conversations/${conversationId}`
  return [
    ['GET', '/users/me', 'login:read'],
    ['GET', '/routing/queues', 'routing:read'],
    ['GET', `/routing/queues/${queueId}/members`, 'routing:read'],
    ['GET', `/routing/users/${userId}/active-queues`, 'routing:read'],
    ['GET', `/routing/users/${userId}/active-interactions`, 'routing:read'],
    ['GET', '/conversations', 'conversation:read'],
    ['GET', conversation, 'conversation:read'],
    ['GET', `${conversation}/controls`, 'conversation:read'],
    ['GET', `${conversation}/controls/${controlId}`, 'conversation:read'],
    ['POST', `${conversation}/control`, 'conversation:control:write'],
    ['DELETE', `${conversation}/controls/${controlId}`, 'conversation:control:write'],
    ['POST', `${conversation}/controls/${controlId}/receipt`, 'conversation:read'],
    ['GET', `${conversation}/transcripts`, 'transcript:read'],
    ['POST', `${conversation}/help`, 'conversation:read'],
    ['DELETE', `${conversation}/help`, 'conversation:read'],
    ['GET', '/coaching/coachings', 'coaching:read'],
    ['POST', '/coaching/coachings', 'coaching:write'],
    ['GET', `/coaching/coachings/${coachingId}`, 'coaching:read'],
    ['PATCH', `/coaching/coachings/${coachingId}`, 'coaching:write'],
  ] as const
}

/** With a body that would be right where a door needs one to know which right it asks for. */
function send(caller: Caller, method: string, path: string): Promise<Answer<Refusal>> {
  if (method === 'GET' || method === 'DELETE') return caller.call(method, path)
  const body = path.endsWith('/control') ? rightWhisper() : rightCoaching()
  return caller.call(method, path, { body })
}

const rightWhisper = () => ({
  controlType: 'WHISPER',
  mediaType: 'TEXT',
  text: 'Hello',
  targetUserId: mine.agentUserId,
})

const rightCoaching = () => ({
  userId: mine.agentUserId,
  interactionId: mine.id,
  coachingType: 'REAL_TIME',
})

describe('the contract: refusals', () => {
  it('[OC24] without a token, or with one that is none, every door says 401 token.invalid', async () => {
    for (const [method, path] of doorsOf(mine.id)) {
      expect(await send(nobody, method, path), path).toMatchObject(refusal(401, 'token.invalid'))
      const wrong = createCaller(platform.baseUrl, 'not-a-token')
      expect(await send(wrong, method, path), path).toMatchObject(refusal(401, 'token.invalid'))
    }
    const basic = await nobody.call('GET', '/users/me', {
      headers: { authorization: 'Basic eDp4' },
    })
    expect(basic).toMatchObject(refusal(401, 'token.invalid'))
  })

  it('[OC24] the name of the token’s type is read in any case', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const headers = { authorization: `${scheme} ${api.token}` }
      expect((await nobody.call('GET', '/users/me', { headers })).status, scheme).toBe(200)
    }
  })

  it('[OC24] a token without the scope is 403 missing.scope that names it', async () => {
    const loginOnly = await platform.people.as(platform.cast.first, 'login:read')
    const routingOnly = await platform.people.as(platform.cast.first, 'routing:read')
    const whisper = await api.post<Named>(`/conversations/${mine.id}/control`, rightWhisper())
    const coaching = await api.post<Named>('/coaching/coachings', rightCoaching())
    const real = [mine.agentUserId, mine.queueId, whisper.body.id, coaching.body.id] as const
    for (const [method, path, scope] of doorsOf(mine.id, ...real)) {
      const caller = scope === 'login:read' ? routingOnly : loginOnly
      const answer = await send(caller, method, path)
      const isAgentsOwn = /receipt|help/.test(path)
      if (isAgentsOwn) expect(answer.status, path).toBe(403)
      else
        expect(answer, `${method} ${path}`).toMatchObject(
          refusal(403, 'missing.scope', { missing: scope }),
        )
    }
  })

  it('[OC24] what is absent and what this person may not see are the same 404', async () => {
    const { ofAnotherQueue } = platform.cast
    const apart = doorsOf(foreign.id, foreign.agentUserId, ofAnotherQueue.queueIds[0])
    const absent = doorsOf('no-such-conversation', 'no-such-user', 'no-such-queue')
    for (const [index, [method, path]] of apart.entries()) {
      const unknownPath = absent[index]?.[1] ?? ''
      if (path === unknownPath) continue
      const hidden = await send(api, method, path)
      const missing = await send(api, method, unknownPath)
      if (/receipt|help/.test(path)) {
        expect(hidden.status, path).toBe(missing.status)
        continue
      }
      expect(hidden, path).toMatchObject(refusal(404, 'not.found'))
      expect({ ...hidden.body, contextId: '' }).toEqual({ ...missing.body, contextId: '' })
    }
    expect(await api.get('/no/such/door')).toMatchObject(refusal(404, 'not.found'))
    expect(await api.get('/coaching/coachings/none')).toMatchObject(refusal(404, 'not.found'))
    expect(await api.get(`/conversations/${mine.id}/controls/none`)).toMatchObject(
      refusal(404, 'not.found'),
    )
    expect(await api.delete(`/conversations/${mine.id}/controls/none`)).toMatchObject(
      refusal(404, 'not.found'),
    )
  })

  it('[OC25] no kind of body brings the platform down: 400 with the field, or 413', async () => {
    const agent = await platform.people.byId(mine.agentUserId)
    const rest = doorsOf(mine.id).filter(([method]) => method === 'POST' || method === 'PATCH')
    const own = [
      '/_simulator/conversations',
      '/_simulator/faults',
      `/_simulator/conversations/${mine.id}/act`,
    ]
    const targets = [
      ...rest.map(
        ([method, path]) => [/receipt|help/.test(path) ? agent : api, method, path] as const,
      ),
      ...own.map((path) => [nobody, 'POST', path] as const),
      [nobody, 'PATCH', `/_simulator/people/${platform.cast.second.id}`] as const,
    ]
    const wrong: unknown[] = []
    for (const [caller, method, path] of targets) {
      const expected = path.includes('/none') ? [400, 404] : [400]
      for (const raw of ['{"half', 'null', '[]', '42', '"text"', '\0\xff']) {
        const answer = await caller.call(method, path, { raw })
        if (!expected.includes(answer.status)) wrong.push([method, path, raw, answer.status])
        if (answer.status === 400) expect(answer).toMatchObject(refusal(400, 'bad.request'))
      }
      const huge = await caller.call(method, path, { raw: `"${'x'.repeat(3_000_000)}"` })
      expect(huge, path).toMatchObject(refusal(413, /./))
      await pause(50)
    }
    expect(wrong).toEqual([])
    expect(platform.isAlive()).toBe(true)
  })

  it('[OC25] strange paths, methods and queries are refused, not crashed on', async () => {
    for (const path of [
      '/conversations/%00',
      '/conversations/%zz',
      `/conversations/${'x'.repeat(5_000)}`,
    ])
      expect((await api.get(path)).status, path.slice(0, 40)).toBeLessThan(500)
    for (const method of ['PUT', 'TRACE', 'OPTIONS', 'DELETE'])
      if (method !== 'TRACE') expect((await api.call(method, '/users/me')).status).toBeLessThan(500)
    for (const query of ['pageSize=x', 'pageSize=-1', 'pageSize=1e9', 'cursor=%F0', 'status=NO']) {
      const answer = await api.get(`/coaching/coachings?${query}`)
      expect([200, 400], query).toContain(answer.status)
    }
    const { port } = new URL(platform.baseUrl)
    for (const bytes of [
      'GARBAGE\r\n\r\n',
      `GET / HTTP/1.1\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
    ]) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.resume().write(bytes)
      await new Promise((resolve) => socket.once('close', resolve))
    }
    expect((await api.get('/users/me')).status).toBe(200)
  })
})

describe('the contract: the tenant’s limit and the platform’s bad days', () => {
  it('[OC26] over a hundred a second is 429 with Retry-After; own doors and OAuth do not count', async () => {
    await pause(1_100)
    const startedAt = performance.now()
    const answers = await Promise.all(Array.from({ length: 800 }, () => api.get('/users/me')))
    const tookSeconds = (performance.now() - startedAt) / 1_000
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    const served = answers.length - refused.length
    expect(served).toBeGreaterThanOrEqual(100)
    expect(served).toBeLessThanOrEqual(100 + 100 * tookSeconds)
    expect(refused[0]).toMatchObject(refusal(429, 'rate.limit'))
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    const others = [
      ...Array.from({ length: 150 }, () => nobody.get('/_simulator/requests')),
      ...Array.from({ length: 50 }, () => nobody.call('POST', '/oauth/token', { raw: '' })),
    ]
    expect((await Promise.all(others)).some(({ status }) => status === 429)).toBe(false)
    await pause(1_100)
    expect((await api.get('/users/me')).status).toBe(200)
  })

  it('[OC26] the fault rateLimit moves the limit for the whole tenant, and back', async () => {
    await platform.doors.setFaults({ rateLimit: 2 })
    const other = await platform.people.as(platform.cast.second)
    const answers = await Promise.all(
      [api, other, api, other, api, other, api, other].map((caller) => caller.get('/users/me')),
    )
    await platform.doors.clearFaults()
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(4)
    await pause(1_100)
    expect((await api.get('/users/me')).status).toBe(200)
  })

  it('[OC26] restErrorRate 1 is 503 with Retry-After at every door, and its own doors stay', async () => {
    await platform.doors.setFaults({ restErrorRate: 1 })
    for (const [method, path] of doorsOf(mine.id)) {
      const answer = await send(api, method, path)
      expect(answer, path).toMatchObject(refusal(503, /./))
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(0)
    }
    await platform.doors.clearFaults()
    expect((await api.get('/users/me')).status).toBe(200)
  })

  it('[OC26] restLatencyMs slows every answer by that much', async () => {
    await platform.doors.setFaults({ restLatencyMs: 700 })
    const startedAt = performance.now()
    expect((await api.get('/users/me')).status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(690)
    await platform.doors.clearFaults()
  })
})
