import { secret, seededRandom } from '@sotto/kernel'
import {
  type MediaLine,
  type MediaLineState,
  type MediaPosition,
  PlatformError,
} from '@sotto/platform'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeSockets, type FakeSocket, type FakeSockets } from '../../test/fake-sockets.ts'
import { createRecordingLogger, type RecordingLogger } from '../../test/recording-logger.ts'
import { openGuideMediaLine } from './guide-media-line.ts'

let clock: FakeClock
let sockets: FakeSockets
let logger: RecordingLogger
let line: MediaLine
let states: MediaLineState[]
let positions: MediaPosition[]
let heard: Int16Array[]
let renewals: number
let tokenFailure: PlatformError | undefined
let onPosition: (position: MediaPosition) => void

async function start(kind: 'monitor' | 'whisper-audio' = 'whisper-audio'): Promise<FakeSocket> {
  line = openGuideMediaLine({
    url: 'ws://platform.test/api/v2/conversations/c/controls/k/media',
    kind,
    credentials: {
      async accessToken() {
        if (tokenFailure !== undefined) throw tokenFailure
        return secret('token-1')
      },
      async refresh() {
        renewals += 1
        if (tokenFailure !== undefined) throw tokenFailure
        return secret('token-2')
      },
    },
    listener: {
      onState: (state) => states.push(state),
      onPosition: (position) => onPosition(position),
      onFrame: (stereo) => heard.push(stereo.slice()),
    },
    openSocket: sockets.openSocket,
    clock,
    random: seededRandom(2),
    logger,
    handshakeTimeoutMs: 5_000,
  })
  await clock.advance(0)
  return sockets.last
}

async function startOpen(kind?: 'monitor' | 'whisper-audio'): Promise<FakeSocket> {
  const socket = await start(kind)
  socket.open()
  socket.tell({ type: 'opened', media: [] })
  return socket
}

const refused = (status: number) => ({
  kind: 'refused' as const,
  answer: { status, body: undefined, retryAfter: undefined },
})
const names = () => states.map((state) => ('reason' in state ? state.reason : state.state))
const position = { receivedSamples: 1, mixedSamples: 2, underrunSamples: 3, clippedSamples: 4 }

beforeEach(() => {
  clock = createFakeClock()
  sockets = createFakeSockets()
  logger = createRecordingLogger()
  states = []
  positions = []
  heard = []
  renewals = 0
  tokenFailure = undefined
  onPosition = (told) => positions.push(told)
})

afterEach(async () => {
  line.close()
  await clock.advance(60_000)
  expect(names().at(-1)).not.toBe('open')
  expect(clock.pending).toBe(0)
})

