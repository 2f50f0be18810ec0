import { createFakeClock } from '@sotto/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { maren } from '../world/testing/world-on-trial.ts'
import { type ApiOnTrial, putApiOnTrial } from './testing/api-on-trial.ts'
import { createTokenBucket } from './token-bucket.ts'

let api: ApiOnTrial

beforeEach(async () => {
  api = await putApiOnTrial()
})

const me = () => api.call('GET', '/api/v2/users/me', { as: maren })

describe('refusals', () => {
  it('[SW90] every refusal has the one shape', async () => {
    for (const [status, code, answer] of [
      [401, 'token.invalid', await api.call('GET', '/api/v2/users/me')],
      [404, 'not.found', await api.call('GET', '/api/v2/nothing')],
      [404, 'not.found', await api.call('GET', '/nothing/at/all')],
      [405, 'method.not.allowed', await api.call('DELETE', '/api/v2/users/me')],
      [400, 'bad.request', await api.call('POST', '/_simulator/faults', { rawBody: '{' })],
      [400, 'bad.request', await api.call('POST', '/_simulator/faults', { rawBody: '[1]' })],
    ] as const) {
      expect(answer.status).toBe(status)
      expect(answer.body).toMatchObject({ status, code })
      expect(answer.body.message).toEqual(expect.any(String))
      expect(answer.body.contextId).toEqual(expect.any(String))
    }
  })

  it('[SW90] each has a context id of its own', async () => {
    const answers = [await api.call('GET', '/x'), await api.call('GET', '/x')]
    expect(new Set(answers.map(({ body }) => body.contextId)).size).toBe(2)
  })

  it('[SW90] 405 says what is possible', async () => {
    const { headers } = await api.call('PUT', '/_simulator/faults')
    expect(String(headers.allow).split(', ').sort()).toEqual(['DELETE', 'GET', 'HEAD', 'POST'])
  })

  it('[SW91] a body too large is 413, one of another kind 415, and the next request works', async () => {
    const { id } = api.scenario()
    const url = `/api/v2/conversations/${id}/control`
    const huge = { as: maren, rawBody: JSON.stringify({ text: 'x'.repeat(70_000) }) }
    expect(await api.call('POST', url, huge)).toMatchObject({
      status: 413,
      body: { code: 'body.too.large' },
    })
    const form = { as: maren, rawBody: 'a=b', headers: { 'content-type': 'text/csv' } }
    expect(await api.call('POST', url, form)).toMatchObject({
      status: 415,
      body: { code: 'unsupported.media.type' },
    })
    expect((await me()).status).toBe(200)
  })

  it('[SW91] a door that fails by itself is 500 without its inner words', async () => {
    Object.assign(api.world.roster, {
      members() {
        throw new Error('secret detail')
      },
    })
    const answer = await api.call('GET', '/api/v2/routing/queues/queue-billing/members', {
      as: maren,
    })
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal.error' } })
    expect(JSON.stringify(answer.body)).not.toContain('secret')
  })
})

describe('limits and faults', () => {
  it('[SW92] a hundred requests at once, then 429 with Retry-After, then a hundred a second', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 101; count += 1) statuses.push((await me()).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(100)
    const refused = await me()
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate.limit' } })
    expect(refused.headers['retry-after']).toBe('1')
    api.clock.advanceSync(10)
    expect((await me()).status).toBe(200)
    expect((await me()).status).toBe(429)
    expect((await api.call('GET', '/_simulator/state')).status).toBe(200)
  })

  it('[SW92] the fault sets another limit at once', async () => {
    await api.call('POST', '/_simulator/faults', { body: { rateLimit: 2 } })
    const statuses = [await me(), await me(), await me()].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 429])
    await api.call('DELETE', '/_simulator/faults')
    api.clock.advanceSync(1_000)
    for (let count = 0; count < 50; count += 1) expect((await me()).status).toBe(200)
  })

  it('[SW92] a slow bucket says how long it takes', () => {
    const bucket = createTokenBucket(createFakeClock(), () => 0.1)
    expect([bucket.take(), bucket.take()]).toEqual([0, 10])
  })

  it('[SW93] answers are late by restLatencyMs, the simulator’s own are not', async () => {
    api.faults.merge({ restLatencyMs: 500 })
    let answered = false
    const asking = me().then(() => {
      answered = true
    })
    await api.clock.advance(499)
    expect(answered).toBe(false)
    expect((await api.call('GET', '/_simulator/state')).status).toBe(200)
    await api.clock.advance(1)
    await asking
    expect(answered).toBe(true)
  })

  it('[SW93] a share of requests fails with 503 and Retry-After', async () => {
    api.faults.merge({ restErrorRate: 1 })
    const refused = await me()
    expect(refused).toMatchObject({ status: 503, body: { code: 'service.unavailable' } })
    expect(refused.headers['retry-after']).toBe('1')
    api.faults.merge({ restErrorRate: 0.5 })
    const statuses: number[] = []
    for (let count = 0; count < 80; count += 1) statuses.push((await me()).status)
    const failed = statuses.filter((status) => status === 503).length
    expect(failed).toBeGreaterThan(20)
    expect(failed).toBeLessThan(60)
  })

  it('[SW94] requests are counted by route, method and status, with the bytes answered', async () => {
    const { id } = api.scenario()
    await me()
    await me()
    await api.call('GET', '/api/v2/users/me')
    await api.call('GET', `/api/v2/conversations/${id}`, { as: maren })
    await api.call('GET', `/api/v2/conversations/nothing?access_token=abc`, { as: maren })
    await api.call('GET', '/api/v2/nowhere')
    await api.call('GET', '/_simulator/state')
    const { body } = await api.call('GET', '/_simulator/requests')
    const bytes = expect.any(Number)
    expect(body).toMatchObject({
      since: '2026-01-01T12:00:00.000Z',
      eventStreams: { connections: 2, bytes: 300 },
      tokenInUrl: 2,
    })
    const conversationRoute = '/api/v2/conversations/{conversationId}'
    expect(body.rest).toEqual([
      { method: 'GET', route: '/api/v2/users/me', status: 200, count: 2, bytes },
      { method: 'GET', route: '/api/v2/users/me', status: 401, count: 1, bytes },
      { method: 'GET', route: conversationRoute, status: 200, count: 1, bytes },
      { method: 'GET', route: conversationRoute, status: 404, count: 1, bytes },
      { method: 'GET', route: '(unknown)', status: 404, count: 1, bytes },
    ])
    const answer = await me()
    expect(body.rest[0].bytes).toBe(2 * JSON.stringify(answer.body).length)
    api.clock.advanceSync(1_000)
    const zeroed = await api.call('DELETE', '/_simulator/requests')
    expect(zeroed.body).toEqual({
      since: '2026-01-01T12:00:01.000Z',
      rest: [],
      eventStreams: { connections: 0, bytes: 0 },
      tokenInUrl: 0,
    })
  })
})

