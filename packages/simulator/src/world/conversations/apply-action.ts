/** What an act makes of a conversation's parties and recording: a pure step, without sound, controls or events. */
import { assertNever } from '@sotto/kernel'
import type { Conversation, ConversationState, Participant } from '../shapes.ts'
import type { ConversationAction } from '../world.ts'
import type { Places } from './conversation-record.ts'
import { stateAfter } from './conversation-transitions.ts'
import { disconnect } from './participants.ts'

/** Someone the act brings in: the second agent of a transfer, the outside party of a conference. */
export interface ActStep {
  readonly conversation: Pick<Conversation, 'state' | 'participants' | 'recording'>
  readonly places: Places
}

export interface ActInput {
  readonly conversation: Conversation
  readonly places: Places
  readonly action: ConversationAction
  /** Who comes in, for `transfer` and `conference`; undefined when nobody is free to. */
  readonly newcomer: Participant | undefined
}

/** The step, or in words why the act is not possible now. */
export function applyAction(input: ActInput): ActStep | string {
  const { conversation, places, action } = input
  const state = stateAfter(conversation.state, action)
  if (state === undefined) return `${action} is not possible while ${conversation.state}.`
  const agentThere = isConnected(conversation, places.agent)
  const secondThere = isConnected(conversation, places.secondAgent)
  const { participants, recording } = conversation
  switch (action) {
    case 'hold':
    case 'retrieve':
      if (!agentThere) return 'The agent is no longer connected.'
      return step(input, state, participants)
    case 'transfer':
    case 'conference':
      if (!agentThere) return 'The agent is no longer connected.'
      if (input.newcomer === undefined) return 'Nobody is free to join.'
      return bringIn(input, state, input.newcomer)
    case 'complete-transfer':
      if (!secondThere) return 'The second agent is not connected.'
      return takeOver(input, state)
    case 'drop-agent':
      if (!agentThere) return 'The agent is no longer connected.'
      if (secondThere) return takeOver(input, state)
      return step(input, state, without(participants, places.agent))
    case 'cancel-transfer':
      return step(input, state, without(participants, places.secondAgent), {
        secondAgent: undefined,
      })
    case 'leave-conference':
      return step(input, state, without(participants, places.external), { external: undefined })
    case 'end':
      return step(input, state, participants.map(disconnect))
    case 'wrap-up':
      return step(input, state, participants)
    case 'pause-recording':
      if (recording.state !== 'ON') return 'The recording is not running.'
      return withRecording(step(input, state, participants), 'PAUSED')
    case 'resume-recording':
      if (recording.state !== 'PAUSED') return 'The recording is not paused.'
      return withRecording(step(input, state, participants), 'ON')
    default:
      return assertNever(action)
  }
}

function step(
  { conversation, places }: ActInput,
  state: ConversationState,
  participants: readonly Participant[],
  moved: Partial<Places> = {},
): ActStep {
  return {
    conversation: {
      state,
      recording: conversation.recording,
      participants: participants.map((participant) => seat(participant, state, places)),
    },
    places: { ...places, ...moved },
  }
}

function bringIn(input: ActInput, state: ConversationState, newcomer: Participant): ActStep {
  const { participantId, purpose } = newcomer
  const moved = purpose === 'agent' ? { secondAgent: participantId } : { external: participantId }
  return step(input, state, [...input.conversation.participants, newcomer], moved)
}

/** The second agent has the call now, the first is gone. */
function takeOver(input: ActInput, state: ConversationState): ActStep {
  const { agent, secondAgent } = input.places
  const participants = without(input.conversation.participants, agent)
  return step(input, state, participants, { agent: secondAgent ?? agent, secondAgent: undefined })
}

function withRecording(made: ActStep, recordingState: Conversation['recording']['state']): ActStep {
  const { conversation } = made
  const recording = { ...conversation.recording, state: recordingState }
  return { ...made, conversation: { ...conversation, recording } }
}

function without(
  participants: readonly Participant[],
  participantId: string | undefined,
): readonly Participant[] {
  return participants.map((participant) =>
    participant.participantId === participantId ? disconnect(participant) : participant,
  )
}

/** The customer waits while the agent has put them on hold or consults a colleague. */
function seat(participant: Participant, state: ConversationState, places: Places): Participant {
  if (participant.participantId !== places.customer || participant.state === 'DISCONNECTED')
    return participant
  const held = state === 'HOLD' || state === 'IN_TRANSFER'
  return { ...participant, state: held ? 'HELD' : 'CONNECTED' }
}

function isConnected(conversation: Conversation, participantId: string | undefined): boolean {
  return conversation.participants.some(
    (participant) =>
      participant.participantId === participantId && participant.state === 'CONNECTED',
  )
}
