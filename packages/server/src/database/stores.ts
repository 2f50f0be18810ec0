import type { ControlRecord, Lease, LeaseHolder, LeaseTab } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { AgentSettingsStore } from './agent-settings-store.ts'
import type { AuditStore } from './audit-store.ts'
import type { CoachingStore } from './coaching-store.ts'
import type { ErasureNews, ErasureStore } from './erasure-store.ts'
import type { FactStore, InterventionStore } from './fact-store.ts'
import type { IncidentFact, IncidentStore } from './incident-store.ts'
import type { PolicyStore } from './policy-store.ts'
import type { ListenToSessions, SeatStore } from './seat-store.ts'
import type { SnippetStore } from './snippet-store.ts'

export type { IncidentFact, IncidentStore } from './incident-store.ts'

/** What is written beside every change of a control, in the same transaction: who did what, and how it ended. */
export interface ActRow {
  readonly at: WallMs
  readonly controlId: string
  readonly conversationId: string
  readonly supervisorId: string
  readonly agentUserId: string
  /** A fixed word: `control-submitted`, `control-cancelled`, … Never any text of the whisper. */
  readonly act: string
  /** The fact's own reason code, where it has one. */
  readonly reason?: string
  /** What the supervisor wrote where a policy asks why, personal data masked. */
  readonly statedReason?: string
  /** Of the policies in force, for the audit alone. */
  readonly policyVersion?: number
  /** For the conversation's timeline, kept in the same transaction. */
  readonly facts?: readonly IncidentFact[]
}

export interface StoredControl {
  readonly record: ControlRecord
  /** Rises with every save and every taking over; a save against an older one is refused. */
  readonly revision: number
  /** The server that sees it to its end. Undefined: written by a program that knew no owners, and nobody's since. */
  readonly ownerId?: string
}

/** The pending-control registry. Every change writes state and act in one transaction. */
export interface ControlStore {
  insert(record: ControlRecord, act: ActRow, ownerId?: string): Promise<StoredControl>
  /** Undefined when somebody else has saved meanwhile: load again and decide anew. */
  save(
    record: ControlRecord,
    expectedRevision: number,
    act: ActRow,
  ): Promise<StoredControl | undefined>
  byId(controlId: string): Promise<StoredControl | undefined>
  /** In no order; ids that are not there are left out. */
  byIds(controlIds: readonly string[]): Promise<readonly StoredControl[]>
  byPlatformId(platformControlId: string): Promise<StoredControl | undefined>
  /** Newest first, at most `limit`. */
  byConversation(
    conversationId: string,
    supervisorId: string,
    limit: number,
  ): Promise<readonly StoredControl[]>
  /** Texts that reached this agent's desk and were sent since then, newest first, at most `limit`. */
  deliveredTexts(
    agentUserId: string,
    since: WallMs,
    limit: number,
  ): Promise<readonly StoredControl[]>
  /**
   * Everything of this server's that is not final, oldest first. With `inherits` what is not final of servers that are gone, or
   * of nobody, becomes its own first, in the same atomic step: of many who ask one is given it, under a new revision.
   */
  takeOver(request: {
    readonly serverId: string
    readonly inherits: boolean
  }): Promise<readonly StoredControl[]>
  acts(controlId: string): Promise<readonly ActRow[]>
}

export type IdempotencyOutcome =
  | { readonly kind: 'new' }
  /** Still being done, as its heartbeat says. */
  | { readonly kind: 'in-flight' }
  /** Begun then by somebody who is gone, and never answered: the caller, and nobody else, has it now. */
  | { readonly kind: 'abandoned'; readonly begunAt: WallMs }
  | { readonly kind: 'other-body' }
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }

/** Remembers commands by the caller's key: same key same answer. Kept 24 hours. */
export interface IdempotencyStore {
  begin(input: {
    readonly supervisorId: string
    readonly key: string
    readonly bodyHash: string
    readonly at: WallMs
    /** `commandAliveMs` unless given. */
    readonly aliveMs?: number
  }): Promise<IdempotencyOutcome>
  finish(input: {
    readonly supervisorId: string
    readonly key: string
    readonly status: number
    readonly body: string
  }): Promise<void>
  /** The heartbeat of whoever does the command: for `commandAliveMs` more it is theirs, by the database's own clock. */
  renew(supervisorId: string, key: string): Promise<void>
  /** The command failed before it did anything: the key may be used again. */
  release(supervisorId: string, key: string): Promise<void>
  /** Forgets what was begun before that; answers how many. */
  removeBegunBefore(at: WallMs): Promise<number>
}

