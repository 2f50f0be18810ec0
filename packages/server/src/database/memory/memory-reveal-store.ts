/** Looks behind masks, in memory: one list, in the order written. */
import { actOfReveal } from '../../audit/act-of-reveal.ts'
import type { AuditAct } from '../../audit/audit-act.ts'
import type { RevealRow, RevealStore } from '../stores.ts'

/** `keepAct` is called with a look that is being written, as in one transaction. */
export function createMemoryRevealStore(keepAct: (act: AuditAct) => void): RevealStore {
  const rows: RevealRow[] = []
  return {
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
