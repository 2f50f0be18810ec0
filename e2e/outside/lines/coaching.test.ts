import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import type { Coaching, Entities, Refusal } from '../../src/outside/shapes.ts'
import { type Call, startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { createStreams } from '../../src/outside/streams.ts'
import { pause, until } from '../../src/outside/until.ts'

let platform: SimulatedPlatform
let api: Caller
let other: Caller

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
  other = await platform.people.as(platform.cast.second)
})

const door = '/coaching/coachings'
const request = (call: Call, more: Record<string, unknown> = {}) => ({
  userId: call.agentUserId,
  interactionId: call.id,
  coachingType: 'REAL_TIME',
  ...more,
})

async function create(call: Call, more: Record<string, unknown> = {}, caller = api) {
  const answer = await caller.post<Coaching>(door, request(call, more))
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}

const patch = (coaching: Coaching, body: Record<string, unknown>, caller = api) =>
  caller.patch<Coaching>(`${door}/${coaching.id}`, body)

describe.concurrent('the contract: coaching', () => {
  it('[OC55] is created STARTED, with everything that was said', async () => {
    const call = await startCall(platform)
    const metadata = { source: 'console', panelSessionId: 'p', recordId: 'r', deep: { er: [1] } }
    const coaching = await create(call, { metadata })
    expect(coaching).toMatchObject({
      id: expect.stringMatching(/./),
      version: expect.any(Number),
      interactionId: call.id,
      userId: call.agentUserId,
      supervisorId: platform.cast.first.id,
      coachingType: 'REAL_TIME',
      status: 'STARTED',
      metadata,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    })
    expect((await api.get(`${door}/${coaching.id}`)).body).toEqual(coaching)
  })

  it('[OC55] 400 for a status, too much metadata, and what is no coaching', async () => {
    const call = await startCall(platform)
    const large = (bytes: number) => ({ a: 'é'.repeat((bytes - 8) / 2) })
    expect(Buffer.byteLength(JSON.stringify(large(2_048)))).toBe(2_048)
    const wrong: [string, Record<string, unknown>][] = [
      ['status', { status: 'STARTED' }],
      ['metadata', { metadata: large(2_050) }],
      ['metadata', { metadata: 'text' }],
      ['userId', { userId: undefined }],
      ['userId', { userId: 7 }],
      ['coachingType', { coachingType: 'LATER' }],
      ['coachingType', { coachingType: undefined }],
      ['interactionId', { interactionId: 7 }],
    ]
    for (const [field, change] of wrong)
      expect(await api.post(door, request(call, change)), field).toMatchObject({
        status: 400,
        body: { code: 'bad.request', field: expect.stringContaining(field) },
      })
    await create(call, { metadata: large(2_048) })
  })

  it('[OC55] one not-final coaching per interaction, whoever holds it: 409 with its id', async () => {
    const call = await startCall(platform)
    const held = await create(call)
    const exists = { status: 409, body: { code: 'coaching.exists', coachingId: held.id } }
    for (const caller of [api, other])
      expect(await caller.post(door, request(call))).toMatchObject(exists)
    await patch(held, { status: 'IN_PROGRESS' })
    expect(await other.post(door, request(call))).toMatchObject(exists)
    await patch(held, { status: 'COMPLETED' })
    await create(call, {}, other)
  })

  it('[OC55] without an interaction it is a general session, as many as one likes', async () => {
    const call = await startCall(platform)
    const general = { interactionId: undefined }
    const [one, two] = [await create(call, general), await create(call, general)]
    expect(one.interactionId ?? null).toBeNull()
    expect(two.id).not.toBe(one.id)
  })

  it('[OC55] 403 for an agent outside one’s queues', async () => {
    const elsewhere = await startCall(platform, {
      queueId: platform.cast.ofAnotherQueue.queueIds[0] ?? '',
    })
    const { people } = await platform.doors.state()
    const agent = people.find(({ id }) => id === elsewhere.agentUserId)
    const isShared = agent?.queueIds.some((id) => platform.cast.first.queueIds.includes(id))
    const answer = await api.post(door, request(elsewhere))
    if (isShared !== true) expect(answer.status).toBe(403)
    expect(answer.status).not.toBe(201)
    expect(
      (await api.post(door, { ...request(elsewhere), userId: 'nobody' })).status,
    ).toBeGreaterThanOrEqual(400)
  })

  it('[OC55] real time while it lives, post call after it ended, else interaction.invalid', async () => {
    const call = await startCall(platform)
    const invalid = { status: 409, body: { code: 'interaction.invalid' } }
    const post = { coachingType: 'POST_CALL' }
    for (const [there, back] of [
      [undefined, undefined],
      ['hold', 'retrieve'],
      ['transfer', 'cancel-transfer'],
      ['conference', 'leave-conference'],
    ]) {
      if (there !== undefined) await platform.doors.act(call.id, there)
      expect(await api.post(door, request(call, post)), there).toMatchObject(invalid)
      const coaching = await create(call)
      await patch(coaching, { status: 'IN_PROGRESS' })
      await patch(coaching, { status: 'COMPLETED' })
      if (back !== undefined) await platform.doors.act(call.id, back)
    }
    await platform.doors.act(call.id, 'end')
    await pause(2_200)
    expect(await api.post(door, request(call))).toMatchObject(invalid)
    const after = await create(call, post)
    await patch(after, { status: 'IN_PROGRESS' })
    await patch(after, { status: 'COMPLETED' })
    await platform.doors.act(call.id, 'wrap-up')
    await create(call, post)
    expect(await api.post(door, request(call, { interactionId: 'none' }))).toMatchObject({
      status: expect.toSatisfy((status: number) => [404, 409].includes(status)),
    })
  })

  it('[OC56] moves as the table says, its creator alone moves it, and metadata is replaced whole', async () => {
    const call = await startCall(platform)
    const coaching = await create(call, { metadata: { one: 1, two: 2 } })
    const status = async (wanted: string) => (await patch(coaching, { status: wanted })).status
    for (const early of ['PAUSED', 'COMPLETED', 'STARTED', 'INVALID', 'NONSENSE'])
      expect(await status(early), early).toBe(400)
    expect([403, 404]).toContain((await patch(coaching, { status: 'IN_PROGRESS' }, other)).status)
    for (const wanted of ['IN_PROGRESS', 'PAUSED', 'IN_PROGRESS', 'PAUSED'])
      expect(await status(wanted), wanted).toBe(200)
    const replaced = await patch(coaching, { status: 'IN_PROGRESS', metadata: { three: 3 } })
    expect(replaced.body).toMatchObject({ status: 'IN_PROGRESS', metadata: { three: 3 } })
    expect(replaced.body.metadata).toEqual({ three: 3 })
    expect(replaced.body.version).toBeGreaterThan(coaching.version)
    const huge = { status: 'PAUSED', metadata: { a: 'x'.repeat(2_100) } }
    expect((await patch(coaching, huge)).status).toBe(400)
    expect(await status('INVALID')).toBe(400)
    expect(await status('COMPLETED')).toBe(200)
    for (const late of ['IN_PROGRESS', 'PAUSED', 'STARTED', 'INVALID'])
      expect(await status(late), late).toBe(400)
  })

  it('[OC56] only its creator reads it', async () => {
    const coaching = await create(await startCall(platform))
    expect([403, 404]).toContain((await other.get(`${door}/${coaching.id}`)).status)
  })

  it('[OC56] the list is filtered by agent, interaction, status and metadata, and comes in pages', async () => {
    const [one, two] = [await startCall(platform), await startCall(platform)]
    const mark = `m${Date.now()}`
    const first = await create(one, { metadata: { mark, part: 'a' } })
    const second = await create(two, { metadata: { mark, part: 'b' } })
    await patch(second, { status: 'IN_PROGRESS' })
    const ids = async (query: string) => {
      const answer = await api.get<Entities<Coaching>>(`${door}?${query}`)
      expect(answer.status).toBe(200)
      return answer.body.entities.map(({ id }) => id)
    }
    expect(await ids(`interactionId=${one.id}`)).toEqual([first.id])
    expect(await ids(`metadata.part=b&metadata.mark=${mark}`)).toEqual([second.id])
    expect(await ids(`metadata.mark=${mark}&status=IN_PROGRESS`)).toEqual([second.id])
    expect(await ids(`metadata.mark=${mark}&userId=${one.agentUserId}`)).toContain(first.id)
    expect(await ids('metadata.mark=other')).toEqual([])
    const page = await api.get<Entities<Coaching>>(`${door}?metadata.mark=${mark}&pageSize=1`)
    expect(page.body.entities).toHaveLength(1)
    expect(page.body.nextCursor).toMatch(/./)
    const rest = await ids(
      `metadata.mark=${mark}&pageSize=1&cursor=${encodeURIComponent(page.body.nextCursor ?? '')}`,
    )
    expect(new Set([...page.body.entities.map(({ id }) => id), ...rest])).toEqual(
      new Set([first.id, second.id]),
    )
  })

  it('[OC56] a real-time coaching of a call that just ended is the guide’s zombie: taken, then INVALID', async ({
    onTestFinished,
  }) => {
    const stream = createStreams(platform.baseUrl, api.token, onTestFinished)
    const tap = await stream.subscribed({ id: 'c', events: ['coaching.*'] })
    const call = await startCall(platform)
    await platform.doors.act(call.id, 'end')
    await pause(500)
    const zombie = await create(call)
    expect(zombie.status).toBe('STARTED')
    await tap.next('INVALID', ({ data }) => data?.id === zombie.id && data.status === 'INVALID')
    expect(await api.get(`${door}/${zombie.id}`)).toMatchObject({ body: { status: 'INVALID' } })
    expect((await patch(zombie, { status: 'IN_PROGRESS' })).status).toBe(400)
  })
})

