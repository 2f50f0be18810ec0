/** A conversation in our words. */
import type {
  AudioQuality,
  Conversation,
  ConversationMedia,
  ConversationPhase,
  MediaChannel,
  Participant,
  ParticipantPurpose,
} from '@sotto/domain'
import type {
  WireChannel,
  WireConversation,
  WireParticipant,
  WireQuality,
} from '../wire/conversation.ts'
import { kindOf } from './map-control.ts'

const phases: ReadonlyMap<string, ConversationPhase> = new Map<string, ConversationPhase>([
  ['ACTIVE', 'active'],
  ['HOLD', 'held'],
  ['IN_TRANSFER', 'in-transfer'],
  ['CONFERENCE', 'conference'],
  ['ENDED', 'ended'],
  ['WRAPPED_UP', 'ended'],
  ['COMPLETED', 'ended'],
])

const medias: ReadonlyMap<string, ConversationMedia> = new Map<string, ConversationMedia>([
  ['VOICE', 'voice'],
  ['CHAT', 'chat'],
  ['EMAIL', 'email'],
])

/** Somebody whose purpose we do not know is an outsider. */
export function purposeOf(purpose: string): ParticipantPurpose {
  return purposes.get(purpose) ?? 'external'
}

const purposes: ReadonlyMap<string, ParticipantPurpose> = new Map<string, ParticipantPurpose>([
  ['customer', 'customer'],
  ['agent', 'agent'],
  ['external', 'external'],
  ['supervisor', 'supervisor'],
])

export function phaseOf(state: string): ConversationPhase | undefined {
  return phases.get(state)
}

export function mediaOf(mediaType: string): ConversationMedia | undefined {
  return medias.get(mediaType)
}

/** Undefined when its state or medium has no word of ours: nothing may be decided on a conversation we cannot read. */
export function mapConversation(conversation: WireConversation): Conversation | undefined {
  const phase = phaseOf(conversation.state)
  const media = mediaOf(conversation.mediaType)
  if (phase === undefined || media === undefined) return undefined
  return {
    id: conversation.id,
    version: conversation.version,
    phase,
    media,
    region: conversation.region,
    queueId: conversation.queueId,
    startedAt: conversation.startTime,
    phaseSince: conversation.stateSince,
    recording: {
      state: recordingStateOf(conversation.recording.state),
      recordsSupervisor: conversation.recording.recordsSupervisor,
    },
    participants: conversation.participants.map(mapParticipant),
    audioQuality: mapQualities(conversation.audioQuality),
  }
}

function mapQualities(measured: WireConversation['audioQuality']): Conversation['audioQuality'] {
  const agent = qualityOf(measured?.agent)
  const customer = qualityOf(measured?.customer)
  const supervisor = qualityOf(measured?.supervisor)
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(customer === undefined ? {} : { customer }),
    ...(supervisor === undefined ? {} : { supervisor }),
  }
}

/** What we cannot read is taken for recording: the cautious side. */
function recordingStateOf(state: string): Conversation['recording']['state'] {
  if (state === 'OFF') return 'off'
  return state === 'PAUSED' ? 'paused' : 'on'
}

/** Somebody whose purpose we do not know is an outsider; somebody whose state we do not know is there. */
function mapParticipant(participant: WireParticipant): Participant {
  const supervising = supervisingOf(participant)
  return {
    id: participant.participantId,
    purpose: purposeOf(participant.purpose),
    ...(participant.userId ? { userId: participant.userId } : {}),
    name: participant.name,
    connection: connectionOf(participant.state),
    telephony: participant.telephony,
    engagement: participant.engagement,
    channels: participant.mediaChannels.flatMap((channel) => mapChannel(channel) ?? []),
    ...(supervising === undefined ? {} : { supervising }),
  }
}

function connectionOf(state: string): Participant['connection'] {
  if (state === 'DISCONNECTED') return 'disconnected'
  return state === 'HELD' ? 'held' : 'connected'
}

function supervisingOf(participant: WireParticipant): Participant['supervising'] {
  const { controlId, controlType } = participant
  if (!controlId || !controlType) return undefined
  const kind = kindOf(controlType, 'AUDIO')
  if (kind === undefined) return undefined
  return {
    controlId,
    kind,
    heardBy: (participant.heardBy ?? []).map(purposeOf),
  }
}

function mapChannel(channel: WireChannel): MediaChannel | undefined {
  if (channel.mediaType !== 'AUDIO' && channel.mediaType !== 'TEXT') return undefined
  return {
    id: channel.id,
    media: channel.mediaType === 'AUDIO' ? 'audio' : 'text',
    active: channel.state === 'ACTIVE',
    whisperSupported: channel.whisperSupported,
    codecs: channel.codecs,
  }
}

/** Undefined unless everything was measured. */
function qualityOf(quality: WireQuality): AudioQuality | undefined {
  if (quality == null) return undefined
  const { clippingRatio, lossRatio, jitterMs } = quality
  if (clippingRatio === undefined || lossRatio === undefined || jitterMs === undefined)
    return undefined
  return { clippingRatio, lossRatio, jitterMs }
}
