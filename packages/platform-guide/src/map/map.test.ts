import type { StartControlRequest } from '@sotto/platform'
import { describe, expect, it } from 'vitest'
import { conversationSchema } from '../wire/conversation.ts'
import { personSchema } from '../wire/people.ts'
import { mapStartControl } from './map-control.ts'
import { mapConversation } from './map-conversation.ts'
import { retryAfterMsOf } from './map-error.ts'
import { mapEvent } from './map-event.ts'
import { mapPerson, permissionTable } from './map-person.ts'

const request: StartControlRequest = {
  conversationId: 'c-1',
  kind: 'monitor',
  targetUserId: 'agent-1',
  coachingSessionId: 'coaching-1',
  supervisorId: 'supervisor-1',
  requestKey: 'key-1',
}
const metadata = {
  coachingSessionId: 'coaching-1',
  supervisorId: 'supervisor-1',
  requestKey: 'key-1',
}

describe('controls as they go out', () => {
  it.each([
    [
      { kind: 'whisper-audio', mixLevel: 0.5 },
      { controlType: 'WHISPER', mediaType: 'AUDIO', audioMixLevel: 0.5 },
    ],
    [
      { kind: 'whisper-audio' },
      { controlType: 'WHISPER', mediaType: 'AUDIO', audioMixLevel: 0.65 },
    ],
    [
      { kind: 'whisper-text', text: 'Hi' },
      { controlType: 'WHISPER', mediaType: 'TEXT', text: 'Hi' },
    ],
    [{ kind: 'monitor' }, { controlType: 'MONITOR', mediaType: 'AUDIO' }],
    [{ kind: 'barge' }, { controlType: 'BARGE', mediaType: 'AUDIO' }],
  ] as const)('[PL90] %o is exactly %o with its target and metadata (W5)', (change, payload) => {
    expect(mapStartControl({ ...request, ...change })).toEqual({
      ok: true,
      value: { ...payload, targetUserId: 'agent-1', metadata },
    })
  })

  it.each([
    [{ kind: 'whisper-audio', mixLevel: 1 }, 'audioMixLevel'],
    [{ kind: 'whisper-audio', mixLevel: 0.09 }, 'audioMixLevel'],
    [{ kind: 'whisper-text' }, 'text'],
    [{ kind: 'monitor', targetUserId: '' }, 'targetUserId'],
    [{ kind: 'monitor', requestKey: '' }, 'metadata'],
  ] as const)('[PL90] %o never leaves, and its field is named', (change, field) => {
    const mapped = mapStartControl({ ...request, ...change })
    expect(mapped).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(!mapped.ok && 'field' in mapped.error && mapped.error.field).toContain(field)
  })
})

const wireControl = {
  id: 'k-1',
  version: 3,
  conversationId: 'c-1',
  controlType: 'WHISPER',
  mediaType: 'TEXT',
  status: 'COMPLETED',
  supervisorId: 's-1',
  targetUserId: 'a-1',
  text: 'Slow down.',
  createdAt: '2026-01-01T12:00:00.000Z',
  finishedAt: '2026-01-01T12:00:01.500Z',
  readAt: '2026-01-01T12:00:04Z',
  answer: 'NEED_YOU',
  answeredAt: '2026-01-01T12:00:05Z',
  metadata,
  somethingNew: true,
}

const event = (name: string, data: unknown, extra = {}) =>
  mapEvent({ type: 'x', name, data, ...extra })