describe.concurrent('the contract: transcripts', () => {
  type Transcript = Entities<Record<string, unknown>> & { region?: string } & Partial<Refusal>
  async function readyAfterMs(call: Call, timeoutMs: number) {
    const startedAt = performance.now()
    const path = `/conversations/${call.id}/transcripts`
    const ready = await until('a transcript', timeoutMs, async () => {
      const { status, body } = await api.get<Transcript>(path)
      if (status === 404) expect(body.code).toBe('transcript.not.ready')
      else expect(status).toBe(200)
      await pause(200)
      return status === 200 && body.entities.length > 0 ? body : undefined
    })
    return { ready, tookMs: performance.now() - startedAt }
  }

  it('[OC57] pending at first, then raw text with times, personal data included', async () => {
    const call = await startCall(platform, { scenario: 'pii' })
    const first = await api.get<Transcript>(`/conversations/${call.id}/transcripts`)
    if (first.status === 200) expect(first.body.entities).toEqual([])
    else expect(first).toMatchObject({ status: 404, body: { code: 'transcript.not.ready' } })
    const { ready, tookMs } = await readyAfterMs(call, 25_000)
    expect(tookMs).toBeGreaterThan(3_000)
    expect(tookMs).toBeLessThan(22_000)
    expect(ready.region).toBe(call.region)
    for (const entity of ready.entities)
      expect(entity).toMatchObject({
        id: expect.any(String),
        participantId: expect.any(String),
        purpose: expect.stringMatching(/^(agent|customer|external)$/),
        startMs: expect.any(Number),
        endMs: expect.any(Number),
        text: expect.stringMatching(/./),
        final: expect.any(Boolean),
      })
  })

  it('[OC57] another region takes several times as long', async () => {
    const call = await startCall(platform, { scenario: 'cross-region' })
    expect(call.region).not.toBe(platform.cast.first.region)
    // Four seconds at least at home; three times that is not enough here.
    await pause(12_000)
    const { status, body } = await api.get<Transcript>(`/conversations/${call.id}/transcripts`)
    if (status === 200) expect(body.entities).toEqual([])
    else expect(body.code).toBe('transcript.not.ready')
  })
})

