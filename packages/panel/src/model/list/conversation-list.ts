/** What stands on the left: which rows, in which order. Pure. */
import type { AgentRow, ConversationRow } from '@sotto/protocol'
import { matches, searchWords } from './search-words.ts'

/** A row and what the search finds it by, in plain text. */
export interface Findable<Row> {
  readonly row: Row
  readonly plain: () => string
}

/** Where a conversation stands among those of its agent. */
export interface PlaceWithAgent {
  /** It stands right beneath another one of the same agent. */
  readonly isBeneath: boolean
  /** How many conversations this agent is in, whatever the search hides. */
  readonly count: number
}

export interface ConversationList {
  /** By agent's name, then the older call first: an order that no event changes under the pointer. */
  readonly conversationIds: readonly string[]
  /** Whatever the search hides. */
  readonly conversationCount: number
  readonly places: ReadonlyMap<string, PlaceWithAgent>
  /** How many conversations each agent is in who is in any, whatever the search hides. */
  readonly busy: ReadonlyMap<string, number>
}

export interface AgentList {
  /** Agents who could take a conversation now. */
  readonly availableAgentIds: readonly string[]
  /** At work, in no conversation that this person sees, and not available: away, busy, not responding. */
  readonly otherAgentIds: readonly string[]
  /** Agents in no conversation, shown or not. */
  readonly idleCount: number
}

/** `rows` in their order: by agent, the older first. */
export function listConversations(
  rows: readonly Findable<ConversationRow>[],
  search: string,
): ConversationList {
  const busy = new Map<string, number>()
  for (const { row } of rows) busy.set(row.agentUserId, (busy.get(row.agentUserId) ?? 0) + 1)
  const found = rows.filter(isFoundBy(search))
  return {
    conversationIds: found.map(({ row }) => row.id),
    conversationCount: rows.length,
    places: placesOf(found, busy),
    busy,
  }
}

export interface AgentListInput {
  /** By name. */
  readonly rows: readonly Findable<AgentRow>[]
  readonly busy: ReadonlyMap<string, number>
  readonly search: string
  /** Agents in no conversation are in the lists, too. */
  readonly idleToo: boolean
}

export function listAgents({ rows, busy, search, idleToo }: AgentListInput): AgentList {
  const availableAgentIds: string[] = []
  const otherAgentIds: string[] = []
  const isFound = isFoundBy(search)
  let idleCount = 0
  for (const agent of rows) {
    if (agent.row.presence === 'offline' || busy.has(agent.row.id)) continue
    idleCount += 1
    if (!idleToo || !isFound(agent)) continue
    if (isAvailable(agent.row)) availableAgentIds.push(agent.row.id)
    else otherAgentIds.push(agent.row.id)
  }
  return { availableAgentIds, otherAgentIds, idleCount }
}

function isFoundBy(search: string): (findable: Findable<unknown>) => boolean {
  const words = searchWords(search)
  return words.length === 0 ? () => true : ({ plain }) => matches(words, plain())
}

function placesOf(
  found: readonly Findable<ConversationRow>[],
  counts: ReadonlyMap<string, number>,
): ReadonlyMap<string, PlaceWithAgent> {
  return new Map(
    found.map(({ row }, index) => [
      row.id,
      {
        isBeneath: found[index - 1]?.row.agentUserId === row.agentUserId,
        count: counts.get(row.agentUserId) ?? 1,
      },
    ]),
  )
}

function isAvailable(agent: AgentRow): boolean {
  return agent.presence === 'available' && agent.routing === 'idle'
}

/** The next row for J (1) and K (−1); the first or last one when nothing is chosen. Stays at the ends. */
export function neighbour(
  ids: readonly string[],
  current: string | undefined,
  step: 1 | -1,
): string | undefined {
  const index = current === undefined ? -1 : ids.indexOf(current)
  if (index === -1) return step === 1 ? ids[0] : ids.at(-1)
  return ids[Math.min(ids.length - 1, Math.max(0, index + step))]
}
