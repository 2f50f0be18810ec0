import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import {
  type ControlInput,
  controlPath,
  controlRequest,
  readControl,
} from '../../src/outside/controls.ts'
import { tapEvents } from '../../src/outside/event-tap.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import type { Coaching, Control, Entities, Named } from '../../src/outside/shapes.ts'
import { type Call, startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { until } from '../../src/outside/until.ts'
import type { SimulatedPerson } from '../../src/simulator-client.ts'

let platform: SimulatedPlatform
let api: Caller
let call: Call
/** The one whose rights change under way, and a call of theirs: nobody else's check needs them. */
let changing: SimulatedPerson
let theirs: Call

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
  call = await startCall(platform)
  changing = platform.cast.ofAnotherQueue
  theirs = await startCall(platform, { queueId: changing.queueIds[0] ?? '' })
})

const ask = (caller: Caller, input: ControlInput, of: Call = call) =>
  caller.post(controlPath(of), controlRequest(of, input))

const whisper: ControlInput = { controlType: 'WHISPER', mediaType: 'AUDIO' }
const text: ControlInput = { controlType: 'WHISPER', mediaType: 'TEXT', text: 'x' }
const monitor: ControlInput = { controlType: 'MONITOR', mediaType: 'AUDIO' }
const barge: ControlInput = { controlType: 'BARGE', mediaType: 'AUDIO' }

