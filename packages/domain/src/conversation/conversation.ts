import type { WallMs } from '@sotto/kernel'

/** Where a conversation stands. Everything after the customer has gone is `ended`: nobody can be coached in it any more. */
export type ConversationPhase = 'active' | 'held' | 'in-transfer' | 'conference' | 'ended'

export type ConversationMedia = 'voice' | 'chat' | 'email'

export type ParticipantPurpose = 'customer' | 'agent' | 'external' | 'supervisor'

/** How a supervisor takes part in a conversation, in one control. */
export type ControlKind = 'monitor' | 'whisper-audio' | 'whisper-text' | 'barge'

export interface MediaChannel {
  readonly id: string
  readonly media: 'audio' | 'text'
  readonly active: boolean
  readonly whisperSupported: boolean
  /** As the platform names them, for instance `PCMU`. */
  readonly codecs: readonly string[]
}

export interface Participant {
  readonly id: string
  readonly purpose: ParticipantPurpose
  readonly userId?: string
  readonly name: string
  readonly connection: 'connected' | 'held' | 'disconnected'
  readonly telephony: boolean
  readonly engagement: boolean
  readonly channels: readonly MediaChannel[]
  /** Only on a supervisor: which control put them here, and who hears them by the platform's own word. */
  readonly supervising?: {
    readonly controlId: string
    readonly kind: ControlKind
    readonly heardBy: readonly ParticipantPurpose[]
  }
}

export interface AudioQuality {
  /** 0–1. */
  readonly clippingRatio: number
  /** 0–1. */
  readonly lossRatio: number
  readonly jitterMs: number
}

/** What the list needs of a conversation; cheap to have for everybody. */
export interface ConversationSummary {
  readonly id: string
  readonly media: ConversationMedia
  readonly phase: ConversationPhase
  readonly queueId: string
  readonly agentUserId: string
  readonly startedAt: WallMs
}

/** A whole conversation, as the platform last told it. `version` rises with every change of this one object. */
export interface Conversation {
  readonly id: string
  readonly version: number
  readonly phase: ConversationPhase
  readonly media: ConversationMedia
  readonly region: string
  readonly queueId: string
  readonly startedAt: WallMs
  readonly phaseSince: WallMs
  readonly recording: {
    readonly state: 'on' | 'paused' | 'off'
    readonly recordsSupervisor: boolean
  }
  readonly participants: readonly Participant[]
  readonly audioQuality: {
    readonly agent?: AudioQuality
    readonly customer?: AudioQuality
    readonly supervisor?: AudioQuality
  }
}

/** The agent who is in the conversation now, if any: the one a whisper goes to. */
export function activeAgent(conversation: Conversation): Participant | undefined {
  return conversation.participants.find(
    (participant) => participant.purpose === 'agent' && participant.connection !== 'disconnected',
  )
}

export function audioChannel(participant: Participant): MediaChannel | undefined {
  return participant.channels.find((channel) => channel.media === 'audio' && channel.active)
}

export function textChannel(participant: Participant): MediaChannel | undefined {
  return participant.channels.find((channel) => channel.media === 'text' && channel.active)
}

/** Nobody can be coached now, but the conversation goes on: it can be followed only (W11). */
export function isMonitoredOnly(phase: ConversationPhase): boolean {
  return phase === 'held' || phase === 'in-transfer' || phase === 'conference'
}

/** What is said on it reaches somebody's ear. */
export function carriesVoice({ kind }: { readonly kind: ControlKind }): boolean {
  return kind === 'whisper-audio' || kind === 'barge'
}
