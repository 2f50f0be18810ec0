import { beforeEach, describe, expect, it } from 'vitest'
import type { Conversation } from '../world/shapes.ts'
import { maren, oskar } from '../world/testing/world-on-trial.ts'
import { type ApiOnTrial, putApiOnTrial } from './testing/api-on-trial.ts'

let api: ApiOnTrial
let call: Conversation
let agentName: string
let url: string

beforeEach(async () => {
  api = await putApiOnTrial()
  call = api.scenario()
  agentName = call.participants[1]?.name ?? ''
  url = `/api/v2/conversations/${call.id}`
})

const agentId = () => call.participants[1]?.userId ?? ''
const get = (path: string, as = maren) => api.call('GET', path, { as })

async function whisper(body: object = {}, as = maren) {
  return api.call('POST', `${url}/control`, {
    as,
    body: {
      controlType: 'WHISPER',
      targetUserId: agentId(),
      mediaType: 'TEXT',
      text: 'offer the refund',
      metadata: { coachingSessionId: 's1', nested: { anything: [1, null] } },
      ...body,
    },
  })
}

describe('people and routing', () => {
  it('[SW73] who am I', async () => {
    const { body } = await get('/api/v2/users/me')
    expect(Object.keys(body).sort()).toEqual([
      'email',
      'engagement',
      'id',
      'licence',
      'name',
      'permissions',
      'region',
      'role',
      'telephony',
    ])
    expect(body).toMatchObject({ name: maren, role: 'supervisor', region: 'us-east-1' })
  })

  it('[SW73] queues are those one may see; the director sees all', async () => {
    expect((await get('/api/v2/routing/queues')).body).toEqual({
      entities: [{ id: 'queue-billing', name: 'Billing' }],
    })
    const { body } = await get('/api/v2/routing/queues', 'Beatrix Holloway')
    expect(body.entities).toHaveLength(4)
  })

  it('[SW73] members are the queue’s agents, idle ones too', async () => {
    const { body } = await get('/api/v2/routing/queues/queue-billing/members')
    expect(body.entities.length).toBeGreaterThan(8)
    const member = body.entities.find(({ id }: { id: string }) => id === agentId())
    expect(member).toEqual({
      id: agentId(),
      name: agentName,
      presence: 'BUSY',
      routingStatus: 'INTERACTING',
      licence: expect.stringMatching(/^CX[23]$/),
      telephony: true,
      engagement: true,
    })
    const statuses = body.entities.map((one: { routingStatus: string }) => one.routingStatus)
    expect(new Set(statuses)).toEqual(new Set(['IDLE', 'INTERACTING', 'OFF_QUEUE']))
  })

  it('[SW73] an agent’s queues and interactions, as far as one may see them', async () => {
    const both = [...api.world.people.values()].find(
      ({ queueIds, role, routingStatus }) =>
        role === 'agent' && queueIds.length === 2 && routingStatus === 'IDLE',
    )
    const [first = '', second = ''] = both?.queueIds ?? []
    const there = api.scenario({ agentUserId: both?.id, queueId: first })
    const elsewhere = api.scenario({ scenario: 'chat', agentUserId: both?.id, queueId: second })
    const path = `/api/v2/routing/users/${both?.id}`
    const all = await get(`${path}/active-interactions`, 'Beatrix Holloway')
    expect(all.body.entities).toEqual([
      {
        id: there.id,
        mediaType: 'VOICE',
        state: 'ACTIVE',
        queueId: first,
        startTime: there.startTime,
      },
      expect.objectContaining({ id: elsewhere.id, mediaType: 'CHAT', queueId: second }),
    ])
    expect((await get(`${path}/active-queues`, 'Beatrix Holloway')).body.entities).toHaveLength(2)
    const own = await get(`${path}/active-interactions`)
    expect(own.body.entities).toHaveLength(1)
    expect((await get(`${path}/active-queues`)).body).toEqual({
      entities: [{ id: 'queue-billing', name: 'Billing' }],
    })
    api.world.act(there.id, 'end')
    api.world.act(elsewhere.id, 'end')
    const after = await get(`${path}/active-interactions`, 'Beatrix Holloway')
    expect(after.body.entities).toEqual([])
  })

  it('[SW73] an agent off the queue has no active queue', async () => {
    const away = [...api.world.people.values()].find(
      ({ routingStatus, queueIds, role }) =>
        role === 'agent' && routingStatus === 'OFF_QUEUE' && queueIds.includes('queue-billing'),
    )
    const { body } = await get(`/api/v2/routing/users/${away?.id}/active-queues`)
    expect(body).toEqual({ entities: [] })
  })
})

