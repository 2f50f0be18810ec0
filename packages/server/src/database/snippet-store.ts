import type { WallMs } from '@sotto/kernel'

/** A text kept to be whispered again. */
export interface StoredSnippet {
  readonly id: string
  /** Whose own it is; without one it is shared by everybody of its queue. */
  readonly ownerId?: string
  /** For which queue; an own one without it is for all of theirs. */
  readonly queueId?: string
  readonly title: string
  readonly text: string
  /** Counts from 1 with every change, removal and return. */
  readonly version: number
  readonly changedAt: WallMs
  readonly changedBy: string
  readonly changedByName: string
  /** Taken away then, and still there to be brought back. */
  readonly removedAt?: WallMs
}

export type NewSnippet = Omit<StoredSnippet, 'version' | 'removedAt'>

export interface SnippetChange
  extends Pick<StoredSnippet, 'title' | 'text' | 'changedAt' | 'changedBy' | 'changedByName'> {
  readonly queueId?: string
  readonly removedAt?: WallMs
}

/** What was taken away goes for good so long after. */
export const removedSnippetMs = 24 * 60 * 60_000

/** Shared ones are entered into the audit in the same transaction. */
export interface SnippetStore {
  /** Of one shelf (a person's own, or a queue's shared ones) at most `limit` that are not removed; `full`: nothing is written. */
  insert(snippet: NewSnippet, limit: number): Promise<StoredSnippet | 'full'>
  /** Undefined when another version is the newest by now, or it is gone: nothing is written. */
  save(
    id: string,
    expectedVersion: number,
    change: SnippetChange,
    limit: number,
  ): Promise<StoredSnippet | 'full' | undefined>
  byId(id: string): Promise<StoredSnippet | undefined>
  /** This person's own and those shared in these queues, not the removed ones, by title. */
  list(request: {
    readonly ownerId: string
    readonly queueIds: readonly string[]
  }): Promise<readonly StoredSnippet[]>
}
