import { describe, expect, it } from 'vitest'
import { agentRow, conversationRow, noon } from '../../test/samples.ts'
import { createDrawing } from './drawing.ts'
import { createPeopleIndex } from './list/people-index.ts'
import { createLiveStore, type LiveTopic } from './live/live-store.ts'

function scriptedFrames() {
  const asked = new Set<() => void>()
  return {
    asked,
    nextFrame(run: () => void) {
      asked.add(run)
      return () => void asked.delete(run)
    },
    draw() {
      const all = [...asked]
      asked.clear()
      for (const run of all) run()
    },
  }
}

/** Who was told, and how often, as the screen would be. */
function screen() {
  const frames = scriptedFrames()
  const store = createLiveStore((failure) => {
    throw failure
  })
  const drawing = createDrawing(frames.nextFrame)
  const told: string[] = []
  const show = (topic: LiveTopic) =>
    drawing.follow(
      (listener) => store.subscribe(topic, listener),
      () => void told.push(topic),
    )
  return { drawing, frames, show, store, told }
}

const row = (number: number, over = {}) => conversationRow({ id: `c${number}`, ...over })

describe('drawing', () => {
  it('[PA303] tells the screen once a frame, and all of it in one go, however many events came', () => {
    const { frames, show, store, told } = screen()
    show('conversation:c1')
    show('conversation:c2')
    for (let event = 0; event < 333; event += 1)
      store.apply(
        [{ kind: 'conversation', row: row(1 + (event % 2), { startedAt: event }) }],
        false,
      )
    expect(told).toEqual([])
    // The model is true at once.
    expect(store.conversation('c2')?.startedAt).toBe(331)
    expect(frames.asked.size).toBe(1)
    frames.draw()
    expect(told).toEqual(['conversation:c1', 'conversation:c2'])
    frames.draw()
    expect(told).toHaveLength(2)
    store.apply([{ kind: 'conversation', row: row(1, { startedAt: 9 }) }], false)
    frames.draw()
    expect(told).toHaveLength(3)
  })

  it('[PA303] who stopped listening before the frame is not told', () => {
    const { drawing, frames, show, store, told } = screen()
    const unsubscribe = show('conversation:c1')
    store.apply([{ kind: 'conversation', row: row(1) }], false)
    unsubscribe()
    frames.draw()
    show('conversation:c1')
    store.apply([{ kind: 'conversation', row: row(1, { startedAt: 1 }) }], false)
    drawing.close()
    frames.draw()
    expect(told).toEqual([])
  })

  it('[PA303] without frames it is told at once', () => {
    const drawing = createDrawing()
    let told = 0
    let speak = () => {}
    drawing.follow(
      (listener) => {
        speak = listener
        return () => {}
      },
      () => {
        told += 1
      },
    )
    speak()
    speak()
    expect(told).toBe(2)
  })

  it('[PA304] an event of one row tells that row, and leaves the lists the very objects they were', () => {
    const { frames, show, store, told } = screen()
    const index = createPeopleIndex(store)
    const people = () => index.people({ search: '', idleToo: true })
    const rows = Array.from({ length: 50 }, (_, number) => row(number))
    store.apply(
      [
        ...rows.map((each) => ({ kind: 'conversation', row: each }) as const),
        { kind: 'agent', row: agentRow({ id: 'a9', name: 'Kim Roy' }) },
      ],
      true,
    )
    for (const { id } of rows) show(`conversation:${id}`)
    show('lists')
    show('agent:a9')
    const before = people()
    store.apply([{ kind: 'conversation', row: row(7, { phase: 'held', phaseSince: noon }) }], false)
    store.apply(
      [{ kind: 'agent', row: agentRow({ id: 'a9', name: 'Kim Roy', since: noon }) }],
      false,
    )
    frames.draw()
    expect(told).toEqual(['conversation:c7', 'agent:a9'])
    expect(people()).toBe(before)
  })

  it('[PA304] who moves between the lists changes those two and no other', () => {
    const { store } = screen()
    const index = createPeopleIndex(store)
    const people = () => index.people({ search: '', idleToo: true })
    store.apply(
      [
        { kind: 'conversation', row: row(1) },
        { kind: 'agent', row: agentRow({ id: 'a9', name: 'Kim Roy' }) },
      ],
      true,
    )
    const before = people()
    store.apply(
      [{ kind: 'agent', row: agentRow({ id: 'a9', name: 'Kim Roy', presence: 'away' }) }],
      false,
    )
    const after = people()
    expect(after.otherAgentIds).toEqual(['a9'])
    expect(after.availableAgentIds).toEqual([])
    expect(after.conversationIds).toBe(before.conversationIds)
    expect(after.places).toBe(before.places)
  })
})