async function changePerson(person: SimulatedPerson, change: Record<string, unknown>) {
  const response = await fetch(`${platform.baseUrl}/_simulator/people/${person.id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
  expect(response.ok).toBe(true)
}

/** Does it with that right taken from the person, and gives it back. */
async function without<Outcome>(
  person: SimulatedPerson,
  permission: string,
  attempt: () => Promise<Outcome>,
): Promise<Outcome> {
  const permissions = person.permissions.filter((held) => held !== permission)
  expect(permissions).toHaveLength(person.permissions.length - 1)
  await changePerson(person, { permissions })
  try {
    return await attempt()
  } finally {
    await changePerson(person, { permissions: person.permissions })
  }
}

const missing = (permission: string) => ({
  status: 403,
  body: { status: 403, code: 'missing.permission', missing: permission },
})

describe('the contract: what a control must be', () => {
  const wrong: [string, Record<string, unknown>][] = [
    ['controlType', { controlType: 'SHOUT' }],
    ['controlType', { controlType: undefined }],
    ['controlType', { controlType: 7 }],
    ['mediaType', { mediaType: 'VIDEO' }],
    ['mediaType', { mediaType: undefined }],
    ['mediaType', { controlType: 'MONITOR', mediaType: 'TEXT', text: 'x' }],
    ['mediaType', { controlType: 'BARGE', mediaType: 'TEXT', text: 'x' }],
    ['audioMixLevel', { audioMixLevel: -0.01 }],
    ['audioMixLevel', { audioMixLevel: 1.01 }],
    ['audioMixLevel', { audioMixLevel: '0.5' }],
    ['text', { mediaType: 'TEXT' }],
    ['text', { mediaType: 'TEXT', text: '' }],
    ['text', { mediaType: 'TEXT', text: 'x'.repeat(1_001) }],
    ['text', { mediaType: 'TEXT', text: '🙂'.repeat(1_001) }],
    ['text', { mediaType: 'TEXT', text: 5 }],
    ['targetUserId', { targetUserId: 5 }],
    ['targetUserId', { targetUserId: undefined }],
    ['targetUserId', { targetUserId: 'nobody-here' }],
    ['targetParticipantId', { targetUserId: undefined, targetParticipantId: 'none' }],
  ]
  it.each(wrong)('[OC37] a wrong %s is 400 that names it (case %$)', async (field, change) => {
    const body = { ...controlRequest(call), ...change }
    expect(await api.post(controlPath(call), body)).toMatchObject({
      status: 400,
      body: {
        status: 400,
        code: 'bad.request',
        field: expect.stringMatching(/^target/.test(field) ? /^target/ : field),
      },
    })
  })

  it('[OC37] two targets at once, or the customer as target, are 400', async () => {
    const both = { ...controlRequest(call), targetParticipantId: call.agentParticipantId }
    const customer = {
      ...controlRequest(call),
      targetUserId: undefined,
      targetParticipantId: call.customerParticipantId,
    }
    for (const body of [both, customer])
      expect(await api.post(controlPath(call), body)).toMatchObject({ status: 400 })
  })

  it('[OC37] text is counted in code points; levels 0 and 1.0 are legal; extra fields are taken', async () => {
    const smileys = '🙂'.repeat(1_000)
    const { body, status } = await api.post<Control>(
      controlPath(call),
      controlRequest(call, { ...text, text: smileys }),
    )
    expect(status).toBe(200)
    expect((await readControl(api, { id: body.id, conversationId: call.id })).text).toBe(smileys)
    for (const audioMixLevel of [0, 1])
      expect((await ask(api, { ...whisper, audioMixLevel })).status).toBe(200)
    const metadata = [1, 'anything', { at: 'all' }]
    expect(
      (await api.post(controlPath(call), { ...controlRequest(call, text), metadata, more: 1 }))
        .status,
    ).toBe(200)
  })

  it('[OC37] no audio in a chat or an e-mail; text there', async () => {
    for (const scenario of ['chat', 'email']) {
      const written = await startCall(platform, { scenario })
      for (const kind of [whisper, monitor, barge])
        expect(await ask(api, kind, written), scenario).toMatchObject({
          status: 400,
          body: { code: 'bad.request' },
        })
      expect((await ask(api, text, written)).status, scenario).toBe(200)
    }
  })

  it('[OC37] a channel without whisper support refuses a whisper', async () => {
    const deaf = await startCall(platform, { scenario: 'no-whisper-support' })
    expect(await ask(api, whisper, deaf)).toMatchObject({
      status: 400,
      body: { code: 'bad.request' },
    })
    const { body } = await api.get<{
      participants: {
        purpose: string
        mediaChannels: { mediaType: string; whisperSupported: boolean }[]
      }[]
    }>(`/conversations/${deaf.id}`)
    const channels = body.participants.find(({ purpose }) => purpose === 'agent')?.mediaChannels
    expect(channels?.find(({ mediaType }) => mediaType === 'AUDIO')?.whisperSupported).toBe(false)
  })

  it('[OC37] an agent’s endpoint without PCMU and PCMA says so', async () => {
    const odd = await startCall(platform, { scenario: 'no-pcmu' })
    const { body } = await api.get<{
      participants: { purpose: string; mediaChannels: { mediaType: string; codecs: string[] }[] }[]
    }>(`/conversations/${odd.id}`)
    const channels = body.participants.find(({ purpose }) => purpose === 'agent')?.mediaChannels
    expect(channels?.find(({ mediaType }) => mediaType === 'AUDIO')?.codecs).not.toContain('PCMU')
  })
})

describe('the contract: who may', () => {
  it('[OC38] one without control may monitor and not whisper', async () => {
    const { withoutControl, first } = platform.cast
    expect(withoutControl.queueIds).toEqual(first.queueIds)
    const caller = await platform.people.as(withoutControl)
    for (const kind of [whisper, text])
      expect(await ask(caller, kind)).toMatchObject(missing('Conversation:Control:Write'))
    expect((await ask(caller, monitor)).status).toBe(200)
  })

  it('[OC38] each control asks its own permission, the moment it changes', async () => {
    const caller = await platform.people.as(changing)
    for (const [kind, permission] of [
      [whisper, 'Conversation:Control:Write'],
      [text, 'Conversation:Control:Write'],
      [monitor, 'Conversation:Monitor:Write'],
      [barge, 'Conversation:Barge:Write'],
    ] as const) {
      expect(await without(changing, permission, () => ask(caller, kind, theirs))).toMatchObject(
        missing(permission),
      )
      expect((await ask(caller, kind, theirs)).status).toBe(200)
    }
  })

  it('[OC38] reading, routing, coaching and transcripts ask theirs', async () => {
    const caller = await platform.people.as(changing)
    const coaching = {
      userId: theirs.agentUserId,
      interactionId: theirs.id,
      coachingType: 'REAL_TIME',
    }
    const doors: [string, () => Promise<{ status: number }>][] = [
      ['Routing:Queue:Read', () => caller.get('/routing/queues')],
      ['Routing:Queue:Read', () => caller.get(`/routing/queues/${theirs.queueId}/members`)],
      [
        'Routing:Queue:Read',
        () => caller.get(`/routing/users/${theirs.agentUserId}/active-queues`),
      ],
      [
        'Routing:Queue:Read',
        () => caller.get(`/routing/users/${theirs.agentUserId}/active-interactions`),
      ],
      ['Conversation:Read', () => caller.get(`/conversations/${theirs.id}`)],
      ['Conversation:Read', () => caller.get(`/conversations/${theirs.id}/controls`)],
      ['Coaching:Coaching:Read', () => caller.get('/coaching/coachings')],
      ['Coaching:Coaching:Write', () => caller.post('/coaching/coachings', coaching)],
      ['Transcript:Read', () => caller.get(`/conversations/${theirs.id}/transcripts`)],
    ]
    for (const [permission, open] of doors)
      expect(await without(changing, permission, open)).toMatchObject(missing(permission))
  })

  it('[OC38] audio needs telephony of the supervisor and of the agent; text engagement of both', async () => {
    const refused = (name: RegExp) => ({
      status: 403,
      body: { code: expect.stringMatching(/^missing\./), missing: expect.stringMatching(name) },
    })
    const caller = await platform.people.as(platform.cast.withoutTelephony)
    expect(await ask(caller, whisper)).toMatchObject(refused(/telephony/i))
    expect((await ask(caller, text)).status).toBe(200)
    // Others use the same platform, and may be quicker to take whoever is idle.
    const callOfOneWithout = (lack: 'telephony' | 'engagement', scenario: string) =>
      until(`an idle agent without ${lack}`, 60_000, async () => {
        const { people } = await platform.doors.state()
        const idle = people.find((person) => person.routingStatus === 'IDLE' && !person[lack])
        const [queueId] = idle?.queueIds ?? []
        if (idle === undefined || queueId === undefined) return undefined
        return startCall(platform, { scenario, agentUserId: idle.id, queueId }).catch(
          () => undefined,
        )
      })
    const director = await platform.people.as(platform.cast.director)
    const voice = await callOfOneWithout('engagement', 'steady')
    expect(await ask(director, text, voice)).toMatchObject(refused(/engagement/i))
    expect((await ask(director, whisper, voice)).status).toBe(200)
    // An agent without telephony takes no calls at all: what they have has no line to speak on.
    const chat = await callOfOneWithout('telephony', 'chat')
    expect([400, 403]).toContain((await ask(director, whisper, chat)).status)
    expect((await ask(director, text, chat)).status).toBe(200)
  })

  it('[OC38] CX1 whispers, and has no real-time coaching nor metadata', async () => {
    const caller = await platform.people.as(platform.cast.cx1)
    expect((await ask(caller, whisper)).status).toBe(200)
    const ended = await startCall(platform)
    await platform.doors.act(ended.id, 'end')
    const base = { userId: call.agentUserId, interactionId: call.id }
    for (const body of [
      { ...base, coachingType: 'REAL_TIME' },
      {
        userId: ended.agentUserId,
        interactionId: ended.id,
        coachingType: 'POST_CALL',
        metadata: { a: 'b' },
      },
    ])
      expect(await caller.post('/coaching/coachings', body)).toMatchObject({
        status: 403,
        body: { code: 'missing.licence', missing: expect.any(String) },
      })
    const plain = { userId: ended.agentUserId, interactionId: ended.id, coachingType: 'POST_CALL' }
    expect((await caller.post<Coaching>('/coaching/coachings', plain)).status).toBe(201)
  })

  it('[OC38] outside one’s queues a control is the same 404 as anywhere', async () => {
    const caller = await platform.people.as(platform.cast.ofAnotherQueue)
    const hidden = await ask(caller, text)
    expect(hidden).toMatchObject({ status: 404, body: { code: 'not.found' } })
    const { queueIds } = platform.cast.first
    const others = await caller.get<Entities<Named>>('/routing/queues')
    expect(others.body.entities.some(({ id }) => queueIds.includes(id))).toBe(false)
  })

  it('[OC38, OC52] queues, licence and activity change while people work, and streams end by it', async () => {
    const caller = await platform.people.as(changing)
    const stream = await tapEvents(platform.baseUrl, { token: caller.token })
    await changePerson(changing, { queueIds: [] })
    expect(await stream.closed(1_000)).toBe(4403)
    expect((await caller.get(`/conversations/${theirs.id}`)).status).toBe(404)
    expect(await caller.get('/routing/queues')).toMatchObject({
      status: 200,
      body: { entities: [] },
    })
    await changePerson(changing, { queueIds: changing.queueIds, licence: 'CX1' })
    expect(await caller.get('/users/me')).toMatchObject({ body: { licence: 'CX1' } })
    await changePerson(changing, { licence: changing.licence, active: false })
    expect([401, 403]).toContain((await caller.get('/users/me')).status)
    await changePerson(changing, { active: true })
    for (const [body, field] of [
      [{ permissions: 'all' }, 'permissions'],
      [{ queueIds: ['no-such-queue'] }, 'queueIds'],
      [{ licence: 'CX9' }, 'licence'],
      [{ active: 'yes' }, 'active'],
    ] as const)
      expect(await api.patch(`/_simulator/people/${changing.id}`, body), field).toMatchObject({
        status: 400,
        body: { code: 'bad.request', field: expect.stringContaining(field) },
      })
    expect((await api.patch('/_simulator/people/nobody', {})).status).toBe(404)
  })

  it('[OC38] an agent may neither whisper nor watch queues; auditor and administrator do not control', async () => {
    const agent = await platform.people.byId(call.agentUserId)
    expect((await ask(agent, text)).status).toBe(403)
    expect((await agent.get('/routing/queues')).status).toBe(403)
    for (const person of [platform.cast.auditor, platform.cast.administrator]) {
      const caller = await platform.people.as(person)
      for (const kind of [whisper, text, monitor, barge])
        expect((await ask(caller, kind)).status).toBe(403)
    }
  })
})
