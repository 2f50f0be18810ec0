import { seededRandom } from '@sotto/kernel'
import { type Change, closeCodes } from '@sotto/protocol'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { conversationRow, detail, noon, platformOpen } from '../../../test/samples.ts'
import { createScriptedSockets, welcome } from '../../../test/scripted-socket.ts'
import { createLiveClient } from './live-client.ts'
import { deadAfterMs, reconnectMaxMs, reconnectMinMs } from './live-link.ts'
import { createLiveStore } from './live-store.ts'
import { createServerTime } from './server-time.ts'

const fail = (failure: unknown) => {
  throw failure
}

function startClient() {
  const clock = createFakeClock()
  const sockets = createScriptedSockets()
  const store = createLiveStore(fail)
  const serverTime = createServerTime(clock)
  const client = createLiveClient({
    clock,
    random: seededRandom(7),
    openSocket: sockets.openSocket,
    store,
    serverTime,
    tabId: () => 'tab-00000001',
    onFailure: fail,
    onNotOpened: () => {},
  })
  client.start()
  return { clock, sockets, store, client, serverTime, live: () => sockets.newest('/live') }
}

function frame(sequence: number, changes: readonly unknown[] = [], snapshot = false) {
  return { type: 'frame', sequence, snapshot, changes, sentAt: noon }
}

function startLive(changes: readonly Change[] = [platformOpen]) {
  const panel = startClient()
  panel.live().open()
  panel.live().say(welcome({ sequence: 40 }))
  panel.live().say(frame(41, changes, true))
  return panel
}

