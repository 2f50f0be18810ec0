// What this server knows of the contact centre now: flat maps by id, ordered by object version, shared by all supervisors.
// It knows nothing of who may see what; `supervisor-feed.ts` and the gateway ask by queue.
import {
  activeAgent,
  type Conversation,
  type ConversationSummary,
  isNewer,
  type Member,
  type Queue,
} from '@sotto/domain'
import {
  type Clock,
  createListeners,
  type MonotonicMs,
  type Scope,
  type Unsubscribe,
  type WallMs,
} from '@sotto/kernel'
import type { Counters } from './counters.ts'
import { createMemberTable, type KnownMember, type MemberEvent } from './member-table.ts'
import { createTimers } from './timers.ts'

export interface KnownConversation {
  readonly id: string
  readonly summary: ConversationSummary
  /** Since the first event or reading of it; what a browse tells is only the summary. */
  readonly full?: Conversation
  /** When the platform last said anything about it. */
  readonly knownAt: WallMs
  /** The same on the clock that does not jump, to be compared with when a stream opened. */
  readonly knownAtMono: MonotonicMs
  /** False once it has been over for a while: it is kept to be read and to outlive late events, but stands in no list. */
  readonly listed: boolean
}

/** How the platform's word came, and when it was said: for a reading, when it was asked for. */
export interface Heard {
  readonly by: 'event' | 'reading'
  readonly atMono: MonotonicMs
}

/** Something a panel may show has changed; `queueIds` are those it stands in, and those it stood in before. */
export type WorldChange =
  | { readonly type: 'conversation'; readonly id: string; readonly queueIds: readonly string[] }
  | { readonly type: 'member'; readonly id: string; readonly queueIds: readonly string[] }

export interface LiveWorld {
  conversation(conversationId: string): KnownConversation | undefined
  conversationIds(queueId: string): Iterable<string>
  member(userId: string): KnownMember | undefined
  memberIds(queueId: string): Iterable<string>
  queueName(queueId: string): string
  /**
   * Answers false for what is not news. A `reading` of the version already known confirms that it still holds; an event of
   * that version is only a late copy and confirms nothing.
   */
  takeConversation(conversation: Conversation, heard: Heard): boolean
  takeSummary(summary: ConversationSummary, heardAtMono: MonotonicMs): void
  /** A queue by a new name has its rows told anew. */
  takeQueues(queues: readonly Queue[]): void
  takeMember(queueId: string, member: Member, event?: Omit<MemberEvent, 'atWall'>): void
  takeMembers(queueId: string, members: readonly Member[]): void
  /** The platform knows it no more. */
  dropConversation(conversationId: string): void
  /** Nobody looks at this queue any more, so nothing keeps it true. */
  forgetQueue(queueId: string): void
  onChange(listener: (change: WorldChange) => void): Unsubscribe
  /** A queue has another name than before. */
  onQueueRenamed(listener: (queueId: string) => void): Unsubscribe
  /** Synchronously with the event, before anything else is done with it: what must be cut is cut here. */
  onConversation(listener: (conversation: Conversation) => void): Unsubscribe
}

export interface LiveWorldOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly counters: Counters
  readonly endedRowMs: number
  readonly onFailure: (failure: unknown) => void
}

/** Finished conversations kept to answer late events; beyond it the oldest are forgotten. */
const finishedAtMost = 2_000

