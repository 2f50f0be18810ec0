import { createScope } from '@sotto/kernel'
import type { Change, ServerMessage } from '@sotto/protocol'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createCounters } from '../live/counters.ts'
import { createPanelStream, type PanelKey, type ResumePoint } from './panel-stream.ts'

function makeSocket() {
  const messages: ServerMessage[] = []
  return {
    messages,
    bufferedBytes: 0,
    closed: undefined as number | undefined,
    send(text: string) {
      messages.push(JSON.parse(text))
    },
    close(code: number) {
      this.closed = code
    },
    frames: () => messages.flatMap((message) => (message.type === 'frame' ? [message] : [])),
  }
}

/** A stream over agents whose names are numbers that the test sets. */
function startStream(part: { readonly bytes?: number } = {}) {
  const toldMs: number[] = []
  const clock = createFakeClock()
  const values = new Map<string, string>()
  const counters = createCounters()
  const scope = createScope()
  let asked = 0
  const stream = createPanelStream({
    clock,
    scope,
    counters,
    witness: { told: (afterMs) => void toldMs.push(afterMs) },
    streamId: 'stream-1',
    flushIntervalMs: 50,
    slowPanelBytes: 1_000,
    stuckPanelMs: 15_000,
    resumeWindowMs: 300_000,
    resumeWindowBytes: part.bytes ?? 1_000_000,
    changeFor(key): Change | undefined {
      asked += 1
      if (key.kind !== 'agent') return undefined
      const name = values.get(key.id)
      if (name === undefined) return undefined
      return {
        kind: 'agent',
        row: { id: key.id, name, queueIds: [], presence: 'busy', routing: 'idle' },
      }
    },
    everything: () => [...values.keys()].map((id): PanelKey => ({ kind: 'agent', id })),
  })
  return {
    clock,
    scope,
    stream,
    toldMs,
    /** So often was it computed what a thing is now. */
    asked: () => asked,
    count: (name: string) => counters.read().find((counter) => counter.name === name)?.value,
    set(id: string, name: string) {
      values.set(id, name)
      stream.mark({ kind: 'agent', id })
    },
    remove(id: string) {
      values.delete(id)
      stream.mark({ kind: 'agent', id })
    },
    attach(resume?: ResumePoint) {
      const socket = makeSocket()
      stream.attach(socket, resume)
      return socket
    },
  }
}

function names(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => {
    if (change.kind === 'agent') return `${change.row.id}=${change.row.name}`
    return change.kind === 'agent-gone' ? `${change.id} gone` : change.kind
  })
}

