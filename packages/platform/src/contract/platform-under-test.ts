/** What the contract suite needs of a platform to try it: people to be, conversations to be in, and ways to disturb it. */
import type { Credentials, Platform } from '../platform.ts'

/**
 * `supervisor` has every right in one queue; `outsider` the same in another; `listener` is as `supervisor` but may start no
 * whisper. The agent is the one of the conversation at hand.
 */
export type ContractRole = 'supervisor' | 'outsider' | 'listener'

export interface SignedInPerson {
  readonly personId: string
  readonly credentials: Credentials
  /** How often the adapter has asked for a newer token. */
  readonly refreshCount: () => number
}

export interface StartedConversation {
  readonly conversationId: string
  readonly queueId: string
  readonly agentUserId: string
}

export type ConversationAct = 'hold' | 'retrieve' | 'transfer' | 'cancel-transfer' | 'end'

export interface PlatformUnderTest {
  readonly platform: Platform
  signIn(role: ContractRole): Promise<SignedInPerson>
  signInAgent(agentUserId: string): Promise<SignedInPerson>
  /** In the supervisor's queue, unless told `outside`. Lives until it is ended. */
  startConversation(kind: 'voice' | 'chat', where?: 'outside'): Promise<StartedConversation>
  act(conversationId: string, act: ConversationAct): Promise<void>
  /** Every token given out so far counts as expired from now on. */
  expireTokens(): Promise<void>
  dropEventStreams(): Promise<void>
  dropMediaSockets(): Promise<void>
  /** Announces the end of all event streams, and ends them then. */
  rotateEventStreams(closesInMs: number): Promise<void>
  /** 0–1 of all events get lost. */
  loseEvents(ratio: number): Promise<void>
  /** So many requests in a second are taken from now on; 0 is the platform's own limit. */
  limitRequests(perSecond: number): Promise<void>
  /** Controls wait this long before they execute; 0 is the platform's own time. */
  delayControls(delayMs: number): Promise<void>
  close(): Promise<void>
}

export type StartPlatformUnderTest = () => Promise<PlatformUnderTest>

export interface SkippedRule {
  /** For instance `PL14`. */
  readonly rule: string
  /** What the platform cannot do, in a sentence. */
  readonly reason: string
}
