import { seededRandom } from '@sotto/kernel'
import type { Change, PanelMessage } from '@sotto/protocol'
import { createFakeClock } from '@sotto/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentRow } from '../../../test/samples.ts'
import { createScriptedSockets } from '../../../test/scripted-socket.ts'
import { createLiveClient } from './live-client.ts'
import { reconnectMaxMs } from './live-link.ts'
import { createLiveStore } from './live-store.ts'
import { createServerTime } from './server-time.ts'

type Step =
  | { readonly type: 'change'; readonly id: number; readonly value: number }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'lose' | 'repeat' | 'cut' | 'return' | 'restart' }
  | { readonly type: 'forget'; readonly keep: number }

const id = fc.integer({ min: 0, max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant('change'), id, value: fc.nat(1_000) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('remove'), id }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('lose') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('repeat') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('cut') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('return') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('forget'), keep: fc.nat(4) }) },
)

interface Kept {
  readonly sequence: number
  readonly changes: readonly Change[]
}

/** The least server that keeps the protocol: one stream, a window of frames, a snapshot when the window does not reach. */
function createWorld() {
  const clock = createFakeClock()
  const sockets = createScriptedSockets()
  const fail = (failure: unknown) => {
    throw failure
  }
  const store = createLiveStore(fail)
  const client = createLiveClient({
    clock,
    random: seededRandom(3),
    openSocket: sockets.openSocket,
    store,
    serverTime: createServerTime(clock),
    tabId: () => 'tab-00000001',
    onFailure: fail,
    onNotOpened: () => {},
  })
  const truth = new Map<string, string>()
  let generation = 1
  let sequence = 0
  let window: Kept[] = []
  let attached = false
  const rowOf = (key: string, name: string): Change => ({
    kind: 'agent',
    row: agentRow({ id: key, name }),
  })
  const frame = ({ sequence: number, changes }: Kept, snapshot = false) => ({
    type: 'frame',
    sequence: number,
    snapshot,
    changes,
    sentAt: clock.wallNow(),
  })
  const say = (message: unknown) => {
    if (attached) sockets.newest('/live').say(message)
  }

  function emit(change: Change, isLost: boolean): void {
    sequence += 1
    const kept = { sequence, changes: [change] }
    window.push(kept)
    if (!isLost) say(frame(kept))
  }

  /** The panel's newest socket opens, and the server answers its hello. */
  function accept(): void {
    for (let waited = 0; client.link().state === 'waiting'; waited += 100) {
      if (waited > reconnectMaxMs) throw new Error('the panel did not try again')
      clock.advanceSync(100)
    }
    const socket = sockets.newest('/live')
    if (socket.closedByPanel) throw new Error('the panel did not connect again')
    attached = true
    socket.open()
    const hello = socket.sent.find(
      (message): message is Extract<PanelMessage, { type: 'hello' }> => message.type === 'hello',
    )
    const after = hello?.resume?.sequence ?? -1
    const missed = window.filter((kept) => kept.sequence > after)
    const streamId = `stream-${generation}`
    const resumes = hello?.resume?.streamId === streamId && missed.length === sequence - after
    const welcome = { type: 'welcome', streamId, serverTime: clock.wallNow() }
    if (resumes) {
      say({ ...welcome, resumed: true, sequence: after })
      for (const kept of missed) say(frame(kept))
      return
    }
    say({ ...welcome, resumed: false, sequence })
    sequence += 1
    const changes = [...truth].map(([key, name]) => rowOf(key, name))
    window.push({ sequence, changes })
    say(frame({ sequence, changes }, true))
  }

  function cut(): void {
    attached = false
    const socket = sockets.newest('/live')
    if (!socket.closedByPanel) socket.cut()
  }

  function take(next: Step, isLost = false): void {
    switch (next.type) {
      case 'change':
        truth.set(String(next.id), String(next.value))
        return emit(rowOf(String(next.id), String(next.value)), isLost)
      case 'remove':
        if (!truth.delete(String(next.id))) return
        return emit({ kind: 'agent-gone', id: String(next.id) }, isLost)
      case 'lose':
        // A frame that never arrives: the next one shows the hole.
        return take({ type: 'change', id: 0, value: sequence }, true)
      case 'repeat': {
        const old = window[Math.floor(window.length / 2)]
        if (old !== undefined && client.link().state === 'live') say(frame(old))
        return
      }
      case 'cut':
        return cut()
      case 'return':
        if (client.link().state === 'live') return
        attached = false
        return accept()
      case 'restart':
        generation += 1
        sequence = 0
        window = []
        return cut()
      case 'forget':
        window = window.slice(-next.keep)
        return
    }
  }

  client.start()
  accept()
  return {
    take,
    settle() {
      // The last frame may be the lost one: whoever is live hears of it by the hole before the next.
      take({ type: 'change', id: 9, value: 1 })
      take({ type: 'return' })
    },
    view: () => Object.fromEntries([...store.agents()].map((row) => [row.id, row.name])),
    truth: () => Object.fromEntries(truth),
    isLive: () => client.link().state === 'live',
  }
}

describe('resuming, whatever happens', () => {
  it('[PA99] [PA11] ends with the server’s values: nothing lost, doubled or out of order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const world = createWorld()
        for (const next of steps) world.take(next)
        world.settle()
        expect(world.isLive()).toBe(true)
        expect(world.view()).toEqual(world.truth())
      }),
      { numRuns: 200, seed: 20_260_101 },
    )
  })
})
