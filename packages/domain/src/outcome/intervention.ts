import type { WallMs } from '@sotto/kernel'
import type { ConversationMedia } from '../conversation/conversation.ts'

/** What a supervisor did that may have helped. A text lasts no time, a line as long as it was open. */
export type InterventionKind = 'whisper-text' | 'whisper-audio' | 'barge' | 'coaching'

/** Ids, fixed words and times only. */
export interface Intervention {
  /** Of the control, or of the coaching record. */
  readonly id: string
  readonly kind: InterventionKind
  readonly conversationId: string
  readonly agentUserId: string
  readonly supervisorId: string
  readonly beganAt: WallMs
  /** Absent while it lasts. */
  readonly endedAt?: WallMs
}

/** How long before and after an intervention is looked at. */
export interface OutcomeWindows {
  readonly beforeMs: number
  readonly afterMs: number
}

/** One window in figures. What nobody measured in it is absent, never zero. */
export interface WindowFigures {
  readonly fromAt: WallMs
  readonly toAt: WallMs
  /** Reports of the platform the figures rest on. */
  readonly reports: number
  /** 0–1 each, of the time in which the customer was not on hold. */
  readonly talkShare?: { readonly agent: number; readonly customer: number }
  /** Of what was seen while the customer was not on hold. */
  readonly silence?: { readonly totalMs: number; readonly longestMs: number }
  readonly negativeRun?: { readonly highest: number; readonly last: number }
  readonly holds: { readonly begun: number; readonly totalMs: number }
}

/** Before and after, side by side. */
export interface Outcome {
  /** Of the conversation then, as far as anybody learned: what it is compared with later must be alike. */
  readonly queueId?: string
  readonly media?: ConversationMedia
  readonly before: WindowFigures
  /** Absent when the conversation was over before the intervention was, or nobody learned of its end. */
  readonly after?: WindowFigures
  /** Whether the second window is as long as it was meant to be. */
  readonly isWhole: boolean
}
