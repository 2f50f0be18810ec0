/** Snippets in PostgreSQL: changes are guarded by the version, a shelf's number by a lock of its own. */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { actOfSnippet } from '../../audit/act-of-snippet.ts'
import type { SealAct } from '../../audit/audit-act.ts'
import { removedSnippetMs, type SnippetStore, type StoredSnippet } from '../snippet-store.ts'
import { rowOfAct } from './postgres-audit-store.ts'
import type { Database, SnippetTable } from './tables.ts'

type Within = Transaction<Database>

export function createPostgresSnippetStore(
  database: Kysely<Database>,
  sealAct: SealAct,
): SnippetStore {
  async function enter(
    transaction: Within,
    before: StoredSnippet | undefined,
    after: StoredSnippet,
  ): Promise<StoredSnippet> {
    const act = actOfSnippet(before, after)
    if (act !== undefined)
      await transaction.insertInto('audit_entry').values(rowOfAct(act, sealAct)).execute()
    await transaction
      .deleteFrom('snippet')
      .where('removed_at', '<', new Date(after.changedAt - removedSnippetMs))
      .execute()
    return after
  }

  return {
    insert: (snippet, limit) =>
      database.transaction().execute(async (transaction) => {
        if (await isFull(transaction, snippet, limit)) return 'full'
        const after = { ...snippet, version: 1 }
        await transaction.insertInto('snippet').values(rowOfSnippet(after)).execute()
        return enter(transaction, undefined, after)
      }),
    save: (id, expectedVersion, change, limit) =>
      database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('snippet')
          .selectAll()
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (row === undefined || row.version !== expectedVersion) return undefined
        const before = snippetOfRow(row)
        const { queueId: _, removedAt: __, ...rest } = before
        const after = { ...rest, ...change, version: expectedVersion + 1 }
        const isThere = change.removedAt === undefined
        if (isThere && (await isFull(transaction, after, limit))) return 'full'
        const { id: ___, ...columns } = rowOfSnippet(after)
        await transaction.updateTable('snippet').set(columns).where('id', '=', id).execute()
        return enter(transaction, before, after)
      }),
    async byId(id) {
      const row = await database
        .selectFrom('snippet')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && snippetOfRow(row)
    },
    async list({ ownerId, queueIds }) {
      const rows = await database
        .selectFrom('snippet')
        .selectAll()
        .where('removed_at', 'is', null)
        .where(({ and, eb, or }) =>
          or([
            eb('owner_id', '=', ownerId),
            ...(queueIds.length === 0
              ? []
              : [and([eb('owner_id', 'is', null), eb('queue_id', 'in', queueIds)])]),
          ]),
        )
        .orderBy('title')
        .orderBy('id')
        .execute()
      return rows.map(snippetOfRow)
    },
  }
}

/** Whoever counts a shelf waits for whoever fills it. */
async function isFull(
  transaction: Within,
  { id, ownerId, queueId }: Pick<StoredSnippet, 'id' | 'ownerId' | 'queueId'>,
  limit: number,
): Promise<boolean> {
  const shelf = ownerId === undefined ? `queue ${queueId ?? ''}` : `person ${ownerId}`
  await sql`select pg_advisory_xact_lock(
    hashtext(current_schema() || '.snippet'), hashtext(${shelf}))`.execute(transaction)
  const all = transaction
    .selectFrom('snippet')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('removed_at', 'is', null)
    .where('id', '<>', id)
  const own =
    ownerId === undefined
      ? all.where('owner_id', 'is', null).where('queue_id', '=', queueId ?? '')
      : all.where('owner_id', '=', ownerId)
  const { count } = await own.executeTakeFirstOrThrow()
  return Number(count) >= limit
}

function rowOfSnippet(snippet: StoredSnippet) {
  return {
    id: snippet.id,
    owner_id: snippet.ownerId ?? null,
    queue_id: snippet.queueId ?? null,
    title: snippet.title,
    body: snippet.text,
    version: snippet.version,
    changed_at: new Date(snippet.changedAt),
    changed_by: snippet.changedBy,
    changed_by_name: snippet.changedByName,
    removed_at: snippet.removedAt === undefined ? null : new Date(snippet.removedAt),
  }
}

function snippetOfRow(row: Selectable<SnippetTable>): StoredSnippet {
  return {
    id: row.id,
    ...(row.owner_id === null ? {} : { ownerId: row.owner_id }),
    ...(row.queue_id === null ? {} : { queueId: row.queue_id }),
    title: row.title,
    text: row.body,
    version: row.version,
    changedAt: row.changed_at.getTime(),
    changedBy: row.changed_by,
    changedByName: row.changed_by_name,
    ...(row.removed_at === null ? {} : { removedAt: row.removed_at.getTime() }),
  }
}