/** A command without an answer belongs to whoever began it for so long after their last heartbeat. */
export const commandAliveMs = 5_000

/** How long a command is remembered by its key. */
export const idempotencyMs = 24 * 3_600_000

/** A session as it lies in the database: tokens sealed, the cookie's value only as its hash. */
export interface SessionRow {
  readonly id: string
  readonly cookieHash: string
  readonly personId: string
  /** The person as the platform told them at sign-in, JSON. */
  readonly person: string
  /** Access and refresh token, sealed (AEAD) with the key named inside. */
  readonly sealedTokens: string
  readonly accessExpiresAt: WallMs
  /** Rises with each refresh: two refreshers at once are found by it. */
  readonly tokenVersion: number
  readonly createdAt: WallMs
  readonly lastSeenAt: WallMs
  /** Where it was begun, in few words: "Firefox on Windows", "203.0.113.x". Of those before 0017 it is not known. */
  readonly browser?: string
  readonly network?: string
}

/** By their own hand, because the platform or the server ended it, by its age, or by an administrator's hand. */
export type SessionEnd =
  | 'signed-out'
  | 'session-ended'
  | 'session-expired'
  | { readonly act: 'sign-in-ended'; readonly by: string }

export interface SessionSearch {
  /** Of this person alone. */
  readonly personId?: string
  /** In their name, in any case of letters. */
  readonly name?: string
  readonly limit: number
}

/** Who comes and goes is entered into the audit in the same transaction. */
export interface SessionStore {
  insert(row: SessionRow): Promise<void>
  byCookieHash(cookieHash: string): Promise<SessionRow | undefined>
  byId(id: string): Promise<SessionRow | undefined>
  /** The session of this person that was used last. */
  byPerson(personId: string): Promise<SessionRow | undefined>
  /** Those used last first. */
  search(search: SessionSearch): Promise<readonly SessionRow[]>
  /** Runs `refresh` with the row locked, so that one flight at a time refreshes a session, on any server. */
  withLockedTokens(
    id: string,
    refresh: (
      row: SessionRow,
    ) => Promise<Pick<SessionRow, 'sealedTokens' | 'accessExpiresAt'> | undefined>,
  ): Promise<SessionRow | undefined>
  /** Sessions whose tokens are sealed with any other key than this one. */
  sealedOtherwise(keyId: string): Promise<readonly string[]>
  /** Seals the same tokens anew, with the row locked; undefined leaves them. They are no newer for it: the version stays. */
  reseal(id: string, change: (sealedTokens: string) => string | undefined): Promise<void>
  /** Notes that the session is in use. False when there is no such session any more. */
  touch(id: string, at: WallMs): Promise<boolean>
  /** What the platform says of the person now. */
  updatePerson(id: string, person: string): Promise<void>
  remove(id: string, act: SessionEnd, at: WallMs): Promise<void>
  /** Ends what has been idle or alive for too long; answers what was removed. */
  removeExpired(
    idleBefore: WallMs,
    createdBefore: WallMs,
    at: WallMs,
  ): Promise<readonly SessionRow[]>
  listen: ListenToSessions
}

/** A lease and how long it still lasted when the database answered, 0 for one that nobody holds. */
export interface StoredLease {
  readonly lease: Lease
  readonly remainingMs: number
}

export type LeaseAnswer =
  | { readonly granted: true; readonly stored: StoredLease }
  /** As in the domain's `LeaseOutcome`; `stored` is what stands in the way, if anything. */
  | {
      readonly granted: false
      readonly reason: 'held' | 'stale-fence' | 'not-asked'
      readonly stored: StoredLease | undefined
    }

/**
 * The coaching leases, decided as the domain decides (`lease.ts`), each call in one atomic step. The database's own clock says
 * what has ended, so that the servers' clocks do not matter; a caller counts a lease's end from before it asked. One that goes from a
 * supervisor to another, given or taken, is entered into the audit in the same step.
 */
