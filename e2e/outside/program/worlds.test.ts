import { once } from 'node:events'
import { createServer } from 'node:net'
import { refreshTokenGrant } from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, createCaller } from '../../src/outside/caller.ts'
import { tapEvents } from '../../src/outside/event-tap.ts'
import { discoverStranger, signInAsStranger } from '../../src/outside/sign-in.ts'
import { startCall } from '../../src/outside/start-call.ts'
import { type OwnPlatform, startSimulator } from '../../src/outside/start-simulator.ts'
import { until } from '../../src/outside/until.ts'

const world = {
  SIM_SEED: '42',
  SIM_AGENTS: '17',
  SIM_SUPERVISORS: '10',
  SIM_CALLS_PER_MINUTE: '0',
}

let platform: OwnPlatform
/** The same world, with short-lived tokens and a call every half second. */
let brief: OwnPlatform
let api: Caller
let doors: Caller

beforeAll(async () => {
  ;[platform, brief] = await Promise.all([
    startSimulator(world),
    startSimulator({ ...world, SIM_ACCESS_TOKEN_SECONDS: '2', SIM_CALLS_PER_MINUTE: '120' }),
  ])
  api = await platform.people.as(platform.cast.first)
  doors = createCaller(platform.baseUrl, '')
})

afterAll(() => Promise.all([platform?.stop(), brief?.stop()]))

describe('the contract: settings that make a world', () => {
  it('[OC60] the same seed makes the same world, and agents and supervisors are as many as told', async () => {
    const worlds = await Promise.all(
      [platform, brief].map(async ({ doors }) => {
        const { people, queues, conversations } = await doors.state()
        const cast = people.map(({ name, role, queueIds, licence }) => ({
          name,
          role,
          queueIds,
          licence,
        }))
        const calls = conversations.map(({ id, mediaType, queueId, agentUserId }) => ({
          id,
          mediaType,
          queueId,
          agentUserId,
        }))
        return { cast, queues, calls }
      }),
    )
    const [one, two] = worlds
    expect({ ...one, calls: [] }).toEqual({ ...two, calls: [] })
    expect(two?.calls).toEqual(expect.arrayContaining([...(one?.calls ?? [])]))
    const inRole = (wanted: string) => worlds[0]?.cast.filter(({ role }) => role === wanted)
    expect(inRole('agent')).toHaveLength(17)
    expect(inRole('supervisor')).toHaveLength(10)
  })

  it('[OC60] as many calls begin by themselves as told', async () => {
    const ids = async ({ doors }: OwnPlatform) =>
      (await doors.state()).conversations.map(({ id }) => id)
    const [still, before] = await Promise.all([ids(platform), ids(brief)])
    await until('three new calls', 10_000, async () => {
      const begun = (await ids(brief)).filter((id) => !before.includes(id))
      return begun.length >= 3 || undefined
    })
    expect((await ids(platform)).filter((id) => !still.includes(id))).toEqual([])
  })

  it('[OC23] an access token dies by age as token.expired, and a refresh makes another', async () => {
    const config = await discoverStranger(brief.baseUrl)
    const tokens = await signInAsStranger(config, { personName: brief.cast.first.name })
    expect(tokens.expires_in).toBe(2)
    const caller = createCaller(brief.baseUrl, tokens.access_token)
    expect((await caller.get('/users/me')).status).toBe(200)
    const stream = await tapEvents(brief.baseUrl, { token: tokens.access_token, filter: '[]' })
    const refused = await until('expired', 5_000, async () => {
      const answer = await caller.get('/users/me')
      return answer.status === 200 ? undefined : answer
    })
    expect(refused).toMatchObject({ status: 401, body: { status: 401, code: 'token.expired' } })
    expect(await stream.closed()).toBe(4401)
    const next = await refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect((await createCaller(brief.baseUrl, next.access_token).get('/users/me')).status).toBe(200)
  })
})

