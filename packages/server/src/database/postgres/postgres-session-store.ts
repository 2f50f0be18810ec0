/** Sessions in PostgreSQL. The row lock on a session's tokens is what makes a refresh single, whatever the number of servers. */
import { type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { actOfSessionEnd, actOfSignIn } from '../../audit/act-of-session.ts'
import type { SealAct } from '../../audit/audit-act.ts'
import type { SessionRow, SessionStore } from '../stores.ts'
import { rowOfAct } from './postgres-audit-store.ts'
import type { RowNews } from './row-news.ts'
import type { Database, SessionTable } from './tables.ts'

export function createPostgresSessionStore(
  database: Kysely<Database>,
  { rowNews, sealAct }: { readonly rowNews: RowNews; readonly sealAct: SealAct },
): SessionStore {
  const sessions = () => database.selectFrom('session').selectAll()
  return {
    async insert(row) {
      // One statement, and so one transaction: whoever is signed in stands in the audit.
      await database
        .with('audited', (query) =>
          query.insertInto('audit_entry').values(rowOfAct(actOfSignIn(row), sealAct)),
        )
        .insertInto('session')
        .values({
          id: row.id,
          cookie_hash: row.cookieHash,
          person_id: row.personId,
          person: row.person,
          sealed_tokens: row.sealedTokens,
          access_expires_at: new Date(row.accessExpiresAt),
          token_version: row.tokenVersion,
          created_at: new Date(row.createdAt),
          last_seen_at: new Date(row.lastSeenAt),
          browser: row.browser ?? null,
          network: row.network ?? null,
        })
        .execute()
    },
    async byCookieHash(cookieHash) {
      const row = await sessions().where('cookie_hash', '=', cookieHash).executeTakeFirst()
      return row && sessionOfRow(row)
    },
    async byId(id) {
      const row = await sessions().where('id', '=', id).executeTakeFirst()
      return row && sessionOfRow(row)
    },
    async byPerson(personId) {
      const row = await sessions()
        .where('person_id', '=', personId)
        .orderBy('last_seen_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && sessionOfRow(row)
    },
    async search({ limit, name, personId }) {
      let found = sessions().orderBy('last_seen_at', 'desc').limit(limit)
      if (personId !== undefined) found = found.where('person_id', '=', personId)
      if (name !== undefined)
        found = found.where(sql`person ->> 'name'`, 'ilike', `%${withoutWildcards(name)}%`)
      return (await found.execute()).map(sessionOfRow)
    },
    withLockedTokens: (id, refresh) =>
      database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('session')
          .selectAll()
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (row === undefined) return undefined
        const tokens = await refresh(sessionOfRow(row))
        if (tokens === undefined) return sessionOfRow(row)
        const saved = await transaction
          .updateTable('session')
          .set({
            sealed_tokens: tokens.sealedTokens,
            access_expires_at: new Date(tokens.accessExpiresAt),
            token_version: row.token_version + 1,
          })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow()
        return sessionOfRow(saved)
      }),
    async sealedOtherwise(keyId) {
      const rows = await database
        .selectFrom('session')
        .select('id')
        .where(sql<string>`split_part(sealed_tokens, '.', 2)`, '<>', keyId)
        .execute()
      return rows.map((row) => row.id)
    },
    reseal: (id, reseal) =>
      database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('session')
          .select('sealed_tokens')
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        const sealedTokens = row && reseal(row.sealed_tokens)
        if (sealedTokens === undefined) return
        await transaction
          .updateTable('session')
          .set({ sealed_tokens: sealedTokens })
          .where('id', '=', id)
          .execute()
      }),
    async touch(id, at) {
      const { numUpdatedRows } = await database
        .updateTable('session')
        .set((row) => ({
          last_seen_at: row.fn<Date>('greatest', ['last_seen_at', row.val(new Date(at))]),
        }))
        .where('id', '=', id)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async updatePerson(id, person) {
      await database.updateTable('session').set({ person }).where('id', '=', id).execute()
    },
    remove: (id, act, at) =>
      database.transaction().execute(async (transaction) => {
        const row = await transaction
          .deleteFrom('session')
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst()
        if (row === undefined) return
        const entry = rowOfAct(actOfSessionEnd(sessionOfRow(row), act, at), sealAct)
        await transaction.insertInto('audit_entry').values(entry).execute()
      }),
    removeExpired: (idleBefore, createdBefore, at) =>
      database.transaction().execute(async (transaction) => {
        const rows = await transaction
          .deleteFrom('session')
          .where((row) =>
            row.or([
              row('last_seen_at', '<', new Date(idleBefore)),
              row('created_at', '<', new Date(createdBefore)),
            ]),
          )
          .returningAll()
          .execute()
        const sessions = rows.map(sessionOfRow)
        for (const session of sessions) {
          const entry = rowOfAct(actOfSessionEnd(session, 'session-expired', at), sealAct)
          await transaction.insertInto('audit_entry').values(entry).execute()
        }
        return sessions
      }),
    listen: ({ onEnded, onLost }) =>
      rowNews.listen((payload) => {
        const ended = endedSchema.safeParse(payload)
        if (ended.success) onEnded(ended.data.id)
      }, onLost),
  }
}

/** What the trigger of the table tells (`0018` in `migrations.ts`). */
const endedSchema = z.object({ table: z.literal('session'), id: z.string() })

/** What is searched for is letters, not a pattern. */
function withoutWildcards(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

function sessionOfRow(row: Selectable<SessionTable>): SessionRow {
  return {
    id: row.id,
    cookieHash: row.cookie_hash,
    personId: row.person_id,
    person: JSON.stringify(row.person),
    sealedTokens: row.sealed_tokens,
    accessExpiresAt: row.access_expires_at.getTime(),
    tokenVersion: row.token_version,
    createdAt: row.created_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    ...(row.browser === null ? {} : { browser: row.browser }),
    ...(row.network === null ? {} : { network: row.network }),
  }
}
