import type { Unsubscribe, WallMs } from '@sotto/kernel'

/** How many rows of each kind a person was taken out of. */
export interface ErasureCounts {
  /** Entries of the audit; their hashes stay, and the tree still verifies. */
  readonly auditEntries: number
  readonly sessions: number
  /** Lines and whispers with their texts, and the acts on them. */
  readonly controls: number
  readonly acts: number
  readonly coachings: number
  /** Free texts of others, in which their name stood. */
  readonly texts: number
  readonly reveals: number
  readonly policies: number
  /** Leases, facts of timelines, outcomes, remembered commands. */
  readonly others: number
}

export type ErasureAnswer =
  | { readonly kind: 'erased' | 'tried'; readonly counts: ErasureCounts }
  /** A line or a coaching session of theirs goes on: nothing was changed. */
  | { readonly kind: 'still-active'; readonly controls: number; readonly coachings: number }

export interface ErasureStore {
  /**
   * Takes a person out of everything that is kept, in one transaction, and enters that it was done, by whom, and not of whom. With
   * `isTrial` everything is done and given up again.
   */
  erase(request: {
    readonly personId: string
    readonly by: string
    readonly at: WallMs
    readonly isTrial: boolean
    /** Entered without the id and the names of whoever is erased. */
    readonly reason?: string
  }): Promise<ErasureAnswer>
  /** Of whom something is kept: those with this text in their name, whatever its case, and the one with this id. By name. */
  people(
    text: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly name?: string }[]>
}

export interface ErasureNews {
  /**
   * Told with the commit of every erasure, by any server or by the command, of whom. Rejects when the database cannot be reached.
   * `onLost`, once: nothing more is told.
   */
  listen(listener: { onErased(personId: string): void; onLost(): void }): Promise<Unsubscribe>
}
