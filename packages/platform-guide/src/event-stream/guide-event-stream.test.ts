import { type Secret, secret, seededRandom, sleep } from '@sotto/kernel'
import {
  type EventStream,
  PlatformError,
  type PlatformFact,
  type StreamState,
  type Subscription,
} from '@sotto/platform'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createFakeSockets, type FakeSocket, type FakeSockets } from '../../test/fake-sockets.ts'
import { createRecordingLogger, type RecordingLogger } from '../../test/recording-logger.ts'
import { openGuideEventStream } from './guide-event-stream.ts'

let clock: FakeClock
let sockets: FakeSockets
let logger: RecordingLogger
let stream: EventStream | undefined
let token: string
let renewals: string[]
let renewalLastsMs: number
let tokenFailure: PlatformError | undefined
/** What asking for a token waits for. */
let tokenWait: Promise<void> | undefined
let facts: PlatformFact[]
let states: StreamState[]
let onFact: (fact: PlatformFact) => void
/** What the platform serves, each time it was told. */
let served: (readonly Subscription[])[]

const mine: Subscription = { families: ['conversation', 'control'], queueIds: ['q-1'] }

async function start(subscriptions: readonly Subscription[] = [mine]): Promise<FakeSocket> {
  stream = openGuideEventStream({
    url: 'ws://platform.test/api/v2/events',
    credentials: {
      async accessToken() {
        await tokenWait
        if (tokenFailure !== undefined) throw tokenFailure
        return secret(token)
      },
      async refresh(stale: Secret<string>) {
        renewals.push(stale.reveal())
        if (renewalLastsMs > 0) await sleep(clock, renewalLastsMs)
        if (tokenFailure !== undefined) throw tokenFailure
        token = `${token}+`
        return secret(token)
      },
    },
    subscriptions,
    openSocket: sockets.openSocket,
    clock,
    random: seededRandom(5),
    logger,
    handshakeTimeoutMs: 5_000,
    onFact: (fact) => onFact(fact),
    onState: (state) => states.push(state),
    onInForce: (subscriptions) => served.push(subscriptions),
  })
  await clock.advance(0)
  return sockets.last
}

async function startOpen(subscriptions?: readonly Subscription[]): Promise<FakeSocket> {
  const socket = await start(subscriptions)
  socket.open()
  return socket
}

const filterSchema = z.array(
  z.object({
    id: z.string(),
    events: z.array(z.string()),
    filters: z.array(z.object({ name: z.string(), operator: z.string(), value: z.unknown() })),
  }),
)

function filtersOf(socket: FakeSocket): z.infer<typeof filterSchema> {
  return filterSchema.parse(JSON.parse(socket.url.searchParams.get('filter') ?? 'null'))
}

const named = (name: string, sequence: number, extra = {}) => ({
  id: `e-${sequence}`,
  type: 'conversation',
  name,
  sequence,
  timestamp: '2026-01-01T12:00:00Z',
  data: {},
  ...extra,
})
const heartbeat = (sequence: number) => named('heartbeat', sequence, { type: 'system' })

beforeEach(() => {
  clock = createFakeClock()
  sockets = createFakeSockets()
  logger = createRecordingLogger()
  token = 'token-1'
  renewals = []
  renewalLastsMs = 0
  tokenFailure = undefined
  tokenWait = undefined
  facts = []
  states = []
  served = []
  onFact = (fact) => facts.push(fact)
})

afterEach(() => {
  stream?.close()
  expect(clock.pending).toBe(0)
  expect(logger.text()).not.toContain('token-1')
})

const stateNames = () => states.map(({ state }) => state)

