/** The platform's own JSON shapes, as its REST interface and its events carry them. Times are ISO 8601 UTC. */

export type Role = 'supervisor' | 'lead' | 'agent' | 'auditor' | 'administrator'
export type Licence = 'CX1' | 'CX2' | 'CX3'
export type Presence = 'AVAILABLE' | 'BUSY' | 'AWAY' | 'OFFLINE'
export type RoutingStatus = 'IDLE' | 'INTERACTING' | 'NOT_RESPONDING' | 'OFF_QUEUE'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly region: string
  readonly queueIds: readonly string[]
  readonly permissions: readonly string[]
  readonly licence: Licence
  readonly telephony: boolean
  readonly engagement: boolean
  /** Sees every queue. */
  readonly director?: boolean
  /** A person taken out of service can no longer sign in, and open sockets close with 4403. */
  readonly active: boolean
  readonly presence: Presence
  readonly routingStatus: RoutingStatus
}

export interface Queue {
  readonly id: string
  readonly name: string
}

export type ConversationState =
  | 'ACTIVE'
  | 'HOLD'
  | 'IN_TRANSFER'
  | 'CONFERENCE'
  | 'ENDED'
  | 'WRAPPED_UP'
  | 'COMPLETED'
export type ConversationMedia = 'VOICE' | 'CHAT' | 'EMAIL'
export type RecordingState = 'ON' | 'PAUSED' | 'OFF'
export type Purpose = 'customer' | 'agent' | 'external' | 'supervisor'

export interface MediaChannel {
  readonly id: string
  readonly mediaType: 'AUDIO' | 'TEXT'
  readonly state: 'ACTIVE' | 'INACTIVE'
  readonly whisperSupported: boolean
  readonly codecs: readonly string[]
}

export interface Participant {
  readonly participantId: string
  readonly purpose: Purpose
  readonly userId?: string
  readonly name: string
  readonly state: 'CONNECTED' | 'HELD' | 'DISCONNECTED'
  readonly telephony: boolean
  readonly engagement: boolean
  /** Only on a supervisor: the control that put them here, and who hears them. */
  readonly controlId?: string
  readonly controlType?: ControlType
  readonly heardBy?: readonly Purpose[]
  readonly mediaChannels: readonly MediaChannel[]
}

export interface AudioQuality {
  readonly clippingRatio: number
  readonly lossRatio: number
  readonly jitterMs: number
}

export interface Conversation {
  readonly id: string
  readonly version: number
  readonly state: ConversationState
  readonly mediaType: ConversationMedia
  readonly region: string
  readonly queueId: string
  readonly startTime: string
  readonly stateSince: string
  readonly recording: { readonly state: RecordingState; readonly recordsSupervisor: boolean }
  readonly participants: readonly Participant[]
  readonly audioQuality: {
    readonly agent: AudioQuality
    readonly customer: AudioQuality
    readonly supervisor: AudioQuality
  }
}

export type ControlType = 'WHISPER' | 'MONITOR' | 'BARGE'
export type ControlStatus = 'QUEUED' | 'EXECUTING' | 'COMPLETED' | 'FAILED'
export type ControlFailure =
  | 'CANCELLED'
  | 'NO_MEDIA'
  | 'PATH_SEVERED'
  | 'FORMAT'
  | 'AGENT_LEFT'
  | 'CAPACITY'
export type ControlAnswer = 'GOT_IT' | 'NOT_NOW' | 'NEED_YOU'

export interface Control {
  readonly id: string
  readonly version: number
  readonly conversationId: string
  readonly controlType: ControlType
  readonly mediaType: 'AUDIO' | 'TEXT'
  readonly status: ControlStatus
  readonly failureReason?: ControlFailure
  readonly supervisorId: string
  readonly targetUserId: string
  readonly audioMixLevel?: number
  readonly text?: string
  readonly createdAt: string
  readonly executingAt?: string
  readonly finishedAt?: string
  readonly readAt?: string
  readonly answer?: ControlAnswer
  readonly answeredAt?: string
  readonly metadata: unknown
}

export type CoachingStatus = 'STARTED' | 'IN_PROGRESS' | 'PAUSED' | 'COMPLETED' | 'INVALID'

export interface Coaching {
  readonly id: string
  readonly version: number
  readonly interactionId?: string
  readonly userId: string
  readonly supervisorId: string
  readonly coachingType: 'REAL_TIME' | 'POST_CALL'
  readonly status: CoachingStatus
  readonly metadata: Readonly<Record<string, unknown>>
  readonly createdAt: string
  readonly updatedAt: string
}

export interface TranscriptSegment {
  readonly id: string
  readonly participantId: string
  readonly purpose: Purpose
  readonly startMs: number
  readonly endMs: number
  readonly text: string
  readonly final: boolean
}

export interface HelpRequest {
  readonly id: string
  readonly version: number
  readonly conversationId: string
  readonly userId: string
  readonly queueId: string
  readonly reason: string
  readonly urgency: 'LOW' | 'NORMAL' | 'HIGH'
  readonly note?: string
  readonly createdAt: string
}

/** What the event stream calls it, and what stands in `data`. */
export interface PlatformEvent {
  /** The family a subscription names. */
  readonly type: 'conversation' | 'control' | 'coaching' | 'transcript' | 'routing' | 'help'
  readonly name:
    | 'conversation.updated'
    | 'conversation.metrics'
    | 'control.updated'
    | 'coaching.created'
    | 'coaching.updated'
    | 'transcript.segment'
    | 'routing.member'
    | 'help.requested'
    | 'help.withdrawn'
  readonly conversationId?: string
  /** The agent. */
  readonly userId?: string
  readonly queueId?: string
  readonly supervisorId?: string
  /** Carries `version` when it is the state of one object. */
  readonly data: Readonly<Record<string, unknown>>
}
