/** Who stands in a conversation, and who hears a supervisor there. */
import { assertNever } from '@sotto/kernel'
import type {
  Control,
  ControlType,
  Conversation,
  ConversationMedia,
  ConversationState,
  MediaChannel,
  Participant,
  Person,
  Purpose,
} from '../shapes.ts'

export interface ChannelTraits {
  readonly whisperSupported: boolean
  readonly codecs: readonly string[]
}

export const ordinaryChannel: ChannelTraits = { whisperSupported: true, codecs: ['PCMU', 'PCMA'] }

export function makeAgent(
  participantId: string,
  person: Person,
  mediaType: ConversationMedia,
  traits: ChannelTraits,
): Participant {
  const text = makeChannel(participantId, 'TEXT', { whisperSupported: true, codecs: [] })
  return {
    participantId,
    purpose: 'agent',
    userId: person.id,
    name: person.name,
    state: 'CONNECTED',
    telephony: person.telephony,
    engagement: person.engagement,
    // An agent reads texts at the desk whatever the conversation's own medium is.
    mediaChannels:
      mediaType === 'VOICE' ? [makeChannel(participantId, 'AUDIO', traits), text] : [text],
  }
}

/** A customer or an outside party: someone without an account on the platform. */
export function makeOutsider(
  participantId: string,
  purpose: 'customer' | 'external',
  name: string,
  mediaType: ConversationMedia,
): Participant {
  const channelType = mediaType === 'VOICE' ? 'AUDIO' : 'TEXT'
  const codecs = mediaType === 'VOICE' ? ordinaryChannel.codecs : []
  return {
    participantId,
    purpose,
    name,
    state: 'CONNECTED',
    telephony: mediaType === 'VOICE',
    engagement: mediaType !== 'VOICE',
    mediaChannels: [makeChannel(participantId, channelType, { whisperSupported: false, codecs })],
  }
}

/** The participant an EXECUTING audio control adds: the evidence for who hears whom. */
export function makeSupervisor(
  participantId: string,
  person: Person,
  control: Control,
  state: ConversationState,
): Participant {
  return {
    participantId,
    purpose: 'supervisor',
    userId: person.id,
    name: person.name,
    state: 'CONNECTED',
    telephony: person.telephony,
    engagement: person.engagement,
    controlId: control.id,
    controlType: control.controlType,
    heardBy: heardBy(control.controlType, state),
    mediaChannels: [makeChannel(participantId, 'AUDIO', ordinaryChannel)],
  }
}

/**
 * Who is given this line's sound in this state: on HOLD the platform goes on mixing whispers (nothing protects a
 * careless client) while a barge stops with the customer's ear; IN_TRANSFER and CONFERENCE stop all mixing.
 */
export function heardBy(controlType: ControlType, state: ConversationState): readonly Purpose[] {
  switch (controlType) {
    case 'MONITOR':
      return []
    case 'WHISPER':
      return state === 'ACTIVE' || state === 'HOLD' ? ['agent'] : []
    case 'BARGE':
      return state === 'ACTIVE' ? ['agent', 'customer'] : []
    default:
      return assertNever(controlType)
  }
}

export function disconnect(participant: Participant): Participant {
  return {
    ...participant,
    state: 'DISCONNECTED',
    mediaChannels: participant.mediaChannels.map((channel) => ({ ...channel, state: 'INACTIVE' })),
  }
}

export function connectedAgents(conversation: Conversation): readonly Participant[] {
  return conversation.participants.filter(
    ({ purpose, state }) => purpose === 'agent' && state === 'CONNECTED',
  )
}

export function supervisorsOf(conversation: Conversation): readonly Participant[] {
  return conversation.participants.filter(({ purpose }) => purpose === 'supervisor')
}

function makeChannel(
  participantId: string,
  mediaType: MediaChannel['mediaType'],
  traits: ChannelTraits,
): MediaChannel {
  const id = `${participantId}/${mediaType.toLowerCase()}`
  return { id, mediaType, state: 'ACTIVE', ...traits }
}