export interface LeaseStore {
  acquire(request: {
    readonly agentUserId: string
    readonly holder: LeaseHolder
    readonly ttlMs: number
    /** What it is wanted for, as the audit says it when the lease comes from somebody else. */
    readonly conversationId?: string | undefined
  }): Promise<LeaseAnswer>
  renew(request: {
    readonly agentUserId: string
    readonly fence: number
    readonly ttlMs: number
  }): Promise<LeaseAnswer>
  release(request: { readonly agentUserId: string; readonly fence: number }): Promise<LeaseAnswer>
  handOver(request: {
    readonly agentUserId: string
    readonly fence: number
    readonly to: LeaseTab
    readonly ttlMs: number
    /** What it was held for. */
    readonly conversationId?: string | undefined
  }): Promise<LeaseAnswer>
  /** Undefined when this agent was never coached: then there is nothing to ask for. */
  ask(request: {
    readonly agentUserId: string
    readonly holder: LeaseHolder
  }): Promise<StoredLease | undefined>
  withdraw(request: {
    readonly agentUserId: string
    readonly holder: LeaseTab
  }): Promise<StoredLease | undefined>
  /** In no order; agents who were never coached are left out. */
  byAgents(agentUserIds: readonly string[]): Promise<readonly StoredLease[]>
}

/** What a server tells of itself with its heartbeat. */
export interface ToldOfServer {
  /** Where other servers reach it; without one it is reached by none. */
  readonly address?: string | undefined
  /** The name of the key it seals with. */
  readonly keyId?: string
}

/** Which servers are there, by the database's own clock. One that is not known is gone. */
export interface ServerStore {
  /** For `aliveMs` more this server is there. Answers the database's own time. */
  beat(serverId: string, aliveMs: number, told?: ToldOfServer): Promise<WallMs>
  /** The names of the keys with which the servers that are there seal, each once. */
  sealingKeys(): Promise<readonly string[]>
  /** It leaves in order: gone at once. */
  end(serverId: string): Promise<void>
}

/** One look behind a mask of a transcript: who, what kind, why and when, and never what stood there. */
export interface RevealRow {
  /** The caller's key: the same key is the same look. */
  readonly requestKey: string
  readonly at: WallMs
  readonly supervisorId: string
  readonly conversationId: string
  readonly segmentId: string
  readonly kind: string
  readonly reason: string
  /** Of the policies in force, for the audit alone. */
  readonly policyVersion?: number
}

/** Written before a value is handed out; rows are added and never changed. */
export interface RevealStore {
  /** `known` when this very look is on record already; `other` when the key was used for another one. */
  insert(row: RevealRow): Promise<'new' | 'known' | 'other'>
  /** In the order in which they were written, at most `limit`. */
  byConversation(conversationId: string, limit: number): Promise<readonly RevealRow[]>
  /** The last written first. */
  search(query: RevealQuery): Promise<readonly StoredReveal[]>
  /** The ids of those who ever looked, in order, at most `mostRevealers`. */
  people(): Promise<readonly string[]>
}

/** More are not offered to choose from; they are found all the same. */
export const mostRevealers = 500

export interface StoredReveal extends RevealRow {
  /** Rises with every row. */
  readonly position: number
}

export interface RevealQuery {
  readonly supervisorId?: string
  readonly kind?: string
  readonly from?: WallMs
  /** Not included. */
  readonly until?: WallMs
  /** Only rows written before that position. */
  readonly before?: number
  readonly limit: number
}

/**
 * What is kept for a time and then deleted. `acts`: settled whispers and lines, their texts, and every act on them; `outcomes`:
 * settled interventions with what came before and after; `audit`: entries that have their place in the tree, which keeps their hashes.
 */
export type RetainedKind =
  | 'incident-facts'
  | 'acts'
  | 'outcomes'
  | 'reveals'
  | 'coachings'
  | 'audit'

export interface RetentionStore {
  /**
   * Deletes the oldest from before that moment, `limit` at most or one month of the audit as a whole, and says how many;
   * undefined: another server is at it.
   */
  forget(kind: RetainedKind, before: WallMs, limit: number): Promise<number | undefined>
}

export interface Stores {
  readonly leases: LeaseStore
  readonly controls: ControlStore
  readonly idempotency: IdempotencyStore
  readonly sessions: SessionStore
  readonly incidents: IncidentStore
  readonly servers: ServerStore
  readonly seats: SeatStore
  readonly facts: FactStore
  readonly interventions: InterventionStore
  readonly reveals: RevealStore
  readonly coachings: CoachingStore
  /** Every control's change, look behind a mask, coaching and session is entered there as well, in the same transaction. */
  readonly audit: AuditStore
  readonly policies: PolicyStore
  readonly agentSettings: AgentSettingsStore
  readonly snippets: SnippetStore
  readonly retention: RetentionStore
  /** Of a database that is kept only. */
  readonly erasure?: ErasureStore
  /** Likewise. */
  readonly erasureNews?: ErasureNews
  /** True when the database answers, and takes changes. */
  healthy(): Promise<boolean>
  close(): Promise<void>
}
