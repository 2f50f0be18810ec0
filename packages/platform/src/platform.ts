import type {
  CoachingKind,
  CoachingMetadata,
  CoachingTarget,
  Conversation,
  ConversationSummary,
  Member,
  Permission,
  Person,
  PlatformCoaching,
  PlatformCoachingStatus,
  PlatformControl,
  Queue,
  TranscriptSegment,
  WhisperAnswer,
} from '@sotto/domain'
import type { Result, Secret } from '@sotto/kernel'
import type { BackgroundAccess } from './background.ts'
import type { EventStream, PlatformFact, StreamState, Subscription } from './facts.ts'
import type { MediaLine, MediaLineListener } from './media-line.ts'
import type { OutboundPlace } from './outbound.ts'
import type { PlatformRefusal } from './platform-error.ts'

/** Something a platform can do, or cannot and why. Shown in the panel, skipped with that reason in the contract suite. */
export type Capability =
  | { readonly supported: true }
  | { readonly supported: false; readonly reason: string }

export interface PlatformCapabilities {
  readonly textWhisper: Capability
  readonly audioWhisper: Capability
  readonly mixLevel: Capability
  readonly monitor: Capability
  readonly barge: Capability
  readonly receipts: Capability
  /** Records of coaching sessions, kept by the platform. */
  readonly coaching: Capability
}

/** Where and how people sign in; the server's own OAuth client does the rest. */
export interface SignInSettings {
  /** The authorization server's issuer, whose metadata is discovered. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Secret<string>
  /** Which scope each permission needs, in the platform's own names. */
  readonly scopes: Readonly<Record<Permission, string>>
  /** Scopes everybody needs, whatever their role. */
  readonly baseScopes: readonly string[]
}

/** Gives the supervisor's access token of this moment; refreshing it is the giver's business. */
export interface Credentials {
  accessToken(): Promise<Secret<string>>
  /** The platform said "expired" to `stale`: get a newer one, once for all who ask. Rejects when signing in again is needed. */
  refresh(stale: Secret<string>): Promise<Secret<string>>
}

export interface StartControlRequest {
  readonly conversationId: string
  readonly kind: 'monitor' | 'whisper-audio' | 'whisper-text' | 'barge'
  readonly targetUserId: string
  /** 1–1,000 code points; on texts only. */
  readonly text?: string
  /** 0.1–0.9; on audio whispers only. */
  readonly mixLevel?: number
  readonly coachingSessionId: string
  readonly supervisorId: string
  /** Our own key: a control found again by it was ours. */
  readonly requestKey: string
}

export interface StartedControl {
  readonly platformControlId: string
  readonly status: PlatformControl['status']
}

/**
 * What a request to the platform is for. When requests have to wait their turn it decides whose it is, in this order: what
 * somebody has pressed, what is doubtful about a running line, what somebody has opened, what fills lists.
 */
export const requestPurposes = ['act', 'truth', 'detail', 'browse'] as const
export type RequestPurpose = (typeof requestPurposes)[number]

/** What this server has asked of the platform since it started, by purpose. */
export interface PlatformTraffic {
  readonly purpose: RequestPurpose
  readonly requests: number
  /** How long they have waited for their turn, all together. */
  readonly waitedMs: number
  /** Of them, those the platform refused as too many. */
  readonly tooMany: number
}

export interface CreateCoachingRequest {
  /** Never omitted: a session without one belongs to no conversation. */
  readonly conversationId: string
  readonly agentUserId: string
  readonly kind: CoachingKind
  /** Ids and times, 2,048 bytes of JSON at most; absent where the licence has none. */
  readonly metadata?: CoachingMetadata
}

export interface CoachingFilter {
  readonly agentUserId?: string
  readonly conversationId?: string
  /** In one of these states; absent: in any. */
  readonly statuses?: readonly PlatformCoachingStatus[]
  readonly metadata?: CoachingMetadata
}