describe('the contract: what the simulator is told and tells', () => {
  it('[OC62] faults merge, are answered as they are in force, and DELETE clears them', async () => {
    const set = (body: unknown) => doors.post<Record<string, unknown>>('/_simulator/faults', body)
    await doors.delete('/_simulator/faults')
    expect((await set({ restLatencyMs: 1 })).body).toMatchObject({ restLatencyMs: 1 })
    const every = {
      mediaQueueDelayMs: 1,
      transcriptDelayMs: 1,
      rateLimit: 90,
      duplicateEvents: 0.1,
      reorderEvents: 0.1,
      loseEvents: 0.1,
      restErrorRate: 0,
      mediaLossRatio: 0.1,
      clippingRatio: 0.1,
      mediaJitterMs: 1,
      loseTokenAnswers: 0,
      controlEventsSilent: 'events',
      leakWhisperToCustomer: -60,
    }
    const merged = await set(every)
    expect(merged.status).toBe(200)
    expect(merged.body).toMatchObject({
      restLatencyMs: 1,
      mediaQueueDelayMs: 1,
      controlEventsSilent: 'events',
      leakWhisperToCustomer: -60,
    })
    const wrong: Record<string, unknown>[] = [
      { restErrorRate: 1.5 },
      { loseEvents: -0.1 },
      { duplicateEvents: 'x' },
      { mediaQueueDelayMs: -1 },
      { restLatencyMs: 3e9 },
      { restLatencyMs: '7' },
      { controlEventsSilent: 'sometimes' },
      { rotateEventStreams: 5 },
      { rotateEventStreams: { closesInMs: 'x' } },
      { dropEventStreams: 'yes' },
      { loseTokenAnswers: -1 },
      { leakWhisperToCustomer: 'loud' },
      { noSuchFault: 1 },
    ]
    for (const body of wrong) {
      const [field = ''] = Object.keys(body)
      expect(await set(body), JSON.stringify(body)).toMatchObject({
        status: 400,
        body: { code: 'bad.request', field: expect.stringContaining(field) },
      })
    }
    expect((await doors.delete('/_simulator/faults')).status).toBeLessThan(300)
    expect(JSON.stringify((await set({})).body)).not.toMatch(/events|-60/)
  })

  it('[OC62] requests are counted by route, never with an id, and DELETE zeroes', async () => {
    const read = async () =>
      (
        await doors.get<{
          since: string
          rest: { method: string; route: string; status: number; count: number; bytes: number }[]
          eventStreams: { connections: number; bytes: number }
          tokenInUrl: number
        }>('/_simulator/requests')
      ).body
    const call = await startCall(platform)
    await doors.delete('/_simulator/requests')
    const tap = await tapEvents(platform.baseUrl, { token: api.token })
    for (let turn = 0; turn < 3; turn += 1) await api.get(`/conversations/${call.id}`)
    await api.get('/conversations/none')
    const counted = await read()
    expect(counted).toMatchObject({
      since: expect.stringMatching(/Z$/),
      eventStreams: { connections: expect.any(Number), bytes: expect.any(Number) },
      tokenInUrl: 0,
    })
    const rows = counted.rest.filter(({ route }) => /conversations\/[{:]/.test(route))
    expect(rows.find(({ status }) => status === 200)).toMatchObject({
      method: 'GET',
      count: 3,
      bytes: expect.toSatisfy((bytes: number) => bytes > 1_000),
    })
    expect(rows.find(({ status }) => status === 404)).toMatchObject({ count: 1 })
    expect(JSON.stringify(counted)).not.toContain(call.id)
    expect(counted.eventStreams.connections).toBe(1)
    tap.close()
    await doors.delete('/_simulator/requests')
    expect((await read()).rest).toEqual([])
  })

  it('[OC79] says ready as its last line, ends on Ctrl-C, and gives its port back', async () => {
    const lines = brief.printed().trimEnd().split('\n')
    expect(lines.filter((line) => /^ready /.test(line))).toEqual([`ready ${brief.baseUrl}`])
    expect(await brief.interrupt()).toBe(0)
    const server = createServer()
    server.listen(Number(new URL(brief.baseUrl).port), '127.0.0.1')
    await once(server, 'listening')
    server.close()
  })
})