describe('the live client', () => {
  it('[PA10] says hello with its tab first, then what it shows', () => {
    const { client, live } = startClient()
    client.show('conversation-1')
    live().open()
    expect(live().sent).toEqual([
      { type: 'hello', tabId: 'tab-00000001' },
      { type: 'show', conversationId: 'conversation-1' },
    ])
  })

  it('[PA10] a selection before the welcome is not lost', () => {
    const { client, live } = startClient()
    live().open()
    client.show('conversation-2')
    expect(live().sent.at(-1)).toEqual({ type: 'show', conversationId: 'conversation-2' })
  })

  it('[PA5] showing another conversation says only that', () => {
    const { client, live, sockets } = startLive()
    const before = live().sent.length
    client.show('conversation-2')
    expect(live().sent.slice(before)).toEqual([{ type: 'show', conversationId: 'conversation-2' }])
    expect(sockets.all).toHaveLength(1)
  })

  it('[PA12] is live only when the promised snapshot is there', () => {
    const { client, live } = startClient()
    live().open()
    live().say(welcome())
    expect(client.link().state).toBe('connecting')
    live().say(frame(1, [{ kind: 'conversation', row: conversationRow() }], true))
    expect(client.link().state).toBe('live')
  })

  it('[PA12] a server that resumes nothing and sends no snapshot is asked for everything anew', async () => {
    const { clock, client, live, sockets } = startClient()
    live().open()
    live().say(welcome())
    live().say(frame(1))
    expect(client.link().state).toBe('waiting')
    await clock.advance(reconnectMaxMs)
    live().open()
    expect(sockets.all).toHaveLength(2)
    expect(live().sent[0]).toEqual({ type: 'hello', tabId: 'tab-00000001' })
  })

  it('[PA11] comes back with the last sequence it has seen, and takes what it missed', async () => {
    const { clock, client, live, store, sockets } = startLive()
    live().say(frame(42, [{ kind: 'conversation', row: conversationRow() }]))
    live().cut()
    expect(client.link()).toEqual({ state: 'waiting', attempt: 1 })
    await clock.advance(reconnectMaxMs)
    live().open()
    expect(sockets.all).toHaveLength(2)
    expect(live().sent[0]).toEqual({
      type: 'hello',
      tabId: 'tab-00000001',
      resume: { streamId: 'stream-1', sequence: 42 },
    })
    live().say(welcome({ resumed: true, sequence: 42 }))
    live().say(frame(43, [{ kind: 'conversation', row: conversationRow({ phase: 'held' }) }]))
    expect(client.link().state).toBe('live')
    expect(store.conversation('conversation-1')?.phase).toBe('held')
  })

  it('[PA11] a frame that came already is not applied twice', () => {
    const { live, store } = startLive()
    live().say(frame(42, [{ kind: 'conversation', row: conversationRow({ phase: 'held' }) }]))
    live().say(frame(42, [{ kind: 'conversation', row: conversationRow() }]))
    live().say(frame(41, [], true))
    expect(store.conversation('conversation-1')?.phase).toBe('held')
  })

  it('[PA11] a hole in the sequence is never painted over: it resumes from before the hole', async () => {
    const { clock, client, live, store } = startLive()
    live().say(frame(42))
    const torn = live()
    live().say(frame(44, [{ kind: 'conversation', row: conversationRow() }]))
    expect(store.conversation('conversation-1')).toBeUndefined()
    expect(torn.closedByPanel).toBe(true)
    expect(client.link().state).toBe('waiting')
    await clock.advance(reconnectMaxMs)
    live().open()
    expect(live().sent[0]).toMatchObject({ resume: { sequence: 42 } })
  })

  it('a socket that was given up is not listened to any more', () => {
    const { live, store, client } = startLive()
    const old = live()
    old.say(frame(50))
    old.say(frame(42, [{ kind: 'conversation', row: conversationRow() }]))
    old.cut()
    expect(store.conversation('conversation-1')).toBeUndefined()
    expect(client.link()).toEqual({ state: 'waiting', attempt: 1 })
  })

  it('[PA15] waits longer after each failure, with full jitter, and never past its ceiling', async () => {
    const { clock, live, sockets } = startClient()
    const delays: number[] = []
    for (let failure = 0; failure < 12; failure += 1) {
      const before = sockets.all.length
      const at = clock.monotonicNow()
      live().cut()
      while (sockets.all.length === before) await clock.advance(10)
      delays.push(clock.monotonicNow() - at)
    }
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(reconnectMinMs)
    expect(Math.max(...delays)).toBeLessThanOrEqual(reconnectMaxMs + 10)
    expect(Math.max(...delays)).toBeGreaterThan(2_000)
    expect(new Set(delays).size).toBeGreaterThan(8)
  })

  it('[PA15] a connection that does not open in time is tried again', async () => {
    const { clock, sockets, client } = startClient()
    await clock.advance(10_001)
    expect(client.link().state).toBe('waiting')
    expect(sockets.all[0]?.closedByPanel).toBe(true)
  })

  it('[PA15] somebody who comes back does not wait for the back-off', () => {
    const { live, sockets, client } = startLive()
    live().cut()
    client.wake()
    expect(sockets.all).toHaveLength(2)
  })

  it('[PA16] pings every 5 s, every second while a line stands', async () => {
    const { clock, live, client } = startLive()
    const pings = () => live().sent.filter((message) => message.type === 'ping').length
    const answer = () => {
      const last = live().sent.findLast((message) => message.type === 'ping')
      if (last?.type === 'ping') live().say({ type: 'pong', id: last.id, serverTime: noon })
    }
    expect(pings()).toBe(1)
    answer()
    await clock.advance(5_000)
    expect(pings()).toBe(2)
    answer()
    client.setVigilant(true)
    expect(pings()).toBe(3)
    for (let second = 0; second < 3; second += 1) {
      answer()
      await clock.advance(1_000)
    }
    expect(pings()).toBe(6)
  })

  it('[PA16] silence makes it stale, longer silence makes it connect anew; a word makes it live again', async () => {
    const { clock, live, client, sockets } = startLive()
    await clock.advance(7_600)
    expect(client.link().state).toBe('stale')
    expect(client.isFresh()).toBe(false)
    live().say(frame(42))
    expect(client.link().state).toBe('live')
    await clock.advance(deadAfterMs + 100)
    expect(sockets.all[0]?.closedByPanel).toBe(true)
    expect(client.link().state).not.toBe('live')
  })

  it('[PA16] while a line stands, 2.5 s of silence are too much, even when no timer has noticed', () => {
    const { clock, client } = startLive()
    client.setVigilant(true)
    const longAgo = clock.monotonicNow()
    expect(client.isFresh()).toBe(true)
    // A throttled page: time passes, timers do not run.
    clock.monotonicNow = () => longAgo + 2_600
    expect(client.isFresh()).toBe(false)
  })

  it.each([
    [closeCodes.signedOut, 'signed-out'],
    [closeCodes.replaced, 'replaced'],
    [closeCodes.forbidden, 'forbidden'],
  ])('[PA17] close code %i ends it as %s until somebody asks', async (code, state) => {
    const { clock, live, client, sockets } = startLive()
    live().cut(code)
    await clock.advance(60_000)
    expect(client.link().state).toBe(state)
    expect(sockets.all).toHaveLength(1)
    client.retryNow()
    expect(sockets.all).toHaveLength(2)
  })

  it.each([
    closeCodes.goingAway,
    closeCodes.tooSlow,
    closeCodes.silent,
    closeCodes.badMessage,
    1006,
  ])('[PA17] close code %i is tried again', async (code) => {
    const { clock, live, sockets } = startLive()
    live().cut(code)
    await clock.advance(reconnectMaxMs)
    expect(sockets.all).toHaveLength(2)
  })

  it('[PA18] a change of a kind unknown here is skipped and counted, the rest of its frame is taken', () => {
    const { live, store, client } = startLive()
    live().say(
      frame(42, [
        { kind: 'aliens', from: 'mars' },
        { kind: 'conversation', row: conversationRow() },
        { kind: 'conversation', row: { id: 'half a row' } },
      ]),
    )
    expect(store.conversation('conversation-1')).toBeDefined()
    expect(client.unreadable).toBe(2)
    live().say(frame(43))
    expect(client.link().state).toBe('live')
  })

  it('[PA18] a detail that cannot be read leaves no older one on screen', () => {
    const { live, store, client } = startLive()
    client.show('conversation-1')
    live().say(frame(42, [{ kind: 'detail', detail: detail() }]))
    expect(store.detail().state).toBe('known')
    live().say(frame(43, [{ kind: 'detail', detail: { ...detail(), truth: 'everybody' } }]))
    expect(store.detail()).toEqual({ state: 'awaited', conversationId: 'conversation-1' })
  })

  it.each([
    '',
    'null',
    '[]',
    '{"type":"frame"}',
    '{"type":"surprise"}',
    'not json',
    '{"type":"frame","changes":7}',
  ])('[PA18] survives %j', (text) => {
    const { live, client } = startLive()
    live().sayText(text)
    expect(client.unreadable).toBe(1)
    expect(client.link().state).toBe('live')
  })

  it('[PA19] tells the server’s time on a machine whose own clock is ten minutes off, and when that clock is set', async () => {
    const { clock, live, serverTime } = startClient()
    live().open()
    await clock.advance(80)
    live().say(welcome({ serverTime: noon + 600_000 }))
    expect(serverTime.now()).toBe(noon + 600_040)
    clock.jumpWall(-3_600_000)
    await clock.advance(1_000)
    expect(serverTime.now()).toBe(noon + 601_040)
  })

  it('leaves nothing behind when it is closed', () => {
    const { clock, client } = startLive()
    client.close()
    expect(clock.pending).toBe(0)
    expect(client.link().state).toBe('closed')
  })
})
