import type { AuditPersonal, NodePlace, SignedTreeHead } from '@sotto/audit'
import type { WallMs } from '@sotto/kernel'
import type { AuditAct } from '../audit/audit-act.ts'

/** An entry as it is read back. */
export interface AuditRow {
  /** Rises with the order of writing; not gapless. */
  readonly position: string
  readonly at: WallMs
  readonly id: string
  /** Undefined until the sequencer has given it its place. */
  readonly index?: number
  readonly leaf: string
  /** Undefined when it was erased. */
  readonly personal?: { readonly values: AuditPersonal; readonly salt: string }
}

export interface AuditFilter {
  readonly supervisorId?: string
  readonly agentUserId?: string
  /** Who has a lease that changed hands. */
  readonly toSupervisorId?: string
  /** As any of them. */
  readonly personId?: string
  readonly conversationId?: string
  readonly controlId?: string
  readonly controlIds?: readonly string[]
  readonly mode?: NonNullable<AuditAct['mode']>
  readonly acts?: readonly string[]
  /** Then or later. */
  readonly from?: WallMs
  /** Before that. */
  readonly until?: WallMs
}

export interface AuditCursor {
  readonly at: WallMs
  readonly position: string
}

/** Entries are added beside the acts themselves; the sequencer gives each its place in the tree. */
export interface AuditStore {
  /** For an act that changes no other row. */
  append(act: AuditAct): Promise<void>
  /** Newest first; what comes after `after` in the list. */
  page(filter: AuditFilter, limit: number, after?: AuditCursor): Promise<readonly AuditRow[]>
  /** Placed entries only, in the tree's order, from `index` on and below `size`. */
  inTreeOrder(
    filter: AuditFilter,
    range: { readonly index: number; readonly size: number },
    limit: number,
  ): Promise<readonly (AuditRow & { readonly index: number })[]>
  /** Hashes of whole subtrees, in the order asked for. Rejects when one is not there. */
  nodes(places: readonly NodePlace[]): Promise<readonly string[]>
  latestHead(): Promise<SignedTreeHead | undefined>
  /** Undefined when no head of that size was made. */
  headOfSize(size: number): Promise<SignedTreeHead | undefined>
  /**
   * Gives up to `limit` entries their places, and keeps the head that `sign` makes of it, in one step. One caller at a time:
   * undefined when another is at it. `head` is undefined when there was nothing to place.
   */
  place(request: {
    readonly limit: number
    readonly sign: (tree: { readonly size: number; readonly root: string }) => SignedTreeHead
  }): Promise<{ readonly placed: number; readonly head?: SignedTreeHead } | undefined>
  /** What has no place yet: how many (ten thousand stands for more), and when the oldest was done. */
  waiting(): Promise<{ readonly count: number; readonly oldestAt?: WallMs }>
  /** The sealed secret that heads are signed with: the candidate becomes it when there is none. */
  sealedSecret(candidate: string): Promise<string>
  /** Seals it anew; undefined leaves it. */
  resealSecret(change: (sealed: string) => string | undefined): Promise<void>
  /** Makes room for that month and the next. */
  prepareMonths(at: WallMs): Promise<void>
  /** Takes who it was out of all entries about this person; answers how many. The hashes stay. */
  erasePerson(personId: string): Promise<number>
}
