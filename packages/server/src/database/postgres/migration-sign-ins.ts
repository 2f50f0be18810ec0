/** Migration 0017: where a session was begun, and news of its end for every server. */
import { type Kysely, sql } from 'kysely'

export async function addSignIns(database: Kysely<never>): Promise<void> {
  await sql`alter table session add column browser text, add column network text`.execute(database)
  // Told with the commit: whatever server holds its sockets closes them.
  await sql`
    create function tell_of_session() returns trigger language plpgsql as $$
    begin
      perform pg_notify(
        'sotto_' || md5(tg_table_schema),
        json_build_object('table', tg_table_name, 'id', old.id)::text);
      return null;
    end $$`.execute(database)
  await sql`
    create trigger tell_of_session after delete on session
      for each row execute function tell_of_session()`.execute(database)
}
