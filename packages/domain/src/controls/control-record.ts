import type { WallMs } from '@sotto/kernel'
import type { ControlKind } from '../conversation/conversation.ts'
import type { ControlFailure, WhisperAnswer } from './platform-control.ts'

/** Why a control was taken back. */
export type CancelReason =
  | 'stopped-by-supervisor'
  | 'conversation-held'
  | 'conversation-in-transfer'
  | 'conversation-in-conference'
  | 'conversation-ended'
  /** The platform pauses recording, for a card payment: nobody listens and nobody whispers (B16). */
  | 'recording-paused'
  | 'agent-left'
  | 'panel-gone'
  | 'signed-out'
  | 'replaced'
  /** Another may coach this agent now, or nobody could say who. */
  | 'lease-lost'
  | 'handed-over'
  | 'expired'
  | 'unsettled-at-start'

/** By which of the two ways the platform's word reached us. */
export type Evidence = 'answer' | 'event' | 'status-check'

/** Where a control stands in our own registry. The table in `control-transitions.ts` rules how it moves. */
export type ControlState =
  /** A text kept back here because its agent does not want to be disturbed; the platform knows nothing of it. */
  | { readonly name: 'held-back' }
  /** The row is written; the platform has not answered yet. */
  | { readonly name: 'submitted' }
  /** Accepted, which is not delivered. */
  | { readonly name: 'queued' }
  /** No confirming word for five seconds. */
  | { readonly name: 'pending-delivery' }
  /** The line is open (live), by the platform's word. */
  | { readonly name: 'executing'; readonly evidence: Evidence; readonly at: WallMs }
  /** A text is on the agent's desk; a line was closed in order. */
  | { readonly name: 'completed'; readonly evidence: Evidence; readonly at: WallMs }
  | { readonly name: 'cancelling'; readonly reason: CancelReason }
  | { readonly name: 'cancelled'; readonly reason: CancelReason; readonly at: WallMs }
  | { readonly name: 'expired'; readonly at: WallMs }
  | { readonly name: 'failed'; readonly failure: ControlFailure; readonly at: WallMs }
  /** The platform would not take it. `code` is the platform's reason, `missing` what the person lacks. */
  | {
      readonly name: 'refused'
      readonly code: string
      readonly missing?: string
      readonly at: WallMs
    }

export type ControlStateName = ControlState['name']

/** One whisper, listening line or barge of ours, from the key press to its end. */
export interface ControlRecord {
  /** Ours; also the `requestKey` in the platform's metadata, so that a crash between row and call can be settled. */
  readonly id: string
  readonly conversationId: string
  readonly kind: ControlKind
  readonly supervisorId: string
  readonly agentUserId: string
  readonly coachingSessionId: string
  /** The browser tab that holds the line; texts belong to no tab. */
  readonly tabId?: string
  readonly text?: string
  /** 0.1–0.9, on lines that are mixed into the agent's ear. */
  readonly mixLevel?: number
  /** The coaching lease it was submitted under; on lines that carry a voice. A higher one means it was overtaken. */
  readonly leaseFence?: number
  readonly platformControlId?: string
  /** Of the newest platform state taken in; older ones are dropped. */
  readonly platformVersion: number
  /** Since the press; of a text that was held back, since it was let go. */
  readonly submittedAt: WallMs
  /** Of a text that is or was held back: since the press. */
  readonly heldSince?: WallMs
  readonly state: ControlState
  /** Since when it was live, by the platform's word, and by which way that came; stays when it is over. */
  readonly live?: { readonly since: WallMs; readonly evidence: Evidence }
  readonly seenAt?: WallMs
  readonly answer?: WhisperAnswer
  readonly answeredAt?: WallMs
}