describe('conversations', () => {
  it('[SW74] one conversation, in the contract’s shape', async () => {
    const { body } = await get(url)
    expect(body).toEqual(JSON.parse(JSON.stringify(call)))
    expect(Object.keys(body).sort()).toEqual([
      'audioQuality',
      'id',
      'mediaType',
      'participants',
      'queueId',
      'recording',
      'region',
      'startTime',
      'state',
      'stateSince',
      'version',
    ])
    expect(body.participants[1]).toEqual({
      participantId: expect.any(String),
      purpose: 'agent',
      userId: agentId(),
      name: agentName,
      state: 'CONNECTED',
      telephony: true,
      engagement: true,
      mediaChannels: [
        {
          id: expect.any(String),
          mediaType: 'AUDIO',
          state: 'ACTIVE',
          whisperSupported: true,
          codecs: ['PCMU', 'PCMA'],
        },
        expect.objectContaining({ mediaType: 'TEXT', state: 'ACTIVE', whisperSupported: true }),
      ],
    })
  })

  it('[SW75] all conversations at once weigh 20 KB each: the trap is there', async () => {
    for (let count = 0; count < 3; count += 1) api.scenario()
    api.scenario({ scenario: 'chat' })
    const { body } = await get('/api/v2/conversations?type=voice')
    expect(body).toMatchObject({ total: 4, pageNumber: 1 })
    for (const entity of body.entities) {
      const bytes = JSON.stringify(entity).length
      expect(bytes).toBeGreaterThanOrEqual(20_000)
      expect(bytes).toBeLessThan(21_000)
      expect(entity.participants[1].purpose).toBe('agent')
    }
    const second = await get('/api/v2/conversations?pageSize=3&pageNumber=2')
    expect(second.body.entities).toHaveLength(2)
    expect(await get('/api/v2/conversations?pageSize=0')).toMatchObject({
      status: 400,
      body: { field: 'pageSize' },
    })
  })

  it('[SW76] a transcript is first absent, then empty, then there: 4 to 20 s after the start', async () => {
    const seen: string[] = []
    let lengthAtSecond: number | undefined
    for (let second = 0; second <= 20; second += 1) {
      const { status, body } = await get(`${url}/transcripts`)
      const now = status === 404 ? body.code : body.entities.length === 0 ? 'empty' : 'there'
      if (seen.at(-1) !== now) seen.push(now)
      if (now === 'there') lengthAtSecond ??= second
      if (now !== 'transcript.not.ready') expect(body.region).toBe('us-east-1')
      api.clock.advanceSync(1_000)
    }
    expect(seen).toEqual(['transcript.not.ready', 'empty', 'there'])
    expect(lengthAtSecond).toBeGreaterThanOrEqual(4)
    const { body } = await get(`${url}/transcripts`)
    expect(body.entities[0]).toEqual({
      id: expect.any(String),
      participantId: call.participants[1]?.participantId,
      purpose: 'agent',
      startMs: 500,
      endMs: 2_500,
      text: 'hello this is billing',
      final: true,
    })
    expect(body.entities.every(({ final }: { final: boolean }) => final)).toBe(true)
  })

  it('[SW76] in another region it takes several times as long', async () => {
    const readyAt = async (as: string) => {
      for (let second = 0; second < 100; second += 1) {
        const { status, body } = await get(`${url}/transcripts`, as)
        if (status === 200 && body.entities.length > 0) return second
        api.clock.advanceSync(1_000)
      }
      return Number.POSITIVE_INFINITY
    }
    const near = await readyAt(maren)
    const far = await readyAt('Yumi Nakagawa')
    expect(near + far).toBeGreaterThanOrEqual(near * 3)
    expect(far).toBeLessThan(100)
  })

  it('[SW76] the fault delays it further', async () => {
    api.faults.merge({ transcriptDelayMs: 60_000 })
    api.clock.advanceSync(60_000)
    expect((await get(`${url}/transcripts`)).body.entities ?? []).toEqual([])
    api.faults.clear()
    expect((await get(`${url}/transcripts`)).status).toBe(200)
  })

  it('[SW77] the agent asks for help and takes it back', async () => {
    const body = { reason: 'refund limit?', urgency: 'NORMAL', note: 'quickly' }
    const asked = await api.call('POST', `${url}/help`, { as: agentName, body })
    expect(asked).toMatchObject({ status: 200, body: { ...body, userId: agentId(), version: 1 } })
    const again = await api.call('POST', `${url}/help`, { as: agentName, body })
    expect(again).toMatchObject({ status: 409, body: { code: 'help.exists' } })
    expect(await api.call('DELETE', `${url}/help`, { as: agentName })).toMatchObject({
      status: 204,
    })
    expect(await api.call('DELETE', `${url}/help`, { as: agentName })).toMatchObject({
      status: 404,
    })
  })

  it('[SW77] nobody asks for help in another’s name', async () => {
    const body = { reason: 'x', urgency: 'LOW' }
    expect(await api.call('POST', `${url}/help`, { as: maren, body })).toMatchObject({
      status: 403,
      body: { missing: 'Agent:Self' },
    })
    const colleague = [...api.world.people.values()].find(
      ({ role, queueIds, id }) =>
        role === 'agent' && queueIds.includes('queue-billing') && id !== agentId(),
    )
    const theirs = await api.call('POST', `${url}/help`, { as: colleague?.name, body })
    expect(theirs).toMatchObject({ status: 404 })
    for (const [field, wrong] of [
      ['reason', { reason: '', urgency: 'LOW' }],
      ['urgency', { reason: 'x', urgency: 'VERY' }],
      ['note', { reason: 'x', urgency: 'LOW', note: 'y'.repeat(1_001) }],
    ] as const)
      expect(await api.call('POST', `${url}/help`, { as: agentName, body: wrong })).toMatchObject({
        status: 400,
        body: { field },
      })
  })
})

