import type { PolicyRules } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'

/** One version of the rules for all queues (no `queueId`) or for one. */
export interface StoredPolicy {
  readonly queueId?: string
  /** Counts from 1 within its queue. */
  readonly version: number
  /** Rises with every version of any queue. */
  readonly revision: number
  readonly rules: PolicyRules
  readonly changedAt: WallMs
  readonly changedBy: string
  readonly changedByName: string
  /** The older version it brings back. */
  readonly restoredFrom?: number
}

export type NewPolicy = Omit<StoredPolicy, 'version' | 'revision'>

/** The policies: versions are added, none is ever changed or removed. */
export interface PolicyStore {
  /** Undefined when another version is the newest by now: nothing is written. */
  append(policy: NewPolicy, expectedVersion: number): Promise<StoredPolicy | undefined>
  /** The newest version of each queue that has one, and of the default. */
  newest(): Promise<readonly StoredPolicy[]>
  /** Newest first, at most `limit`; without a queue those of the default. */
  versions(queueId: string | undefined, limit: number): Promise<readonly StoredPolicy[]>
  /** Calls `onNews` whenever anybody has added a version, on any server; `onLost` once, when that ends by itself. */
  listen(onNews: () => void, onLost: () => void): Promise<() => Promise<void>>
}
