import type { Person } from '@sotto/domain'
import { silentLogger } from '@sotto/kernel'
import {
  coachingPageSchema,
  coachingReadingSchema,
  coachingSavedSchema,
  coachingViewSchema,
} from '@sotto/protocol'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'

const origin = 'http://localhost:4400'

/** The doors on an application in process; who sends a request stands in its `x-person` header. */
async function openDoors(part: Partial<Person> = {}) {
  const story = startStory()
  const person = makeSupervisor('sam', {
    permissions: [
      'read-routing',
      'read-conversation',
      'whisper',
      'read-coaching',
      'write-coaching',
    ],
    ...part,
  })
  story.platform.addPerson(person, ['q1'])
  const session = story.session(person)
  const app = fastify({ genReqId: () => 'context-1', bodyLimit: 64 * 1024 })
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress(origin),
    sessions: {
      authenticate: async (request) =>
        request.headers['x-person'] === person.id ? session : undefined,
      onEnded: () => () => {},
    },
  })
  await story.coaching.register(app)
  story.connectPanel(session)
  await story.settle()
  let keys = 0
  async function post(path: string, body: object | string, headers: Record<string, string> = {}) {
    keys += 1
    const sent = app.inject({
      method: 'POST',
      url: path,
      headers: {
        'x-person': person.id,
        origin,
        'idempotency-key': `key-${keys}-00000`,
        'content-type': 'application/json',
        ...headers,
      },
      payload: body,
    })
    await story.settle()
    const answer = await sent
    return { status: answer.statusCode, body: answer.json() }
  }
  /** As text: the list and its file. */
  async function list(door: 'search' | 'export', body: object = {}, who = person.id) {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/coachings/${door}`,
      headers: { 'x-person': who, origin, 'content-type': 'application/json' },
      payload: body,
    })
    return { status: answer.statusCode, text: answer.payload, headers: answer.headers }
  }
  async function get(path: string, who = person.id) {
    const answer = await app.inject({ method: 'GET', url: path, headers: { 'x-person': who } })
    return { status: answer.statusCode, text: answer.payload, headers: answer.headers }
  }
  async function start(headers: Record<string, string> = {}) {
    const body = { kind: 'real-time', tabId: 'tab-00000001' }
    return post('/api/conversations/c1/coachings', body, headers)
  }
  const write = (id: string, change: object) =>
    post(`/api/coachings/${id}/details`, {
      revision: 1,
      notes: '',
      tags: [],
      moments: [],
      ...change,
    })
  return { story, post, get, list, start, write, supervisor: story.supervisor(session) }
}

describe('the doors of coaching sessions', () => {
  it('[CS50] start, move, write and read a session, each once for a key', async () => {
    const { story, get, post, start, supervisor, write } = await openDoors()
    const sending = story.commands.sendText(supervisor, 'c1', 'offer the refund')
    await story.settle()
    await sending
    const key = { 'idempotency-key': 'start-key-1' }
    const first = await start(key)
    expect(first.status).toBe(201)
    const view = coachingViewSchema.parse(first.body)
    expect(await start(key)).toEqual(first)
    expect(story.platform.coachings.size).toBe(1)
    expect(await post(`/api/coachings/${view.id}/state`, { action: 'pause' })).toMatchObject({
      status: 200,
      body: { state: 'paused' },
    })
    const moments = [{ id: 'm-1', atMs: 61_000, label: 'the refund' }]
    const written = {
      notes: 'calm',
      tags: ['empathy'],
      rating: 4,
      followUpOn: '2026-02-28',
      moments,
    }
    expect(await write(view.id, written)).toMatchObject({ status: 200, body: { details: written } })
    const read = coachingReadingSchema.parse(
      JSON.parse((await get(`/api/coachings/${view.id}`)).text),
    )
    expect(read.coaching.details).toEqual(written)
    expect(read.whispers).toMatchObject([{ kind: 'whisper-text', text: 'offer the refund' }])
  })

  it('[CS100] what is personal is masked before it is kept, its writer is told, and nothing else is lost', async () => {
    const { get, list, start, story, write } = await openDoors()
    const { id } = (await start()).body
    const typed = {
      notes: 'She read 4111 1111 1111 1111,\nthen 25 euros; call 415-555-0123.',
      tags: ['empathy', 'rosa@example.com'],
      moments: [{ id: 'm-1', atMs: 1_000, label: 'Carla Client hangs up' }],
    }
    const saved = coachingSavedSchema.parse((await write(id, typed)).body)
    expect(saved.details).toMatchObject({
      notes: 'She read [card •••• 1111],\nthen 25 euros; call [phone].',
      tags: ['empathy', '[email]'],
      moments: [{ id: 'm-1', atMs: 1_000, label: '[name] hangs up' }],
    })
    expect(saved.masked.map(({ kind }) => kind)).toEqual(['card', 'phone', 'email', 'name'])
    const again = await write(id, { ...saved.details, revision: saved.detailsRevision })
    expect(again).toMatchObject({ status: 200, body: { details: saved.details, masked: [] } })
    const everything = JSON.stringify([
      await story.stores.coachings.byId(id),
      await get(`/api/coachings/${id}`),
      await list('export'),
      await list('search', { text: '4111' }),
    ])
    for (const hidden of ['4111 1111', '415-555', 'rosa@', 'Carla'])
      expect(everything).not.toContain(hidden)
    expect(everything).toContain('then 25 euros')
  })

  it('[CS101] a reference that reads as a card number is refused, and nothing is begun', async () => {
    const { post, story } = await openDoors()
    const body = { kind: 'real-time', tabId: 'tab-00000001', reference: '4111-1111-1111-1111' }
    expect(await post('/api/conversations/c1/coachings', body)).toMatchObject({
      status: 400,
      body: { field: 'reference' },
    })
    expect(story.platform.coachings.size).toBe(0)
    const other = await post('/api/conversations/c1/coachings', { ...body, reference: 'QM-4711' })
    expect(other.status).toBe(201)
  })

  it('[RD127] a whisper in the record of a session has everything personal masked', async () => {
    const { get, post, start } = await openDoors()
    const text = 'call Carla Client back on 415-555-0123'
    await post('/api/conversations/c1/whispers', { text })
    const { id } = (await start()).body
    const read = coachingReadingSchema.parse(JSON.parse((await get(`/api/coachings/${id}`)).text))
    expect(read.whispers).toMatchObject([{ text: 'call [name] back on [phone]' }])
  })

  it.each([
    [{ notes: 'x'.repeat(10_001) }, 'notes'],
    [{ notes: 'half \ud83d a pair' }, 'notes'],
    [{ notes: 'a NUL \0' }, 'notes'],
    [{ tags: ['\ude00'] }, 'tags.0'],
    [{ tags: ['x'.repeat(51)] }, 'tags.0'],
    [{ tags: [' padded '] }, 'tags.0'],
    [{ tags: ['twice', 'twice'] }, 'tags'],
    [{ tags: Array.from({ length: 21 }, (_, place) => `t${place}`) }, 'tags'],
    [{ rating: 6 }, 'rating'],
    [{ rating: 2.5 }, 'rating'],
    [{ followUpOn: '2026-02-30' }, 'followUpOn'],
    [{ followUpOn: 'tomorrow' }, 'followUpOn'],
    [{ moments: [{ id: 'm', atMs: -1, label: '' }] }, 'moments.0.atMs'],
    [{ moments: [{ id: 'm', atMs: 1, label: '\ud83d' }] }, 'moments.0.label'],
    [{ revision: 0 }, 'revision'],
    [{ extra: true }, 'body'],
  ])(
    '[CS51] details %j are refused with their field, and nothing is changed',
    async (change, field) => {
      const { start, story, write } = await openDoors()
      const { body } = await start()
      expect(await write(body.id, change)).toMatchObject({
        status: 400,
        body: { code: 'bad-request', field },
      })
      expect((await story.stores.coachings.byId(body.id))?.detailsRevision).toBe(1)
    },
  )

  it('[CS51] a text of 1 MB is refused, and the session goes on', async () => {
    const { post, start, write } = await openDoors()
    const { body } = await start()
    expect(await write(body.id, { notes: 'x'.repeat(1_000_000) })).toMatchObject({
      status: 413,
      body: { code: 'body-too-large' },
    })
    expect((await write(body.id, { notes: '\u{1F600}'.repeat(10_000) })).status).toBe(200)
    expect((await post(`/api/coachings/${body.id}/state`, { action: 'complete' })).status).toBe(200)
  })

  it.each([
    ['/api/conversations/c1/coachings', { kind: 'real-time' }, 'tabId'],
    ['/api/conversations/c1/coachings', { kind: 'general', tabId: 'tab-00000001' }, 'kind'],
    [
      '/api/conversations/c1/coachings',
      { kind: 'real-time', tabId: 'tab-00000001', status: 'COMPLETED' },
      'body',
    ],
    [
      '/api/conversations/c1/coachings',
      { kind: 'real-time', tabId: 'tab-00000001', reference: 'two words' },
      'reference',
    ],
    ['/api/coachings/some-id/state', { action: 'invalidate' }, 'action'],
  ])('[CS52] %s with %j is refused with its field', async (path, body, field) => {
    const { post, story } = await openDoors()
    expect(await post(path, body)).toMatchObject({ status: 400, body: { field } })
    expect(story.platform.createdCoachings).toEqual([])
  })

  it('[CS52] from another origin, without a session and without a key nothing is done', async () => {
    const { get, list, start, story } = await openDoors()
    expect((await start({ origin: 'http://evil.example' })).status).toBe(403)
    expect((await start({ 'x-person': 'nobody' })).status).toBe(401)
    expect((await start({ 'idempotency-key': 'no' })).status).toBe(400)
    for (const path of ['/api/coachings/x', '/api/ended-conversations'])
      expect((await get(path, 'nobody')).status).toBe(401)
    for (const door of ['search', 'export'] as const)
      expect((await list(door, {}, 'nobody')).status).toBe(401)
    expect(story.platform.createdCoachings).toEqual([])
  })

  it('[CS53] list by filter and page, and hand the same out as a file', async () => {
    const { list, start, story, write } = await openDoors()
    const { body } = await start()
    await write(body.id, { notes: '=cmd|calc\nsecond "line"', tags: ['@tag', '-1'] })
    const stored = await story.stores.coachings.byId(body.id)
    for (const place of [1, 2, 3])
      await story.stores.coachings.insert({
        ...stored!.record,
        id: `older-${place}`,
        platformCoachingId: `older-${place}`,
        agentName: '+4930 1234',
        startedAt: 1_000 * place,
        state:
          place === 3
            ? { name: 'refused', at: 1, reason: 'conflict' }
            : { name: 'completed', at: 1 },
      })
    const page = async (asked: object) =>
      coachingPageSchema.parse(JSON.parse((await list('search', asked)).text))
    const first = await page({ pageSize: 2 })
    expect(first.coachings.map(({ id }) => id)).toEqual([body.id, 'older-2'])
    const next = await page({ pageSize: 2, cursor: first.nextCursor })
    expect(next).toMatchObject({ coachings: [{ id: 'older-1' }] })
    expect(next.nextCursor).toBeUndefined()
    expect((await page({ state: 'refused' })).coachings.map(({ id }) => id)).toEqual(['older-3'])
    const running = { state: 'running', mine: true, text: 'calc' }
    expect((await page(running)).coachings).toHaveLength(1)
    for (const wrong of [
      ...[{ cursor: 'abc' }, { pageSize: 0 }, { state: 'lost' }, { from: 'x' }, { unknown: 1 }],
      ...[{ from: null }, { mine: false }, { text: 'x'.repeat(201) }, { text: 'half \ud83d' }, []],
    ])
      expect([wrong, (await list('search', wrong)).status]).toEqual([wrong, 400])
    expect((await list('export', { pageSize: 1 })).status).toBe(400)
    const file = await list('export')
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="sotto-coaching-[\d-]+\.csv"$/,
      ),
    })
    const text = file.text.replace('\u{FEFF}', '')
    expect(text.split('\r\n')).toHaveLength(5)
    expect(text).toContain(`,"'=cmd|calc\nsecond ""line""",`)
    expect(text).toContain(`,'@tag; -1,`)
    expect(text).toContain(`,'+4930 1234,`)
  })

  it('[CS54] people with CX1 see the list; who may not read sessions is told which right is missing', async () => {
    const cx1 = await openDoors({ licence: 'cx1' })
    expect((await cx1.list('search')).status).toBe(200)
    expect(await cx1.start()).toMatchObject({
      status: 403,
      body: { code: 'missing-licence', missing: 'CX2' },
    })
    const without = await openDoors({ permissions: ['read-routing', 'read-conversation'] })
    const refused = await without.list('search')
    expect(refused.status).toBe(403)
    expect(JSON.parse(refused.text)).toMatchObject({ missing: 'read-coaching' })
  })

  it('[HT42] take no field that stands twice, or that is none of theirs', async () => {
    const { list } = await openDoors()
    expect((await list('search', { state: 'running' })).status).toBe(200)
    for (const fields of [{ state: ['running', 'paused'] }, { queueIds: 'q2' }, { text: ['a'] }])
      for (const door of ['search', 'export'] as const)
        expect([fields, (await list(door, fields)).status]).toEqual([fields, 400])
  })

  it('[CS111] what is searched for and taken as a file comes in a body; in an address it is refused, and finds nothing', async () => {
    const { get, list, post, start, write } = await openDoors()
    const { body } = await start()
    await write(body.id, { notes: 'calm about the refund', tags: ['empathy'] })
    for (const door of ['search', 'export'] as const) {
      const found = await list(door, { text: 'refund', tag: 'empathy' })
      expect([door, found.status]).toEqual([door, 200])
      expect(found.text).toContain(body.id)
      const inAddress = await post(`/api/coachings/${door}?text=refund`, {})
      expect(inAddress).toMatchObject({ status: 400, body: { field: 'query' } })
      expect(JSON.stringify(inAddress)).not.toContain('refund')
      const foreign = await post(`/api/coachings/${door}`, {}, { origin: 'http://evil.example' })
      expect(foreign).toMatchObject({ status: 403, body: { code: 'cross-origin' } })
    }
    for (const old of [
      'coachings?text=refund',
      'coachings.csv?text=refund',
      'coachings/search?text=x',
    ])
      expect([old, (await get(`/api/${old}`)).status]).toEqual([old, 404])
  })

  it('[AC30] who may look into no conversation is told so by every list', async () => {
    const without = await openDoors({ permissions: ['read-routing', 'read-coaching'] })
    const ended = await without.get('/api/ended-conversations')
    for (const refused of [await without.list('search'), await without.list('export'), ended]) {
      expect(refused.status).toBe(403)
      expect(JSON.parse(refused.text)).toMatchObject({ missing: 'read-conversation' })
    }
  })

  it('[CS55] hostile texts come back as they were written, and in no log', async () => {
    const { get, start, write } = await openDoors()
    const { body } = await start()
    const notes = `<script>alert(1)</script><img src=x onerror=alert(1)> '; drop table coaching_record;-- \${x} {{x}} \u202Etxt`
    const tags = ['<b>bold</b>', '"><svg onload=alert(1)>', 'عاجل', '\u{1F9D1}\u200D\u{1F4BB}']
    await write(body.id, { notes, tags })
    const read = await get(`/api/coachings/${body.id}`)
    expect(JSON.parse(read.text).coaching.details).toMatchObject({ notes, tags })
    expect(read.headers['content-type']).toBe('application/json; charset=utf-8')
  })
})