describe('controls', () => {
  it('[SW78] a control is accepted with its id and QUEUED, and can be followed', async () => {
    const { status, body } = await whisper()
    expect(status).toBe(200)
    expect(body).toEqual({ id: expect.any(String), status: 'QUEUED' })
    api.clock.advanceSync(150)
    const second = await whisper({ text: 'second' })
    const one = await get(`${url}/controls/${body.id}`)
    expect(one.body).toMatchObject({
      id: body.id,
      version: 2,
      status: 'COMPLETED',
      text: 'offer the refund',
      supervisorId: api.person(maren).id,
      metadata: { coachingSessionId: 's1', nested: { anything: [1, null] } },
    })
    const all = await get(`${url}/controls`)
    expect(all.body.entities.map(({ id }: { id: string }) => id)).toEqual([second.body.id, body.id])
    expect(await get(`${url}/controls/nothing`)).toMatchObject({ status: 404 })
  })

  it('[SW78] the supervisor is the token’s person, whatever metadata says', async () => {
    const { body } = await whisper({ metadata: { supervisorId: api.person(oskar).id } })
    const { body: control } = await get(`${url}/controls/${body.id}`)
    expect(control.supervisorId).toBe(api.person(maren).id)
    expect(control.metadata).toEqual({ supervisorId: api.person(oskar).id })
  })

  it('[SW78] a control of another conversation is not found here', async () => {
    const { body } = await whisper()
    const other = api.scenario()
    const path = `/api/v2/conversations/${other.id}/controls/${body.id}`
    expect(await get(path)).toMatchObject({ status: 404 })
    expect(await api.call('DELETE', path, { as: maren })).toMatchObject({ status: 404 })
  })

  it('[SW78] DELETE is 204, then 409', async () => {
    const { body } = await whisper({ mediaType: 'AUDIO', audioMixLevel: 0.65 })
    const path = `${url}/controls/${body.id}`
    const headers = { 'content-type': 'application/json' }
    expect(await api.call('DELETE', path, { as: maren, headers })).toMatchObject({ status: 204 })
    expect((await get(path)).body).toMatchObject({ status: 'FAILED', failureReason: 'CANCELLED' })
    expect(await api.call('DELETE', path, { as: maren })).toMatchObject({ status: 409 })
  })

  it('[SW78] silent "all": GET, too, answers the last announced status', async () => {
    api.faults.merge({ controlEventsSilent: 'all' })
    const { body } = await whisper()
    api.clock.advanceSync(10_000)
    expect((await get(`${url}/controls/${body.id}`)).body.status).toBe('QUEUED')
    expect((await get(`${url}/controls`)).body.entities[0].status).toBe('QUEUED')
    const state = await api.call('GET', '/_simulator/state')
    expect(state.body.controls[0].status).toBe('COMPLETED')
  })

  it.each([
    ['controlType', { controlType: 'SHOUT' }],
    ['mediaType', { mediaType: 'VIDEO' }],
    ['targetUserId', { targetUserId: '' }],
    ['targetUserId', { targetParticipantId: 'p1' }],
    ['audioMixLevel', { mediaType: 'AUDIO', audioMixLevel: '0.5' }],
    ['audioMixLevel', { mediaType: 'AUDIO', audioMixLevel: 2 }],
    ['text', { text: '' }],
    ['text', { text: 7 }],
  ])('[SW79] a bad %s is 400 and names it', async (field, body) => {
    expect(await whisper(body)).toMatchObject({ status: 400, body: { code: 'bad.request', field } })
    expect(api.world.controls.size).toBe(0)
  })

  it('[SW33] the target agent’s token alone gives a receipt', async () => {
    const { body } = await whisper()
    api.world.deskOccupied(agentId(), true)
    api.clock.advanceSync(150)
    const path = `${url}/controls/${body.id}/receipt`
    const colleague = [...api.world.people.values()].find(
      ({ role, queueIds, id }) =>
        role === 'agent' && queueIds.includes('queue-billing') && id !== agentId(),
    )
    const seen = { seen: true }
    expect(await api.call('POST', path, { as: maren, body: seen })).toMatchObject({
      status: 403,
      body: { missing: 'Agent:Self' },
    })
    expect(await api.call('POST', path, { as: colleague?.name, body: seen })).toMatchObject({
      status: 404,
    })
    for (const bad of [{}, { seen: false }, { answer: 'MAYBE' }])
      expect(await api.call('POST', path, { as: agentName, body: bad })).toMatchObject({
        status: 400,
      })
    expect(await api.call('POST', path, { as: agentName, body: seen })).toMatchObject({
      status: 200,
      body: { readAt: expect.any(String) },
    })
    expect(
      await api.call('POST', path, { as: agentName, body: { answer: 'NEED_YOU' } }),
    ).toMatchObject({ status: 200, body: { answer: 'NEED_YOU' } })
  })
})