describe('opening', () => {
  it('[PL50] the token is in the header, the filter in the address, and no token there', async () => {
    const socket = await start()
    expect(socket.bearerToken).toBe('token-1')
    expect(socket.url.href).not.toContain('token')
    expect([...socket.url.searchParams.keys()]).toEqual(['filter'])
  })

  it('[PL70] a stream is narrow from its first byte, also without any subscription', async () => {
    const nothing = {
      id: 's0',
      events: ['help'],
      filters: [{ name: 'conversationId', operator: 'eq', value: 'none' }],
    }
    const socket = await start([
      mine,
      { families: ['conversation'], queueIds: ['q-2', 'q-1'], conversationIds: ['c-1'] },
    ])
    expect(filtersOf(socket)).toEqual([
      nothing,
      {
        id: 's1',
        events: ['control', 'conversation'],
        filters: [{ name: 'queueId', operator: 'eq', value: 'q-1' }],
      },
      {
        id: 's2',
        events: ['conversation'],
        filters: [
          { name: 'queueId', operator: 'in', value: ['q-1', 'q-2'] },
          { name: 'conversationId', operator: 'eq', value: 'c-1' },
        ],
      },
    ])
    stream?.close()
    expect(filtersOf(await start([]))).toEqual([nothing])
    stream?.close()
    // "None of the queues" must never turn into "all of them".
    expect(filtersOf(await start([{ families: ['conversation'], queueIds: [] }]))).toEqual([
      nothing,
    ])
  })

  it('[PL70] what does not fit into an address is said as soon as the stream is open', async () => {
    const long = (id: string): Subscription => ({
      families: ['conversation'],
      conversationIds: Array.from({ length: 60 }, (_, index) => `${id}-${index}-0123456789abcdef`),
    })
    const socket = await start([mine, long('a'), long('b'), long('c')])
    expect(socket.url.href.length).toBeLessThan(5_000)
    const told = filtersOf(socket).length - 1
    expect(told).toBeLessThan(4)
    expect(socket.said).toEqual([])
    socket.open()
    const later = socket.said.map((text) => JSON.parse(String(text)))
    expect(later.map(({ action }) => action)).toEqual(Array(4 - told).fill('subscribe'))
    const ids = [...filtersOf(socket), ...later].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('subscriptions on the open stream', () => {
  it('[PL71] new ones are asked for before old ones are given up, equal ones stay untouched', async () => {
    const socket = await startOpen([mine, { families: ['routing'], queueIds: ['q-1'] }])
    stream?.subscribe([mine, { families: ['routing'], queueIds: ['q-2'] }])
    expect(socket.said.map((text) => JSON.parse(String(text)))).toEqual([
      {
        action: 'subscribe',
        id: 's3',
        events: ['routing'],
        filters: [{ name: 'queueId', operator: 'eq', value: 'q-2' }],
      },
      { action: 'unsubscribe', id: 's2' },
    ])
    stream?.subscribe([mine, { families: ['routing'], queueIds: ['q-2'] }])
    expect(socket.said).toHaveLength(2)
  })

  it('[PL71] what was asked for while connecting, or while interrupted, is there when it opens', async () => {
    const first = await start([])
    stream?.subscribe([mine])
    first.open()
    expect(first.said).toHaveLength(1)
    first.end({ kind: 'failed' })
    stream?.subscribe([{ families: ['routing'], queueIds: ['q-9'] }])
    await clock.advance(15_000)
    expect(filtersOf(sockets.last).map(({ events }) => events)).toEqual([['help'], ['routing']])
  })
})

const answer = (sequence: number, subscriptionId: string, name = 'subscribed') =>
  named(name, sequence, { type: 'system', subscriptionId })
const ofCall = (id: string): Subscription => ({ families: ['conversation'], conversationIds: [id] })
/** Too much for an address. */
const long: Subscription = {
  families: ['conversation'],
  conversationIds: Array.from({ length: 99 }, (_, index) => `c-${index}-0123456789abcdef-0123456`),
}

describe('what is served', () => {
  it('[PL170] is what it was opened with, and later ones from the platform’s answer on', async () => {
    const socket = await startOpen()
    expect(served).toEqual([[mine]])
    socket.tell(answer(1, 's1'))
    stream?.subscribe([mine, ofCall('c-1'), ofCall('c-2')])
    expect(served).toHaveLength(1)
    socket.tell(answer(2, 's3'))
    expect(served.at(-1)).toEqual([mine, ofCall('c-2')])
    stream?.subscribe([ofCall('c-1'), ofCall('c-2')])
    socket.tell(answer(3, 's2'))
    expect(served.at(-1)).toEqual([ofCall('c-1'), ofCall('c-2')])
  })

  it('[PL170] what is refused is never served, nor what was given up and asked for once more', async () => {
    const socket = await startOpen([])
    stream?.subscribe([ofCall('c-1'), ofCall('c-2')])
    socket.tell(answer(1, 's1', 'subscribe-refused'))
    socket.tell(answer(2, 's2'))
    expect(served.at(-1)).toEqual([ofCall('c-2')])
    stream?.subscribe([])
    stream?.subscribe([ofCall('c-2')])
    // The answer to the first question says nothing of the second.
    socket.tell(answer(3, 's2'))
    expect(served).toHaveLength(3)
    socket.tell(answer(4, 's3'))
    expect(served.at(-1)).toEqual([ofCall('c-2')])
  })

  it('[PL170] begins anew with every connection that ends an interruption', async () => {
    const socket = await startOpen([mine, long])
    socket.tell(answer(1, 's2'))
    expect(served).toEqual([[mine], [mine, long]])
    socket.end({ kind: 'failed' })
    await clock.advance(15_000)
    sockets.last.open()
    expect(served.at(-1)).toEqual([mine])
    sockets.last.tell(answer(1, 's2'))
    expect(served.at(-1)).toEqual([mine, long])
  })

  it('[PL171] a successor takes over when everything is served on it, and nobody notices', async () => {
    const old = await startOpen([mine, long])
    old.tell(answer(1, 's2'))
    old.tell(named('rotating', 2, { type: 'system', data: { closesInMs: 6_000 } }))
    await clock.advance(2_000)
    const successor = sockets.last
    successor.open()
    await clock.advance(3_000)
    old.tell(named('a', 3))
    expect(old.isClosedByUs).toBe(false)
    successor.tell(answer(1, 's2'))
    old.tell(named('b', 4))
    await clock.advance(2_000)
    expect(old.isClosedByUs).toBe(true)
    expect(served.every((one, index) => index === 0 || one.length === 2)).toBe(true)
    expect(stateNames()).toEqual(['connecting', 'open'])
  })

  it('[PL172] a stream that says no word when it is asked for one is given up as silent', async () => {
    const socket = await startOpen()
    stream?.askForWord(3_000)
    expect(JSON.parse(String(socket.said[0]))).toMatchObject({ action: 'subscribe', id: 's0' })
    await clock.advance(2_999)
    expect(socket.isTerminated).toBe(false)
    await clock.advance(1)
    expect(socket.isTerminated).toBe(true)
    expect(states.at(-1)).toMatchObject({ state: 'interrupted', reason: 'silent' })
  })

  it('[PL172] any word will do, and a stream that is not open is not asked', async () => {
    const waiting = await start()
    stream?.askForWord(3_000)
    waiting.open()
    stream?.askForWord(3_000)
    expect(waiting.said).toHaveLength(1)
    waiting.tell(answer(1, 's0'))
    await clock.advance(4_000)
    expect(stateNames()).toEqual(['connecting', 'open'])
    expect(served).toHaveLength(1)
  })

  it('[PL173] tells when the platform last said anything, while it is open', async () => {
    const socket = await start()
    expect(stream?.lastWordAtMono).toBeUndefined()
    socket.open()
    const openedAt = clock.monotonicNow()
    await clock.advance(700)
    expect(stream?.lastWordAtMono).toBe(openedAt)
    socket.tell(heartbeat(1))
    expect(stream?.lastWordAtMono).toBe(openedAt + 700)
    socket.end({ kind: 'failed' })
    expect(stream?.lastWordAtMono).toBeUndefined()
  })

  it('[PL174] controls of one supervisor are asked for by who holds them', async () => {
    const socket = await start([{ families: ['control'], supervisorIds: ['s-7'] }])
    expect(filtersOf(socket).at(-1)).toEqual({
      id: 's1',
      events: ['control'],
      filters: [{ name: 'supervisorId', operator: 'eq', value: 's-7' }],
    })
  })
})

describe('what is heard', () => {
  it('[PL72] what cannot be read is passed on as unrecognised, and nothing breaks', async () => {
    const socket = await startOpen()
    socket.tellText('no json')
    socket.tellText('[]')
    socket.tellBytes(new Uint8Array(4))
    socket.tell(named('coaching.created', 1))
    socket.tell(named('conversation.updated', 2, { data: { id: 'c-1' } }))
    expect(facts).toEqual([
      { type: 'unrecognised', rawType: 'unreadable' },
      { type: 'unrecognised', rawType: 'unreadable' },
      { type: 'unrecognised', rawType: 'unreadable' },
      { type: 'unrecognised', rawType: 'coaching.created' },
      { type: 'unrecognised', rawType: 'conversation.updated' },
    ])
    expect(stateNames()).toEqual(['connecting', 'open'])
  })

  it('[PL72] a listener that throws does not break the stream', async () => {
    const socket = await startOpen()
    onFact = () => {
      throw new Error('listener')
    }
    socket.tell(named('x', 1))
    onFact = (fact) => facts.push(fact)
    socket.tell(named('y', 2))
    expect(facts).toEqual([{ type: 'unrecognised', rawType: 'y' }])
    expect(logger.lines.map(({ event }) => event)).toContain('stream-listener-failed')
  })

  it('[PL73] a hole in the sequence is a gap; late and repeated ones are none', async () => {
    const socket = await startOpen()
    socket.tell(named('a', 1))
    socket.tell(named('b', 2))
    socket.tell(named('b', 2))
    socket.tell(named('a', 1))
    expect(stateNames()).toEqual(['connecting', 'open'])
    socket.tell(named('d', 4))
    expect(stateNames()).toEqual(['connecting', 'open', 'gap'])
    expect(facts).toHaveLength(5)
  })

  it('[PL73] many holes are one gap a second, and the last one is never forgotten', async () => {
    const socket = await startOpen()
    for (let sequence = 1; sequence < 200; sequence += 2) socket.tell(heartbeat(sequence))
    expect(stateNames().filter((name) => name === 'gap')).toHaveLength(1)
    await clock.advance(1_000)
    expect(stateNames().filter((name) => name === 'gap')).toHaveLength(2)
    await clock.advance(5_000)
    expect(stateNames().filter((name) => name === 'gap')).toHaveLength(2)
  })
})

describe('loss and return', () => {
  it('[PL110] told to bear 12 s, it is given up after them; told nothing it bears 40 s again', async () => {
    const socket = await startOpen()
    stream?.limitSilence(12_000)
    await clock.advance(10_000)
    socket.tell(named('conversation.metrics', 1))
    await clock.advance(12_000)
    expect(stateNames()).toEqual(['connecting', 'open'])
    await clock.advance(1_000)
    expect(states[2]).toMatchObject({ state: 'interrupted', reason: 'silent' })
    expect(socket.isTerminated).toBe(true)
    await clock.advance(200)
    sockets.last.open()
    stream?.limitSilence(undefined)
    await clock.advance(39_000)
    expect(stateNames().at(-1)).toBe('open')
  })

  it('[PL110] one that has been silent for longer is given up at once', async () => {
    await startOpen()
    await clock.advance(20_000)
    expect(stateNames()).toEqual(['connecting', 'open'])
    stream?.limitSilence(12_000)
    expect(states.at(-1)).toMatchObject({ state: 'interrupted', reason: 'silent' })
  })

  it('[PL110] a token that is waited for hides no silence', async () => {
    await startOpen()
    tokenWait = new Promise<void>(() => {})
    stream?.limitSilence(12_000)
    await clock.advance(13_000)
    expect(states.at(-1)).toMatchObject({ state: 'interrupted', reason: 'silent' })
  })

  it('[PL74] after 40 s of silence the connection is given up', async () => {
    const socket = await startOpen()
    await clock.advance(30_000)
    socket.tell(heartbeat(1))
    await clock.advance(39_000)
    expect(stateNames()).toEqual(['connecting', 'open'])
    await clock.advance(2_000)
    expect(states[2]).toMatchObject({ state: 'interrupted', reason: 'silent' })
    expect(socket.isTerminated).toBe(true)
    await clock.advance(200)
    expect(sockets.all).toHaveLength(2)
    // Whatever the old one still says is nobody's any more.
    socket.tell(named('late', 2))
    expect(facts).toEqual([])
  })

  it('[PL75] each attempt waits longer at most, with full jitter, and starts small again after a steady time', async () => {
    let socket = await start()
    const waits: number[] = []
    for (let attempt = 0; attempt < 12; attempt += 1) {
      socket.end({ kind: 'failed' })
      const last = states.at(-1)
      waits.push((last?.state === 'interrupted' && last.retryInMs) || 0)
      await clock.advance(15_001)
      socket = sockets.last
    }
    expect(waits[0]).toBeLessThanOrEqual(200)
    for (const [attempt, waitMs] of waits.entries()) {
      expect(waitMs).toBeGreaterThanOrEqual(100)
      expect(waitMs).toBeLessThanOrEqual(Math.min(15_000, 100 * 2 ** (attempt + 1)))
    }
    expect(new Set(waits).size).toBe(waits.length)
    expect(Math.max(...waits)).toBeGreaterThan(3_000)
    expect(sockets.all).toHaveLength(13)
    socket.open()
    await clock.advance(10_000)
    socket.end({ kind: 'failed' })
    expect(states.at(-1)).toMatchObject({ state: 'interrupted', reason: 'network' })
    const last = states.at(-1)
    expect(last?.state === 'interrupted' && last.retryInMs).toBeLessThanOrEqual(200)
  })

  it.each([
    [4408, 'slow-consumer', 100],
    [4403, 'right-removed', 1_000],
    [4429, 'too-many-connections', 5_000],
    [1011, 'network', 100],
    [1012, 'rotated', 100],
  ] as const)(
    '[PL75] close code %i is told as %s, and tried again after %i ms or more',
    async (code, reason, leastMs) => {
      const socket = await startOpen()
      socket.end({ kind: 'closed', code })
      const last = states.at(-1)
      expect(last).toMatchObject({ state: 'interrupted', reason })
      expect(last?.state === 'interrupted' && last.retryInMs).toBeGreaterThanOrEqual(leastMs)
      await clock.advance(60_000)
      expect(sockets.all.length).toBeGreaterThan(1)
    },
  )

  it('[PL75] a handshake that is refused is waited out as the platform asks', async () => {
    const socket = await start()
    socket.end({ kind: 'refused', answer: { status: 503, body: undefined, retryAfter: '7' } })
    await clock.advance(6_999)
    expect(sockets.all).toHaveLength(1)
    await clock.advance(300)
    expect(sockets.all).toHaveLength(2)
  })

  it('[PL76] a person without any right to listen is told, and tried again seldom', async () => {
    const socket = await start()
    socket.end({ kind: 'refused', answer: { status: 403, body: undefined, retryAfter: undefined } })
    expect(states.at(-1)).toMatchObject({ state: 'interrupted', reason: 'right-removed' })
    await clock.advance(999)
    expect(sockets.all).toHaveLength(1)
  })
})

describe('change of hands', () => {
  it('[PL77] a rotation opens a successor first; the old one goes after it, and nobody notices', async () => {
    const old = await startOpen()
    old.tell(named('rotating', 1, { type: 'system', data: { closesInMs: 6_000 } }))
    await clock.advance(2_000)
    const successor = sockets.last
    expect(successor).not.toBe(old)
    expect(filtersOf(successor)).toEqual(filtersOf(old))
    old.tell(named('a', 2))
    successor.open()
    old.tell(named('b', 3))
    successor.tell(named('b', 1))
    expect(facts).toHaveLength(3)
    expect(old.isClosedByUs).toBe(false)
    await clock.advance(1_000)
    expect(old.isClosedByUs).toBe(true)
    old.end({ kind: 'closed', code: 1012 })
    expect(stateNames()).toEqual(['connecting', 'open'])
  })

  it('[PL77] when the successor is late, the interruption is told and ends with it', async () => {
    const old = await startOpen()
    old.tell(named('rotating', 1, { type: 'system', data: { closesInMs: 1_000 } }))
    await clock.advance(1_000)
    const successor = sockets.last
    old.end({ kind: 'closed', code: 1012 })
    expect(states.at(-1)).toEqual({ state: 'interrupted', reason: 'rotated', retryInMs: 0 })
    successor.open()
    expect(stateNames()).toEqual(['connecting', 'open', 'interrupted', 'open'])
    expect(sockets.all).toHaveLength(2)
  })

  it('[PL77] a successor that fails is tried again while the old one lives', async () => {
    const old = await startOpen()
    old.tell(named('rotating', 1, { type: 'system', data: { closesInMs: 10_000 } }))
    await clock.advance(2_000)
    sockets.last.end({ kind: 'failed' })
    await clock.advance(2_000)
    expect(sockets.all).toHaveLength(3)
    sockets.last.open()
    old.tell(named('a', 2))
    await clock.advance(1_000)
    expect(old.isClosedByUs).toBe(true)
    expect(stateNames()).toEqual(['connecting', 'open'])
  })

  it('[PL78] a new token moves the stream to a connection that carries it, without a gap', async () => {
    const old = await startOpen()
    token = 'token-2'
    await clock.advance(1_000)
    const successor = sockets.last
    expect(successor.bearerToken).toBe('token-2')
    successor.open()
    old.tell(named('a', 1))
    await clock.advance(1_000)
    expect(old.isClosedByUs).toBe(true)
    successor.tell(named('b', 1))
    await clock.advance(10_000)
    expect(sockets.all).toHaveLength(2)
    expect(facts).toHaveLength(2)
    expect(stateNames()).toEqual(['connecting', 'open'])
  })

  it('[PL100] an old connection that was dead already makes the change of hands a gap', async () => {
    const old = await startOpen()
    token = 'token-2'
    await clock.advance(1_000)
    sockets.last.open()
    await clock.advance(14_900)
    expect(old.isClosedByUs).toBe(false)
    expect(stateNames()).toEqual(['connecting', 'open'])
    await clock.advance(100)
    expect(old.isClosedByUs).toBe(true)
    expect(stateNames()).toEqual(['connecting', 'open', 'gap'])
  })

  it('[PL100] a word at the very end of its time is in time', async () => {
    const old = await startOpen()
    token = 'token-2'
    await clock.advance(1_000)
    sockets.last.open()
    await clock.advance(14_500)
    old.tell(named('a', 1))
    await clock.advance(900)
    expect(old.isClosedByUs).toBe(false)
    await clock.advance(100)
    expect(old.isClosedByUs).toBe(true)
    expect(stateNames()).toEqual(['connecting', 'open'])
  })

  it('[PL100] one that was silent for longer before it was replaced is given a second', async () => {
    const old = await startOpen()
    await clock.advance(30_000)
    token = 'token-2'
    await clock.advance(1_000)
    sockets.last.open()
    await clock.advance(900)
    expect(stateNames()).toEqual(['connecting', 'open'])
    await clock.advance(100)
    expect(old.isClosedByUs).toBe(true)
    expect(stateNames()).toEqual(['connecting', 'open', 'gap'])
  })

  it('[PL100] so does one that goes without another word, or whose last word shows a hole', async () => {
    const old = await startOpen()
    old.tell(named('a', 1))
    token = 'token-2'
    await clock.advance(1_000)
    const second = sockets.last
    second.open()
    old.end({ kind: 'failed' })
    expect(stateNames()).toEqual(['connecting', 'open', 'gap'])
    second.tell(named('b', 1))
    token = 'token-3'
    await clock.advance(2_000)
    sockets.last.open()
    second.tell(named('d', 3))
    expect(stateNames()).toEqual(['connecting', 'open', 'gap', 'gap'])
  })

  it('[PL79] a connection closed for its token comes back with a new one, once and at once', async () => {
    const socket = await startOpen()
    socket.end({ kind: 'closed', code: 4401 })
    await clock.advance(0)
    expect(renewals).toEqual(['token-1'])
    expect(sockets.last.bearerToken).toBe('token-1+')
    expect(states.slice(2)).toEqual([
      { state: 'interrupted', reason: 'token-expired', retryInMs: 0 },
      { state: 'connecting', attempt: 1 },
    ])
    // Refused again: no race with the platform, the usual waits.
    sockets.last.end({
      kind: 'refused',
      answer: { status: 401, body: undefined, retryAfter: undefined },
    })
    await clock.advance(0)
    expect(sockets.all).toHaveLength(2)
    const last = states.at(-1)
    expect(last?.state === 'interrupted' && last.retryInMs).toBeGreaterThanOrEqual(100)
  })

  it('[PL120] it is told as interrupted at once, however long its new token takes', async () => {
    const socket = await startOpen()
    renewalLastsMs = 8_000
    socket.end({ kind: 'closed', code: 4401 })
    expect(states.at(-1)).toEqual({ state: 'interrupted', reason: 'token-expired', retryInMs: 0 })
    await clock.advance(7_900)
    expect(stateNames().slice(2)).toEqual(['interrupted'])
    await clock.advance(100)
    sockets.last.open()
    expect(stateNames().slice(2)).toEqual(['interrupted', 'connecting', 'open'])
  })

  it('[PL79] when signing in again is needed it says so and stops', async () => {
    const socket = await startOpen()
    tokenFailure = new PlatformError('token-invalid', 'sign in again')
    socket.end({ kind: 'closed', code: 4401 })
    await clock.advance(60_000)
    expect(states.at(-1)).toEqual({ state: 'interrupted', reason: 'token-expired' })
    expect(sockets.all).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  it('[PL79] a token that cannot be had just now is waited for, and the open stream lives on', async () => {
    tokenFailure = new PlatformError('unavailable', 'later')
    await startAndExpectNoSocket()
    tokenFailure = undefined
    await clock.advance(1_000)
    sockets.last.open()
    tokenFailure = new PlatformError('unavailable', 'later')
    await clock.advance(5_000)
    expect(stateNames().at(-1)).toBe('open')
  })
})

async function startAndExpectNoSocket(): Promise<void> {
  await start().catch(() => {})
  expect(sockets.all).toHaveLength(0)
  expect(states.at(-1)).toMatchObject({ state: 'interrupted', reason: 'network' })
}

it('[PL16] a closed stream opens nothing and says nothing, in whatever state it was', async () => {
  for (const disturb of [
    () => {},
    (socket: FakeSocket) => socket.open(),
    (socket: FakeSocket) => socket.end({ kind: 'failed' }),
  ]) {
    const socket = await start()
    disturb(socket)
    stream?.close()
    const told = states.length
    const opened = sockets.all.length
    socket.tell(named('late', 1))
    await clock.advance(120_000)
    expect(states).toHaveLength(told)
    expect(sockets.all).toHaveLength(opened)
    expect(facts).toEqual([])
    expect(clock.pending).toBe(0)
  }
})
