/** Sessions in PostgreSQL. The row lock on a session's tokens is what makes a refresh single, whatever the number of servers. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { SessionRow, SessionStore } from '../stores.ts'
import type { Database, SessionTable } from './tables.ts'

export function createPostgresSessionStore(database: Kysely<Database>): SessionStore {
  const sessions = () => database.selectFrom('session').selectAll()
  return {
    async insert(row) {
      await database
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
    async remove(id) {
      await database.deleteFrom('session').where('id', '=', id).execute()
    },
    async removeExpired(idleBefore, createdBefore) {
      const rows = await database
        .deleteFrom('session')
        .where((row) =>
          row.or([
            row('last_seen_at', '<', new Date(idleBefore)),
            row('created_at', '<', new Date(createdBefore)),
          ]),
        )
        .returningAll()
        .execute()
      return rows.map(sessionOfRow)
    },
  }
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
  }
}