describe('the simulator’s own doors', () => {
  it('[SW95] they exist on loopback only', async () => {
    for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(await api.call('GET', '/_simulator/state', { remoteAddress })).toMatchObject({
        status: 200,
      })
    for (const remoteAddress of ['10.0.0.7', '2001:db8::1', '::ffff:10.0.0.7'])
      expect(await api.call('GET', '/_simulator/state', { remoteAddress })).toMatchObject({
        status: 404,
        body: { code: 'not.found' },
      })
  })

  it('[SW95] a page of elsewhere, under a name that leads here, does not find them', async () => {
    const ask = (headers: Record<string, string>) =>
      api.call('GET', '/_simulator/state', { headers })
    for (const host of ['127.0.0.1:4500', 'localhost:4500', '[::1]:4500'])
      expect((await ask({ host, origin: `http://${host}` })).status).toBe(200)
    for (const headers of [
      { host: 'rebound.example:4500' },
      { host: 'rebound.example:4500', origin: 'http://rebound.example:4500' },
      { host: 'localhost:4500', origin: 'https://elsewhere.example' },
      { host: 'localhost:4500', origin: 'null' },
    ])
      expect(await ask(headers)).toMatchObject({ status: 404, body: { code: 'not.found' } })
  })

  it('[SW95] the state is the whole truth', async () => {
    const { id } = api.scenario({ scenario: 'busy' })
    api.world.requestHelp(id, { reason: 'x', urgency: 'LOW' })
    const { body } = await api.call('GET', '/_simulator/state')
    expect(Object.keys(body).sort()).toEqual([
      'coachings',
      'controls',
      'conversations',
      'helpRequests',
      'people',
      'queues',
    ])
    expect(body.conversations).toEqual([
      expect.objectContaining({
        id,
        state: 'ACTIVE',
        scenario: 'busy',
        agentUserId: api.conversation(id).participants[1]?.userId,
      }),
    ])
    const director = body.people.find(({ director }: { director?: boolean }) => director)
    expect(director).toMatchObject({
      name: 'Beatrix Holloway',
      role: 'supervisor',
      queueIds: ['queue-billing', 'queue-support', 'queue-sales', 'queue-returns'],
      region: 'us-east-1',
      licence: 'CX3',
      telephony: true,
      engagement: true,
    })
    expect(body.helpRequests).toHaveLength(1)
  })

  it('[SW95] people’s rights change at once', async () => {
    const path = `/_simulator/people/${api.person(maren).id}`
    const changed = await api.call('PATCH', path, { body: { active: false, licence: 'CX1' } })
    expect(changed).toMatchObject({ status: 200, body: { active: false, licence: 'CX1' } })
    expect((await me()).status).toBe(401)
    for (const [field, body] of [
      ['queueIds', { queueIds: ['queue-nowhere'] }],
      ['permissions.0', { permissions: ['Everything'] }],
      ['licence', { licence: 'CX4' }],
      ['rights', { rights: [] }],
    ] as const)
      expect(await api.call('PATCH', path, { body })).toMatchObject({
        status: 400,
        body: { field },
      })
    expect(await api.call('PATCH', '/_simulator/people/nobody', { body: {} })).toMatchObject({
      status: 404,
    })
  })

  it('[SW95] conversations on demand, and acts on them', async () => {
    const started = await api.call('POST', '/_simulator/conversations', {
      body: { scenario: 'steady' },
    })
    expect(started).toMatchObject({ status: 200, body: { state: 'ACTIVE' } })
    const act = (action: string, id = started.body.id) =>
      api.call('POST', `/_simulator/conversations/${id}/act`, { body: { action } })
    expect(await act('hold')).toMatchObject({ status: 200, body: { state: 'HOLD', version: 2 } })
    expect(await act('hold')).toMatchObject({ status: 409, body: { code: 'action.not.allowed' } })
    expect(await act('dance')).toMatchObject({ status: 400, body: { field: 'action' } })
    expect(await act('hold', 'nothing')).toMatchObject({ status: 404 })
    for (const [field, body] of [
      ['scenario', {}],
      ['scenario', { scenario: 'party' }],
      ['region', { scenario: 'steady', region: 'the moon' }],
      ['queueId', { scenario: 'steady', queueId: 'nothing' }],
      ['agentUserId', { scenario: 'steady', agentUserId: 'nobody' }],
      ['agent', { scenario: 'steady', agent: 'x' }],
    ] as const)
      expect(await api.call('POST', '/_simulator/conversations', { body })).toMatchObject({
        status: 400,
        body: { field },
      })
  })

  it('[SW96] faults merge, show what is in force, and are cleared', async () => {
    const set = (body: object) => api.call('POST', '/_simulator/faults', { body })
    expect((await set({ restLatencyMs: 0, mediaQueueDelayMs: 12_000 })).body).toMatchObject({
      mediaQueueDelayMs: 12_000,
    })
    expect((await set({ controlEventsSilent: 'all', leakWhisperToCustomer: -6 })).body).toEqual({
      ...(await api.call('GET', '/_simulator/faults')).body,
      mediaQueueDelayMs: 12_000,
      controlEventsSilent: 'all',
      leakWhisperToCustomer: -6,
    })
    expect((await set({ controlEventsSilent: null })).body.controlEventsSilent).toBeNull()
    const cleared = await api.call('DELETE', '/_simulator/faults')
    expect(cleared.body).toMatchObject({ mediaQueueDelayMs: 0, leakWhisperToCustomer: null })
    for (const [field, body] of [
      ['loseEvents', { loseEvents: 1.1 }],
      ['mediaQueueDelayMs', { mediaQueueDelayMs: -1 }],
      ['mediaQueueDelayMs', { mediaQueueDelayMs: 'long' }],
      // More than a timer can count would strike at once.
      ['restLatencyMs', { restLatencyMs: 3_000_000_000 }],
      ['controlEventsSilent', { controlEventsSilent: 'some' }],
      ['mediaQueueDelay', { mediaQueueDelay: 5 }],
      ['rotateEventStreams.closesInMs', { rotateEventStreams: {} }],
      ['dropEventStreams', { dropEventStreams: false }],
    ] as const)
      expect(await set(body)).toMatchObject({ status: 400, body: { field } })
    expect(api.faults.current.loseEvents).toBe(0)
  })

  it('[SW96] what strikes once strikes at once, and is not in force afterwards', async () => {
    const strikes: unknown[] = []
    api.faults.onStrike((fault) => strikes.push(fault))
    const { body } = await api.call('POST', '/_simulator/faults', {
      body: {
        dropEventStreams: true,
        dropMediaSockets: true,
        expireTokens: true,
        rotateEventStreams: { closesInMs: 500 },
        loseTokenAnswers: 2,
      },
    })
    expect(strikes).toEqual([
      { type: 'drop-event-streams' },
      { type: 'drop-media-sockets' },
      { type: 'expire-tokens' },
      { type: 'rotate-event-streams', closesInMs: 500 },
    ])
    expect(body).toMatchObject({ loseTokenAnswers: 2 })
    expect('dropEventStreams' in body).toBe(false)
  })

  it('[SW97] recordings by leg and stretch; what does not exist is 404', async () => {
    const path = '/_simulator/conversations/recorded/recording'
    const whole = await api.call('GET', `${path}?leg=agent-ear`)
    expect(whole).toMatchObject({ status: 200, body: 'agent-ear 0 end' })
    expect(whole.headers['content-type']).toBe('audio/wav')
    const part = await api.call('GET', `${path}?leg=customer-channel&fromMs=500&toMs=1500`)
    expect(part.body).toBe('customer-channel 500 1500')
    expect(await api.call('GET', `${path}?leg=third-ear`)).toMatchObject({ status: 404 })
    expect(
      await api.call('GET', '/_simulator/conversations/nothing/recording?leg=agent-ear'),
    ).toMatchObject({ status: 404 })
    for (const [field, query] of [
      ['leg', ''],
      ['fromMs', 'leg=agent-ear&fromMs=-1'],
      ['toMs', 'leg=agent-ear&fromMs=10&toMs=5'],
      ['toMs', 'leg=agent-ear&toMs=soon'],
    ])
      expect(await api.call('GET', `${path}?${query}`)).toMatchObject({
        status: 400,
        body: { field },
      })
  })
})
