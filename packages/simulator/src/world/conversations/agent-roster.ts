/** Which agent can take what, and what the routing says of each agent meanwhile. */
import type { ConversationMedia, Person } from '../shapes.ts'
import type { WorldCore } from '../world-core.ts'
import type { ConversationBook } from './conversation-book.ts'
import type { ConversationRecord } from './conversation-record.ts'
import { connectedAgents } from './participants.ts'

/** Chats and mails an agent handles at once, beside at most one call. */
const writtenAtOnce = 3

export interface AgentRoster {
  /** Live conversations in which this agent is connected. */
  liveOf(userId: string): readonly ConversationRecord[]
  /** Every agent who works in this queue and is in service. */
  members(queueId: string): readonly Person[]
  canTake(agent: Person, mediaType: ConversationMedia): boolean
  /** Agents of the queue who can take it, the least busy first. */
  free(queueId: string, mediaType: ConversationMedia): readonly Person[]
  /** Keeps an agent back while the phone rings; returns the undo. */
  reserve(userId: string): () => void
  /** Brings routing status and presence in line with what the agent does, and tells the queues. */
  refresh(userId: string): void
  /** False: the agent does not answer the phone until told otherwise. */
  setResponding(userId: string, responding: boolean): void
  announceMember(person: Person, queueIds: readonly string[]): void
}

export function createAgentRoster(core: WorldCore, book: ConversationBook): AgentRoster {
  const ringing = new Set<string>()
  const notResponding = new Set<string>()
  let memberVersion = 0

  function liveOf(userId: string): readonly ConversationRecord[] {
    return [...book.live].filter(({ conversation }) =>
      connectedAgents(conversation).some((agent) => agent.userId === userId),
    )
  }

  function canTake(agent: Person, mediaType: ConversationMedia): boolean {
    if (!agent.active || agent.routingStatus === 'OFF_QUEUE' || ringing.has(agent.id)) return false
    if (notResponding.has(agent.id)) return false
    const live = liveOf(agent.id)
    const voice = live.filter(({ conversation }) => conversation.mediaType === 'VOICE').length
    if (mediaType === 'VOICE') return agent.telephony && voice === 0
    return agent.engagement && live.length - voice < writtenAtOnce
  }

  function members(queueId: string): readonly Person[] {
    return [...core.people.values()].filter(
      ({ role, active, queueIds }) => role === 'agent' && active && queueIds.includes(queueId),
    )
  }

  function announceMember(person: Person, queueIds: readonly string[]): void {
    memberVersion += 1
    for (const queueId of queueIds) {
      core.events.emit({
        type: 'routing',
        name: 'routing.member',
        userId: person.id,
        queueId,
        data: { version: memberVersion, queueId, ...memberView(person) },
      })
    }
  }

  function refresh(userId: string): void {
    const person = core.people.get(userId)
    if (person?.role !== 'agent' || person.routingStatus === 'OFF_QUEUE') return
    const busy = liveOf(userId).length > 0
    const answered = busy ? 'INTERACTING' : 'IDLE'
    const routingStatus = notResponding.has(userId) ? 'NOT_RESPONDING' : answered
    if (person.routingStatus === routingStatus) return
    const next: Person = { ...person, routingStatus, presence: busy ? 'BUSY' : 'AVAILABLE' }
    core.people.set(userId, next)
    announceMember(next, next.queueIds)
  }

  return {
    liveOf,
    members,
    canTake,
    free: (queueId, mediaType) =>
      members(queueId)
        .filter((agent) => canTake(agent, mediaType))
        .map((agent) => ({ agent, busyWith: liveOf(agent.id).length }))
        .sort((one, other) => one.busyWith - other.busyWith)
        .map(({ agent }) => agent),
    reserve(userId) {
      ringing.add(userId)
      return () => {
        ringing.delete(userId)
      }
    },
    refresh,
    setResponding(userId, responding) {
      if (responding) notResponding.delete(userId)
      else notResponding.add(userId)
      refresh(userId)
    },
    announceMember,
  }
}

/** An agent as the queue's member list shows them. */
export function memberView(
  person: Person,
): Pick<
  Person,
  'id' | 'name' | 'presence' | 'routingStatus' | 'licence' | 'telephony' | 'engagement'
> {
  const { id, name, presence, routingStatus, licence, telephony, engagement } = person
  return { id, name, presence, routingStatus, licence, telephony, engagement }
}
