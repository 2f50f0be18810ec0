import { describe, expect, it } from 'vitest'
import { agentRow, control, conversationRow, detail, platformOpen } from '../../../test/samples.ts'
import { createLiveStore } from './live-store.ts'

function filledStore() {
  const store = createLiveStore((failure) => {
    throw failure
  })
  store.show('conversation-1')
  store.apply(
    [
      { kind: 'conversation', row: conversationRow() },
      {
        kind: 'conversation',
        row: conversationRow({ id: 'conversation-2', agentName: 'Jon Berg' }),
      },
      { kind: 'agent', row: agentRow() },
      { kind: 'detail', detail: detail() },
      { kind: 'control', control: control() },
      platformOpen,
    ],
    true,
  )
  return store
}

function count(subscribe: (listener: () => void) => void): () => number {
  let times = 0
  subscribe(() => {
    times += 1
  })
  return () => times
}

describe('the live store', () => {
  it('[PA12] a snapshot replaces everything: what is not in it is gone', () => {
    const store = filledStore()
    store.apply([{ kind: 'conversation', row: conversationRow({ id: 'conversation-3' }) }], true)
    expect([...store.conversations()].map((row) => row.id)).toEqual(['conversation-3'])
    expect(store.agent('agent-1')).toBeUndefined()
    expect(store.controlsOf('conversation-1')).toEqual([])
    expect(store.platformLink()).toBeUndefined()
  })

  it('[PA12] after a snapshot without it, the detail is awaited again, never shown from before', () => {
    const store = filledStore()
    store.apply([platformOpen], true)
    expect(store.detail()).toEqual({ state: 'awaited', conversationId: 'conversation-1' })
  })

  it('is not filled before its first snapshot, so that an empty list can be told from an unknown one', () => {
    const store = createLiveStore(() => {})
    expect(store.filled).toBe(false)
    store.apply([], true)
    expect(store.filled).toBe(true)
  })

  it('[PA13] one row’s change tells that row’s readers and nobody else', () => {
    const store = filledStore()
    const first = count((listener) => store.subscribe('conversation:conversation-1', listener))
    const second = count((listener) => store.subscribe('conversation:conversation-2', listener))
    const lists = count((listener) => store.subscribe('lists', listener))
    store.apply([{ kind: 'conversation', row: conversationRow({ phase: 'held' }) }], false)
    expect([first(), second(), lists()]).toEqual([1, 0, 0])
    expect(store.conversation('conversation-1')?.phase).toBe('held')
  })

  it('[PA13] a row that is sent again unchanged keeps its identity and tells nobody', () => {
    const store = filledStore()
    const before = store.conversation('conversation-1')
    const told = count((listener) => store.subscribe('conversation:conversation-1', listener))
    store.apply([{ kind: 'conversation', row: conversationRow() }], false)
    store.apply([{ kind: 'conversation', row: conversationRow() }], true)
    expect(store.conversation('conversation-1')).toBe(before)
    expect(told()).toBe(0)
  })

  it('[PA13] many changes in one frame tell each reader once', () => {
    const store = filledStore()
    const lists = count((listener) => store.subscribe('lists', listener))
    store.apply(
      [
        { kind: 'conversation', row: conversationRow({ id: 'conversation-3' }) },
        { kind: 'conversation-gone', id: 'conversation-1' },
        { kind: 'agent-gone', id: 'agent-1' },
      ],
      false,
    )
    expect(lists()).toBe(1)
  })

  it('takes away what is gone, and does not mind what never was', () => {
    const store = filledStore()
    store.apply(
      [
        { kind: 'conversation-gone', id: 'conversation-1' },
        { kind: 'conversation-gone', id: 'nobody' },
        { kind: 'agent-gone', id: 'agent-1' },
        { kind: 'agent-gone', id: 'nobody' },
      ],
      false,
    )
    expect([...store.conversations()].map((row) => row.id)).toEqual(['conversation-2'])
    expect([...store.agents()]).toEqual([])
  })

  it('[PA14] a detail that was asked for earlier and comes late is not shown', () => {
    const store = filledStore()
    store.show('conversation-2')
    expect(store.detail()).toEqual({ state: 'awaited', conversationId: 'conversation-2' })
    store.apply([{ kind: 'detail', detail: detail() }], false)
    expect(store.detail()).toEqual({ state: 'awaited', conversationId: 'conversation-2' })
  })

  it('keeps what was last known of a conversation that is taken away', () => {
    const store = filledStore()
    store.apply([{ kind: 'detail-gone', conversationId: 'conversation-1' }], false)
    const shown = store.detail()
    expect(shown.state === 'gone' && shown.last?.agentName).toBe('Ana Silva')
  })

  it('lists a conversation’s controls oldest first, as the same array until one changes', () => {
    const store = filledStore()
    store.apply(
      [
        { kind: 'control', control: control({ id: 'control-0', submittedAt: 1 }) },
        { kind: 'control', control: control({ id: 'other', conversationId: 'conversation-2' }) },
      ],
      false,
    )
    const list = store.controlsOf('conversation-1')
    expect(list.map((entry) => entry.id)).toEqual(['control-0', 'control-1'])
    store.apply([{ kind: 'conversation', row: conversationRow({ phase: 'held' }) }], false)
    expect(store.controlsOf('conversation-1')).toBe(list)
    store.apply([{ kind: 'control', control: control({ state: 'completed' }) }], false)
    expect(store.controlsOf('conversation-1')).not.toBe(list)
  })

  it('a listener that throws is reported, and the others still hear', () => {
    const failures: unknown[] = []
    const store = createLiveStore((failure) => failures.push(failure))
    store.subscribe('lists', () => {
      throw new Error('broken view')
    })
    const told = count((listener) => store.subscribe('lists', listener))
    store.apply([{ kind: 'agent', row: agentRow() }], false)
    expect(told()).toBe(1)
    expect(failures).toHaveLength(1)
  })
})
