import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import { requestControl, whenControl } from '../../src/outside/controls.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import { openLine } from '../../src/outside/media-socket.ts'
import type { Coaching, Control, Conversation, Entities } from '../../src/outside/shapes.ts'
import { type Call, startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { createStreams, events } from '../../src/outside/streams.ts'

let platform: SimulatedPlatform
let api: Caller
let call: Call

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
  call = await startCall(platform)
})

type Fields = Readonly<Record<string, unknown>>

/** All of the first words and none but them and, of the second, any. */
function expectFields(value: object | undefined, required: string, optional = '') {
  const names = Object.keys(value ?? {})
  expect([...required.split(' ')].filter((name) => !names.includes(name))).toEqual([])
  const known = `${required} ${optional}`.split(' ')
  expect(names.filter((name) => !known.includes(name))).toEqual([])
}

const controlFields =
  'id version conversationId controlType mediaType status supervisorId targetUserId createdAt metadata'
const laterControlFields =
  'failureReason audioMixLevel text executingAt finishedAt readAt answer answeredAt'

describe('the contract: exactly these fields', () => {
  it('[OC29] people and routing', async () => {
    const me = await api.get<Fields>('/users/me')
    expect(me.headers.get('content-type')).toMatch(/^application\/json/)
    expectFields(me.body, 'id name email region licence telephony engagement permissions role')
    const queues = await api.get<Entities<Fields>>('/routing/queues')
    expectFields(queues.body, 'entities')
    for (const queue of queues.body.entities) expectFields(queue, 'id name')
    const members = await api.get<Entities<Fields>>(`/routing/queues/${call.queueId}/members`)
    expectFields(members.body, 'entities')
    for (const member of members.body.entities)
      expectFields(member, 'id name presence routingStatus licence telephony engagement')
    const user = `/routing/users/${call.agentUserId}`
    const activeQueues = await api.get<Entities<Fields>>(`${user}/active-queues`)
    for (const queue of activeQueues.body.entities) expectFields(queue, 'id name')
    const interactions = await api.get<Entities<Fields>>(`${user}/active-interactions`)
    for (const interaction of interactions.body.entities)
      expectFields(interaction, 'id mediaType state queueId startTime')
  })

  it('[OC29] a conversation with a supervisor in it, and its control', async () => {
    const control = await requestControl(api, call, { audioMixLevel: 0.5 })
    const line = await openLine(platform.baseUrl, api.token, control)
    const { body } = await api.get<Conversation>(`/conversations/${call.id}`)
    expectFields(
      body,
      'id version state mediaType region queueId startTime stateSince recording participants audioQuality',
    )
    expectFields(body.recording, 'state recordsSupervisor')
    for (const participant of body.participants) {
      const isSupervisor = participant.purpose === 'supervisor'
      expectFields(
        participant,
        `participantId purpose name state telephony engagement mediaChannels${isSupervisor ? ' userId controlId controlType heardBy' : ''}`,
        'userId',
      )
      for (const channel of participant.mediaChannels)
        expectFields(channel, 'id mediaType state whisperSupported codecs')
    }
    expect(body.participants.map(({ purpose }) => purpose).sort()).toEqual([
      'agent',
      'customer',
      'supervisor',
    ])
    expectFields(Reflect.get(body, 'audioQuality'), 'agent customer supervisor')
    for (const quality of Object.values<object>(Reflect.get(body, 'audioQuality')))
      expectFields(quality, 'clippingRatio lossRatio jitterMs')
    const path = `/conversations/${call.id}/controls`
    const one = await api.get<Control>(`${path}/${control.id}`)
    expectFields(one.body, `${controlFields} audioMixLevel executingAt`)
    const all = await api.get<Entities<Control>>(path)
    expectFields(all.body, 'entities')
    expect(all.body.entities.find(({ id }) => id === control.id)).toEqual(one.body)
    line.say({ type: 'close' })
    await line.next('closed')
  })

  it('[OC29] a text control, a coaching, a refusal', async () => {
    const control = await requestControl(api, call, { mediaType: 'TEXT', text: 'x' })
    const completed = await whenControl(api, control, 'COMPLETED')
    expectFields(completed, `${controlFields} text finishedAt`, laterControlFields)
    expect(completed).not.toHaveProperty('audioMixLevel')
    const request = { userId: call.agentUserId, interactionId: call.id, coachingType: 'REAL_TIME' }
    const { body } = await api.post<Coaching>('/coaching/coachings', request)
    const coachingFields =
      'id version interactionId userId supervisorId coachingType status metadata createdAt updatedAt'
    expectFields(body, coachingFields)
    const list = await api.get<Entities<Coaching>>(`/coaching/coachings?interactionId=${call.id}`)
    expectFields(list.body, 'entities', 'nextCursor')
    expect(list.body.entities).toEqual([body])
    const refused = await api.get('/conversations/none')
    expect(refused.headers.get('content-type')).toMatch(/^application\/json/)
    expectFields(refused.body, 'status code message contextId')
    const again = await api.post('/coaching/coachings', request)
    expectFields(again.body, 'status code message contextId coachingId')
    const wrong = await api.post(`/conversations/${call.id}/control`, {})
    expectFields(wrong.body, 'status code message contextId field')
  })

  it('[OC29] an event carries its ids, and its data is the object as REST answers it', async ({
    onTestFinished,
  }) => {
    const streams = createStreams(platform.baseUrl, api.token, onTestFinished)
    const tap = await streams.subscribed({ id: 's', events: ['conversation', 'control'] })
    const control = await requestControl(api, call, { mediaType: 'TEXT', text: 'y' })
    await platform.doors.act(call.id, 'hold')
    const held = await tap.next(
      'a hold',
      ({ conversationId, data }) => conversationId === call.id && data?.state === 'HOLD',
    )
    expect(held.data).toEqual((await api.get<Conversation>(`/conversations/${call.id}`)).body)
    await platform.doors.act(call.id, 'retrieve')
    const told = await tap.next('a control', ({ data }) => data?.id === control.id)
    expectFields(told.data, controlFields, laterControlFields)
    for (const event of events(tap))
      expectFields(event, 'id type name sequence timestamp data', 'conversationId userId queueId')
    const subscribed = tap.messages.find(({ name }) => name === 'subscribed')
    expectFields(subscribed, 'id type name sequence timestamp subscriptionId', 'data')
  })

  it('[OC29] the truth of the simulator’s own door names everybody and everything', async () => {
    const response = await fetch(`${platform.baseUrl}/_simulator/state`)
    const state: Record<string, Fields[]> = await response.json()
    for (const person of state.people ?? [])
      expect(person).toMatchObject({
        id: expect.any(String),
        name: expect.any(String),
        role: expect.stringMatching(/^(supervisor|lead|agent|auditor|administrator)$/),
        queueIds: expect.any(Array),
        permissions: expect.any(Array),
        region: expect.any(String),
        licence: expect.stringMatching(/^CX[123]$/),
        telephony: expect.any(Boolean),
        engagement: expect.any(Boolean),
      })
    for (const conversation of state.conversations ?? [])
      expect(conversation).toMatchObject({
        id: expect.any(String),
        version: expect.any(Number),
        participants: expect.any(Array),
        agentUserId: expect.any(String),
        scenario: expect.any(String),
      })
    expect(state.people?.filter(({ director }) => director === true)).toHaveLength(1)
  })
})
