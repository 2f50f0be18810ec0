/** Looks behind masks, in memory: one list, in the order written. */
import { actOfReveal } from '../../audit/act-of-reveal.ts'
import type { AuditAct } from '../../audit/audit-act.ts'
import { mostRevealers, type RevealQuery, type RevealRow, type RevealStore } from '../stores.ts'
import { type MemoryForget, oldestBefore } from './memory-retention-store.ts'

export interface MemoryRevealStore extends RevealStore {
  forget: MemoryForget
}

/** `keepAct` is called with a look that is being written, as in one transaction. */
export function createMemoryRevealStore(keepAct: (act: AuditAct) => void): MemoryRevealStore {
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
      keepAct(actOfReveal(row))
      return 'new'
    },
    byConversation: async (conversationId, limit) =>
      rows.filter((row) => row.conversationId === conversationId).slice(0, limit),
    search: async (query) =>
      rows
        .map((row, place) => ({ ...row, position: place + 1 }))
        .filter((row) => isAskedFor(row, query))
        .reverse()
        .slice(0, query.limit),
    people: async () =>
      [...new Set(rows.map(({ supervisorId }) => supervisorId))].sort().slice(0, mostRevealers),
  }
}

function isAskedFor(
  row: RevealRow & { readonly position: number },
  { before, from, kind, supervisorId, until }: RevealQuery,
): boolean {
  return (
    (supervisorId === undefined || row.supervisorId === supervisorId) &&
    (kind === undefined || row.kind === kind) &&
    (from === undefined || row.at >= from) &&
    (until === undefined || row.at < until) &&
    (before === undefined || row.position < before)
  )
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
