/** What the platform's answers look like, as its guide says it; a check that reads one asserts the rest. */

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly contextId: string
  readonly missing?: string
  readonly field?: string
  readonly coachingId?: string
}

export interface Entities<Entity> {
  readonly entities: readonly Entity[]
  readonly nextCursor?: string
}

export interface Named {
  readonly id: string
  readonly name: string
}

export interface MediaChannel {
  readonly id: string
  readonly mediaType: string
  readonly state: string
  readonly whisperSupported: boolean
  readonly codecs: readonly string[]
}

export interface Participant {
  readonly participantId: string
  readonly purpose: string
  readonly userId?: string
  readonly name: string
  readonly state: string
  readonly controlId?: string
  readonly controlType?: string
  readonly heardBy?: readonly string[]
  readonly mediaChannels: readonly MediaChannel[]
}

export interface Conversation {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly mediaType: string
  readonly region: string
  readonly queueId: string
  readonly startTime: string
  readonly stateSince: string
  readonly recording: { readonly state: string; readonly recordsSupervisor: boolean }
  readonly participants: readonly Participant[]
  /** Of the simulator's own doors only. */
  readonly agentUserId?: string
  readonly scenario?: string
}

export interface Control {
  readonly id: string
  readonly version: number
  readonly conversationId: string
  readonly controlType: string
  readonly mediaType: string
  readonly status: 'QUEUED' | 'EXECUTING' | 'COMPLETED' | 'FAILED'
  readonly failureReason?: string
  readonly supervisorId: string
  readonly targetUserId: string
  readonly audioMixLevel?: number
  readonly text?: string
  readonly createdAt: string
  readonly executingAt?: string
  readonly finishedAt?: string
  readonly readAt?: string
  readonly answer?: string
  readonly answeredAt?: string
  readonly metadata?: unknown
}

export interface Coaching {
  readonly id: string
  readonly version: number
  readonly interactionId?: string
  readonly userId: string
  readonly supervisorId: string
  readonly coachingType: string
  readonly status: string
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly createdAt: string
  readonly updatedAt: string
}

/** Of an object that changed: its newest state. */
interface EventData {
  readonly id?: string
  readonly version?: number
  readonly state?: string
  readonly status?: string
  readonly final?: boolean
  readonly [field: string]: unknown
}

export interface StreamMessage {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly sequence: number
  readonly timestamp: string
  readonly conversationId?: string
  readonly userId?: string
  readonly queueId?: string
  readonly subscriptionId?: string
  readonly closesInMs?: number
  readonly data?: EventData
}
