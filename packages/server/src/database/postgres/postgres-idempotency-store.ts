/** Answered commands in PostgreSQL. One statement decides who is first. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { commandAliveMs, type IdempotencyStore, idempotencyMs } from '../stores.ts'
import type { Database } from './tables.ts'

/** By the database's own clock, so that the servers' clocks do not matter. */
function aliveFor(milliseconds: number): RawBuilder<Date> {
  return sql`now() + ${milliseconds} * interval '1 millisecond'`
}

export function createPostgresIdempotencyStore(database: Kysely<Database>): IdempotencyStore {
  return {
    async begin(input) {
      const { supervisorId, key, bodyHash, at, aliveMs = commandAliveMs } = input
      const begun = {
        body_hash: bodyHash,
        begun_at: new Date(at),
        alive_until: aliveFor(aliveMs),
        answer_status: null,
        answer_body: null,
      }
      const won = await database
        .insertInto('idempotency')
        .values({ supervisor_id: supervisorId, key, ...begun })
        .onConflict((conflict) =>
          conflict
            .columns(['supervisor_id', 'key'])
            .doUpdateSet(begun)
            .where('idempotency.begun_at', '<=', new Date(at - idempotencyMs)),
        )
        .returning('key')
        .executeTakeFirst()
      if (won !== undefined) return { kind: 'new' }
      // Of all who ask, the one whose statement comes first takes it over.
      const inherited = await database
        .updateTable('idempotency')
        .set({ alive_until: aliveFor(aliveMs) })
        .where('supervisor_id', '=', supervisorId)
        .where('key', '=', key)
        .where('body_hash', '=', bodyHash)
        .where('answer_status', 'is', null)
        .where((where) =>
          where.or([
            where('alive_until', 'is', null),
            where('alive_until', '<=', sql<Date>`now()`),
          ]),
        )
        .returning('begun_at')
        .executeTakeFirst()
      if (inherited !== undefined)
        return { kind: 'abandoned', begunAt: inherited.begun_at.getTime() }
      const known = await database
        .selectFrom('idempotency')
        .select(['body_hash', 'answer_status', 'answer_body'])
        .where('supervisor_id', '=', supervisorId)
        .where('key', '=', key)
        .executeTakeFirst()
      // Released between the two statements: whoever asks again will be first.
      if (known === undefined) return { kind: 'in-flight' }
      if (known.body_hash !== bodyHash) return { kind: 'other-body' }
      if (known.answer_status === null) return { kind: 'in-flight' }
      return { kind: 'answered', status: known.answer_status, body: known.answer_body ?? '' }
    },
    async finish({ supervisorId, key, status, body }) {
      await database
        .updateTable('idempotency')
        .set({ answer_status: status, answer_body: body })
        .where('supervisor_id', '=', supervisorId)
        .where('key', '=', key)
        .execute()
    },
    async renew(supervisorId, key) {
      await database
        .updateTable('idempotency')
        .set({ alive_until: aliveFor(commandAliveMs) })
        .where('supervisor_id', '=', supervisorId)
        .where('key', '=', key)
        .where('answer_status', 'is', null)
        .execute()
    },
    async release(supervisorId, key) {
      await database
        .deleteFrom('idempotency')
        .where('supervisor_id', '=', supervisorId)
        .where('key', '=', key)
        .where('answer_status', 'is', null)
        .execute()
    },
    async removeBegunBefore(at) {
      const { numDeletedRows } = await database
        .deleteFrom('idempotency')
        .where('begun_at', '<', new Date(at))
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