describe('events', () => {
  it('[PL91] a control is told in our words, with times in milliseconds and our key', () => {
    expect(event('control.updated', wireControl)).toEqual({
      type: 'control-changed',
      control: {
        id: 'k-1',
        version: 3,
        conversationId: 'c-1',
        kind: 'whisper-text',
        status: 'completed',
        supervisorId: 's-1',
        targetUserId: 'a-1',
        text: 'Slow down.',
        createdAt: Date.UTC(2026, 0, 1, 12),
        finishedAt: Date.UTC(2026, 0, 1, 12, 0, 1, 500),
        readAt: Date.UTC(2026, 0, 1, 12, 0, 4),
        answer: 'need-you',
        answeredAt: Date.UTC(2026, 0, 1, 12, 0, 5),
        requestKey: 'key-1',
      },
    })
  })

  it.each(['a text', null, 7, {}, { requestKey: 7 }])(
    '[PL91] metadata %o that is not ours does not hide the control',
    (foreign) => {
      const fact = event('control.updated', { ...wireControl, metadata: foreign })
      expect(fact).toMatchObject({ type: 'control-changed' })
      expect(fact).not.toHaveProperty('control.requestKey')
    },
  )

  it('[PL91] a failure we have no word for is still a failure', () => {
    const failed = { ...wireControl, status: 'FAILED', failureReason: 'METEOR' }
    expect(event('control.updated', failed)).toMatchObject({
      control: { status: 'failed', failure: 'unknown' },
    })
  })

  it.each([
    ['control.updated', { ...wireControl, status: 'MELTED' }],
    ['control.updated', { ...wireControl, controlType: 'SHOUT' }],
    ['control.updated', { ...wireControl, readAt: 'yesterday' }],
    ['control.updated', undefined],
    ['conversation.updated', { id: 'c' }],
    ['conversation.metrics', {}],
    ['routing.member', { id: 'a' }],
    ['help.requested', {}],
    ['transcript.segment', { text: 'card 4111' }],
  ])(
    '[PL92] %s that cannot be read is unrecognised, and carries none of its content',
    (name, data) => {
      expect(event(name, data)).toEqual({ type: 'unrecognised', rawType: name })
    },
  )

  it('[PL96] what was said is told with its conversation; an unknown speaker is an outsider', () => {
    const said = { id: 's-1', purpose: 'robot', startMs: 900, endMs: 100, text: '' }
    expect(event('transcript.segment', said, { conversationId: 'c-1' })).toEqual({
      type: 'transcript-segment',
      conversationId: 'c-1',
      segment: {
        id: 's-1',
        participantId: '',
        purpose: 'external',
        startMs: 900,
        endMs: 900,
        text: '',
        isFinal: false,
      },
    })
    for (const wrong of [
      { ...said, text: 7 },
      { ...said, startMs: null },
      { ...said, id: '' },
    ])
      expect(event('transcript.segment', wrong, { conversationId: 'c-1' })).toEqual({
        type: 'unrecognised',
        rawType: 'transcript.segment',
      })
  })

  it('[PL92] metrics and members are told when they say whose they are', () => {
    const metrics = {
      silenceMs: 1,
      overlapMs: 2,
      talkShare: { agent: 0.4, customer: 0.5 },
      negativeRun: 1,
      keywords: ['refund'],
    }
    expect(event('conversation.metrics', metrics, { conversationId: 'c-1' })).toEqual({
      type: 'conversation-metrics',
      conversationId: 'c-1',
      metrics,
    })
    const stamped = (extra: object) =>
      event('conversation.metrics', metrics, { conversationId: 'c-1', ...extra })
    expect(stamped({ id: 'e-7', timestamp: '2026-01-01T12:00:00Z' })).toMatchObject({
      eventId: 'e-7',
      measuredAt: Date.UTC(2026, 0, 1, 12),
    })
    expect(stamped({ id: '', timestamp: 'yesterday' })).not.toHaveProperty('eventId')
    expect(stamped({ id: '', timestamp: 'yesterday' })).not.toHaveProperty('measuredAt')
    const member = {
      id: 'a-1',
      name: 'Ana',
      presence: 'ON_THE_MOON',
      routingStatus: 'NOT_RESPONDING',
      licence: 'CX9',
      telephony: true,
      engagement: true,
    }
    expect(event('routing.member', member, { queueId: 'q-1' })).toEqual({
      type: 'member-changed',
      queueId: 'q-1',
      member: {
        id: 'a-1',
        name: 'Ana',
        presence: 'away',
        routing: 'not-responding',
        licence: 'cx1',
        telephony: true,
        engagement: true,
      },
    })
  })
})

const wireConversation = {
  id: 'c-1',
  version: 17,
  state: 'ACTIVE',
  mediaType: 'VOICE',
  region: 'us-east-1',
  queueId: 'q-1',
  startTime: '2026-01-01T12:00:00Z',
  stateSince: '2026-01-01T12:01:00Z',
  recording: { state: 'PAUSED', recordsSupervisor: false },
  participants: [
    {
      participantId: 'p-1',
      purpose: 'agent',
      userId: 'a-1',
      name: 'Ana',
      state: 'HELD',
      telephony: true,
      engagement: false,
      mediaChannels: [
        {
          id: 'm-1',
          mediaType: 'AUDIO',
          state: 'ACTIVE',
          whisperSupported: true,
          codecs: ['PCMU'],
        },
        { id: 'm-2', mediaType: 'HOLOGRAM', state: 'ACTIVE', whisperSupported: true, codecs: [] },
      ],
    },
    {
      participantId: 'p-2',
      purpose: 'supervisor',
      userId: 's-1',
      name: 'Sue',
      state: 'CONNECTED',
      telephony: true,
      engagement: true,
      controlId: 'k-1',
      controlType: 'WHISPER',
      heardBy: ['agent', 'ghost'],
      mediaChannels: [],
    },
    { participantId: 'p-3', purpose: 'robot', name: 'R', state: 'ASLEEP' },
  ],
  audioQuality: { agent: { clippingRatio: 0.1, lossRatio: 0, jitterMs: 4 }, customer: {} },
}

