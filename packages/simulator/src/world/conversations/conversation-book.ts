/** All conversations, and the one place where a conversation changes: each change is one version and one event. */
import type { Party, VoiceSource } from '../../media/media-engine.ts'
import type { Conversation, Participant } from '../shapes.ts'
import type { WorldCore } from '../world-core.ts'
import type { ConversationRecord } from './conversation-record.ts'
import { isLive } from './conversation-transitions.ts'
import { heardBy, supervisorsOf } from './participants.ts'

export type ConversationPatch = Partial<
  Pick<Conversation, 'state' | 'participants' | 'recording' | 'audioQuality'>
>

export interface ConversationBook {
  readonly records: ReadonlyMap<string, ConversationRecord>
  /** Those whose parties still talk, or could. */
  readonly live: ReadonlySet<ConversationRecord>
  /** The truth, by id. */
  readonly conversations: ReadonlyMap<string, Conversation>
  /** Enters a new conversation, starts its sound and announces it. */
  open(record: ConversationRecord): void
  commit(record: ConversationRecord, patch: ConversationPatch): void
  announced(conversationId: string): Conversation | undefined
  /** Tells what was kept back under `controlEventsSilent: "all"`. */
  announceKeptBack(): void
  forget(conversationId: string): void
  elapsedMs(record: ConversationRecord): number
}

export function createConversationBook(core: WorldCore): ConversationBook {
  const records = new Map<string, ConversationRecord>()
  const conversations = new Map<string, Conversation>()
  const live = new Set<ConversationRecord>()

  const supervisorsKeptBack = () => core.faults.current.controlEventsSilent === 'all'

  function announce(record: ConversationRecord): void {
    const { conversation, agentUserId } = record
    core.events.emit({
      type: 'conversation',
      name: 'conversation.updated',
      conversationId: conversation.id,
      userId: agentUserId,
      queueId: conversation.queueId,
      data: { ...asAnnounced(record) },
    })
  }

  function asAnnounced({ conversation, announcedSupervisors }: ConversationRecord): Conversation {
    const others = conversation.participants.filter(({ purpose }) => purpose !== 'supervisor')
    return { ...conversation, participants: [...others, ...announcedSupervisors] }
  }

  function store(record: ConversationRecord, conversation: Conversation): void {
    record.conversation = conversation
    conversations.set(conversation.id, conversation)
    if (isLive(conversation.state)) live.add(record)
    else live.delete(record)
    if (!supervisorsKeptBack()) record.announcedSupervisors = supervisorsOf(conversation)
  }

  function commit(record: ConversationRecord, patch: ConversationPatch): void {
    const before = record.conversation
    const state = patch.state ?? before.state
    const stateChanged = state !== before.state
    store(record, {
      ...before,
      ...patch,
      version: before.version + 1,
      stateSince: stateChanged ? core.nowIso() : before.stateSince,
      participants: (patch.participants ?? before.participants).map((participant) =>
        hearing(participant, state),
      ),
    })
    if (before.mediaType === 'VOICE' && isLive(before.state)) changeSound(record, patch)
    // Only its supervisors changed: while silent, not even that something happened is told.
    if (supervisorsKeptBack() && onlySupervisorsChanged(before, record.conversation)) return
    announce(record)
  }

  function changeSound(record: ConversationRecord, patch: ConversationPatch): void {
    const { id, state } = record.conversation
    const heard = patch.state ?? patch.recording ?? patch.participants
    if (heard === undefined) return
    if (isLive(state)) core.media.changeCall(callChange(record))
    else core.media.endCall(id)
  }

  return {
    records,
    live,
    conversations,
    open(record) {
      records.set(record.conversation.id, record)
      store(record, record.conversation)
      if (record.conversation.mediaType === 'VOICE') core.media.startCall(callChange(record))
      announce(record)
    },
    commit,
    announced(conversationId) {
      const record = records.get(conversationId)
      return record === undefined ? undefined : asAnnounced(record)
    },
    announceKeptBack() {
      for (const record of records.values()) {
        const told = JSON.stringify(record.announcedSupervisors)
        // A version of its own: clients drop a state whose version they have seen.
        if (told !== JSON.stringify(supervisorsOf(record.conversation))) commit(record, {})
      }
    },
    forget(conversationId) {
      records.get(conversationId)?.timers.close()
      records.delete(conversationId)
      conversations.delete(conversationId)
    },
    elapsedMs: (record) => core.clock.monotonicNow() - record.startedAt,
  }
}

function hearing(participant: Participant, state: Conversation['state']): Participant {
  if (participant.controlType === undefined) return participant
  return { ...participant, heardBy: heardBy(participant.controlType, state) }
}

function onlySupervisorsChanged(before: Conversation, after: Conversation): boolean {
  return strip(before) === strip(after)
}

function strip(conversation: Conversation): string {
  const participants = conversation.participants.filter(({ purpose }) => purpose !== 'supervisor')
  return JSON.stringify({ ...conversation, version: 0, participants })
}

function callChange(record: ConversationRecord): Parameters<WorldCore['media']['startCall']>[0] {
  const { conversation, places, voices, agentUserId } = record
  const present = new Set(
    conversation.participants
      .filter(({ state }) => state !== 'DISCONNECTED')
      .map(({ participantId }) => participantId),
  )
  const spoken: Partial<Record<Party, VoiceSource>> = {}
  const holders: readonly (readonly [Party, string | undefined])[] = [
    ['agent', places.agent],
    ['customer', places.customer],
    ['external', places.external],
    ['second-agent', places.secondAgent],
  ]
  for (const [party, participantId] of holders)
    if (participantId !== undefined && present.has(participantId)) spoken[party] = voices[party]
  return {
    conversationId: conversation.id,
    state: conversation.state,
    voices: spoken,
    recordingPaused: conversation.recording.state === 'PAUSED',
    agentUserId,
  }
}
