/** What stands on the left: which rows, in which order. Pure. */
import type { AgentRow, ConversationRow } from '@sotto/protocol'
import { mediaWords } from '../../words/conversation-words.ts'

export interface ListInput {
  readonly conversations: Iterable<ConversationRow>
  readonly agents: Iterable<AgentRow>
  readonly search: string
  /** Agents in no conversation are in the list, too. */
  readonly idleToo: boolean
}

/** Where a conversation stands among those of its agent. */
export interface PlaceWithAgent {
  /** It stands right beneath another one of the same agent. */
  readonly isBeneath: boolean
  /** How many conversations this agent is in, whatever the search hides. */
  readonly count: number
}

export interface PeopleList {
  /** By agent's name, then the older call first: an order that no event changes under the pointer. */
  readonly conversationIds: readonly string[]
  /** Agents who could take a conversation now. */
  readonly availableAgentIds: readonly string[]
  /** At work, in no conversation that this person sees, and not available: away, busy, not responding. */
  readonly otherAgentIds: readonly string[]
  /** Whatever the search hides. */
  readonly conversationCount: number
  /** Agents in at least one of them. */
  readonly busyAgentCount: number
  readonly agentCount: number
  /** Agents in none of them, shown or not. */
  readonly idleCount: number
  readonly places: ReadonlyMap<string, PlaceWithAgent>
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

export function listPeople({ conversations, agents, search, idleToo }: ListInput): PeopleList {
  const rows = [...conversations]
  const busy = new Set(rows.map((row) => row.agentUserId))
  const people = [...agents].filter((agent) => agent.presence !== 'offline')
  const free = people
    .filter((agent) => !busy.has(agent.id))
    .sort((left, right) => collator.compare(left.name, right.name) || byId(left, right))
  const words = searchWords(search)
  const found = rows
    .filter((row) => matches(words, `${row.agentName} ${row.queueName} ${mediaWords[row.media]}`))
    .sort(byAgentThenStart)
  const listed = idleToo ? free : []
  return {
    conversationIds: idsOf(found),
    availableAgentIds: idsOf(
      listed.filter((agent) => matches(words, agent.name) && isAvailable(agent)),
    ),
    otherAgentIds: idsOf(
      listed.filter((agent) => matches(words, agent.name) && !isAvailable(agent)),
    ),
    conversationCount: rows.length,
    busyAgentCount: busy.size,
    agentCount: new Set([...busy, ...people.map((agent) => agent.id)]).size,
    idleCount: free.length,
    places: placesOf(found, rows),
  }
}

function placesOf(
  found: readonly ConversationRow[],
  all: readonly ConversationRow[],
): ReadonlyMap<string, PlaceWithAgent> {
  const counts = new Map<string, number>()
  for (const { agentUserId } of all) counts.set(agentUserId, (counts.get(agentUserId) ?? 0) + 1)
  return new Map(
    found.map(({ id, agentUserId }, index) => [
      id,
      {
        isBeneath: found[index - 1]?.agentUserId === agentUserId,
        count: counts.get(agentUserId) ?? 1,
      },
    ]),
  )
}

function isAvailable(agent: AgentRow): boolean {
  return agent.presence === 'available' && agent.routing === 'idle'
}

function idsOf(rows: readonly { readonly id: string }[]): readonly string[] {
  return rows.map((row) => row.id)
}

function byAgentThenStart(left: ConversationRow, right: ConversationRow): number {
  return (
    collator.compare(left.agentName, right.agentName) ||
    // Two of the same name are two people.
    compareText(left.agentUserId, right.agentUserId) ||
    left.startedAt - right.startedAt ||
    byId(left, right)
  )
}

function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : 1
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Every word must stand somewhere; accents and case do not matter. */
function matches(words: readonly string[], text: string): boolean {
  const plain = plainText(text)
  return words.every((word) => plain.includes(word))
}

function searchWords(search: string): readonly string[] {
  return plainText(search)
    .split(/\s+/u)
    .filter((word) => word !== '')
}

/** Letters that are not a plain one with a mark, as people without them on the keyboard type them. */
const typedAs: Readonly<Record<string, string>> = {
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}

function plainText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[ıøłđßæœ]/gu, (letter) => typedAs[letter] ?? letter)
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