describe('coaching', () => {
  const create = (body: object = {}, as = maren) =>
    api.call('POST', '/api/v2/coaching/coachings', {
      as,
      body: { interactionId: call.id, userId: agentId(), coachingType: 'REAL_TIME', ...body },
    })

  it('[SW49] create, read, change', async () => {
    const { status, body } = await create({ metadata: { source: 'test' } })
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'STARTED', version: 1 })
    const path = `/api/v2/coaching/coachings/${body.id}`
    expect((await get(path)).body).toEqual(body)
    expect(await get(path, oskar)).toMatchObject({ status: 404 })
    const patch = (change: unknown, as = maren) => api.call('PATCH', path, { as, body: change })
    expect(await patch({ status: 'IN_PROGRESS' })).toMatchObject({
      status: 200,
      body: { status: 'IN_PROGRESS', version: 2, metadata: { source: 'test' } },
    })
    expect(await patch({ status: 'PAUSED', metadata: { notes: 'x' } })).toMatchObject({
      body: { status: 'PAUSED', metadata: { notes: 'x' } },
    })
    for (const bad of [{}, { status: 'STARTED' }, { status: 'INVALID' }, { status: 'DONE' }])
      expect(await patch(bad)).toMatchObject({ status: 400, body: { field: 'status' } })
    expect(await patch({ status: 'COMPLETED' }, oskar)).toMatchObject({ status: 404 })
  })

  it.each([
    ['status', { status: 'IN_PROGRESS' }],
    ['status', { status: 'STARTED' }],
    ['coachingType', { coachingType: 'LATER' }],
    ['userId', { userId: 5 }],
    ['metadata', { metadata: 'text' }],
    ['metadata', { metadata: { text: 'x'.repeat(2_048) } }],
  ])('[SW49] a bad %s is 400', async (field, body) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { field } })
    expect(api.world.coachings.size).toBe(0)
  })

  it('[SW49] a second one is 409 with the first one’s id', async () => {
    const { body } = await create()
    expect(await create({}, oskar)).toMatchObject({
      status: 409,
      body: { code: 'coaching.exists', coachingId: body.id },
    })
  })

  it('[SW49] one’s own are listed, newest first, filtered and page by page', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count += 1) {
      const { body } = await create({ interactionId: undefined, metadata: { n: count, key: 'k' } })
      ids.unshift(body.id)
    }
    await create({ interactionId: undefined }, oskar)
    const list = async (query: string) => (await get(`/api/v2/coaching/coachings?${query}`)).body
    const idsOf = (body: { entities: { id: string }[] }) => body.entities.map(({ id }) => id)
    expect(idsOf(await list(''))).toEqual(ids)
    expect(idsOf(await list('metadata.key=k&metadata.n=3'))).toEqual([ids[1]])
    expect(idsOf(await list('metadata.key=other'))).toEqual([])
    expect(idsOf(await list(`userId=${agentId()}&status=STARTED`))).toEqual(ids)
    expect(idsOf(await list('userId=nobody'))).toEqual([])
    expect(idsOf(await list(`interactionId=${call.id}`))).toEqual([])
    const first = await list('pageSize=2')
    await create({ interactionId: undefined })
    const second = await list(`pageSize=2&cursor=${first.nextCursor}`)
    const third = await list(`pageSize=2&cursor=${second.nextCursor}`)
    expect([first, second, third].flatMap(idsOf)).toEqual(ids)
    expect('nextCursor' in third).toBe(false)
    for (const [field, query] of [
      ['pageSize', 'pageSize=101'],
      ['cursor', 'cursor=bm90aGluZw'],
      ['status', 'status=DONE'],
    ])
      expect(await get(`/api/v2/coaching/coachings?${query}`)).toMatchObject({
        status: 400,
        body: { field },
      })
  })
})