describe('a panel’s stream', () => {
  it('[GW2] begins with a snapshot and numbers its frames without holes', async () => {
    const { clock, set, attach } = startStream()
    set('a', '1')
    const socket = attach()
    expect(socket.messages[0]).toMatchObject({
      type: 'welcome',
      streamId: 'stream-1',
      resumed: false,
      sequence: 0,
    })
    for (const name of ['2', '3', '4']) {
      set('a', name)
      await clock.advance(60)
    }
    expect(socket.frames().map((frame) => [frame.sequence, frame.snapshot])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
    ])
    expect(socket.frames().map((frame) => names(frame.changes))).toEqual([
      ['a=1'],
      ['a=2'],
      ['a=3'],
      ['a=4'],
    ])
  })

  it('[GW2] an empty world is a snapshot too', () => {
    const { attach } = startStream()
    expect(attach().frames()).toMatchObject([{ sequence: 1, snapshot: true, changes: [] }])
  })

  it('[GW3] the latest value wins between two frames', async () => {
    const { clock, set, attach } = startStream()
    const socket = attach()
    await clock.advance(100)
    for (let value = 0; value < 200; value += 1) {
      set('a', String(value))
      await clock.advance(1)
    }
    await clock.advance(60)
    const frames = socket.frames().slice(1)
    expect(frames.length).toBeLessThanOrEqual(5)
    expect(names(frames.at(-1)!.changes)).toEqual(['a=199'])
    const times = frames.map((frame) => frame.sentAt)
    const gaps = times.slice(1).map((time, index) => time - times[index]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50)
  })

  it('[OP10] how long each change took to its panel is told; what waited for a panel to come is not', async () => {
    const { clock, set, attach, stream, toldMs } = startStream()
    set('a', '0')
    await clock.advance(60_000)
    const socket = attach()
    await clock.advance(100)
    expect(toldMs).toEqual([])
    set('a', '1')
    await clock.advance(2)
    set('a', '2')
    await clock.advance(100)
    // From the first of the two: the panel was behind since then.
    expect(toldMs).toEqual([5])
    stream.detach(socket)
    set('a', '3')
    await clock.advance(30_000)
    attach({ streamId: 'stream-1', sequence: 2 })
    await clock.advance(100)
    expect(toldMs).toEqual([5])
  })

  it('[GW3] a change after quiet is sent within ten milliseconds', async () => {
    const { clock, set, attach } = startStream()
    const socket = attach()
    await clock.advance(1_000)
    set('a', '1')
    await clock.advance(10)
    expect(socket.frames()).toHaveLength(2)
  })

  it('[GW4] tells nothing twice, and nothing of the going of what was never shown', async () => {
    const { clock, set, remove, attach } = startStream()
    set('a', '1')
    const socket = attach()
    set('a', '1')
    set('b', '1')
    remove('b')
    await clock.advance(100)
    expect(socket.frames()).toHaveLength(1)
    remove('a')
    await clock.advance(100)
    remove('a')
    await clock.advance(100)
    expect(socket.frames().map((frame) => names(frame.changes))).toEqual([['a=1'], ['a gone']])
  })

  it('[GW5] a panel that comes back gets what it missed, then what changed meanwhile, as one', async () => {
    const { clock, stream, set, attach } = startStream()
    const first = attach()
    for (const name of ['1', '2', '3']) {
      set('a', name)
      await clock.advance(60)
    }
    stream.detach(first)
    for (const name of ['4', '5']) {
      set('a', name)
      await clock.advance(60)
    }
    set('b', '1')
    const second = attach({ streamId: 'stream-1', sequence: 2 })
    await clock.advance(60)
    expect(second.messages[0]).toMatchObject({ type: 'welcome', resumed: true, sequence: 2 })
    expect(second.frames().map((frame) => [frame.sequence, ...names(frame.changes)])).toEqual([
      [3, 'a=2'],
      [4, 'a=3'],
      [5, 'a=5', 'b=1'],
    ])
  })

  it.each([
    ['another stream', { streamId: 'stream-0', sequence: 1 }],
    ['a sequence that never was', { streamId: 'stream-1', sequence: 99 }],
    ['no sequence', undefined],
  ])('[GW5] %s gets a snapshot', async (_name, resume) => {
    const { clock, stream, set, attach } = startStream()
    set('a', '1')
    stream.detach(attach())
    const socket = attach(resume)
    await clock.advance(100)
    expect(socket.messages[0]).toMatchObject({ type: 'welcome', resumed: false, sequence: 1 })
    expect(socket.frames()).toMatchObject([{ sequence: 2, snapshot: true }])
    expect(names(socket.frames()[0]!.changes)).toEqual(['a=1'])
  })

  it('[GW6] the window reaches five minutes back and no further', async () => {
    const { clock, stream, set, attach } = startStream()
    const socket = attach()
    set('a', '1')
    await clock.advance(100)
    const before = socket.frames().at(-1)!.sequence
    await clock.advance(299_000)
    set('a', '2')
    await clock.advance(100)
    stream.detach(socket)
    const inTime = attach({ streamId: 'stream-1', sequence: before - 1 })
    expect(inTime.messages[0]).toMatchObject({ resumed: true })
    await clock.advance(2_000)
    set('a', '3')
    await clock.advance(100)
    stream.detach(inTime)
    const late = attach({ streamId: 'stream-1', sequence: before - 1 })
    expect(late.messages[0]).toMatchObject({ resumed: false })
  })

  it('[GW6] the window is bounded in size', async () => {
    const { clock, stream, set, attach } = startStream({ bytes: 2_000 })
    const socket = attach()
    for (let value = 0; value < 50; value += 1) {
      set('a', String(value))
      await clock.advance(60)
    }
    stream.detach(socket)
    expect(attach({ streamId: 'stream-1', sequence: 1 }).messages[0]).toMatchObject({
      resumed: false,
    })
    const latest = attach().frames()[0]!.sequence
    expect(attach({ streamId: 'stream-1', sequence: latest - 1 }).messages[0]).toMatchObject({
      resumed: true,
    })
  })

  it('[GW7] a panel that does not read gets nothing until it does, then only the newest', async () => {
    const { clock, set, attach, count } = startStream()
    const socket = attach()
    socket.bufferedBytes = 5_000
    for (let value = 0; value < 100; value += 1) {
      set('a', String(value))
      await clock.advance(20)
    }
    expect(socket.frames()).toHaveLength(1)
    expect(count('panel-frames-held')).toBeGreaterThan(10)
    socket.bufferedBytes = 0
    await clock.advance(250)
    expect(socket.frames().map((frame) => names(frame.changes))).toEqual([[], ['a=99']])
    expect(socket.closed).toBeUndefined()
  })

  it('[GW23] of a panel that does not read nothing is computed, and it is looked at ever more seldom', async () => {
    const { clock, set, attach, asked, count } = startStream()
    const socket = attach()
    set('a', '1')
    await clock.advance(60)
    const before = asked()
    socket.bufferedBytes = 5_000
    for (let value = 0; value < 1_000; value += 1) {
      set('a', String(value))
      await clock.advance(10)
    }
    expect(asked()).toBe(before)
    const looks = count('panel-frames-held') ?? 0
    expect(looks).toBeGreaterThan(40)
    expect(looks).toBeLessThan(60)
    socket.bufferedBytes = 0
    await clock.advance(250)
    expect(names(socket.frames().at(-1)!.changes)).toEqual(['a=999'])
    expect(asked()).toBe(before + 1)
  })

  it('[GW25] who missed more than may wait in a socket gets what is now instead', async () => {
    const { clock, set, attach } = startStream()
    const first = attach()
    const { sequence } = first.frames()[0]!
    for (let value = 0; value < 20; value += 1) {
      set('a', `a name that takes some room, and the ${value}th of them`)
      await clock.advance(60)
    }
    const back = attach({ streamId: 'stream-1', sequence })
    expect(back.messages[0]).toMatchObject({ resumed: false })
    expect(back.frames().map(({ snapshot }) => snapshot)).toEqual([true])
    const soon = attach({ streamId: 'stream-1', sequence: back.frames()[0]!.sequence - 1 })
    expect(soon.messages[0]).toMatchObject({ resumed: true })
  })

  it('[GW7] a panel that stays stuck for 15 s is closed', async () => {
    const { clock, set, attach } = startStream()
    const socket = attach()
    socket.bufferedBytes = 5_000
    set('a', '1')
    await clock.advance(14_900)
    expect(socket.closed).toBeUndefined()
    await clock.advance(200)
    expect(socket.closed).toBe(4408)
  })

  it('[GW8] a second socket takes the place of the first, whose leaving then counts for nothing', async () => {
    const { clock, stream, set, attach } = startStream()
    const first = attach()
    const second = attach()
    expect(first.closed).toBe(4409)
    expect(stream.detach(first)).toBe(false)
    set('a', '1')
    await clock.advance(60)
    expect(names(second.frames().at(-1)!.changes)).toEqual(['a=1'])
    expect(first.frames()).toHaveLength(1)
  })
})
