import { createHash } from 'node:crypto'
import { type Logger, silentLogger } from '@sotto/kernel'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { makeConversation, makeMember, makeSupervisor } from '../../test/coaching/people.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'
import { createRecordingLogger } from '../../test/support/recording-logger.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'

const origin = 'http://localhost:4400'
const tabId = 'tab-00000001'

/** The doors on an application in process; who sends a request stands in its `x-person` header. */
async function openDoors(person = makeSupervisor('sam'), logger: Logger = silentLogger) {
  const story = startStory({ logger })
  story.platform.addPerson(person, ['q1'])
  const session = story.session(person)
  const app = fastify({ genReqId: () => 'context-1' })
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
  const panel = story.connectPanel(session)
  await story.settle()
  let keys = 0
  return {
    story,
    app,
    panel,
    async post(path: string, body?: unknown, headers: Record<string, string | undefined> = {}) {
      keys += 1
      const all: Record<string, string | undefined> = {
        'x-person': person.id,
        origin,
        'idempotency-key': `key-${keys}-00000`,
        ...headers,
      }
      const given = Object.entries(all).filter(([, value]) => value !== undefined)
      const answer = await app.inject({
        method: 'POST',
        url: path,
        headers: Object.fromEntries(given) as Record<string, string>,
        ...(body === undefined ? {} : { payload: body as object }),
      })
      return { status: answer.statusCode, body: answer.json() }
    },
    async get(path: string, headers: Record<string, string> = { 'x-person': person.id }) {
      const answer = await app.inject({ method: 'GET', url: path, headers })
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}

describe('the log of acts', () => {
  it('[OP45] has one line for each command, and lines of its control by the same context, down to the platform’s word', async () => {
    const logger = createRecordingLogger()
    const { panel, post, story } = await openDoors(makeSupervisor('sam'), logger)
    panel.show('c1')
    await story.settle()
    const sent = await post('/api/conversations/c1/whispers', { text: 'Offer the upgrade.' })
    expect(sent.status).toBe(202)
    await post('/api/conversations/c1/mode', { mode: 'monitor', tabId })
    await story.settle()
    for (const control of [...story.platform.controls.values()]) story.platform.openLine(control.id)
    await story.settle()
    const linesOf = (event: string) => logger.lines.filter((line) => line.event === event)
    expect(linesOf('command').map(({ fields }) => fields)).toMatchObject([
      {
        command: 'send-text',
        subjectId: 'c1',
        supervisorId: 'sam',
        status: 202,
        contextId: 'context-1',
      },
      {
        command: 'change-mode',
        subjectId: 'c1',
        supervisorId: 'sam',
        status: 202,
        contextId: 'context-1',
      },
    ])
    const { controlId } = z.object({ controlId: z.string() }).parse(sent.body)
    const ofText = linesOf('control-changed').filter(({ fields }) => fields.controlId === controlId)
    expect(ofText.map(({ fields }) => fields.state).slice(0, 2)).toEqual(['submitted', 'queued'])
    const kinds = new Set(linesOf('control-changed').map(({ fields }) => fields.kind))
    expect(kinds).toEqual(new Set(['whisper-text', 'monitor']))
    for (const { fields } of linesOf('control-changed'))
      expect(fields).toMatchObject({
        contextId: 'context-1',
        conversationId: 'c1',
        supervisorId: 'sam',
        agentUserId: 'ana',
      })
    expect(logger.text()).not.toContain('upgrade')
  })

  it('[OP45] says of what was refused why, by its code', async () => {
    const logger = createRecordingLogger()
    const { post } = await openDoors(makeSupervisor('sam'), logger)
    await post('/api/conversations/c1/mode', { mode: 'loud', tabId })
    const [line] = logger.lines.filter(({ event }) => event === 'command')
    expect(line?.fields).toMatchObject({
      status: 400,
      reason: 'bad-request',
      contextId: 'context-1',
    })
  })
})

describe('the doors of the coaching lease', () => {
  it('[LE23] refuse with a reason what cannot be: bodies, fences, agents, wishes; and answer once for a key', async () => {
    const { app, panel, post, story } = await openDoors()
    const door = (name: string) => `/api/agents/ana/lease/${name}`
    panel.show('c1')
    await story.settle()
    for (const [name, body] of [
      ['ask', { tabId, conversationId: '' }],
      ['ask', { tabId: 'x', conversationId: 'c1' }],
      ['withdraw', { tabId, supervisorId: 7 }],
      ['hand-over', { tabId, fence: 1.5, supervisorId: 'mia' }],
      ['hand-over', { tabId, fence: -1, supervisorId: 'mia' }],
      ['hand-over', { tabId, fence: 1, supervisorId: 'mia', force: true }],
    ] as const)
      expect(await post(door(name), body)).toMatchObject({
        status: 400,
        body: { code: 'bad-request' },
      })
    const ask = { tabId, conversationId: 'c1' }
    expect(await post(door('ask'), ask)).toMatchObject({ body: { code: 'nothing-to-ask-for' } })
    expect(await post(door('ask'), { tabId, conversationId: 'c2' })).toMatchObject({ status: 404 })
    expect(await post(door('hand-over'), { tabId, fence: 1, supervisorId: 'mia' })).toMatchObject({
      status: 409,
      body: { code: 'stale-fence' },
    })
    const holder = { supervisorId: 'mia', tabId: 'tab-00000002', name: 'Mia' }
    await story.stores.leases.acquire({ agentUserId: 'ana', holder, ttlMs: 60_000 })
    expect(await post(door('ask'), ask)).toMatchObject({ status: 202 })
    expect(await post('/api/conversations/c1/mode', { mode: 'coach', tabId })).toMatchObject({
      status: 409,
      body: { code: 'being-coached', by: 'Mia' },
    })
    const [stored] = await story.stores.leases.byAgents(['ana'])
    expect(stored?.lease).toMatchObject({ fence: 1, holder, wishes: [{ supervisorId: 'sam' }] })
    await app.close()
  })
})

describe('the command doors', () => {
  it('take a mode, a text, a cancellation and list the controls', async () => {
    const { story, post, get } = await openDoors()
    expect(await post('/api/conversations/c1/mode', { mode: 'monitor', tabId })).toEqual({
      status: 202,
      body: { accepted: true },
    })
    const sent = await post('/api/conversations/c1/whispers', { text: 'offer the refund' })
    expect(sent.status).toBe(202)
    await story.settle()
    const list = await get('/api/conversations/c1/controls')
    expect(list.body.controls.map((control: { kind: string }) => control.kind)).toEqual([
      'whisper-text',
      'monitor',
    ])
    expect(list.body.controls[0]).toMatchObject({ id: sent.body.controlId, state: 'queued' })
    const cancelled = await post(`/api/controls/${sent.body.controlId}/cancel`)
    expect(cancelled.status).toBe(202)
    await story.settle()
    expect((await get('/api/conversations/c1/controls')).body.controls[0]).toMatchObject({
      state: 'cancelled',
      reason: 'stopped-by-supervisor',
    })
  })

  it('[AC32] list one’s own controls only where one may still look', async () => {
    const { story, post, get } = await openDoors()
    const list = '/api/conversations/c1/controls'
    await post('/api/conversations/c1/whispers', { text: 'offer the refund' })
    await story.settle()
    expect((await get(list)).body.controls).toHaveLength(1)
    story.platform.setQueues('sam', [])
    story.platform.tellState({ state: 'interrupted', reason: 'right-removed', retryInMs: 1 })
    await story.settle(1_100)
    const { contextId: _, ...absent } = (await get('/api/conversations/nothing/controls')).body
    expect(await get(list)).toMatchObject({ status: 404, body: absent })
  })

  it('[CM21] read the conversation before every whisper and line', async () => {
    const { story, post } = await openDoors()
    await post('/api/conversations/c1/whispers', { text: 'one' })
    await post('/api/conversations/c1/whispers', { text: 'two' })
    await post('/api/conversations/c1/mode', { mode: 'monitor', tabId })
    expect(story.callsOf('conversation')).toHaveLength(3)
    story.platform.change('c1', { phase: 'held' }, 'silently')
    expect(await post('/api/conversations/c1/mode', { mode: 'coach', tabId })).toMatchObject({
      status: 409,
      body: { code: 'conversation-held', contextId: 'context-1' },
    })
    expect(story.callsOf('startControl').map((call) => call.argument)).toHaveLength(3)
  })

  it('[CM21] answer 404 alike for what is outside one’s queues and what is nowhere', async () => {
    const { story, post } = await openDoors()
    const outside = await post('/api/conversations/c2/whispers', { text: 'hello' })
    const nowhere = await post('/api/conversations/c99/whispers', { text: 'hello' })
    expect(outside).toEqual(nowhere)
    expect(outside).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await post('/api/conversations/c2/mode', { mode: 'coach', tabId })).toMatchObject({
      status: 404,
    })
    expect(story.platform.started).toEqual([])
  })

  it.each([
    [
      'permission',
      { permissions: ['read-conversation', 'monitor'] as const },
      'missing-permission',
      'whisper',
    ],
    ['engagement', { engagement: false }, 'missing-engagement', 'engagement'],
  ])(
    '[CM21] name the %s that the supervisor lacks for a text',
    async (_name, part, code, missing) => {
      const { post } = await openDoors(makeSupervisor('sam', part))
      expect(await post('/api/conversations/c1/whispers', { text: 'hello' })).toMatchObject({
        status: 403,
        body: { code, missing },
      })
    },
  )

  it('[CM21] name what the agent lacks, and refuse Coach to who may not listen', async () => {
    const { story, post } = await openDoors()
    const agent = story.platform.conversation('c1').participants[1]!
    story.platform.change('c1', { participants: [{ ...agent, telephony: false }] }, 'silently')
    expect(await post('/api/conversations/c1/mode', { mode: 'coach', tabId })).toMatchObject({
      status: 403,
      body: { code: 'agent-missing-telephony', missing: 'telephony' },
    })
    const deaf = await openDoors(
      makeSupervisor('sam', { permissions: ['read-conversation', 'whisper'] }),
    )
    expect(await deaf.post('/api/conversations/c1/mode', { mode: 'coach', tabId })).toMatchObject({
      status: 403,
      body: { code: 'missing-permission', missing: 'monitor' },
    })
  })

  it('[CM22] the same key gives the same answer and does nothing again', async () => {
    const { story, post } = await openDoors()
    const key = { 'idempotency-key': 'same-key-0001' }
    const [first, second] = [
      await post('/api/conversations/c1/whispers', { text: 'once' }, key),
      await post('/api/conversations/c1/whispers', { text: 'once' }, key),
    ]
    expect(second).toEqual(first)
    await story.settle()
    expect(story.platform.started).toHaveLength(1)
  })

  it('[CM22] a refusal is an answer too', async () => {
    const { story, post } = await openDoors()
    const key = { 'idempotency-key': 'same-key-0002' }
    story.platform.change('c1', { phase: 'ended' }, 'silently')
    const first = await post('/api/conversations/c1/whispers', { text: 'late' }, key)
    expect(first).toMatchObject({ status: 409, body: { code: 'conversation-ended' } })
    story.platform.change('c1', { phase: 'active' }, 'silently')
    expect(await post('/api/conversations/c1/whispers', { text: 'late' }, key)).toEqual(first)
  })

  it('[CM22] the same key with another command is refused', async () => {
    const { story, post } = await openDoors()
    const key = { 'idempotency-key': 'same-key-0003' }
    await post('/api/conversations/c1/whispers', { text: 'one' }, key)
    for (const again of [
      await post('/api/conversations/c1/whispers', { text: 'two' }, key),
      await post('/api/conversations/c1/mode', { mode: 'off', tabId }, key),
    ])
      expect(again).toMatchObject({ status: 422, body: { code: 'key-used' } })
    await story.settle()
    expect(story.platform.started).toHaveLength(1)
  })

  it('[CM22] a command that is still running is not run twice', async () => {
    const { story, post } = await openDoors()
    const key = { 'idempotency-key': 'same-key-0004' }
    const letGo = story.platform.holdBack('conversation')
    const first = post('/api/conversations/c1/whispers', { text: 'one' }, key)
    await story.settle()
    expect(await post('/api/conversations/c1/whispers', { text: 'one' }, key)).toMatchObject({
      status: 409,
      body: { code: 'still-running' },
    })
    letGo()
    expect((await first).status).toBe(202)
  })

  it('[CM22] after a failure of the platform the key is free again', async () => {
    const { story, post } = await openDoors()
    const key = { 'idempotency-key': 'same-key-0005' }
    story.platform.failNext('conversation', 'unreachable')
    expect(await post('/api/conversations/c1/whispers', { text: 'one' }, key)).toMatchObject({
      status: 503,
      body: { code: 'platform-unavailable' },
    })
    expect((await post('/api/conversations/c1/whispers', { text: 'one' }, key)).status).toBe(202)
  })

  const crashed = (story: Story, key: string, command: readonly unknown[]) =>
    story.stores.idempotency.begin({
      supervisorId: 'sam',
      key,
      bodyHash: createHash('sha256').update(JSON.stringify(command)).digest('hex'),
      at: story.clock.wallNow(),
    })

  it('[CM60] a key left by a dead server runs again after 5 s where nothing was written', async () => {
    const { story, post } = await openDoors()
    const key = 'same-key-0060'
    await crashed(story, key, ['send-text', 'c1', { text: 'one' }])
    const again = () =>
      post('/api/conversations/c1/whispers', { text: 'one' }, { 'idempotency-key': key })
    await story.settle(4_900)
    expect(await again()).toMatchObject({ status: 409, body: { code: 'still-running' } })
    await story.settle(200)
    const answer = await again()
    expect(answer.status).toBe(202)
    expect(await again()).toEqual(answer)
    await story.settle()
    expect(story.platform.started).toHaveLength(1)
  })

  it('[CM60] a text that was written is answered from its row, and not sent again', async () => {
    const { story, post } = await openDoors()
    const key = 'same-key-0061'
    const command = ['send-text', 'c1', { text: 'one' }]
    const finish = story.stores.idempotency.finish
    // Written and sent; the server dies before the answer is kept.
    story.stores.idempotency.finish = () => Promise.reject(new Error('gone'))
    const send = () =>
      post('/api/conversations/c1/whispers', command[2] as object, { 'idempotency-key': key })
    const first = await send()
    story.stores.idempotency.finish = finish
    await story.settle(5_100)
    expect(await send()).toEqual(first)
    await story.settle()
    expect(story.platform.started).toHaveLength(1)
  })

  it('[CM60] a change of mode whose line was written is accepted and opens no second one', async () => {
    const { story, post } = await openDoors()
    const key = { 'idempotency-key': 'same-key-0062' }
    const finish = story.stores.idempotency.finish
    story.stores.idempotency.finish = () => Promise.reject(new Error('gone'))
    const change = () => post('/api/conversations/c1/mode', { mode: 'monitor', tabId }, key)
    await change()
    await story.settle()
    const [control] = [...story.platform.controls.values()]
    story.platform.endControl(control!.id, { status: 'failed', failure: 'capacity' })
    story.stores.idempotency.finish = finish
    await story.settle(5_100)
    expect(await change()).toMatchObject({ status: 202, body: { accepted: true } })
    await story.settle()
    expect(story.platform.started).toHaveLength(1)
  })

  it('[CM60] a stop that was written is accepted, not called already final', async () => {
    const { story, post } = await openDoors()
    const sent = await post('/api/conversations/c1/whispers', { text: 'one' })
    await story.settle()
    const path = `/api/controls/${sent.body.controlId}/cancel`
    const finish = story.stores.idempotency.finish
    story.stores.idempotency.finish = () => Promise.reject(new Error('gone'))
    await post(path, undefined, { 'idempotency-key': 'same-key-0063' })
    story.stores.idempotency.finish = finish
    await story.settle(5_100)
    expect((await post(path)).body).toMatchObject({ code: 'already-final' })
    expect(await post(path, undefined, { 'idempotency-key': 'same-key-0063' })).toMatchObject({
      status: 202,
    })
  })

  it('[CM60] a command that takes long keeps its key by heartbeat', async () => {
    const { story, post } = await openDoors()
    const key = { 'idempotency-key': 'same-key-0064' }
    const letGo = story.platform.holdBack('conversation')
    const first = post('/api/conversations/c1/whispers', { text: 'one' }, key)
    await story.settle(20_000)
    expect(await post('/api/conversations/c1/whispers', { text: 'one' }, key)).toMatchObject({
      status: 409,
      body: { code: 'still-running' },
    })
    letGo()
    expect((await first).status).toBe(202)
  })

  it('[CM22] two supervisors may use the same key', async () => {
    const { story, post } = await openDoors()
    const key = { 'idempotency-key': 'same-key-0006' }
    await story.stores.idempotency.begin({
      supervisorId: 'rita',
      key: key['idempotency-key'],
      bodyHash: 'x',
      at: 0,
    })
    expect((await post('/api/conversations/c1/whispers', { text: 'one' }, key)).status).toBe(202)
  })

  it('[CM23] refuse what lacks a session, our origin, a key or a readable body', async () => {
    const { story, post, get } = await openDoors()
    const path = '/api/conversations/c1/whispers'
    const body = { text: 'hello' }
    const refusals = [
      [await post(path, body, { 'x-person': undefined }), 401, 'signed-out'],
      [await post(path, body, { origin: 'http://evil.example' }), 403, 'cross-origin'],
      [await post(path, body, { origin: undefined }), 403, 'cross-origin'],
      [await post(path, body, { 'idempotency-key': undefined }), 400, 'bad-request'],
      [await post(path, body, { 'idempotency-key': 'short' }), 400, 'bad-request'],
      [await post(path, body, { 'idempotency-key': 'with spaces in it' }), 400, 'bad-request'],
      [await post(path, undefined), 400, 'bad-request'],
      [await post(path, { text: '' }), 400, 'bad-request'],
      [await post(path, { text: 'x'.repeat(1_001) }), 400, 'bad-request'],
      [await post(path, { text: 'half \ud800 a pair' }), 400, 'bad-request'],
      [await post(path, { text: 'nothing \0 here' }), 400, 'bad-request'],
      [await post(path, { text: 5 }), 400, 'bad-request'],
      [await post(path, { text: 'hello', to: 'customer' }), 400, 'bad-request'],
      [await post('/api/conversations/c1/mode', { mode: 'shout', tabId }), 400, 'bad-request'],
      [await post('/api/conversations/c1/mode', { mode: 'coach' }), 400, 'bad-request'],
      [
        await post('/api/conversations/c1/mode', { mode: 'coach', tabId, mixLevel: 1 }),
        400,
        'bad-request',
      ],
      [await post('/api/conversations/%00/whispers', body), 404, 'not-found'],
      [await get('/api/conversations/c1/controls', {}), 401, 'signed-out'],
    ] as const
    for (const [answer, status, code] of refusals)
      expect(answer).toMatchObject({ status, body: { status, code } })
    await story.settle()
    expect(story.platform.started).toEqual([])
    expect((await post(path, { text: '😀'.repeat(1_000) })).status).toBe(202)
  })

  it('[CM24] another supervisor’s control is not there, and an ended one is over', async () => {
    const { story, post, get } = await openDoors()
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    const rita = story.supervisor(story.session(makeSupervisor('rita')))
    const hers = await story.commands.sendText(rita, 'c1', 'from rita')
    expect(await post(`/api/controls/${hers}/cancel`)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    })
    expect(await post('/api/controls/never-was/cancel')).toMatchObject({ status: 404 })
    expect((await get('/api/conversations/c1/controls')).body.controls).toEqual([])
    const mine = await post('/api/conversations/c1/whispers', { text: 'mine' })
    await story.settle()
    story.platform.changeControl(story.platform.control(mine.body.controlId).id, {
      status: 'completed',
    })
    await story.settle()
    expect(await post(`/api/controls/${mine.body.controlId}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'already-final' },
    })
  })

  it('[CM25] a line needs its tab’s live socket; off needs nothing', async () => {
    const { story, post, panel } = await openDoors()
    const mode = (wanted: string, tab: string) =>
      post('/api/conversations/c1/mode', { mode: wanted, tabId: tab })
    expect(await mode('monitor', 'tab-00000002')).toMatchObject({
      status: 409,
      body: { code: 'panel-not-connected' },
    })
    expect((await mode('monitor', tabId)).status).toBe(202)
    await story.settle()
    panel.leave()
    story.platform.failNext('conversation', 'unreachable')
    expect((await mode('off', tabId)).status).toBe(202)
    await story.settle(2_000)
    expect(story.platform.control().status).toBe('failed')
  })

  it('[CM31] what the platform cannot do is refused and never sent', async () => {
    const { story, post } = await openDoors()
    Object.assign(story.platform.capabilities, {
      textWhisper: { supported: false, reason: 'no texts here' },
      audioWhisper: { supported: false, reason: 'no voices here' },
    })
    expect(await post('/api/conversations/c1/whispers', { text: 'x' })).toMatchObject({
      status: 501,
      body: { code: 'not-supported' },
    })
    expect(await post('/api/conversations/c1/mode', { mode: 'coach', tabId })).toMatchObject({
      status: 501,
    })
    expect(story.platform.calls.some((call) => call.method === 'startControl')).toBe(false)
  })

  it('[CM21] say why there is nobody to whisper to', async () => {
    const { story, post } = await openDoors()
    story.platform.addMember('q1', makeMember('ivo'))
    const chat = makeConversation('c4', 'q1', 'ivo', 0, { media: 'chat' })
    story.platform.addConversation(chat)
    expect(await post('/api/conversations/c4/mode', { mode: 'monitor', tabId })).toMatchObject({
      status: 409,
      body: { code: 'no-audio-channel' },
    })
    story.platform.change('c4', { participants: [] }, 'silently')
    expect(await post('/api/conversations/c4/whispers', { text: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'no-agent' },
    })
  })
})
