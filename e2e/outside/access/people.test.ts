import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import type { Conversation, Entities, Named } from '../../src/outside/shapes.ts'
import { type Call, startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'

let platform: SimulatedPlatform
let api: Caller
/** In a queue of the first supervisor, and in one they may not see. */
let mine: Call
let foreign: Call

beforeAll(async () => {
  platform = await joinShared()
  const { first, ofAnotherQueue } = platform.cast
  api = await platform.people.as(first)
  mine = await startCall(platform)
  foreign = await startCall(platform, { queueId: ofAnotherQueue.queueIds[0] ?? '' })
})

describe('the contract: the cast', () => {
  it('[OC60] at ready eight voice calls are active, in a world with everybody the contract names', () => {
    const state = inject('stateAtReady')
    const active = state.conversations.filter(
      ({ mediaType, state: now }) => mediaType === 'VOICE' && now === 'ACTIVE',
    )
    expect(active.length).toBeGreaterThanOrEqual(8)
    const { first, second, ofAnotherQueue, withoutControl, cx1, withoutTelephony, abroad } =
      platform.cast
    const supervisors = [
      first,
      second,
      ofAnotherQueue,
      withoutControl,
      cx1,
      withoutTelephony,
      abroad,
    ]
    expect(new Set(supervisors.map(({ id }) => id)).size).toBe(7)
    expect(platform.cast.director.queueIds).toHaveLength(state.queues.length)
    for (const { agentUserId, queueId } of state.conversations)
      expect(state.people.find(({ id }) => id === agentUserId)?.queueIds).toContain(queueId)
    expect(Object.keys(state).sort()).toEqual(
      ['coachings', 'controls', 'conversations', 'helpRequests', 'people', 'queues'].sort(),
    )
  })

  it('[OC60] no person’s name is part of another’s', async () => {
    const { people } = await platform.doors.state()
    const names = people.map(({ name }) => name.toLowerCase())
    expect(new Set(names).size).toBe(names.length)
    for (const name of names)
      expect(
        names.filter((other) => other !== name && other.includes(name)),
        name,
      ).toEqual([])
  })

  it('[OC60] the settings are all in the help, with their defaults', () => {
    const program = fileURLToPath(new URL('../../../packages/sotto/bin/sotto.mjs', import.meta.url))
    const help = spawnSync(process.execPath, [program, 'simulator', '--help'], { encoding: 'utf8' })
    expect(help.status).toBe(0)
    for (const setting of [
      'SIM_PORT',
      'SIM_AGENTS',
      'SIM_SUPERVISORS',
      'SIM_CALLS_PER_MINUTE',
      'SIM_EVENTS_PER_SECOND',
      'SIM_ACCESS_TOKEN_SECONDS',
      'SIM_REFRESH_GRACE_SECONDS',
      'SIM_SEED',
    ])
      expect(help.stdout).toMatch(new RegExp(`^ *${setting} .*\\n.*default: \\S+`, 'm'))
    for (const [setting, standard] of [
      ['SIM_PORT', 4500],
      ['SIM_ACCESS_TOKEN_SECONDS', 1800],
      ['SIM_REFRESH_GRACE_SECONDS', 10],
    ])
      expect(help.stdout).toMatch(new RegExp(`${setting} .*\\n *default: ${standard}$`, 'm'))
  })
})

describe('the contract: people and routing', () => {
  it('[OC27] the profile says who I am, where, with which licence and rights', async () => {
    for (const person of Object.values(platform.cast)) {
      const { body } = await (await platform.people.as(person)).get<Record<string, unknown>>(
        '/users/me',
      )
      expect(body).toMatchObject({
        id: person.id,
        name: person.name,
        email: expect.stringContaining('@'),
        region: person.region,
        licence: person.licence,
        telephony: person.telephony,
        engagement: person.engagement,
        permissions: person.permissions,
        role: person.role,
      })
    }
  })

  it('[OC27] queues are those I may see; the director sees all', async () => {
    const { first, director } = platform.cast
    const { queues } = await platform.doors.state()
    for (const person of [first, director]) {
      const { body } = await (await platform.people.as(person)).get<Entities<Named>>(
        '/routing/queues',
      )
      const expected = queues.filter(({ id }) => person.queueIds.includes(id))
      expect(new Set(body.entities.map(({ id }) => id))).toEqual(
        new Set(expected.map(({ id }) => id)),
      )
      for (const queue of body.entities) expect(queues).toContainEqual(queue)
    }
    expect(director.queueIds).toHaveLength(queues.length)
  })

  it('[OC27] members are a queue’s agents with presence, routing and licence', async () => {
    const { people } = await platform.doors.state()
    const { body, status } = await api.get<Entities<Named & { licence: string }>>(
      `/routing/queues/${mine.queueId}/members`,
    )
    expect(status).toBe(200)
    const agents = people.filter(
      ({ role, queueIds }) => role === 'agent' && queueIds.includes(mine.queueId),
    )
    expect(new Set(body.entities.map(({ id }) => id))).toEqual(new Set(agents.map(({ id }) => id)))
    for (const member of body.entities)
      expect(member).toMatchObject({
        name: expect.any(String),
        presence: expect.stringMatching(/^(AVAILABLE|BUSY|AWAY|OFFLINE)$/),
        routingStatus: expect.stringMatching(/^(IDLE|INTERACTING|NOT_RESPONDING|OFF_QUEUE)$/),
        licence: expect.stringMatching(/^CX[123]$/),
        telephony: expect.any(Boolean),
        engagement: expect.any(Boolean),
      })
  })

  it('[OC27] an agent’s active queues and interactions, the latter without the conversation', async () => {
    const queues = await api.get<Entities<Named>>(
      `/routing/users/${mine.agentUserId}/active-queues`,
    )
    expect(queues.body.entities).toContainEqual({ id: mine.queueId, name: expect.any(String) })
    const interactions = await api.get<Entities<{ id: string }>>(
      `/routing/users/${mine.agentUserId}/active-interactions`,
    )
    expect(interactions.body.entities.find(({ id }) => id === mine.id)).toEqual({
      id: mine.id,
      mediaType: 'VOICE',
      state: 'ACTIVE',
      queueId: mine.queueId,
      startTime: mine.startTime,
    })
  })

  it('[OC27] an agent signs in too, and sees their own conversation', async () => {
    const agent = await platform.people.byId(mine.agentUserId)
    expect(await agent.get('/users/me')).toMatchObject({ status: 200, body: { role: 'agent' } })
  })
})

describe('the contract: a conversation', () => {
  it('[OC28] has the guide’s shape, and its version rises by one with every change', async () => {
    const read = async () => (await api.get<Conversation>(`/conversations/${mine.id}`)).body
    const before = await read()
    expect(before).toMatchObject({
      id: mine.id,
      version: expect.any(Number),
      state: 'ACTIVE',
      mediaType: 'VOICE',
      region: platform.cast.first.region,
      queueId: mine.queueId,
      startTime: expect.stringMatching(/^\d{4}-.*Z$/),
      stateSince: expect.stringMatching(/^\d{4}-.*Z$/),
      recording: { state: 'ON', recordsSupervisor: false },
      audioQuality: { agent: {}, customer: {}, supervisor: {} },
    })
    expect(before.participants.map(({ purpose }) => purpose).sort()).toEqual(['agent', 'customer'])
    const agent = before.participants.find(({ purpose }) => purpose === 'agent')
    expect(agent).toMatchObject({
      userId: mine.agentUserId,
      state: 'CONNECTED',
      telephony: true,
      engagement: expect.any(Boolean),
    })
    const audio = agent?.mediaChannels.find(({ mediaType }) => mediaType === 'AUDIO')
    expect(audio).toMatchObject({
      state: 'ACTIVE',
      whisperSupported: true,
      codecs: ['PCMU', 'PCMA'],
    })
    await platform.doors.act(mine.id, 'hold')
    const held = await read()
    expect(held).toMatchObject({ state: 'HOLD', version: before.version + 1 })
    expect(held.participants.find(({ purpose }) => purpose === 'customer')?.state).toBe('HELD')
    expect(held.stateSince > before.stateSince).toBe(true)
    await platform.doors.act(mine.id, 'retrieve')
    expect(await read()).toMatchObject({ state: 'ACTIVE', version: before.version + 2 })
  })

  it('[OC28] the list of conversations is there to be avoided: full objects of 20 KB', async () => {
    const { body } = await api.get<Entities<Conversation>>('/conversations')
    expect(body.entities.length).toBeGreaterThan(0)
    for (const entity of body.entities)
      expect(JSON.stringify(entity).length).toBeGreaterThanOrEqual(19_000)
    expect(body.entities.some(({ queueId }) => queueId === foreign.queueId)).toBe(false)
  })
})
