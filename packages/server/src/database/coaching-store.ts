import type {
  CoachingDetails,
  CoachingKind,
  CoachingRecord,
  CoachingStateName,
} from '@sotto/domain'
import type { Unsubscribe, WallMs } from '@sotto/kernel'
import type { IncidentFact } from './incident-store.ts'

export interface StoredCoaching {
  readonly record: CoachingRecord
  /** Rises with every change of the row: what is shown is ordered by it. */
  readonly revision: number
  /** Rises with every change of the details: who writes against an older one has not seen the newer. */
  readonly detailsRevision: number
}

export interface CoachingQuery {
  /** The queues this reader may see; none of them means nothing is found. */
  readonly queueIds: readonly string[]
  /** Every word must stand somewhere; case and accents do not matter. */
  readonly text?: string
  readonly states?: readonly CoachingStateName[]
  readonly kind?: CoachingKind
  readonly supervisorId?: string
  readonly agentUserId?: string
  /** As it is written. */
  readonly tag?: string
  /** Begun then or later. */
  readonly from?: WallMs
  /** Begun before that. */
  readonly until?: WallMs
  /** With a follow-up on that day or earlier, `2026-03-31`. */
  readonly followUpBy?: string
  /** What comes after this one in the list. */
  readonly after?: { readonly startedAt: WallMs; readonly id: string }
  readonly limit: number
}

/** A row that some server has saved, and the revision it has been given. */
export interface SavedCoaching {
  readonly id: string
  readonly revision: number
}

export interface CoachingNews {
  onSaved(saved: SavedCoaching): void
  /** Nothing more will be told: whatever was saved since may be missed. Once. */
  onLost(): void
}

/**
 * Coaching sessions. State and details are saved apart, so that an event and somebody's notes never undo each other. A
 * new state and new details are entered into the audit in the same transaction.
 */
export interface CoachingStore {
  /** `facts` go into the conversation's timeline with the row, or not at all. */
  insert(record: CoachingRecord, facts?: readonly IncidentFact[]): Promise<StoredCoaching>
  /** Everything but the details. Undefined when somebody else has saved meanwhile: load again and decide anew. */
  saveState(
    record: CoachingRecord,
    expectedRevision: number,
    facts?: readonly IncidentFact[],
  ): Promise<StoredCoaching | undefined>
  /** Undefined when the details are others than the writer has seen. */
  saveDetails(
    id: string,
    details: CoachingDetails,
    expectedDetailsRevision: number,
    at: WallMs,
  ): Promise<StoredCoaching | undefined>
  byId(id: string): Promise<StoredCoaching | undefined>
  /** In no order; ids that are not there are left out. */
  byIds(ids: readonly string[]): Promise<readonly StoredCoaching[]>
  byPlatformId(platformCoachingId: string): Promise<StoredCoaching | undefined>
  /** Newest first, whoever holds them. */
  byConversation(conversationId: string, limit: number): Promise<readonly StoredCoaching[]>
  /** Of this agent, everybody's that is not over. */
  unfinishedOfAgent(agentUserId: string): Promise<readonly StoredCoaching[]>
  /** Of this supervisor, what is not over. */
  unfinishedOf(supervisorId: string): Promise<readonly StoredCoaching[]>
  /** Newest first, and of equal times by id downwards. */
  search(query: CoachingQuery): Promise<readonly StoredCoaching[]>
  /** Of this queue, or of all, those that are over and were begun before that, the oldest first, `limit` at most. Answers how many. */
  removeOver(queueId: string | undefined, before: WallMs, limit: number): Promise<number>
  /** From when it resolves every save is told of, whoever made it, until the answer is called. Rejects while nobody can tell. */
  listen(news: CoachingNews): Promise<Unsubscribe>
}
