/** Migration 0017: where a session was begun. */
import { type Kysely, sql } from 'kysely'

export async function addSignIns(database: Kysely<never>): Promise<void> {
  await sql`alter table session add column browser text, add column network text`.execute(database)
}
