/** Forgetting in PostgreSQL: bounded deletes, the oldest first, by one server at a time. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { RetainedKind, RetentionStore } from '../stores.ts'
import type { Database } from './tables.ts'

export function createPostgresRetentionStore(database: Kysely<Database>): RetentionStore {
  return {
    forget: (kind, before, limit) =>
      database.transaction().execute(async (transaction) => {
        // Of this schema's servers alone: another installation forgets its own at the same time.
        const turn = await sql<{ readonly mine: boolean }>`
          select pg_try_advisory_xact_lock(hashtext(current_schema() || '.retention')) as mine,
            set_config('statement_timeout', ${mostMs}, true)
        `.execute(transaction)
        if (turn.rows[0]?.mine !== true) return undefined
        if (kind === 'audit') {
          const month = await dropMonth(transaction, new Date(before))
          if (month > 0) return month
        }
        const deleted = await deletes[kind](new Date(before), limit).execute(transaction)
        return Number(deleted.numAffectedRows ?? 0)
      }),
  }
}

/** Nobody waits for it: on a busy disk a thousand old rows may take longer than anybody else's statement may. */
const mostMs = '120000'

/** A month that is old as a whole goes at once, and leaves nothing to be cleaned up. Answers how many entries it had. */
async function dropMonth(transaction: Kysely<Database>, before: Date): Promise<number> {
  const { rows } = await sql<{ readonly entries: string | null }>`
    select drop_oldest_audit_month(${before}) as entries`.execute(transaction)
  return Number(rows[0]?.entries ?? 0)
}

const deletes: Readonly<
  Record<RetainedKind, (before: Date, limit: number) => RawBuilder<unknown>>
> = {
  'incident-facts': (before, limit) => sql`
    delete from incident_fact where position = any(array(
      select position from incident_fact where at < ${before} order by at limit ${limit}))`,
  // Its acts go with a control.
  acts: (before, limit) => sql`
    delete from control where id = any(array(
      select id from control where is_final and submitted_at < ${before}
      order by submitted_at limit ${limit}))`,
  outcomes: (before, limit) => sql`
    delete from intervention where id = any(array(
      select id from intervention where outcome is not null and began_at < ${before}
      order by began_at limit ${limit}))`,
  reveals: (before, limit) => sql`
    delete from transcript_reveal where position = any(array(
      select position from transcript_reveal where at < ${before} order by at limit ${limit}))`,
  // What was noted goes with its session.
  coachings: (before, limit) => sql`
    delete from coaching_record where id = any(array(
      select id from coaching_record where is_over and started_at < ${before}
      order by started_at limit ${limit}))`,
  // What has no place in the tree yet would be missing from it.
  audit: (before, limit) => sql`
    delete from audit_entry where (at, position) in (
      select at, position from audit_entry where at < ${before} and tree_index is not null
      order by at, position limit ${limit})`,
}