describe('a line that opens', () => {
  it('[PL80] says "open" in the platform’s words, and is open when the platform says so', async () => {
    const socket = await start()
    expect(socket.url.href).not.toContain('token')
    expect(socket.bearerToken).toBe('token-1')
    socket.open()
    expect(socket.said).toEqual([
      '{"type":"open","media":[{"type":"audio","format":"L16","rate":16000,"channels":["supervisor"]}]}',
    ])
    expect(line.send(new Int16Array(320))).toBe(false)
    socket.tell({ type: 'opened', media: [] })
    expect(names()).toEqual(['connecting', 'open'])
    expect(line.send(Int16Array.from({ length: 320 }, (_, index) => index - 160))).toBe(true)
    const frame = socket.said[1]
    if (!(frame instanceof Uint8Array)) throw new Error('no bytes were sent')
    const bytes = Buffer.from(frame)
    expect(bytes.length).toBe(640)
    expect([bytes.readInt16LE(0), bytes.readInt16LE(320), bytes.readInt16LE(638)]).toEqual([
      -160, 0, 159,
    ])
  })

  it('[PL160] has taken its own copy of a frame when it answers: the giver may write into it again', async () => {
    const socket = await startOpen()
    const frame = new Int16Array(320).fill(-2)
    line.send(frame)
    line.send(frame.fill(258))
    const [first, second] = socket.said.slice(1)
    if (!(first instanceof Uint8Array && second instanceof Uint8Array))
      throw new Error('no bytes were sent')
    expect([...first.subarray(0, 2), ...second.subarray(0, 2)]).toEqual([0xfe, 0xff, 2, 1])
    expect(new Set(first)).toEqual(new Set([0xfe, 0xff]))
  })

  it('[PL80] gives heard frames as samples, and ignores frames of another size', async () => {
    const socket = await startOpen('monitor')
    const bytes = Buffer.alloc(1_280)
    bytes.writeInt16LE(-32_768, 0)
    bytes.writeInt16LE(32_767, 2)
    socket.tellBytes(bytes)
    socket.tellBytes(Buffer.alloc(640))
    expect(heard).toHaveLength(1)
    expect([heard[0]?.length, heard[0]?.[0], heard[0]?.[1]]).toEqual([640, -32_768, 32_767])
    expect(line.send(new Int16Array(320))).toBe(false)
  })

  it('[PL80] passes positions on, and survives what it cannot read and a listener that throws', async () => {
    const socket = await startOpen()
    onPosition = () => {
      throw new Error('listener')
    }
    socket.tell({ type: 'position', ...position })
    onPosition = (told) => positions.push(told)
    socket.tellText('no json')
    socket.tell({ type: 'news' })
    socket.tell({ type: 'position', ...position })
    expect(positions).toEqual([position])
  })

  it('[PL81] drops frames while half a second of speech is still waiting in the socket', async () => {
    const socket = await startOpen()
    socket.unsentBytes = 16_001
    expect(line.send(new Int16Array(320))).toBe(false)
    socket.unsentBytes = 0
    expect(line.send(new Int16Array(320))).toBe(true)
  })
})

describe('a line that ends', () => {
  it('[PL82] says goodbye in order, and is finished when the platform says so', async () => {
    const socket = await startOpen()
    line.close()
    line.close()
    expect(socket.said.slice(1)).toEqual(['{"type":"close"}'])
    expect(line.send(new Int16Array(320))).toBe(false)
    expect(names()).toEqual(['connecting', 'open'])
    socket.tell({ type: 'position', ...position })
    socket.tell({ type: 'closed' })
    expect(names()).toEqual(['connecting', 'open', 'finished'])
    expect(positions).toEqual([position])
  })

  it('[PL82] does not wait for ever for the platform’s goodbye', async () => {
    await startOpen()
    line.close()
    await clock.advance(1_999)
    expect(names().at(-1)).toBe('open')
    await clock.advance(1)
    expect(names().at(-1)).toBe('finished')
    expect(sockets.last.isTerminated).toBe(true)
  })

  it('[PL82] closed before it had a socket, it never opens one', async () => {
    const started = start()
    line.close()
    await started.catch(() => {})
    expect(sockets.all).toEqual([])
    expect(names()).toEqual(['connecting', 'finished'])
  })

  it.each([
    ['closed by the platform before it opened', false, { type: 'closed' }, 'refused'],
    ['closed by the platform', true, { type: 'closed' }, 'lost'],
  ] as const)('[PL83] %s it is over, with that reason', async (_, isOpen, message, reason) => {
    const socket = isOpen ? await startOpen() : await start()
    if (!isOpen) socket.open()
    socket.tell(message)
    expect(names().at(-1)).toBe(reason)
    await clock.advance(60_000)
    expect(sockets.all).toHaveLength(1)
  })

  it.each([
    [4415, 'format'],
    [4400, 'refused'],
    [1000, 'refused'],
  ])('[PL83] close code %i while connecting is %s', async (code, reason) => {
    const socket = await start()
    socket.open()
    socket.end({ kind: 'closed', code })
    expect(names()).toEqual(['connecting', reason])
  })

  it.each([404, 409, 403])('[PL83] a handshake refused with %i is for good', async (status) => {
    const socket = await start()
    socket.end(refused(status))
    expect(names()).toEqual(['connecting', 'refused'])
    await clock.advance(60_000)
    expect(sockets.all).toHaveLength(1)
  })
})