/** A contact-centre platform, spoken to as one signed-in person. Every call may reject with a `PlatformError`. */
export interface PersonalPlatform {
  whoAmI(): Promise<Person>
  queues(): Promise<readonly Queue[]>
  members(queueId: string): Promise<Result<readonly Member[], PlatformRefusal>>
  /** The queues in which an agent takes conversations now, of those this person may see. */
  activeQueues(agentUserId: string): Promise<Result<readonly Queue[], PlatformRefusal>>
  /** What one agent is in now: identifiers and state only. */
  activeInteractions(
    agentUserId: string,
  ): Promise<Result<readonly ConversationSummary[], PlatformRefusal>>
  /** `purpose`: what it is read for, `detail` unless told. */
  conversation(
    conversationId: string,
    purpose?: RequestPurpose,
  ): Promise<Result<Conversation, PlatformRefusal>>
  /**
   * Everything said or written so far, raw, in no order. Empty while the platform has it not ready yet; one it will never
   * have reads the same, so a reader gives up by itself.
   */
  transcript(conversationId: string): Promise<Result<readonly TranscriptSegment[], PlatformRefusal>>
  openEventStream(input: {
    readonly subscriptions: readonly Subscription[]
    onFact(fact: PlatformFact): void
    onState(state: StreamState): void
    /**
     * Which of the subscriptions wanted now the platform serves from now on, by its own word: all of them when it has opened
     * with them, and again whenever one more is. Told after `open`; an interruption ends them all.
     */
    onInForce?(subscriptions: readonly Subscription[]): void
  }): EventStream
  startControl(request: StartControlRequest): Promise<Result<StartedControl, PlatformRefusal>>
  control(
    conversationId: string,
    platformControlId: string,
  ): Promise<Result<PlatformControl, PlatformRefusal>>
  /** Newest first. */
  controls(conversationId: string): Promise<Result<readonly PlatformControl[], PlatformRefusal>>
  /** `conflict` when it was already over: an answer, never a reason to try again. */
  cancelControl(
    conversationId: string,
    platformControlId: string,
  ): Promise<Result<void, PlatformRefusal>>
  /** May be called as soon as the control is accepted; it opens when the platform opens the path. */
  openMediaLine(input: {
    readonly conversationId: string
    readonly platformControlId: string
    readonly kind: 'monitor' | 'whisper-audio' | 'barge'
    readonly listener: MediaLineListener
  }): MediaLine
  /** The target agent's own receipt, with the agent's token. */
  recordReceipt(
    conversationId: string,
    platformControlId: string,
    receipt: { readonly seen?: true; readonly answer?: WhisperAnswer },
  ): Promise<Result<PlatformControl, PlatformRefusal>>
  /**
   * Begins a coaching record; the platform alone says with which status. `conflict` with `existingId` when somebody's session of
   * that conversation goes on, without it when the conversation does not fit the kind.
   */
  createCoaching(request: CreateCoachingRequest): Promise<Result<PlatformCoaching, PlatformRefusal>>
  /** One's own; somebody else's is not found. */
  coaching(platformCoachingId: string): Promise<Result<PlatformCoaching, PlatformRefusal>>
  /** One's own, newest first, of all pages together at most 500. */
  coachings(filter: CoachingFilter): Promise<Result<readonly PlatformCoaching[], PlatformRefusal>>
  changeCoaching(
    platformCoachingId: string,
    target: CoachingTarget,
  ): Promise<Result<PlatformCoaching, PlatformRefusal>>
}

/** The port: what any contact-centre platform must offer. The core knows nothing else of it. */
export interface Platform {
  readonly name: string
  readonly capabilities: PlatformCapabilities
  /** Re-read at each sign-in, since a secret may be made only when the platform first starts. */
  signIn(): Promise<SignInSettings>
  /** Every hostname and port the server will ever call for this platform. */
  readonly origins: readonly string[]
  /** The same with the paths below them: whatever is not listed is not called. */
  readonly outbound: readonly OutboundPlace[]
  /** Absent where the console reads nothing on its own behalf. */
  readonly background?: BackgroundAccess
  forPerson(credentials: Credentials): PersonalPlatform
  /** For the metrics; every purpose once. */
  traffic?(): readonly PlatformTraffic[]
  close(): Promise<void>
}
