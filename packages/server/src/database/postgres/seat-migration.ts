/** Where tabs sit and servers are reached, and who is told that a session has ended. */
import { type Kysely, type Migration, sql } from 'kysely'

export const seatMigration: Migration = {
  async up(database: Kysely<never>) {
    // Where other servers reach this one. One that knows no address, an older one too, is asked for nothing.
    await sql`alter table server_presence add column address text, add column key_id text`.execute(
      database,
    )
    // No foreign key: a renewal of a session's tokens holds its row for as long as the platform takes.
    await sql`
      create table panel_seat (
        session_id text not null,
        tab_id text not null,
        server_id text not null,
        primary key (session_id, tab_id)
      )`.execute(database)
    // Whoever ends a session, its sockets and lines on every server end with it.
    await sql`
      create function tell_of_session_end() returns trigger language plpgsql as $$
      begin
        perform pg_notify(
          'sotto_' || md5(tg_table_schema),
          json_build_object('table', tg_table_name, 'id', old.id)::text);
        return null;
      end $$`.execute(database)
    await sql`
      create trigger tell_of_session_end after delete on session
        for each row execute function tell_of_session_end()`.execute(database)
  },
}
