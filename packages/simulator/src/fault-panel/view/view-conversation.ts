/** One conversation as it truly is: the console beside it may know less, but must not claim more. */

import { fill } from '../../words/fill.ts'
import type { PageWords } from '../../words/words-of-page.ts'
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

export function viewChoice(
  world: FaultPanelWorld,
  record: ConversationRecord,
  { page }: PageWords,
): ConversationChoice {
  const { id, queueId, mediaType, state, participants } = record.conversation
  return {
    id,
    agentName: world.people.get(record.agentUserId)?.name ?? record.agentUserId,
    customerName: participants.find(({ purpose }) => purpose === 'customer')?.name ?? page.customer,
    queueName: world.queues.get(queueId)?.name ?? queueId,
    mediaType,
    state,
    scenario: record.scenario,
  }
}

export function viewConversation(
  world: FaultPanelWorld,
  record: ConversationRecord,
  words: PageWords,
): ConversationTruth {
  const { conversation, agentUserId } = record
  return {
    ...viewChoice(world, record, words),
    agentUserId,
    region: conversation.region,
    recording: conversation.recording.state,
    parties: conversation.participants.map((party) => partyWords(party, words)),
    controls: [...world.controls.values()]
      .filter(({ conversationId }) => conversationId === conversation.id)
      .slice(-mostControls)
      .reverse()
      .map((control) => viewControl(world, control, words)),
    possible: conversationActions.filter(
      (action) => stateAfter(conversation.state, action) !== undefined,
    ),
  }
}

function partyWords(
  { purpose, name, state, controlType, heardBy }: Participant,
  { acting }: PageWords,
): string {
  const heard =
    heardBy === undefined
      ? []
      : [
          heardBy.length === 0
            ? acting.heardByNobody
            : fill(acting.heardBy, { parties: heardBy.join(', ') }),
        ]
  // The platform's own words, in small letters, as one reads them in its answers.
  const told = [...(controlType === undefined ? [] : [controlType]), state]
  const facts = [...told.map((one) => one.toLowerCase()), ...heard].join(' · ')
  return fill(acting.party, { name, purpose, facts })
}

function viewControl(
  world: FaultPanelWorld,
  control: Control,
  { acting }: PageWords,
): ControlTruth {
  const { id, controlType, mediaType, status, failureReason, supervisorId, createdAt } = control
  const supervisor = world.people.get(supervisorId)?.name ?? supervisorId
  const reason = failureReason === undefined ? '' : ` (${failureReason})`
  return {
    id,
    words: fill(acting.controlBy, {
      control: `${controlType} ${mediaType}`,
      supervisor,
      status: `${status}${reason}`,
    }),
    createdAt,
  }
}