export function createLiveWorld(options: LiveWorldOptions): LiveWorld {
  const { clock, counters } = options
  const timers = createTimers(clock, options.scope)
  const conversations = new Map<string, KnownConversation>()
  const queueMembers = createMemberTable()
  const queueNames = new Map<string, string>()
  const byQueue = new Map<string, Set<string>>()
  const finished = new Set<string>()
  const changes = createListeners<WorldChange>(options.onFailure)
  const facts = createListeners<Conversation>(options.onFailure)
  const renamed = createListeners<string>(options.onFailure)

  function put(known: KnownConversation, before: KnownConversation | undefined): void {
    conversations.set(known.id, known)
    const queueId = known.summary.queueId
    const queueBefore = before?.summary.queueId
    if (queueBefore !== undefined && queueBefore !== queueId)
      byQueue.get(queueBefore)?.delete(known.id)
    const inQueue = byQueue.get(queueId) ?? new Set<string>()
    byQueue.set(queueId, inQueue)
    inQueue.add(known.id)
    const queueIds = [...new Set([queueId, ...(queueBefore === undefined ? [] : [queueBefore])])]
    changes.emit({ type: 'conversation', id: known.id, queueIds })
  }

  function remove(conversationId: string): void {
    const known = conversations.get(conversationId)
    if (known === undefined) return
    conversations.delete(conversationId)
    finished.delete(conversationId)
    byQueue.get(known.summary.queueId)?.delete(conversationId)
    changes.emit({ type: 'conversation', id: conversationId, queueIds: [known.summary.queueId] })
  }

  function retireLater(conversationId: string): void {
    if (finished.has(conversationId)) return
    finished.add(conversationId)
    timers.schedule(options.endedRowMs, () => {
      const known = conversations.get(conversationId)
      if (known !== undefined) put({ ...known, listed: false }, known)
    })
    const [oldest] = finished
    if (finished.size > finishedAtMost && oldest !== undefined) remove(oldest)
  }

  function emitMembers(queueId: string, userIds: readonly string[]): void {
    for (const id of userIds) {
      const queueIds = [...new Set([queueId, ...(queueMembers.byId(id)?.queueIds ?? [])])]
      changes.emit({ type: 'member', id, queueIds })
    }
  }

  return {
    conversation: (conversationId) => conversations.get(conversationId),
    conversationIds: (queueId) => byQueue.get(queueId) ?? [],
    member: (userId) => queueMembers.byId(userId),
    memberIds: (queueId) => queueMembers.inQueue(queueId),
    queueName: (queueId) => queueNames.get(queueId) ?? queueId,
    takeConversation(conversation, heard) {
      const before = conversations.get(conversation.id)
      const isNews = isNewer(before?.full, conversation)
      const confirms = heard.by === 'reading' && conversation.version === before?.full?.version
      counters.count(isNews ? 'facts-taken' : 'facts-stale')
      if (!isNews && !confirms) return false
      const full = isNews ? conversation : before?.full
      put(
        {
          id: conversation.id,
          summary: summaryOf(conversation, before),
          ...(full === undefined ? {} : { full }),
          knownAt: clock.wallNow(),
          knownAtMono: Math.max(heard.atMono, before?.knownAtMono ?? heard.atMono),
          listed: before?.listed ?? conversation.phase !== 'ended',
        },
        before,
      )
      if (conversation.phase === 'ended') retireLater(conversation.id)
      if (isNews) facts.emit(conversation)
      return isNews
    },
    takeSummary(summary, heardAtMono) {
      const before = conversations.get(summary.id)
      // A whole conversation has a version and a summary has none: the versioned word wins.
      if (before?.full !== undefined) return
      const known = { id: summary.id, summary, listed: summary.phase !== 'ended' }
      put({ ...known, knownAt: clock.wallNow(), knownAtMono: heardAtMono }, before)
    },
    takeQueues(queues) {
      for (const { id, name } of queues) {
        const before = queueNames.get(id)
        queueNames.set(id, name)
        if (before === undefined || before === name) continue
        for (const conversationId of byQueue.get(id) ?? [])
          changes.emit({ type: 'conversation', id: conversationId, queueIds: [id] })
        renamed.emit(id)
      }
    },
    takeMember(queueId, member, event = {}) {
      const heard = { ...event, atWall: clock.wallNow() }
      if (queueMembers.take(queueId, member, heard)) emitMembers(queueId, [member.id])
    },
    takeMembers(queueId, members) {
      emitMembers(queueId, queueMembers.takeAll(queueId, members))
    },
    dropConversation: remove,
    forgetQueue(queueId) {
      for (const conversationId of [...(byQueue.get(queueId) ?? [])]) remove(conversationId)
      byQueue.delete(queueId)
      emitMembers(queueId, queueMembers.forgetQueue(queueId))
    },
    onChange: (listener) => changes.subscribe(listener),
    onQueueRenamed: (listener) => renamed.subscribe(listener),
    onConversation: (listener) => facts.subscribe(listener),
  }
}

/** The agent stays named after they have left, so that a finished row still says whose it was. */
function summaryOf(
  conversation: Conversation,
  before: KnownConversation | undefined,
): ConversationSummary {
  return {
    id: conversation.id,
    media: conversation.media,
    phase: conversation.phase,
    queueId: conversation.queueId,
    agentUserId: activeAgent(conversation)?.userId ?? before?.summary.agentUserId ?? '',
    startedAt: conversation.startedAt,
  }
}
