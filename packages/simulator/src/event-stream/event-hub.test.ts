import { createListeners, seededRandom } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFaultBoard } from '../faults/fault-board.ts'
import type { Caller } from '../oauth/caller.ts'
import { makePerson } from '../oauth/testing/people.ts'
import type { Person, PlatformEvent } from '../world/shapes.ts'
import { createEventHub, type EventHub } from './create-event-hub.ts'
import { makeEvent } from './testing/make-event.ts'
import { createStreamClient, type StreamClient } from './testing/stream-client.ts'

const everyPermission = [
  'Routing:Queue:Read',
  'Conversation:Read',
  'Coaching:Coaching:Read',
  'Transcript:Read',
]
const everyScope = ['routing:read', 'conversation:read', 'coaching:read', 'transcript:read']
const mara = makePerson({ id: 'mara', name: 'Mara Bell', permissions: everyPermission })
const ana = makePerson({
  id: 'agent-ana',
  name: 'Ana Silva',
  role: 'agent',
  permissions: ['Agent:Self'],
})

const throwOn = (failure: unknown) => {
  throw failure
}
let clock: ReturnType<typeof createFakeClock>
let faults: ReturnType<typeof createFaultBoard>
let events: ReturnType<typeof createListeners<PlatformEvent>>
let changes: ReturnType<typeof createListeners<Person>>
let expiries: ReturnType<typeof createListeners<void>>
let failures: unknown[]
let hub: EventHub

beforeEach(() => {
  clock = createFakeClock()
  faults = createFaultBoard()
  events = createListeners<PlatformEvent>(throwOn)
  changes = createListeners<Person>(throwOn)
  expiries = createListeners<void>(throwOn)
  failures = []
  hub = createEventHub({
    world: {
      onEvent: (listener) => events.subscribe(listener),
      onPersonChanged: (listener) => changes.subscribe(listener),
      mayViewQueue: (person, queueId) => queueId === undefined || person.queueIds.includes(queueId),
    },
    tokens: { onExpired: (listener) => expiries.subscribe(listener) },
    faults,
    clock,
    random: seededRandom(1),
    onFailure: (failure) => failures.push(failure),
  })
})

function callerOf(person: Person | undefined, scopes: readonly string[] = everyScope): Caller {
  return {
    ...(person === undefined ? {} : { person }),
    clientId: 'sotto',
    scopes: new Set(scopes),
    expiresAtWallMs: clock.wallNow() + 1_800_000,
  }
}

interface Connected extends StreamClient {
  receive(text: string): void
  lost(): void
}

function connect(
  caller: Caller = callerOf(mara),
  subscriptions?: readonly unknown[],
  stillValid = async () => true,
): Connected {
  const client = createStreamClient()
  const { receive, lost } = hub.open({
    caller,
    transport: client.transport,
    subscriptions,
    stillValid,
  })
  return Object.assign(client, { receive, lost })
}

const subscribe = (id: string, rest: object = {}) =>
  JSON.stringify({ action: 'subscribe', id, ...rest })

