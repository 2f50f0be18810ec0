// The agents of every queue that somebody here looks at, idle ones too.
import type { Member } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'

export interface KnownMember {
  readonly member: Member
  readonly queueIds: ReadonlySet<string>
  /** Since when they have been as they are; undefined unless it was seen to begin. */
  readonly since?: WallMs | undefined
}

/** How an event told of a member. */
export interface MemberEvent {
  readonly atWall: WallMs
  /** Rises with every change of this one person, where the platform numbers them. */
  readonly version?: number | undefined
}

export interface MemberTable {
  byId(userId: string): KnownMember | undefined
  inQueue(queueId: string): Iterable<string>
  /** Takes one member's state from an event; answers whether anything is new. An older version is dropped. */
  take(queueId: string, member: Member, event: MemberEvent): boolean
  /** Takes a queue's whole list: who is not on it has left the queue. Answers whom that changed. */
  takeAll(queueId: string, members: readonly Member[]): readonly string[]
  /** Answers who was in it. */
  forgetQueue(queueId: string): readonly string[]
}

interface Entry {
  member: Member
  since: WallMs | undefined
  version: number
  readonly queueIds: Set<string>
}

export function createMemberTable(): MemberTable {
  const members = new Map<string, Entry>()
  const queues = new Map<string, Set<string>>()

  function take(queueId: string, member: Member, event?: MemberEvent): boolean {
    const known = members.get(member.id)
    const version = event?.version ?? known?.version ?? 0
    // A late one would bring back how they were, and perhaps where.
    if (known !== undefined && version < known.version) return false
    const inQueue = queues.get(queueId) ?? new Set<string>()
    queues.set(queueId, inQueue)
    inQueue.add(member.id)
    if (known === undefined) {
      members.set(member.id, { member, since: undefined, version, queueIds: new Set([queueId]) })
      return true
    }
    const isNews = !known.queueIds.has(queueId) || !isSameMember(known.member, member)
    if (!isSameState(known.member, member)) known.since = event?.atWall
    known.member = member
    known.version = version
    known.queueIds.add(queueId)
    return isNews
  }

  function leave(queueId: string, userId: string): void {
    const known = members.get(userId)
    queues.get(queueId)?.delete(userId)
    known?.queueIds.delete(queueId)
    if (known?.queueIds.size === 0) members.delete(userId)
  }

  return {
    byId: (userId) => members.get(userId),
    inQueue: (queueId) => queues.get(queueId) ?? [],
    take,
    takeAll(queueId, list) {
      const present = new Set(list.map((member) => member.id))
      const gone = [...(queues.get(queueId) ?? [])].filter((userId) => !present.has(userId))
      for (const userId of gone) leave(queueId, userId)
      const changed = list.filter((member) => take(queueId, member)).map((member) => member.id)
      return [...gone, ...changed]
    },
    forgetQueue(queueId) {
      const gone = [...(queues.get(queueId) ?? [])]
      for (const userId of gone) leave(queueId, userId)
      queues.delete(queueId)
      return gone
    },
  }
}

function isSameMember(one: Member, other: Member): boolean {
  return one.name === other.name && isSameState(one, other)
}

function isSameState(one: Member, other: Member): boolean {
  return one.presence === other.presence && one.routing === other.routing
}