const read = (change: object = {}) =>
  mapConversation(conversationSchema.parse({ ...wireConversation, ...change }))

describe('conversations', () => {
  it('[PL93] a conversation is told in our words', () => {
    expect(read()).toEqual({
      id: 'c-1',
      version: 17,
      phase: 'active',
      media: 'voice',
      region: 'us-east-1',
      queueId: 'q-1',
      startedAt: Date.UTC(2026, 0, 1, 12),
      phaseSince: Date.UTC(2026, 0, 1, 12, 1),
      recording: { state: 'paused', recordsSupervisor: false },
      participants: [
        {
          id: 'p-1',
          purpose: 'agent',
          userId: 'a-1',
          name: 'Ana',
          connection: 'held',
          telephony: true,
          engagement: false,
          channels: [
            { id: 'm-1', media: 'audio', active: true, whisperSupported: true, codecs: ['PCMU'] },
          ],
        },
        {
          id: 'p-2',
          purpose: 'supervisor',
          userId: 's-1',
          name: 'Sue',
          connection: 'connected',
          telephony: true,
          engagement: true,
          channels: [],
          supervising: { controlId: 'k-1', kind: 'whisper-audio', heardBy: ['agent', 'external'] },
        },
        {
          id: 'p-3',
          purpose: 'external',
          name: 'R',
          connection: 'connected',
          telephony: false,
          engagement: false,
          channels: [],
        },
      ],
      audioQuality: { agent: { clippingRatio: 0.1, lossRatio: 0, jitterMs: 4 } },
    })
  })

  it.each([
    ['HOLD', 'held'],
    ['IN_TRANSFER', 'in-transfer'],
    ['CONFERENCE', 'conference'],
    ['ENDED', 'ended'],
    ['WRAPPED_UP', 'ended'],
    ['COMPLETED', 'ended'],
  ])('[PL93] state %s is phase %s', (state, phase) => {
    expect(read({ state })?.phase).toBe(phase)
  })

  it('[PL94] what we have no word for is taken from the cautious side, or not at all', () => {
    expect(read({ state: 'PARKED' })).toBeUndefined()
    expect(read({ mediaType: 'SMOKE' })).toBeUndefined()
    expect(read({ recording: { state: 'SOMEHOW' } })?.recording.state).toBe('on')
    expect(read({ audioQuality: null })?.audioQuality).toEqual({})
  })
})

describe('people', () => {
  it('[PL95] every permission has a name and a scope; unknown ones are left out', () => {
    const names = Object.values(permissionTable).map(({ name }) => name)
    const person = personSchema.parse({
      id: 'u',
      name: 'U',
      region: 'eu',
      licence: 'CX2',
      telephony: true,
      engagement: true,
      permissions: [...names, 'Quantum:Leap'],
      role: 'emperor',
    })
    const mapped = mapPerson(person)
    expect(mapped.permissions).toEqual(Object.keys(permissionTable))
    expect(mapped).toMatchObject({ licence: 'cx2', role: 'agent', email: '' })
  })

  it('[AC22] administrators, and nobody else by their role, may lay down policies', () => {
    const permissionsOf = (role: string) => {
      const common = { id: 'u', name: 'U', region: 'eu', licence: 'CX2' }
      const person = { ...common, telephony: true, engagement: true, permissions: [], role }
      return mapPerson(personSchema.parse(person)).permissions
    }
    expect(permissionsOf('administrator')).toEqual(['manage-policies'])
    for (const role of ['supervisor', 'lead', 'agent', 'auditor', 'director', 'Administrator'])
      expect(permissionsOf(role)).toEqual([])
  })
})

it.each([
  ['3', 3_000],
  ['0', 0],
  [' 1.5 ', 1_500],
  ['999999', 3_600_000],
  ['-1', undefined],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  [undefined, undefined],
])('[PL63] Retry-After %s means %s ms', (header, milliseconds) => {
  expect(retryAfterMsOf(header)).toBe(milliseconds)
})