describe('what a connection is sent', () => {
  it('[SD20] wraps an event in the envelope of the contract', () => {
    const client = connect()
    events.emit(makeEvent())
    expect(client.received()).toEqual([
      {
        id: expect.any(String),
        type: 'conversation',
        name: 'conversation.updated',
        sequence: 1,
        timestamp: '2026-01-01T12:00:00.000Z',
        conversationId: 'call-1',
        userId: 'agent-ana',
        queueId: 'queue-billing',
        data: { version: 1, note: 'ünïcode' },
      },
    ])
  })

  it('[SD20] leaves out the ids an event does not have', () => {
    const client = connect()
    events.emit({ type: 'routing', name: 'routing.member', data: {} })
    expect(client.received()[0]).not.toHaveProperty('conversationId')
    expect(client.received()[0]).not.toHaveProperty('queueId')
  })

  it('[SD21] counts each connection on its own, system messages included, without holes', async () => {
    const first = connect()
    events.emit(makeEvent())
    const second = connect()
    events.emit(makeEvent())
    await clock.advance(15_000)
    events.emit(makeEvent())
    expect(first.sequences()).toEqual([1, 2, 3, 4])
    expect(second.sequences()).toEqual([1, 2, 3])
    expect(first.received()[1]?.id).toBe(second.received()[0]?.id)
  })

  it('[SD22] beats every 15 s', async () => {
    const client = connect()
    await clock.advance(45_000)
    expect(client.received()).toMatchObject(
      [1, 2, 3].map(() => ({ type: 'system', name: 'heartbeat' })),
    )
  })

  it('[SD23] sends everything of the queues in sight to who names no subscription', () => {
    const client = connect()
    events.emit(makeEvent('conversation.metrics'))
    events.emit(makeEvent('help.requested'))
    events.emit(makeEvent('conversation.updated', { queueId: 'queue-support' }))
    expect(client.names()).toEqual(['conversation.metrics', 'help.requested'])
  })

  it('[SD23] sends an agent their own conversations only', () => {
    const client = connect(callerOf(ana))
    events.emit(makeEvent())
    events.emit(makeEvent('control.updated'))
    events.emit(makeEvent('conversation.updated', { userId: 'agent-other' }))
    events.emit(makeEvent('transcript.segment'))
    expect(client.names()).toEqual(['conversation.updated', 'control.updated'])
  })

  it.each([
    ['permission', callerOf0({ permissions: ['Conversation:Read'] }, everyScope)],
    ['scope', callerOf0({}, ['conversation:read'])],
  ])('[SD23] needs permission and scope of the kind of event: without the %s', (_case, make) => {
    const client = connect(make())
    events.emit(makeEvent('coaching.created'))
    events.emit(makeEvent('transcript.segment'))
    events.emit(makeEvent('routing.member'))
    events.emit(makeEvent())
    expect(client.names()).toEqual(['conversation.updated'])
  })

  it('[SD23] lets client credentials read every queue, within their scopes', () => {
    const client = connect(callerOf(undefined, ['conversation:read']))
    events.emit(makeEvent('conversation.updated', { queueId: 'queue-support' }))
    events.emit(makeEvent('coaching.updated'))
    expect(client.names()).toEqual(['conversation.updated'])
  })
})

function callerOf0(change: Partial<Person>, scopes: readonly string[]) {
  return () => callerOf({ ...mara, ...change }, scopes)
}

