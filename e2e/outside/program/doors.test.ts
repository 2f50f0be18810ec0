import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Caller, createCaller } from '../../src/outside/caller.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import type { Conversation, Entities, Named } from '../../src/outside/shapes.ts'
import { startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { until } from '../../src/outside/until.ts'

let platform: SimulatedPlatform
let api: Caller
let doors: Caller

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
  doors = createCaller(platform.baseUrl, '')
})

const conversationDoor = '/_simulator/conversations'
const act = (id: string, action: unknown) =>
  doors.post<Conversation>(`${conversationDoor}/${id}/act`, { action })

describe('the contract: the simulator’s own doors', () => {
  it('[OC61] answer on loopback only, under localhost too', async () => {
    const { port } = new URL(platform.baseUrl)
    expect((await fetch(`http://localhost:${port}/_simulator/state`)).status).toBe(200)
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address !== undefined && !address.internal && address.family === 'IPv4')
    if (outside !== undefined) {
      const url = `http://${outside.address}:${port}/_simulator/state`
      const status = await fetch(url).then(
        (response) => response.status,
        () => 'unreachable',
      )
      expect(['unreachable', 403, 404]).toContain(status)
    }
  })

  it('[OC61] are no page’s of elsewhere, whatever name it was reached by', async () => {
    const { port } = new URL(platform.baseUrl)
    const ask = (method: string, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const options = { host: '127.0.0.1', port, method, path: '/_simulator/faults', headers }
        const asked = request(options, (response) => resolve(response.resume().statusCode))
        asked.once('error', reject).end()
      })
    const own = `localhost:${port}`
    expect(await ask('GET', { host: own })).toBe(200)
    expect(await ask('GET', { host: own, origin: `http://${own}` })).toBe(200)
    for (const method of ['GET', 'POST', 'DELETE'])
      for (const headers of [
        { host: `rebound.example:${port}` },
        { host: `rebound.example:${port}`, origin: `http://rebound.example:${port}` },
        { host: own, origin: 'https://elsewhere.example' },
        { host: own, origin: 'null' },
      ])
        expect(await ask(method, headers), `${method} ${JSON.stringify(headers)}`).toBe(404)
  })

  it.each([
    'steady',
    'quiet-customer',
    'busy',
    'pii',
    'cross-region',
    'chat',
    'email',
    'no-whisper-support',
    'no-pcmu',
  ])('[OC61] the scenario %s starts at once, where it is told', async (scenario) => {
    const [queueId] = platform.cast.ofAnotherQueue.queueIds
    const { status, body } = await doors.post<Conversation>(conversationDoor, { scenario, queueId })
    expect(status).toBe(200)
    const mediaType = scenario === 'chat' ? 'CHAT' : scenario === 'email' ? 'EMAIL' : 'VOICE'
    expect(body).toMatchObject({
      id: expect.any(String),
      version: 1,
      state: 'ACTIVE',
      mediaType,
      queueId,
    })
    const home = platform.cast.first.region
    if (scenario === 'cross-region') expect(body.region).not.toBe(home)
    else expect(body.region).toBe(home)
    const { conversations } = await platform.doors.state()
    expect(conversations.find(({ id }) => id === body.id)).toMatchObject({
      scenario,
      agentUserId: expect.any(String),
    })
    await act(body.id, 'end')
  })

  it('[OC61] a conversation takes region and agent, and refuses what there is not', async () => {
    const { people } = await platform.doors.state()
    const agent = people.find(
      ({ routingStatus, telephony }) => routingStatus === 'IDLE' && telephony,
    )
    const mine = await startCall(platform, { agentUserId: agent?.id ?? '', region: 'eu-west-1' })
    expect(mine).toMatchObject({ agentUserId: agent?.id, region: 'eu-west-1' })
    for (const [field, body] of [
      ['scenario', { scenario: 'nonsense' }],
      ['scenario', {}],
      ['queueId', { scenario: 'steady', queueId: 'none' }],
      ['agentUserId', { scenario: 'steady', agentUserId: 'nobody' }],
      ['region', { scenario: 'steady', region: 7 }],
    ] as const) {
      const answer = await doors.post(conversationDoor, body)
      expect([400, 404], `${field} ${JSON.stringify(body)}`).toContain(answer.status)
      if (answer.status === 400) expect(answer.body.field, JSON.stringify(body)).toBe(field)
    }
  })

  it('[OC61] act goes through every state, and is 409 where the state does not allow it', async () => {
    const { id } = await startCall(platform)
    const states: string[] = []
    for (const action of [
      'hold',
      'retrieve',
      'transfer',
      'cancel-transfer',
      'conference',
      'leave-conference',
      'hold',
      'transfer',
      'complete-transfer',
      'end',
      'wrap-up',
    ]) {
      const { status, body } = await act(id, action)
      expect(status, action).toBe(200)
      states.push(body.state)
    }
    expect(states).toEqual([
      'HOLD',
      'ACTIVE',
      'IN_TRANSFER',
      'ACTIVE',
      'CONFERENCE',
      'ACTIVE',
      'HOLD',
      'IN_TRANSFER',
      'ACTIVE',
      'ENDED',
      'WRAPPED_UP',
    ])
    for (const action of [
      'hold',
      'retrieve',
      'transfer',
      'conference',
      'drop-agent',
      'end',
      'pause-recording',
    ])
      expect(await act(id, action), action).toMatchObject({
        status: 409,
        body: { code: expect.any(String) },
      })
    const other = await startCall(platform)
    for (const action of [
      'retrieve',
      'complete-transfer',
      'cancel-transfer',
      'leave-conference',
      'wrap-up',
      'resume-recording',
    ])
      expect((await act(other.id, action)).status, action).toBe(409)
    for (const action of ['dance', 7, null, undefined])
      expect((await act(other.id, action)).status, String(action)).toBe(400)
    expect((await act('nobody', 'hold')).status).toBe(404)
  })

  it('[OC61] every state may end, and an ended call is completed by itself', async () => {
    const calls = []
    for (const action of ['hold', 'transfer', 'conference']) {
      const { id } = await startCall(platform)
      await act(id, action)
      expect(await act(id, 'end'), action).toMatchObject({ status: 200, body: { state: 'ENDED' } })
      await act(id, 'wrap-up')
      calls.push(id)
    }
    for (const id of calls)
      await until('COMPLETED', 20_000, async () => {
        const { body } = await api.get<Conversation>(`/conversations/${id}`)
        return body.state === 'COMPLETED' || undefined
      })
  })

  it('[OC61] an agent who drops out is in the call no more', async () => {
    const { id, agentUserId } = await startCall(platform)
    const { status, body } = await act(id, 'drop-agent')
    expect(status).toBe(200)
    const agent = body.participants.find(({ userId }) => userId === agentUserId)
    expect(agent?.state ?? 'DISCONNECTED').toBe('DISCONNECTED')
    const members = await api.get<Entities<Named & { routingStatus: string }>>(
      `/routing/queues/${body.queueId}/members`,
    )
    const member = members.body.entities.find((entity) => entity.id === agentUserId)
    expect(member?.routingStatus).not.toBe('INTERACTING')
  })

  it('[OC61] the recording pauses and resumes, each a version more', async () => {
    const { id } = await startCall(platform)
    const paused = await act(id, 'pause-recording')
    expect(paused.body).toMatchObject({ version: 2, recording: { state: 'PAUSED' } })
    expect((await act(id, 'resume-recording')).body).toMatchObject({
      version: 3,
      recording: { state: 'ON' },
    })
  })
})
