/** Forgetting in memory: one server, whose turn it always is. */
import type { WallMs } from '@sotto/kernel'
import type { RetainedKind, RetentionStore } from '../stores.ts'

/** Removes what is from before that moment, the oldest first, so many at most; answers how many. */
export type MemoryForget = (before: WallMs, limit: number) => number

export function oldestBefore<T>(
  rows: readonly T[],
  atOf: (row: T) => WallMs,
  before: WallMs,
  limit: number,
): readonly T[] {
  return rows
    .filter((row) => atOf(row) < before)
    .sort((one, other) => atOf(one) - atOf(other))
    .slice(0, limit)
}

export function createMemoryRetentionStore(
  forgetting: Readonly<Record<RetainedKind, MemoryForget>>,
): RetentionStore {
  return { forget: async (kind, before, limit) => forgetting[kind](before, limit) }
}