describe('subscriptions', () => {
  it('[SD24] narrow the stream from the first one on, and are answered', () => {
    const client = connect()
    client.receive(subscribe('s1', { events: ['help'] }))
    events.emit(makeEvent())
    events.emit(makeEvent('help.requested'))
    expect(client.received()).toMatchObject([
      { type: 'system', name: 'subscribed', subscriptionId: 's1', sequence: 1 },
      { name: 'help.requested', sequence: 2 },
    ])
  })

  it('[SD24] can come with the handshake', () => {
    const client = connect(callerOf(mara), [{ id: 'a', events: ['help.*'] }, { events: ['wrong'] }])
    events.emit(makeEvent())
    events.emit(makeEvent('help.withdrawn'))
    expect(client.received()).toMatchObject([
      { name: 'subscribed', subscriptionId: 'a' },
      { name: 'subscribe-refused', subscriptionId: 'filter-2' },
      { name: 'help.withdrawn' },
    ])
  })

  it('[SD24] an empty list in the handshake asks for nothing', () => {
    const client = connect(callerOf(mara), [])
    events.emit(makeEvent())
    expect(client.texts).toEqual([])
  })

  it.each([
    [['conversation'], ['conversation.updated', 'conversation.metrics']],
    [['coaching.*'], ['coaching.created', 'coaching.updated']],
    [
      ['coaching.created', 'control'],
      ['control.updated', 'coaching.created'],
    ],
    [
      ['transcript', 'routing', 'help'],
      ['transcript.segment', 'routing.member', 'help.requested', 'help.withdrawn'],
    ],
  ])('[SD25] name families or single events: %j', (names, expected) => {
    const client = connect(callerOf(mara), [{ events: names }])
    for (const name of [
      'conversation.updated',
      'conversation.metrics',
      'control.updated',
      'coaching.created',
      'coaching.updated',
      'transcript.segment',
      'routing.member',
      'help.requested',
      'help.withdrawn',
    ] as const) {
      events.emit(makeEvent(name))
    }
    expect(client.names().slice(1)).toEqual(expected)
  })

  it.each([
    ['conversationId', 'call-1', 'call-2'],
    ['userId', 'agent-ana', 'agent-other'],
    ['queueId', 'queue-billing', 'queue-support'],
    ['supervisorId', 'mara', 'other'],
    ['type', 'coaching', 'conversation'],
    ['coaching.userId', 'mara', 'agent-ana'],
  ])('[SD26] filter by %s, with eq and in', (name, right, wrong) => {
    for (const [operator, value, expected] of [
      ['eq', right, 1],
      ['eq', wrong, 0],
      ['in', [wrong, right], 1],
      ['in', [wrong], 0],
    ] as const) {
      const client = connect(callerOf(mara), [{ filters: [{ name, operator, value }] }])
      events.emit(makeEvent('coaching.created'))
      expect(client.names().slice(1)).toHaveLength(expected)
      client.lost()
    }
  })

  it('[SD26] coaching.userId is of coachings only, and means who coaches', () => {
    const filters = [{ name: 'coaching.userId', operator: 'eq', value: 'mara' }]
    const client = connect(callerOf(mara), [{ filters }])
    events.emit(makeEvent('control.updated'))
    events.emit(makeEvent('coaching.updated', { supervisorId: 'other' }))
    events.emit(makeEvent('coaching.updated'))
    expect(client.names().slice(1)).toEqual(['coaching.updated'])
  })

  it('[SD27] all filters of one must hold, subscriptions add up, an event comes once', () => {
    const both = [
      { name: 'queueId', operator: 'eq', value: 'queue-billing' },
      { name: 'conversationId', operator: 'eq', value: 'call-1' },
    ]
    const client = connect(callerOf(mara), [
      { id: 'narrow', filters: both },
      { id: 'same', filters: both },
      { id: 'help', events: ['help'] },
    ])
    events.emit(makeEvent())
    events.emit(makeEvent('conversation.updated', { conversationId: 'call-2' }))
    events.emit(makeEvent('help.requested', { conversationId: 'call-2' }))
    expect(client.names().slice(3)).toEqual(['conversation.updated', 'help.requested'])
  })

  it('[SD28] end with unsubscribe; after the last one nothing comes', () => {
    const client = connect(callerOf(mara), [{ id: 's1' }])
    client.receive(JSON.stringify({ action: 'unsubscribe', id: 's1' }))
    client.receive(JSON.stringify({ action: 'unsubscribe', id: 's1' }))
    events.emit(makeEvent())
    expect(client.names()).toEqual(['subscribed', 'unsubscribed', 'subscribe-refused'])
  })

  it.each([
    ['events', { events: ['everything'] }, 'events: there is no "everything"'],
    ['no events', { events: [] }, 'events'],
    ['name', { filters: [{ name: 'teamId', operator: 'eq', value: 'x' }] }, 'filters.0.name'],
    [
      'operator',
      { filters: [{ name: 'userId', operator: 'like', value: 'x' }] },
      'filters.0.operator',
    ],
    [
      'eq with a list',
      { filters: [{ name: 'userId', operator: 'eq', value: ['x'] }] },
      'filters.0.value',
    ],
    [
      'in with a text',
      { filters: [{ name: 'userId', operator: 'in', value: 'x' }] },
      'filters.0.value',
    ],
    ['shape', { filters: 'all' }, 'filters'],
    ['prototype words', { events: ['__proto__', 'constructor'] }, 'events'],
  ])('[SD29] are refused with the reason: bad %s', (_case, rest, reason) => {
    const client = connect()
    client.receive(subscribe('s1', rest))
    expect(client.received()[0]).toMatchObject({
      name: 'subscribe-refused',
      subscriptionId: 's1',
      data: { reason: expect.stringContaining(reason) },
    })
    events.emit(makeEvent())
    expect(client.names()[1]).toBe('conversation.updated')
  })

  it('[SD29] are refused past two hundred, and replaced under the same id', () => {
    const client = connect(callerOf(mara), [])
    for (let index = 0; index < 201; index += 1) client.receive(subscribe(`s${index}`))
    client.receive(subscribe('s0', { events: ['help'] }))
    expect(client.names().filter((name) => name === 'subscribe-refused')).toHaveLength(1)
    expect(client.names().at(-1)).toBe('subscribed')
  })

  it.each(['', '{', 'null', '[]', '"subscribe"', '{"action":"shout"}', '\u0000'])(
    '[SD30] garbage is answered with an error and changes nothing: %j',
    (text) => {
      const client = connect()
      client.receive(text)
      expect(client.received()).toMatchObject([{ type: 'system', name: 'error' }])
      events.emit(makeEvent())
      expect(client.names()[1]).toBe('conversation.updated')
    },
  )
})

