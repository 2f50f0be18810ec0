/** The database's history, forward only: a step that has been released is never changed, a new one is added below it. */
import { type Kysely, type Migration, sql } from 'kysely'
import { agentSideMigration } from './agent-side-migration.ts'
import { auditMigrations } from './audit-migrations.ts'
import { addSignIns } from './migration-sign-ins.ts'
import { seatMigration } from './seat-migration.ts'

/** By name, in order. The name is what the database remembers. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-spine': {
    async up(database: Kysely<never>) {
      await sql`
        create table control (
          id text primary key,
          conversation_id text not null,
          kind text not null,
          supervisor_id text not null,
          agent_user_id text not null,
          coaching_session_id text not null,
          tab_id text,
          whisper_text text,
          mix_level double precision,
          platform_control_id text unique,
          platform_version integer not null,
          submitted_at timestamptz(3) not null,
          state_name text not null,
          is_final boolean not null,
          state jsonb not null,
          seen_at timestamptz(3),
          answer text,
          answered_at timestamptz(3),
          revision integer not null,
          position bigint generated always as identity
        )`.execute(database)
      await sql`
        create index control_by_conversation
          on control (conversation_id, supervisor_id, submitted_at desc, position desc)
        `.execute(database)
      await sql`create index control_unsettled on control (position) where not is_final`.execute(
        database,
      )
      await sql`
        create table control_act (
          position bigint generated always as identity primary key,
          at timestamptz(3) not null,
          control_id text not null references control (id) on delete cascade,
          conversation_id text not null,
          supervisor_id text not null,
          agent_user_id text not null,
          act text not null,
          reason text
        )`.execute(database)
      await sql`create index control_act_by_control on control_act (control_id, position)`.execute(
        database,
      )
      await sql`
        create table idempotency (
          supervisor_id text not null,
          key text not null,
          body_hash text not null,
          begun_at timestamptz(3) not null,
          answer_status integer,
          answer_body text,
          primary key (supervisor_id, key)
        )`.execute(database)
      await sql`create index idempotency_by_age on idempotency (begun_at)`.execute(database)
      await sql`
        create table session (
          id text primary key,
          cookie_hash text not null unique,
          person_id text not null,
          person jsonb not null,
          sealed_tokens text not null,
          access_expires_at timestamptz(3) not null,
          token_version integer not null,
          created_at timestamptz(3) not null,
          last_seen_at timestamptz(3) not null
        )`.execute(database)
      await sql`create index session_by_use on session (last_seen_at)`.execute(database)
      await sql`create index session_by_person on session (person_id, last_seen_at)`.execute(
        database,
      )
    },
  },
  '0002-coaching-lease': {
    async up(database: Kysely<never>) {
      await sql`
        create table coaching_lease (
          agent_user_id text primary key,
          fence integer not null,
          holder_supervisor_id text,
          holder_tab_id text,
          holder_name text,
          since timestamptz not null,
          until timestamptz not null,
          wishes jsonb not null default '[]',
          check ((holder_supervisor_id is null) = (holder_tab_id is null)),
          check ((holder_supervisor_id is null) = (holder_name is null))
        )`.execute(database)
      await sql`alter table control add column lease_fence integer`.execute(database)
    },
  },
  '0003-agent-strip': {
    async up(database: Kysely<never>) {
      await sql`
        create index control_text_by_agent on control (agent_user_id, submitted_at desc)
          where kind = 'whisper-text'`.execute(database)
    },
  },
  '0004-command-heartbeat': {
    async up(database: Kysely<never>) {
      // Without one the command was begun by an older program, which is gone.
      await sql`alter table idempotency add column alive_until timestamptz`.execute(database)
    },
  },
  '0005-incident-fact': {
    async up(database: Kysely<never>) {
      await sql`
        create table incident_fact (
          position bigint generated always as identity primary key,
          at timestamptz(3) not null,
          conversation_id text,
          agent_user_id text,
          supervisor_id text,
          control_id text,
          platform_control_id text,
          what text not null,
          evidence text not null,
          version integer,
          reason text,
          details jsonb,
          source_key text unique
        )`.execute(database)
      await sql`
        create index incident_fact_by_conversation
          on incident_fact (conversation_id, position) where conversation_id is not null
        `.execute(database)
      await sql`
        create index incident_fact_by_agent
          on incident_fact (agent_user_id, position) where conversation_id is null
        `.execute(database)
    },
  },
  '0006-server-presence': {
    async up(database: Kysely<never>) {
      await sql`
        create table server_presence (
          id text primary key,
          alive_until timestamptz not null
        )`.execute(database)
      // Without one the control was written by an older program, which is gone.
      await sql`alter table control add column owner text`.execute(database)
    },
  },
  '0007-coaching-record': {
    async up(database: Kysely<never>) {
      // Ids are compared byte by byte, as a program without the database does it: pages end where they should.
      await sql`
        create table coaching_record (
          id text collate "C" primary key,
          conversation_id text not null,
          agent_user_id text not null,
          agent_name text not null,
          supervisor_id text not null,
          supervisor_name text not null,
          queue_id text not null,
          queue_name text not null,
          media text not null,
          kind text not null,
          coaching_session_id text not null,
          reference text,
          platform_coaching_id text unique,
          platform_version integer not null,
          started_at timestamptz(3) not null,
          state_name text not null,
          is_over boolean not null,
          state jsonb not null,
          details jsonb not null,
          tags text[] not null,
          follow_up_on text collate "C",
          search_text text not null,
          revision integer not null,
          details_revision integer not null
        )`.execute(database)
      await sql`
        create index coaching_record_by_queue
          on coaching_record (queue_id, started_at desc, id desc)`.execute(database)
      await sql`
        create index coaching_record_by_conversation
          on coaching_record (conversation_id, started_at desc)`.execute(database)
      await sql`
        create index coaching_record_unfinished_of
          on coaching_record (supervisor_id) where not is_over`.execute(database)
      await sql`
        create index coaching_record_unfinished_of_agent
          on coaching_record (agent_user_id) where not is_over`.execute(database)
    },
  },
  '0008-transcript-reveal': {
    async up(database: Kysely<never>) {
      // Who looked behind which kind of mask, and why. What stood there is not kept anywhere.
      await sql`
        create table transcript_reveal (
          position bigint generated always as identity primary key,
          supervisor_id text not null,
          request_key text not null,
          at timestamptz(3) not null,
          conversation_id text not null,
          segment_id text not null,
          kind text not null,
          reason text not null,
          unique (supervisor_id, request_key)
        )`.execute(database)
      await sql`
        create index transcript_reveal_by_conversation
          on transcript_reveal (conversation_id, position)`.execute(database)
    },
  },
  '0010-conversation-fact': {
    async up(database: Kysely<never>) {
      // Rows come by the million: no row number, and every figure in as few bytes as it needs.
      await sql`
        create table conversation_fact (
          at timestamptz(3) not null,
          started_at timestamptz(3),
          silence_ms integer,
          overlap_ms integer,
          agent_share real,
          customer_share real,
          negative_run integer,
          version integer,
          conversation_id text not null,
          source_key text not null,
          kind text not null,
          phase text,
          media text,
          queue_id text,
          agent_user_id text,
          keywords text[],
          primary key (conversation_id, source_key)
        )`.execute(database)
      await sql`create index conversation_fact_by_age on conversation_fact (at)`.execute(database)
      await sql`
        create table intervention (
          id text primary key,
          kind text not null,
          conversation_id text not null,
          agent_user_id text not null,
          supervisor_id text not null,
          began_at timestamptz(3) not null,
          ended_at timestamptz(3),
          due_at timestamptz(3) not null,
          outcome jsonb
        )`.execute(database)
      await sql`
        create index intervention_by_conversation on intervention (conversation_id, began_at)
        `.execute(database)
      await sql`create index intervention_due on intervention (due_at) where outcome is null`.execute(
        database,
      )
    },
  },
  '0011-installation': {
    async up(database: Kysely<never>) {
      // One row: whose these tables are.
      await sql`
        create table installation (
          is_only boolean primary key default true check (is_only),
          platform text not null,
          client text not null
        )`.execute(database)
    },
  },
  '0012-policy': {
    async up(database: Kysely<never>) {
      // An empty queue stands for all of them.
      await sql`
        create table policy_version (
          revision bigint generated always as identity unique,
          queue_id text not null,
          version integer not null,
          rules jsonb not null,
          changed_at timestamptz(3) not null,
          changed_by text not null,
          changed_by_name text not null,
          restored_from integer,
          primary key (queue_id, version)
        )`.execute(database)
      await sql`alter table control_act add column stated_reason text`.execute(database)
      await sql`
        create index coaching_record_over_by_queue
          on coaching_record (queue_id, started_at) where is_over`.execute(database)
    },
  },
  '0013-audit': {
    async up(database: Kysely<never>) {
      await sql`alter table control
        add column live_since timestamptz(3), add column live_evidence text`.execute(database)
      // A sequence of its own: identity columns of partitioned tables are not known to every version we meet.
      await sql`create sequence audit_position`.execute(database)
      await sql`
        create table audit_entry (
          at timestamptz(3) not null,
          position bigint not null default nextval('audit_position'),
          tree_index bigint,
          id text not null,
          act text not null,
          conversation_id text,
          control_id text,
          supervisor_id text,
          agent_user_id text,
          personal jsonb,
          salt text,
          leaf text not null,
          primary key (at, position)
        ) partition by range (at)`.execute(database)
      // What no month has been made for: a clock that jumped must not keep an act from being written.
      await sql`create table audit_entry_other partition of audit_entry default`.execute(database)
      await sql`create index audit_entry_unplaced on audit_entry (position)
        where tree_index is null`.execute(database)
      await sql`create index audit_entry_by_place on audit_entry (tree_index)`.execute(database)
      await sql`create index audit_entry_by_supervisor
        on audit_entry (supervisor_id, at, position)`.execute(database)
      await sql`create index audit_entry_by_agent
        on audit_entry (agent_user_id, at, position)`.execute(database)
      await sql`create index audit_entry_by_conversation
        on audit_entry (conversation_id, at, position)`.execute(database)
      // A change of policy among ten million lines: without it a page of them reads everything.
      await sql`create index audit_entry_by_act
        on audit_entry (act, at, position)`.execute(database)
      await sql`
        create table audit_node (
          level smallint not null,
          index bigint not null,
          hash text not null,
          primary key (level, index)
        )`.execute(database)
      await sql`
        create table audit_tree (
          is_only boolean primary key default true check (is_only),
          size bigint not null,
          frontier text[] not null,
          sealed_secret text not null
        )`.execute(database)
      await sql`create table audit_head (size bigint primary key, head jsonb not null)`.execute(
        database,
      )
    },
  },
  '0014-coaching-news': {
    async up(database: Kysely<never>) {
      // Told with the commit, whichever program saved the row. Ids and figures only: what was written is read from the row.
      await sql`
        create function tell_of_coaching() returns trigger language plpgsql as $$
        begin
          perform pg_notify(
            'sotto_' || md5(tg_table_schema),
            json_build_object(
              'table', tg_table_name, 'id', new.id, 'revision', new.revision)::text);
          return null;
        end $$`.execute(database)
      await sql`
        create trigger tell_of_coaching after insert or update on coaching_record
          for each row execute function tell_of_coaching()`.execute(database)
    },
  },
  '0016-retention': {
    async up(database: Kysely<never>) {
      // What is old is found by its age; what is still wanted, in no index of these.
      await sql`create index incident_fact_by_age on incident_fact (at)`.execute(database)
      await sql`create index control_by_age on control (submitted_at) where is_final`.execute(
        database,
      )
      await sql`
        create index intervention_by_age on intervention (began_at) where outcome is not null
        `.execute(database)
      await sql`create index transcript_reveal_by_age on transcript_reveal (at)`.execute(database)
    },
  },
  '0017-sign-ins': { up: addSignIns },
  '0018-seats': seatMigration,
  ...auditMigrations,
  '0021-agent-side': agentSideMigration,
}
