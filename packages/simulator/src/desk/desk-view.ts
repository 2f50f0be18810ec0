/** What an agent sees at the desk, worked out whole from the world: the page only shows it. */
import { assertNever } from '@sotto/kernel'
import { fill } from '../words/fill.ts'
import type { PageWords } from '../words/words-of-page.ts'
import { isLive, stateAfter } from '../world/conversations/conversation-transitions.ts'
import type {
  Coaching,
  Control,
  ControlAnswer,
  Conversation,
  ConversationMedia,
  ConversationState,
  HelpRequest,
  Participant,
  Person,
  RecordingState,
} from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { type DeskAction, deskActions } from './desk-actions.ts'

export interface DeskConversation {
  readonly id: string
  readonly customerName: string
  readonly queueName: string
  readonly mediaType: ConversationMedia
  readonly state: ConversationState
  readonly startTime: string
  readonly stateSince: string
  readonly recording: RecordingState
  /** Acts that are possible now. */
  readonly actions: readonly DeskAction[]
  readonly canHear: boolean
  readonly canAskForHelp: boolean
  readonly help: Pick<HelpRequest, 'reason' | 'urgency' | 'createdAt'> | null
  /** In words: who coaches, and who speaks into this call. */
  readonly notices: readonly string[]
}

export interface DeskWhisper {
  readonly controlId: string
  readonly supervisorName: string
  readonly customerName: string
  readonly text: string
  readonly sentAt: string
  readonly readAt: string | null
  readonly answer: ControlAnswer | null
  readonly answeredAt: string | null
}

export interface DeskView {
  readonly agent: { readonly id: string; readonly name: string; readonly presence: string }
  /** The oldest first. */
  readonly conversations: readonly DeskConversation[]
  /** The newest first. */
  readonly whispers: readonly DeskWhisper[]
}

export type DeskWorld = Pick<
  World,
  'people' | 'queues' | 'conversations' | 'controls' | 'coachings' | 'helpRequests'
>

const mostWhispers = 50

export function viewDesk(world: DeskWorld, agent: Person, words: PageWords): DeskView {
  return {
    agent: { id: agent.id, name: agent.name, presence: agent.presence },
    conversations: conversationsOf(world, agent.id).map((conversation) =>
      viewConversation(world, conversation, agent.id, words),
    ),
    whispers: whispersOf(world, agent.id, words),
  }
}

/** Those the agent is in, and those whose last agent they were until they are wrapped up. */
export function conversationsOf(world: DeskWorld, agentId: string): readonly Conversation[] {
  return [...world.conversations.values()]
    .filter((conversation) => isAtDesk(conversation, agentId))
    .sort((one, other) => (one.startTime < other.startTime ? -1 : 1))
}

function isAtDesk(conversation: Conversation, agentId: string): boolean {
  const agents = conversation.participants.filter(({ purpose }) => purpose === 'agent')
  if (isLive(conversation.state)) {
    return agents.some(({ userId, state }) => userId === agentId && state !== 'DISCONNECTED')
  }
  return conversation.state === 'ENDED' && agents.at(-1)?.userId === agentId
}

function viewConversation(
  world: DeskWorld,
  conversation: Conversation,
  agentId: string,
  words: PageWords,
): DeskConversation {
  const help = [...world.helpRequests.values()].find(
    (request) => request.conversationId === conversation.id,
  )
  const live = isLive(conversation.state)
  return {
    id: conversation.id,
    customerName: customerName(conversation, words),
    queueName: world.queues.get(conversation.queueId)?.name ?? conversation.queueId,
    mediaType: conversation.mediaType,
    state: conversation.state,
    startTime: conversation.startTime,
    stateSince: conversation.stateSince,
    recording: conversation.recording.state,
    actions: deskActions.filter((action) => stateAfter(conversation.state, action) !== undefined),
    canHear: live && conversation.mediaType === 'VOICE',
    canAskForHelp: live && help === undefined,
    help:
      help === undefined
        ? null
        : { reason: help.reason, urgency: help.urgency, createdAt: help.createdAt },
    notices: [
      ...coachingNotices(world, conversation, agentId, words),
      ...voiceNotices(conversation, words),
    ],
  }
}

function customerName(conversation: Conversation | undefined, { page }: PageWords): string {
  return (
    conversation?.participants.find(({ purpose }) => purpose === 'customer')?.name ?? page.customer
  )
}

/** The platform tells the agent of coaching; the newest word of each supervisor counts. */
function coachingNotices(
  world: DeskWorld,
  conversation: Conversation,
  agentId: string,
  words: PageWords,
): readonly string[] {
  return [...world.coachings.values()]
    .filter(
      (coaching) =>
        coaching.userId === agentId &&
        coaching.interactionId === conversation.id &&
        coaching.coachingType === 'REAL_TIME',
    )
    .flatMap((coaching) => coachingNotice(coaching, nameOf(world, coaching.supervisorId), words))
}

function coachingNotice(
  { status }: Coaching,
  name: string,
  { desk }: PageWords,
): readonly string[] {
  switch (status) {
    case 'STARTED':
    case 'IN_PROGRESS':
      return [fill(desk.coached, { name })]
    case 'PAUSED':
      return [fill(desk.coachingPaused, { name })]
    case 'COMPLETED':
      return [fill(desk.coachingFinished, { name })]
    case 'INVALID':
      return []
    default:
      return assertNever(status)
  }
}

/** Who speaks to the agent is told; who only listens is not: the platform keeps that to itself. */
function voiceNotices({ participants }: Conversation, { desk }: PageWords): readonly string[] {
  return participants
    .filter(({ purpose, heardBy }) => purpose === 'supervisor' && heardBy?.includes('agent'))
    .map(({ name, heardBy }: Participant) =>
      fill(heardBy?.includes('customer') ? desk.joined : desk.canSpeak, { name }),
    )
}

function whispersOf(world: DeskWorld, agentId: string, words: PageWords): readonly DeskWhisper[] {
  return [...world.controls.values()]
    .filter((control) => isWhisperOnDesk(control, agentId))
    .sort((one, other) => (one.createdAt > other.createdAt ? -1 : 1))
    .slice(0, mostWhispers)
    .map((control) => ({
      controlId: control.id,
      supervisorName: nameOf(world, control.supervisorId),
      customerName: customerName(world.conversations.get(control.conversationId), words),
      text: control.text ?? '',
      sentAt: control.createdAt,
      readAt: control.readAt ?? null,
      answer: control.answer ?? null,
      answeredAt: control.answeredAt ?? null,
    }))
}

function isWhisperOnDesk(control: Control, agentId: string): boolean {
  return (
    control.targetUserId === agentId &&
    control.controlType === 'WHISPER' &&
    control.mediaType === 'TEXT' &&
    control.status === 'COMPLETED'
  )
}

function nameOf(world: DeskWorld, personId: string): string {
  return world.people.get(personId)?.name ?? personId
}
