import type {
  Conversation,
  Member,
  PlatformCoaching,
  PlatformControl,
  TranscriptSegment,
} from '@sotto/domain'
import type { MonotonicMs, WallMs } from '@sotto/kernel'

/** Numbers about a voice conversation, without any speech. */
export interface ConversationMetrics {
  readonly silenceMs: number
  readonly overlapMs: number
  /** 0–1 each. */
  readonly talkShare: { readonly agent: number; readonly customer: number }
  readonly negativeRun: number
  readonly keywords: readonly string[]
}

/** What an event stream tells, in our words. What the adapter does not understand is kept as `unrecognised`, and counted. */
export type PlatformFact =
  | { readonly type: 'conversation-changed'; readonly conversation: Conversation }
  | {
      readonly type: 'conversation-metrics'
      readonly conversationId: string
      readonly metrics: ConversationMetrics
      /** The same for everybody who is told of it; absent when the platform gives its events no names. */
      readonly eventId?: string
      /** When it was measured, by the platform's clock. */
      readonly measuredAt?: WallMs
    }
  | { readonly type: 'control-changed'; readonly control: PlatformControl }
  | { readonly type: 'coaching-changed'; readonly coaching: PlatformCoaching }
  | {
      readonly type: 'member-changed'
      readonly queueId: string
      readonly member: Member
      /** Of this one person's state, where the platform numbers them: an older one is no news. */
      readonly version?: number
    }
  /** Personal data included, as it was said. */
  | {
      readonly type: 'transcript-segment'
      readonly conversationId: string
      readonly segment: TranscriptSegment
    }
  | { readonly type: 'unrecognised'; readonly rawType: string }

/** How the stream itself is. `gap` on an open stream means events were lost and state must be read again. */
export type StreamState =
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'open' }
  | { readonly state: 'gap' }
  | {
      readonly state: 'interrupted'
      readonly reason:
        | 'network'
        | 'silent'
        | 'rotated'
        | 'slow-consumer'
        | 'token-expired'
        | 'right-removed'
        | 'too-many-connections'
      /** When the next attempt is due; absent when none will be made. */
      readonly retryInMs?: number
    }

export type EventFamily =
  | 'conversation'
  | 'conversation-state'
  | 'conversation-metrics'
  | 'control'
  | 'routing'
  | 'transcript'
  | 'coaching'

/** Which events of which objects; all parts given must hold. Several subscriptions add up. */
export interface Subscription {
  /** `conversation` is both its state and its metrics. */
  readonly families: readonly EventFamily[]
  readonly queueIds?: readonly string[]
  readonly conversationIds?: readonly string[]
  /** Of these agents: an agent's own stream names that agent alone. */
  readonly agentUserIds?: readonly string[]
  /** Coachings these supervisors hold; of no other family anything matches. */
  readonly coachedBy?: readonly string[]
  /** Controls of these supervisors. */
  readonly supervisorIds?: readonly string[]
}

export interface EventStream {
  /** Replaces all subscriptions; takes effect on the open socket without dropping it where the platform can. */
  subscribe(subscriptions: readonly Subscription[]): void
  /**
   * So long without any word (heartbeats are words) counts as a loss from now on: the stream is `interrupted` as `silent` and
   * opened anew. Undefined: as patient as the adapter is by itself.
   */
  limitSilence(silenceMs: number | undefined): void
  /** The platform is asked for a sign of life; without a word within so long the stream is `interrupted` as `silent`. */
  askForWord(withinMs: number): void
  /** When the platform last said anything on the open stream, heartbeats included; undefined while it is not open. */
  readonly lastWordAtMono: MonotonicMs | undefined
  close(): void
}
