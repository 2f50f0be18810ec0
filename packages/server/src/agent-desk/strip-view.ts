// What one agent is shown, worked out whole: their own conversations and whispers, and who speaks to them now.
import {
  type Conversation,
  type ConversationSummary,
  isNewer,
  type Participant,
  type SupervisedMode,
} from '@sotto/domain'
import type { AgentSettings, AgentStrip, StripConversation, StripWhisper } from '@sotto/protocol'
import { type AgentCoaching, stripSession } from './agent-coachings.ts'
import { type AgentWhisper, newestFirst } from './agent-whispers.ts'
import { isIn } from './is-in.ts'

/** A conversation of this agent, as somebody knows it. */
export type OwnConversation =
  | {
      readonly type: 'whole'
      readonly conversation: Conversation
      /** Nothing can have changed since without our knowing. */
      readonly certain: boolean
    }
  | { readonly type: 'summary'; readonly summary: ConversationSummary }

export interface StripSources {
  readonly agentUserId: string
  readonly settings: AgentSettings
  /** From wherever it is known; the newest word on each counts. */
  readonly conversations: Iterable<OwnConversation>
  readonly whispers: Iterable<AgentWhisper>
  readonly coachings: readonly AgentCoaching[]
  readonly supervisorName: (supervisorId: string) => string | undefined
  readonly queueName: (queueId: string) => string | undefined
  /** Whether this queue's policy has its agents told of that mode. */
  readonly isTold: (queueId: string, mode: SupervisedMode) => boolean
}

export function agentStrip(sources: StripSources): AgentStrip {
  return {
    settings: sources.settings,
    conversations: newestWords(sources.conversations)
      .flatMap((own) => conversationView(sources, own) ?? [])
      .sort((left, right) => left.startedAt - right.startedAt || (left.id < right.id ? -1 : 1)),
    whispers: newestFirst(sources.whispers).flatMap(
      (whisper) => whisperView(sources, whisper) ?? [],
    ),
  }
}

function newestWords(conversations: Iterable<OwnConversation>): readonly OwnConversation[] {
  const newest = new Map<string, OwnConversation>()
  for (const own of conversations) {
    const id = own.type === 'whole' ? own.conversation.id : own.summary.id
    newest.set(id, newerOf(newest.get(id), own))
  }
  return [...newest.values()]
}

function newerOf(known: OwnConversation | undefined, told: OwnConversation): OwnConversation {
  if (known === undefined || known.type === 'summary') return told
  if (told.type === 'summary') return known
  if (isNewer(known.conversation, told.conversation)) return told
  if (isNewer(told.conversation, known.conversation)) return known
  return { ...known, certain: known.certain || told.certain }
}

/** Undefined for one this agent is not in, or not any more. */
function conversationView(
  { agentUserId, coachings, isTold, queueName, supervisorName }: StripSources,
  own: OwnConversation,
): StripConversation | undefined {
  const ownId = own.type === 'whole' ? own.conversation.id : own.summary.id
  const session = stripSession(coachings, ownId, supervisorName)
  const told = session === undefined ? {} : { session }
  if (own.type === 'summary') {
    const { id, media, phase, queueId, startedAt } = own.summary
    if (own.summary.agentUserId !== agentUserId || phase === 'ended') return undefined
    return {
      ...{ id, media, phase, startedAt, coached: { state: 'unknown' } },
      ...named('queueName', queueName(queueId)),
      ...told,
    }
  }
  const { conversation, certain } = own
  const { id, media, phase, phaseSince, startedAt, participants, queueId } = conversation
  if (phase === 'ended' || !isIn(conversation, agentUserId)) return undefined
  const customer = participants.find(({ purpose }) => purpose === 'customer')
  return {
    ...{ id, media, phase, phaseSince, startedAt },
    coached: certain
      ? { state: 'known', by: whoIsTold(participants, (mode) => isTold(queueId, mode)) }
      : { state: 'unknown' },
    ...named('customerName', customer?.name),
    ...named('queueName', queueName(queueId)),
    ...told,
  }
}

function named<Name extends string>(name: Name, value: string | undefined) {
  return value === undefined || value === '' ? {} : { [name]: value }
}

type Told = Extract<StripConversation['coached'], { state: 'known' }>['by'][number]

/**
 * By the platform's own word on who is there and who hears them. Whoever speaks listens as well: of those only the speaking is
 * told, and where that is not to be told, the listening if it is.
 */
function whoIsTold(
  participants: readonly Participant[],
  isTold: (mode: SupervisedMode) => boolean,
): Told[] {
  const told = participants
    .flatMap((participant) => modeTowardsAgent(participant) ?? [])
    .filter(({ how }) => isTold(how))
  const speaking = new Set(told.flatMap(({ how, name }) => (how === 'monitor' ? [] : [name])))
  return told.filter(({ how, name }) => how !== 'monitor' || !speaking.has(name))
}

function modeTowardsAgent({ name, connection, supervising }: Participant): Told | undefined {
  if (supervising === undefined || connection === 'disconnected') return undefined
  if (supervising.kind === 'monitor') return { name, how: 'monitor' }
  if (!supervising.heardBy.includes('agent')) return undefined
  return { name, how: supervising.kind === 'barge' ? 'barge' : 'coach' }
}

function whisperView(
  { supervisorName }: StripSources,
  whisper: AgentWhisper,
): StripWhisper | undefined {
  const { id, conversationId, text, sentAt, seenAt, reply, repliedAt } = whisper
  if (text === undefined) return undefined
  return {
    ...{ id, conversationId, text, sentAt },
    ...named('from', supervisorName(whisper.supervisorId)),
    ...(seenAt === undefined ? {} : { seenAt }),
    ...(reply === undefined ? {} : { reply }),
    ...(repliedAt === undefined ? {} : { repliedAt }),
  }
}
