/** Looks behind masks, in memory: one list, in the order written. */

import type { RevealRow, RevealStore } from '../stores.ts'
import { type MemoryForget, oldestBefore } from './memory-retention-store.ts'

export interface MemoryRevealStore extends RevealStore {
  forget: MemoryForget
}

export function createMemoryRevealStore(): MemoryRevealStore {
  const rows: RevealRow[] = []
  return {
    forget(before, limit) {
      const old = oldestBefore(rows, ({ at }) => at, before, limit)
      for (const row of old) rows.splice(rows.indexOf(row), 1)
      return old.length
    },
    async insert(row) {
      const known = rows.find(
        ({ requestKey, supervisorId }) =>
          requestKey === row.requestKey && supervisorId === row.supervisorId,
      )
      if (known !== undefined) return isSameLook(known, row) ? 'known' : 'other'
      rows.push(row)
      return 'new'
    },
    byConversation: async (conversationId, limit) =>
      rows.filter((row) => row.conversationId === conversationId).slice(0, limit),
  }
}

/** Everything but when. */
export function isSameLook(one: RevealRow, other: RevealRow): boolean {
  return (
    one.conversationId === other.conversationId &&
    one.segmentId === other.segmentId &&
    one.kind === other.kind &&
    one.reason === other.reason
  )
}