describe.concurrent('the contract: asking for help', () => {
  it('[OC58] the agent asks and takes it back; both are announced; nobody else may', async ({
    onTestFinished,
  }) => {
    const stream = createStreams(platform.baseUrl, api.token, onTestFinished)
    const tap = await stream.subscribed({ id: 'h', events: ['help'] })
    const call = await startCall(platform)
    const agent = await platform.people.byId(call.agentUserId)
    const path = `/conversations/${call.id}/help`
    for (const [field, body] of [
      ['reason', { urgency: 'LOW' }],
      ['urgency', { reason: 'x', urgency: 'PANIC' }],
      ['urgency', { reason: 'x' }],
      ['note', { reason: 'x', urgency: 'LOW', note: 7 }],
    ] as const)
      expect(await agent.post(path, body), field).toMatchObject({
        status: 400,
        body: { code: 'bad.request', field },
      })
    const help = { reason: 'angry customer', urgency: 'HIGH', note: 'please come' }
    expect((await api.post(path, help)).status).toBe(403)
    const person = (permissions: readonly string[]) =>
      api.patch(`/_simulator/people/${call.agentUserId}`, { permissions })
    await person([])
    expect(await agent.post(path, help)).toMatchObject({
      status: 403,
      body: { code: 'missing.permission', missing: 'Agent:Self' },
    })
    await person(['Agent:Self'])
    expect((await agent.post(path, help)).status).toBeLessThan(300)
    const asked = await tap.next(
      'asked',
      ({ name, conversationId }) => name === 'help.requested' && conversationId === call.id,
    )
    expect(asked).toMatchObject({ userId: call.agentUserId, queueId: call.queueId, data: help })
    const { helpRequests } = (
      await api.get<{ helpRequests: { conversationId: string }[] }>('/_simulator/state')
    ).body
    expect(helpRequests.some(({ conversationId }) => conversationId === call.id)).toBe(true)
    expect((await agent.delete(path)).status).toBeLessThan(300)
    await tap.next(
      'withdrawn',
      ({ name, conversationId }) => name === 'help.withdrawn' && conversationId === call.id,
    )
    expect((await agent.delete(path)).status).toBeLessThan(500)
    const colleagues = (await platform.doors.state()).people.filter(
      ({ role, id }) => role === 'agent' && id !== call.agentUserId,
    )
    const colleague = await platform.people.byId(colleagues[0]?.id)
    expect([403, 404]).toContain((await colleague.post(path, help)).status)
  })
})
