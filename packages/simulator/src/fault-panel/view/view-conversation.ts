/** One conversation as it truly is: the console beside it may know less, but must not claim more. */

import type { ConversationRecord } from '../../world/conversations/conversation-record.ts'
import { isLive, stateAfter } from '../../world/conversations/conversation-transitions.ts'
import type {
  Control,
  ConversationMedia,
  ConversationState,
  Participant,
  RecordingState,
} from '../../world/shapes.ts'
import { type ConversationAction, conversationActions } from '../../world/world.ts'
import type { FaultPanelWorld } from './fault-panel-world.ts'

export interface ConversationChoice {
  readonly id: string
  readonly agentName: string
  readonly customerName: string
  readonly queueName: string
  readonly mediaType: ConversationMedia
  readonly state: ConversationState
  readonly scenario: string
}

export interface ConversationTruth extends ConversationChoice {
  readonly agentUserId: string
  readonly region: string
  readonly recording: RecordingState
  readonly parties: readonly string[]
  /** The newest first, with the true state, told to clients or not. */
  readonly controls: readonly ControlTruth[]
  /** What the state allows; the platform may still refuse it for another reason. */
  readonly possible: readonly ConversationAction[]
}

export interface ControlTruth {
  readonly id: string
  readonly words: string
  readonly createdAt: string
}

const mostControls = 6

/** What can still be acted on: conversations going on, and those an agent has yet to write up. */
export function isOpen({ conversation }: ConversationRecord): boolean {
  return isLive(conversation.state) || conversation.state === 'ENDED'
}

export function viewChoice(world: FaultPanelWorld, record: ConversationRecord): ConversationChoice {
  const { id, queueId, mediaType, state, participants } = record.conversation
  return {
    id,
    agentName: world.people.get(record.agentUserId)?.name ?? record.agentUserId,
    customerName: participants.find(({ purpose }) => purpose === 'customer')?.name ?? 'Customer',
    queueName: world.queues.get(queueId)?.name ?? queueId,
    mediaType,
    state,
    scenario: record.scenario,
  }
}

export function viewConversation(
  world: FaultPanelWorld,
  record: ConversationRecord,
): ConversationTruth {
  const { conversation, agentUserId } = record
  return {
    ...viewChoice(world, record),
    agentUserId,
    region: conversation.region,
    recording: conversation.recording.state,
    parties: conversation.participants.map(partyWords),
    controls: [...world.controls.values()]
      .filter(({ conversationId }) => conversationId === conversation.id)
      .slice(-mostControls)
      .reverse()
      .map((control) => viewControl(world, control)),
    possible: conversationActions.filter(
      (action) => stateAfter(conversation.state, action) !== undefined,
    ),
  }
}

function partyWords({ purpose, name, state, controlType, heardBy }: Participant): string {
  const heard =
    heardBy === undefined
      ? []
      : [heardBy.length === 0 ? 'heard by nobody' : `heard by ${heardBy.join(', ')}`]
  const facts = [...(controlType === undefined ? [] : [controlType]), state, ...heard]
  return `${name} (${purpose}): ${facts.join(' · ').toLowerCase()}`
}

function viewControl(world: FaultPanelWorld, control: Control): ControlTruth {
  const { id, controlType, mediaType, status, failureReason, supervisorId, createdAt } = control
  const supervisor = world.people.get(supervisorId)?.name ?? supervisorId
  const reason = failureReason === undefined ? '' : ` (${failureReason})`
  return {
    id,
    words: `${controlType} ${mediaType} by ${supervisor}: ${status}${reason}`,
    createdAt,
  }
}
