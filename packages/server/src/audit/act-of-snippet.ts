/** What the audit says of a shared snippet: that it was added, changed, taken away or brought back, of which queue and by whom. Pure. */
import type { StoredSnippet } from '../database/snippet-store.ts'
import type { AuditAct } from './audit-act.ts'

/** Undefined for somebody's own: it is nobody else's. */
export function actOfSnippet(
  before: StoredSnippet | undefined,
  after: StoredSnippet,
): AuditAct | undefined {
  if (after.ownerId !== undefined) return undefined
  return {
    at: after.changedAt,
    act: wordOf(before, after),
    supervisorId: after.changedBy,
    subject: after.queueId ?? 'all queues',
  }
}

function wordOf(before: StoredSnippet | undefined, after: StoredSnippet): string {
  if (before === undefined) return 'snippet-added'
  if (after.removedAt !== undefined) return 'snippet-removed'
  return before.removedAt === undefined ? 'snippet-changed' : 'snippet-restored'
}
