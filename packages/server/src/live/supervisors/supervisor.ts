import type { Person } from '@sotto/domain'
import type { MonotonicMs, Unsubscribe } from '@sotto/kernel'
import type { PersonalPlatform } from '@sotto/platform'
import type { PlatformLink } from '@sotto/protocol'
import type { Session } from '../../sessions/session.ts'

/** One signed-in supervisor as the live part knows them: their rights, their queues and their link to the platform. */
export interface Supervisor {
  readonly session: Session
  readonly platform: PersonalPlatform
  /** As the platform last told it. */
  readonly person: Person
  readonly queueIds: ReadonlySet<string>
  /** False until the queues have been read for the first time: having none means nothing before. */
  readonly queuesKnown: boolean
  readonly link: PlatformLink
  /** Resolves once the queues have been read; rejects with a `PlatformError` when they cannot be read now. */
  ready(): Promise<void>
  /** The platform refused what we thought allowed: rights and queues are read anew. */
  doubtRights(): void
  /** Conversations of this queue: it is theirs, and they have the right. */
  mayView(queueId: string): boolean
  /** Has this person's event stream tell what is said in that conversation, until the answer is called. */
  followTranscript(conversationId: string): Unsubscribe
  /** Has this person's own stream tell of that conversation, whoever brings its queue, until the answer is called. */
  followConversation(conversationId: string): Unsubscribe
  /**
   * True when what the platform said of a conversation at that moment has been kept true by an unbroken stream since: this
   * person's own, or, unless they have a control in it, the one that brings its queue to this server.
   */
  isFresh(conversationId: string, knownAtMono: MonotonicMs): boolean
  /** Fresh, and the stream that keeps it true has said something lately: as good as asking again. */
  isKeptTrue(conversationId: string, knownAtMono: MonotonicMs): boolean
  /** Everything told of this queue since that moment has been heard. */
  isQueueHeard(queueId: string, sinceMono: MonotonicMs): boolean
}