describe('how a connection ends', () => {
  it('[SD31] with 4401 when the token has lived its time', async () => {
    const client = connect()
    await clock.advance(1_799_999)
    expect(client.ended).toBe('no')
    await clock.advance(1)
    expect(client.ended).toEqual({ code: 4401, reason: 'token expired' })
  })

  it('[SD31] with 4401 when tokens are ended before their time, if its own is among them', async () => {
    const mine = connect(callerOf(mara), undefined, async () => false)
    const others = connect()
    expiries.emit()
    await clock.advance(0)
    expect(mine.ended).toEqual({ code: 4401, reason: 'token expired' })
    expect(others.ended).toBe('no')
  })

  it.each([
    ['a permission', { permissions: ['Conversation:Read'] }],
    ['a queue', { queueIds: [] }],
    ['the post of director', { director: false }],
    ['the login', { active: false }],
  ])('[SD32] with 4403 at once when %s is taken away', (_case, change) => {
    const before = { ...mara, director: true }
    const client = connect(callerOf(before))
    const other = connect(callerOf({ ...mara, id: 'other' }))
    changes.emit({ ...before, ...change })
    expect(client.ended).toEqual({ code: 4403, reason: 'right removed' })
    expect(other.ended).toBe('no')
    events.emit(makeEvent())
    expect(client.texts).toEqual([])
  })

  it('[SD32] not when something is given: then it is seen from now on', () => {
    const client = connect()
    changes.emit({ ...mara, queueIds: [...mara.queueIds, 'queue-support'] })
    events.emit(makeEvent('conversation.updated', { queueId: 'queue-support' }))
    expect(client.ended).toBe('no')
    expect(client.names()).toEqual(['conversation.updated'])
  })

  it('[SD33] with 4429 for the twenty-first of one person, who may come again when one is gone', () => {
    const clients = Array.from({ length: 20 }, () => connect())
    expect(connect().ended).toEqual({ code: 4429, reason: 'too many connections' })
    expect(connect(callerOf({ ...mara, id: 'other' })).ended).toBe('no')
    clients[0]!.lost()
    expect(connect().ended).toBe('no')
    expect(hub.openConnections).toBe(21)
  })

  it('[SD34] with slow-consumer and 4408 when too much waits on its wire', () => {
    const slow = connect()
    const quick = connect()
    slow.stuffed = 1_048_577
    events.emit(makeEvent())
    events.emit(makeEvent())
    expect(slow.names()).toEqual(['slow-consumer'])
    expect(slow.ended).toEqual({ code: 4408, reason: 'slow consumer' })
    expect(quick.names()).toHaveLength(2)
  })

  it('[SD35] with rotating, and 1012 when the time is up', async () => {
    const client = connect()
    faults.strike({ type: 'rotate-event-streams', closesInMs: 3_000 })
    const late = connect()
    events.emit(makeEvent())
    await clock.advance(2_999)
    expect(client.received()).toMatchObject([
      { name: 'rotating', data: { closesInMs: 3_000 } },
      { name: 'conversation.updated' },
    ])
    expect(client.ended).toBe('no')
    await clock.advance(1)
    expect(client.ended).toEqual({ code: 1012, reason: 'rotating' })
    expect(late.ended).toBe('no')
  })

  it('[SD36] without a word when streams are dropped', () => {
    const client = connect()
    faults.strike({ type: 'drop-event-streams' })
    expect(client.ended).toBe('dropped')
    expect(client.texts).toEqual([])
  })

  it('[SD37] leaves nothing over: no timer, no listener', async () => {
    const client = connect()
    connect()
    faults.merge({ reorderEvents: 1 })
    events.emit(makeEvent())
    client.lost()
    hub.close()
    expect(clock.pending).toBe(0)
    expect(events.size + changes.size + expiries.size).toBe(0)
    expect(hub.openConnections).toBe(0)
  })

  it('[SD37] alone: a transport that fails is dropped, the others hear', () => {
    const broken = connect()
    const fine = connect()
    broken.transport.send = throwOn
    events.emit(makeEvent())
    expect(broken.ended).toBe('dropped')
    expect(failures).toHaveLength(1)
    expect(fine.names()).toEqual(['conversation.updated'])
  })
})

