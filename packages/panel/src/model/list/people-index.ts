/**
 * The lists of people as they are now, made anew only where something is listed differently: an event of one row sorts nothing
 * and draws no list.
 */

import type { ConversationRow } from '@sotto/protocol'
import { mediaWords } from '../../words/conversation-words.ts'
import type { LiveStore } from '../live/live-store.ts'
import {
  type AgentList,
  type ConversationList,
  type Findable,
  listAgents,
  listConversations,
} from './conversation-list.ts'
import { byAgentThenStart, byName } from './people-order.ts'
import { plainText } from './search-words.ts'
import { createSortedRows } from './sorted-rows.ts'

export interface People extends Omit<ConversationList, 'busy'>, AgentList {
  /** Agents in at least one conversation. */
  readonly busyAgentCount: number
  readonly agentCount: number
  /** False until the first snapshot. */
  readonly filled: boolean
}

export interface PeopleQuestion {
  readonly search: string
  readonly idleToo: boolean
}

export interface PeopleIndex {
  /** The same object while nothing of it is different; so is each list in it. */
  people(question: PeopleQuestion): People
}

interface Answer {
  readonly listsVersion: number
  readonly people: People
  /** What `conversationList` was made of. */
  readonly rows: readonly Findable<ConversationRow>[]
  readonly conversationList: ConversationList
}

/** The header's, the list's, and one that was just typed. */
const answersKept = 4

export function createPeopleIndex(
  store: Pick<
    LiveStore,
    'conversation' | 'conversations' | 'agent' | 'agents' | 'filled' | 'listsVersion' | 'takeListed'
  >,
): PeopleIndex {
  const conversations = createSortedRows({
    compare: byAgentThenStart,
    isPlacedAlike: (left, right) =>
      left.agentName === right.agentName &&
      left.agentUserId === right.agentUserId &&
      left.queueName === right.queueName &&
      left.media === right.media &&
      left.startedAt === right.startedAt,
    searchText: (row) => plainText(`${row.agentName} ${row.queueName} ${mediaWords[row.media]}`),
  })
  const agents = createSortedRows({
    compare: byName,
    isPlacedAlike: (left, right) => left.name === right.name,
    searchText: (row) => plainText(row.name),
  })
  function catchUp(): void {
    const listed = store.takeListed()
    if (listed === undefined) {
      conversations.fill(store.conversations())
      agents.fill(store.agents())
      return
    }
    conversations.change(Array.from(listed, (id) => [id, store.conversation(id)] as const))
    agents.change(Array.from(listed, (id) => [id, store.agent(id)] as const))
  }

  const answers = new Map<string, Answer>()
  return {
    people({ search, idleToo }) {
      const key = `${idleToo ? 1 : 0} ${search}`
      const before = answers.get(key)
      const { listsVersion, filled } = store
      if (before?.listsVersion === listsVersion) return before.people
      catchUp()
      const rows = conversations.sorted()
      const conversationList =
        before?.rows === rows ? before.conversationList : listConversations(rows, search)
      const { busy, ...listed } = conversationList
      const agentList = listAgents({ rows: agents.sorted(), busy, search, idleToo })
      const people = keepAlike(before?.people, {
        ...listed,
        ...agentList,
        busyAgentCount: busy.size,
        agentCount: busy.size + agentList.idleCount,
        filled,
      })
      answers.delete(key)
      answers.set(key, { listsVersion, people, rows, conversationList })
      forgetOldest(answers)
      return people
    },
  }
}

function forgetOldest(answers: Map<string, Answer>): void {
  for (const key of answers.keys()) {
    if (answers.size <= answersKept) return
    answers.delete(key)
  }
}

function keepAlike(before: People | undefined, now: People): People {
  if (before === undefined) return now
  const kept: People = {
    ...now,
    conversationIds: keepIds(before.conversationIds, now.conversationIds),
    availableAgentIds: keepIds(before.availableAgentIds, now.availableAgentIds),
    otherAgentIds: keepIds(before.otherAgentIds, now.otherAgentIds),
    places: keepPlaces(before.places, now.places),
  }
  const isAlike =
    kept.conversationIds === before.conversationIds &&
    kept.availableAgentIds === before.availableAgentIds &&
    kept.otherAgentIds === before.otherAgentIds &&
    kept.places === before.places &&
    kept.conversationCount === before.conversationCount &&
    kept.busyAgentCount === before.busyAgentCount &&
    kept.agentCount === before.agentCount &&
    kept.idleCount === before.idleCount &&
    kept.filled === before.filled
  return isAlike ? before : kept
}

function keepIds(before: readonly string[], now: readonly string[]): readonly string[] {
  return before === now ||
    (before.length === now.length && now.every((id, index) => id === before[index]))
    ? before
    : now
}

function keepPlaces(before: People['places'], now: People['places']): People['places'] {
  if (before === now) return before
  if (before.size !== now.size) return now
  for (const [id, { isBeneath, count }] of now) {
    const old = before.get(id)
    if (old?.isBeneath !== isBeneath || old.count !== count) return now
  }
  return before
}