describe('a line that breaks', () => {
  it('[PL84] is had back within 5 s, on a new socket', async () => {
    const socket = await startOpen()
    socket.end({ kind: 'failed' })
    expect(names()).toEqual(['connecting', 'open', 'interrupted'])
    expect(line.send(new Int16Array(320))).toBe(false)
    await clock.advance(200)
    sockets.last.open()
    sockets.last.tell({ type: 'opened', media: [] })
    expect(names()).toEqual(['connecting', 'open', 'interrupted', 'open'])
    // What the broken socket still says is nobody's any more.
    socket.tell({ type: 'position', ...position })
    expect(positions).toEqual([])
  })

  it('[PL84] is lost when 5 s have gone by, and not sooner', async () => {
    const socket = await startOpen()
    socket.end({ kind: 'failed' })
    for (let attempt = 0; attempt < 60 && names().at(-1) !== 'lost'; attempt += 1) {
      await clock.advance(100)
      if (clock.monotonicNow() < 4_900) expect(names().at(-1)).toBe('interrupted')
      sockets.last.end({ kind: 'closed', code: 4409 })
    }
    expect(names().at(-1)).toBe('lost')
    expect(clock.monotonicNow()).toBeLessThanOrEqual(5_200)
    expect(sockets.all.length).toBeGreaterThan(8)
  })

  it('[PL84] is lost when the control has ended meanwhile', async () => {
    const socket = await startOpen()
    socket.end({ kind: 'failed' })
    await clock.advance(200)
    sockets.last.end(refused(409))
    expect(names().at(-1)).toBe('lost')
  })

  it('[PL84] notices a socket that has fallen silent', async () => {
    const socket = await startOpen()
    await clock.advance(10_000)
    expect(socket.said.filter((said) => said === '{"type":"ping"}')).toHaveLength(2)
    socket.tell({ type: 'pong' })
    await clock.advance(10_000)
    expect(names().at(-1)).toBe('open')
    await clock.advance(5_000)
    expect(socket.isTerminated).toBe(true)
    expect(names()).toEqual(['connecting', 'open', 'interrupted'])
    // The end of the one that was given up counts for nothing: one successor, not two.
    await clock.advance(600)
    expect(sockets.all).toHaveLength(2)
  })

  it('[PL85] while it has never been open, it is tried for 10 s', async () => {
    await start()
    for (let attempt = 0; attempt < 200 && names().at(-1) === 'connecting'; attempt += 1) {
      sockets.last.end(refused(503))
      await clock.advance(100)
    }
    expect(names()).toEqual(['connecting', 'lost'])
    expect(clock.monotonicNow()).toBeGreaterThanOrEqual(10_000)
    expect(clock.monotonicNow()).toBeLessThan(10_600)
  })
})

describe('a line and its token', () => {
  it('[PL86] an expired token is renewed once for a new socket', async () => {
    const socket = await start()
    socket.end(refused(401))
    await clock.advance(0)
    expect(renewals).toBe(1)
    expect(sockets.last.bearerToken).toBe('token-2')
    sockets.last.end(refused(401))
    await clock.advance(0)
    expect(names()).toEqual(['connecting', 'token-expired'])
    expect(renewals).toBe(1)
  })

  it('[PL86] without any token to come the line is over', async () => {
    tokenFailure = new PlatformError('token-invalid', 'sign in again')
    await start().catch(() => {})
    expect(names()).toEqual(['connecting', 'token-expired'])
  })

  it('[PL86] a token that cannot be had just now is waited for', async () => {
    tokenFailure = new PlatformError('unavailable', 'later')
    await start().catch(() => {})
    tokenFailure = undefined
    await clock.advance(500)
    sockets.last.open()
    sockets.last.tell({ type: 'opened', media: [] })
    expect(names()).toEqual(['connecting', 'open'])
  })
})