describe('what can go wrong on purpose', () => {
  it('[SD38] a lost event leaves a hole', () => {
    const client = connect()
    faults.merge({ loseEvents: 1 })
    events.emit(makeEvent())
    faults.merge({ loseEvents: 0 })
    events.emit(makeEvent())
    expect(client.sequences()).toEqual([2])
  })

  it('[SD39] a repeated event comes twice under one id, the sequence still without holes', async () => {
    const client = connect()
    faults.merge({ duplicateEvents: 1 })
    events.emit(makeEvent())
    await clock.advance(500)
    const ids = client.received().map(({ id }) => id)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect(client.sequences()).toEqual([1, 2])
  })

  it('[SD40] a late event is overtaken, the sequence still without holes', async () => {
    const client = connect()
    faults.merge({ reorderEvents: 1 })
    events.emit(makeEvent('conversation.updated', { data: { version: 1 } }))
    faults.merge({ reorderEvents: 0 })
    events.emit(makeEvent('conversation.updated', { data: { version: 2 } }))
    await clock.advance(500)
    expect(client.received().map(({ data }) => data.version)).toEqual([2, 1])
    expect(client.sequences()).toEqual([1, 2])
  })

  it('[SD40] a ratio is a ratio', () => {
    const client = connect()
    faults.merge({ loseEvents: 0.3 })
    for (let count = 0; count < 1_000; count += 1) events.emit(makeEvent())
    expect(client.texts.length).toBeGreaterThan(640)
    expect(client.texts.length).toBeLessThan(760)
  })
})

describe('what is counted', () => {
  it('[SD41] bytes as sent, streams open at any moment since the reset, tokens in addresses', () => {
    const client = connect()
    connect().lost()
    events.emit(makeEvent())
    hub.countTokenInUrl()
    const bytes = client.texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    expect(hub.traffic).toEqual({ connections: 2, bytes, tokenInUrl: 1 })
    hub.resetTraffic()
    expect(hub.traffic).toEqual({ connections: 1, bytes: 0, tokenInUrl: 0 })
  })
})
