import type { AgentRow, ConversationRow } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { agentRow, conversationRow, noon } from '../../../test/samples.ts'
import { createLiveStore } from '../live/live-store.ts'
import { neighbour } from './conversation-list.ts'
import { createPeopleIndex, type People } from './people-index.ts'

const listPeople = ({ search, idleToo, ...rows }: Given): Omit<People, 'filled'> => {
  const store = createLiveStore((failure) => {
    throw failure
  })
  store.apply(
    [
      ...rows.conversations.map((row) => ({ kind: 'conversation', row }) as const),
      ...rows.agents.map((row) => ({ kind: 'agent', row }) as const),
    ],
    true,
  )
  const { filled: _, ...list } = createPeopleIndex(store).people({ search, idleToo })
  return list
}

interface Given {
  readonly conversations: readonly ConversationRow[]
  readonly agents: readonly AgentRow[]
  readonly search: string
  readonly idleToo: boolean
}

const conversations = [
  conversationRow({ id: 'c3', agentUserId: 'a3', agentName: 'Zoë Aydın', queueName: 'Sales' }),
  conversationRow({ id: 'c2', agentUserId: 'a1', media: 'chat', startedAt: noon - 10 }),
  conversationRow({ id: 'c1', agentUserId: 'a1', startedAt: noon - 20 }),
]
const agents = [
  agentRow({ id: 'a1' }),
  agentRow({ id: 'a3', name: 'Zoë Aydın' }),
  agentRow({ id: 'a4', name: 'kim roy' }),
  agentRow({ id: 'a5', name: 'Bo Lind', presence: 'away' }),
  agentRow({ id: 'a7', name: 'No Answer', routing: 'not-responding' }),
  agentRow({ id: 'a6', name: 'Off Line', presence: 'offline' }),
]

const list = (search = '', idleToo = true) => listPeople({ conversations, agents, search, idleToo })

describe('the list of people', () => {
  it('[PA4] is ordered by agent, the older conversation first', () => {
    expect(list().conversationIds).toEqual(['c1', 'c2', 'c3'])
  })

  it('[PA4] a change of phase moves no row', () => {
    const held = conversations.map((row) => ({ ...row, phase: 'held' as const }))
    expect(listPeople({ conversations: held, agents, search: '', idleToo: true })).toEqual(list())
  })

  it('[PA2] available are those who could take a conversation now; others at work stand apart', () => {
    expect(list().availableAgentIds).toEqual(['a4'])
    expect(list().otherAgentIds).toEqual(['a5', 'a7'])
  })

  it('[PA170] the conversations of an agent stand beneath each other, with how many there are', () => {
    expect([...list().places]).toEqual([
      ['c1', { isBeneath: false, count: 2 }],
      ['c2', { isBeneath: true, count: 2 }],
      ['c3', { isBeneath: false, count: 1 }],
    ])
    // What the search hides still counts, and nothing hangs beneath a row that is not there.
    expect([...list('chat').places]).toEqual([['c2', { isBeneath: false, count: 2 }]])
  })

  it('[PA170] two agents of one name are not mixed', () => {
    const rows = ['b', 'a', 'b', 'a'].map((agentUserId, index) =>
      conversationRow({ id: `c${index}`, agentUserId, agentName: 'Jo', startedAt: noon + index }),
    )
    const mixed = listPeople({ conversations: rows, agents: [], search: '', idleToo: true })
    expect(mixed.conversationIds).toEqual(['c1', 'c3', 'c0', 'c2'])
  })

  it('[PA171] idle agents can be left out, and are counted all the same', () => {
    expect(list('', false)).toEqual({ ...list(), availableAgentIds: [], otherAgentIds: [] })
    expect(list('', false).idleCount).toBe(3)
  })

  it('counts people once, however many conversations they have, and whatever the search hides', () => {
    expect(list('nothing like it')).toEqual({
      conversationIds: [],
      availableAgentIds: [],
      otherAgentIds: [],
      conversationCount: 3,
      busyAgentCount: 2,
      agentCount: 5,
      idleCount: 3,
      places: new Map(),
    })
  })

  it.each([
    ['zoe', ['c3']],
    ['AYDIN', ['c3']],
    ['silva chat', ['c2']],
    ['  sales ', ['c3']],
    ['billing voice', ['c1']],
    ['ana sales', []],
  ])('[PA3] finds by agent, queue and medium, every word somewhere: %j', (search, ids) => {
    expect(list(search).conversationIds).toEqual(ids)
  })

  it('[PA71] J and K go through the rows and stay at the ends', () => {
    const ids = ['a', 'b', 'c']
    expect(neighbour(ids, undefined, 1)).toBe('a')
    expect(neighbour(ids, undefined, -1)).toBe('c')
    expect(neighbour(ids, 'a', 1)).toBe('b')
    expect(neighbour(ids, 'c', 1)).toBe('c')
    expect(neighbour(ids, 'a', -1)).toBe('a')
    expect(neighbour(ids, 'filtered away', 1)).toBe('a')
    expect(neighbour([], 'a', 1)).toBeUndefined()
  })
})
