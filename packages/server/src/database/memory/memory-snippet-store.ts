/** Snippets in memory. */
import { actOfSnippet } from '../../audit/act-of-snippet.ts'
import type { AuditAct } from '../../audit/audit-act.ts'
import { removedSnippetMs, type SnippetStore, type StoredSnippet } from '../snippet-store.ts'

/** `keepAct` is called with what is being written, as in one transaction. */
export function createMemorySnippetStore(keepAct: (act: AuditAct) => void): SnippetStore {
  const rows = new Map<string, StoredSnippet>()

  function keep(before: StoredSnippet | undefined, after: StoredSnippet): StoredSnippet {
    for (const { id, removedAt } of [...rows.values()])
      if (removedAt !== undefined && removedAt < after.changedAt - removedSnippetMs) rows.delete(id)
    rows.set(after.id, after)
    const act = actOfSnippet(before, after)
    if (act !== undefined) keepAct(act)
    return after
  }

  function isFull(snippet: Omit<StoredSnippet, 'version'>, limit: number): boolean {
    const beside = [...rows.values()].filter(
      ({ id, ownerId, queueId, removedAt }) =>
        id !== snippet.id &&
        removedAt === undefined &&
        ownerId === snippet.ownerId &&
        (snippet.ownerId !== undefined || queueId === snippet.queueId),
    )
    return beside.length >= limit
  }

  return {
    async insert(snippet, limit) {
      if (rows.has(snippet.id)) throw new Error('a snippet with this id is there already')
      return isFull(snippet, limit) ? 'full' : keep(undefined, { ...snippet, version: 1 })
    },
    async save(id, expectedVersion, change, limit) {
      const before = rows.get(id)
      if (before?.version !== expectedVersion) return undefined
      const { queueId: _, removedAt: __, ...rest } = before
      const after = { ...rest, ...change, version: expectedVersion + 1 }
      if (change.removedAt === undefined && isFull(after, limit)) return 'full'
      return keep(before, after)
    },
    byId: async (id) => rows.get(id),
    list: async ({ ownerId, queueIds }) =>
      [...rows.values()]
        .filter(
          (row) =>
            row.removedAt === undefined &&
            (row.ownerId === undefined
              ? row.queueId !== undefined && queueIds.includes(row.queueId)
              : row.ownerId === ownerId),
        )
        .sort((one, other) => (one.title < other.title ? -1 : 1) || (one.id < other.id ? -1 : 1)),
  }
}
