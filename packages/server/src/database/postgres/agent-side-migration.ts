/** What agents have chosen, whispers that wait for them, and the supervisors' snippets. */
import { type Kysely, type Migration, sql } from 'kysely'

export const agentSideMigration: Migration = {
  async up(database: Kysely<never>) {
    await sql`alter table control add column held_since timestamptz(3)`.execute(database)
    await sql`
      create table agent_settings (
        agent_user_id text primary key,
        settings jsonb not null,
        revision integer not null,
        changed_at timestamptz(3) not null
      )`.execute(database)
    // Told with the commit, whichever program saved the row; what was chosen is read from the row.
    await sql`
      create function tell_of_agent_settings() returns trigger language plpgsql as $$
      begin
        perform pg_notify(
          'sotto_' || md5(tg_table_schema),
          json_build_object(
            'table', tg_table_name, 'id', new.agent_user_id, 'revision', new.revision)::text);
        return null;
      end $$`.execute(database)
    await sql`
      create trigger tell_of_agent_settings after insert or update on agent_settings
        for each row execute function tell_of_agent_settings()`.execute(database)
    await sql`
      create table snippet (
        id text primary key,
        owner_id text,
        queue_id text,
        title text not null,
        body text not null,
        version integer not null,
        changed_at timestamptz(3) not null,
        changed_by text not null,
        changed_by_name text not null,
        removed_at timestamptz(3)
      )`.execute(database)
    await sql`create index snippet_by_owner on snippet (owner_id) where owner_id is not null`.execute(
      database,
    )
    await sql`create index snippet_by_queue on snippet (queue_id) where owner_id is null`.execute(
      database,
    )
    await sql`create index snippet_removed on snippet (removed_at) where removed_at is not null`.execute(
      database,
    )
  },
}
