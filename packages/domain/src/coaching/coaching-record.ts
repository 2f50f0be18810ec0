import type { WallMs } from '@sotto/kernel'
import type { ConversationMedia } from '../conversation/conversation.ts'

/** While the conversation lives, or after it has ended. */
export type CoachingKind = 'real-time' | 'post-call'

export type PlatformCoachingStatus = 'started' | 'in-progress' | 'paused' | 'completed' | 'invalid'

/** A coaching as the platform has it. `version` rises with every change of this one object. */
export interface PlatformCoaching {
  readonly id: string
  readonly version: number
  /** Absent for a "general" session, which belongs to no conversation; never one of ours. */
  readonly conversationId?: string
  readonly agentUserId: string
  readonly supervisorId: string
  readonly kind: CoachingKind
  readonly status: PlatformCoachingStatus
  /** Our own record's id, when it is one of ours and the platform may keep metadata. */
  readonly recordId?: string
  readonly createdAt: WallMs
}

export type CoachingStateName =
  /** Written by us; the platform has not answered yet. */
  | 'starting'
  | PlatformCoachingStatus
  /** The platform had it and knows it no more. */
  | 'vanished'
  /** It never came about. */
  | 'refused'

/** `queue-taken`: its supervisor may see it no more. */
export type CoachingEnd = 'queue-taken'

export type CoachingState =
  | {
      readonly name: Exclude<CoachingStateName, 'refused'>
      readonly at: WallMs
      /** Why it was completed by nobody's hand. */
      readonly reason?: CoachingEnd
    }
  | {
      readonly name: 'refused'
      readonly at: WallMs
      /** Our code for it. */
      readonly reason: string
      readonly missing?: string
    }

/** A place in the conversation worth coming back to. */
export interface CoachingMoment {
  readonly id: string
  /** Since the conversation began. */
  readonly atMs: number
  readonly label: string
  /** The transcript's segment, where one was meant. */
  readonly segmentId?: string
}

/** What the supervisor writes down; it stays in our own database (S10). */
export interface CoachingDetails {
  readonly notes: string
  readonly tags: readonly string[]
  /** 1–5. */
  readonly rating?: number
  /** A day, `2026-03-31`. */
  readonly followUpOn?: string
  readonly moments: readonly CoachingMoment[]
}

/** One coaching session: what the platform knows of it, and what only we know. */
export interface CoachingRecord {
  /** Ours; the platform's metadata carries it as `recordId`. */
  readonly id: string
  readonly conversationId: string
  readonly agentUserId: string
  /** Names as they were when it began: people and queues are renamed and go. */
  readonly agentName: string
  readonly supervisorId: string
  readonly supervisorName: string
  readonly queueId: string
  readonly queueName: string
  readonly media: ConversationMedia
  readonly kind: CoachingKind
  /** Made at the first coach or text in that conversation: the whispers that carry it belong to this session (W5). */
  readonly coachingSessionId: string
  /** The supervisor's own, for instance of a quality form; the platform keeps it with the session. */
  readonly reference?: string
  readonly platformCoachingId?: string
  /** Of the newest word of the platform that was taken; 0 before the first. */
  readonly platformVersion: number
  readonly startedAt: WallMs
  readonly state: CoachingState
  readonly details: CoachingDetails
}

export const emptyCoachingDetails: CoachingDetails = { notes: '', tags: [], moments: [] }
