import { createScope } from '@sotto/kernel'
import type { Change, ServerMessage } from '@sotto/protocol'
import { createFakeClock } from '@sotto/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCounters } from '../live/counters.ts'
import { createActWitness } from '../observe/act-witness.ts'
import { createFrameWindow } from './frame-window.ts'
import { createPanelStream, type PanelKey, type ResumePoint } from './panel-stream.ts'

type Step =
  | { readonly type: 'set'; readonly id: number; readonly value: number }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'pass'; readonly milliseconds: number }
  /** The network breaks: what the server sends from now on reaches nobody, and it does not know yet. */
  | { readonly type: 'cut' }
  | { readonly type: 'notice' }
  | { readonly type: 'return' }
  /** A tab that remembers less than it has seen asks for what it has already. */
  | { readonly type: 'return-behind'; readonly by: number }

const id = fc.integer({ min: 0, max: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('set'), id, value: fc.nat(99) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('remove'), id }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('pass'), milliseconds: fc.nat(400) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('pass'), milliseconds: fc.constant(310_000) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('cut') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('notice') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('return') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('return-behind'),
      by: fc.integer({ min: 1, max: 5 }),
    }),
  },
)

/** A tab as the protocol describes it: takes the next sequence or a snapshot, and nothing else. */
function createTab() {
  const view = new Map<string, string>()
  let point: ResumePoint | undefined
  let expectsSnapshot = true
  const seen: number[] = []
  return {
    view,
    get point() {
      return point
    },
    hear(message: ServerMessage) {
      if (message.type === 'welcome') {
        expectsSnapshot = !message.resumed
        point = { streamId: message.streamId, sequence: message.sequence }
        return
      }
      if (message.type !== 'frame' || point === undefined) return
      expect(message.sequence).toBe(point.sequence + 1)
      expect(message.snapshot).toBe(expectsSnapshot)
      expectsSnapshot = false
      if (message.snapshot) view.clear()
      for (const change of message.changes) {
        if (change.kind === 'agent') view.set(change.row.id, change.row.name)
        else if (change.kind === 'agent-gone') view.delete(change.id)
      }
      seen.push(message.sequence)
      point = { ...point, sequence: message.sequence }
    },
  }
}

function createWorld(windowBytes: number) {
  const clock = createFakeClock()
  const truth = new Map<string, string>()
  const tab = createTab()
  const stream = createPanelStream({
    clock,
    scope: createScope(),
    counters: createCounters(),
    witness: createActWitness([]),
    streamId: 'stream-1',
    flushIntervalMs: 50,
    slowPanelBytes: 1_000_000,
    stuckPanelMs: 15_000,
    resumeWindowMs: 300_000,
    resumeWindowBytes: windowBytes,
    changeFor(key): Change | undefined {
      if (key.kind !== 'agent') return undefined
      const name = truth.get(key.id)
      if (name === undefined) return undefined
      return {
        kind: 'agent',
        row: { id: key.id, name, queueIds: [], presence: 'busy', routing: 'idle' },
      }
    },
    everything: () => [...truth.keys()].map((key): PanelKey => ({ kind: 'agent', id: key })),
  })
  let network = { broken: true }
  let socket: Parameters<typeof stream.attach>[0] | undefined

  function attach(point: ResumePoint | undefined): void {
    const wire = { broken: false }
    network.broken = true
    network = wire
    socket = {
      bufferedBytes: 0,
      send: (text) => {
        if (!wire.broken) tab.hear(JSON.parse(text))
      },
      close: () => {},
    }
    stream.attach(socket, point)
  }

  function take(next: Step): void {
    switch (next.type) {
      case 'set':
        truth.set(String(next.id), String(next.value))
        return stream.mark({ kind: 'agent', id: String(next.id) })
      case 'remove':
        truth.delete(String(next.id))
        return stream.mark({ kind: 'agent', id: String(next.id) })
      case 'pass':
        return clock.advanceSync(next.milliseconds)
      case 'cut':
        network.broken = true
        return
      case 'notice':
        if (network.broken && socket !== undefined) stream.detach(socket)
        return
      case 'return':
        return attach(tab.point)
      case 'return-behind':
        // It forgot its view together with its place, so only a snapshot or everything since then can help.
        return attach({ streamId: 'stream-0', sequence: next.by })
    }
  }

  return { tab, truth, take, settle: () => clock.advanceSync(1_000) }
}

describe('resuming', () => {
  it.each([300, 2_000, 1_000_000])(
    '[GW19] [GW5] loses nothing and tells nothing twice, with a window of %i bytes',
    (windowBytes) => {
      fc.assert(
        fc.property(fc.array(step, { minLength: 5, maxLength: 120 }), (steps) => {
          const world = createWorld(windowBytes)
          world.take({ type: 'return' })
          for (const next of steps) world.take(next)
          world.take({ type: 'return' })
          world.settle()
          expect(Object.fromEntries(world.tab.view)).toEqual(Object.fromEntries(world.truth))
        }),
        { numRuns: 150, seed: 20_260_101 },
      )
    },
  )

  it('[GW19] [GW6] the window never holds more than its bound, whatever is put into it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 80 }), (lengths) => {
        const window = createFrameWindow(createFakeClock(), { forMs: 300_000, bytes: 1_000 })
        for (const [index, length] of lengths.entries()) window.add(index + 1, 'x'.repeat(length))
        for (let from = 0; from <= lengths.length; from += 1) {
          const missed = window.after(from, lengths.length)
          if (missed === undefined) continue
          expect(missed.map((frame) => frame.length)).toEqual(lengths.slice(from))
          expect(missed.join('').length).toBeLessThanOrEqual(1_000)
        }
      }),
      { numRuns: 200, seed: 20_260_101 },
    )
  })
})
