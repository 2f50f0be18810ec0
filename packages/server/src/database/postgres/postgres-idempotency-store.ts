/** Answered commands in PostgreSQL. One statement decides who is first. */
import type { Kysely } from 'kysely'
import { type IdempotencyStore, idempotencyMs } from '../stores.ts'
import type { Database } from './tables.ts'

export function createPostgresIdempotencyStore(database: Kysely<Database>): IdempotencyStore {
  return {
    async begin(input) {
      const { supervisorId, key, bodyHash, at } = input
      const begun = {
        body_hash: bodyHash,
        begun_at: new Date(at),
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
