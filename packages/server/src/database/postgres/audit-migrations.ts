/** The audit's own part of the database's history; `migrations.ts` has the rest, and the order is that of the names. */
import { type Kysely, type Migration, sql } from 'kysely'

export const auditMigrations: Readonly<Record<string, Migration>> = {
  '0019-audit-months': {
    async up(database: Kysely<never>) {
      await makeMonthFunctions(database)
      await replaceDefaultPartition(database)
      // A control that is forgotten already names no conversation to look in.
      await sql`create index audit_entry_by_control
        on audit_entry (control_id, at, position) where control_id is not null`.execute(database)
    },
  },
  '0020-lease-on-record': {
    async up(database: Kysely<never>) {
      await sql`alter table audit_entry add column to_supervisor_id text`.execute(database)
      await sql`create index audit_entry_by_receiver on audit_entry (to_supervisor_id, at, position)
        where to_supervisor_id is not null`.execute(database)
      // Whose the lease was when it was passed on, or taken from one who had fallen silent.
      await sql`alter table coaching_lease add column previous_supervisor_id text`.execute(database)
    },
  },
}

/**
 *   … before ──► │ month │ month │ month │ ──► after …        all of time, without a hole and without a default partition:
 *                                                             so the database reads months in order and stops when it has enough
 */
async function makeMonthFunctions(database: Kysely<never>): Promise<void> {
  // Acts wait while the partitions change, which is once a month: never long.
  await sql`
    create function prepare_audit_month(wanted date) returns void
    language plpgsql set lock_timeout = '2s' as $$
    declare
      next_month date;
    begin
      if audit_month_after_last() > wanted then return; end if;
      perform pg_advisory_xact_lock(hashtext(current_schema() || '.audit-months'));
      next_month := audit_month_after_last();
      -- A clock that has jumped by years must not make hundreds of tables: what it writes is kept in the last.
      if next_month > wanted or wanted > next_month + interval '2 years' then return; end if;
      alter table audit_entry detach partition audit_entry_after;
      while next_month <= wanted loop
        perform make_audit_month(next_month);
        next_month := next_month + interval '1 month';
      end loop;
      execute format('with early as (delete from audit_entry_after where at < %L returning *)
        insert into audit_entry select * from early', start_of_audit_month(next_month));
      execute format('alter table audit_entry attach partition audit_entry_after
        for values from (%L) to (maxvalue)', start_of_audit_month(next_month));
    end $$`.execute(database)
  await sql`
    create function start_of_audit_month(month date) returns timestamptz
    language sql immutable as $$ select month::timestamp at time zone 'UTC' $$`.execute(database)
  await sql`
    create function make_audit_month(month date) returns void language plpgsql as $$
    begin
      execute format('create table %I partition of audit_entry for values from (%L) to (%L)',
        'audit_entry_' || to_char(month, 'YYYY_MM'), start_of_audit_month(month),
        start_of_audit_month((month + interval '1 month')::date));
    end $$`.execute(database)
  await sql`
    create function audit_months() returns setof date language sql stable as $$
      select to_date(right(child.relname, 7), 'YYYY_MM')
      from pg_inherits join pg_class as child on child.oid = inhrelid
      where inhparent = 'audit_entry'::regclass and child.relname ~ '^audit_entry_\\d{4}_\\d{2}$'
    $$`.execute(database)
  await sql`
    create function audit_month_after_last() returns date language sql stable as $$
      select (max(month) + interval '1 month')::date from audit_months() as month
    $$`.execute(database)
  // Answers how many entries went; null where there is no month that may go as a whole.
  await sql`
    create function drop_oldest_audit_month(older_than timestamptz) returns bigint
    language plpgsql set lock_timeout = '2s' as $$
    declare
      oldest date;
      following date;
      entries bigint;
      unplaced bigint;
    begin
      perform pg_advisory_xact_lock(hashtext(current_schema() || '.audit-months'));
      select min(month), (min(month) + interval '1 month')::date into oldest, following
        from audit_months() as month having count(*) > 1;
      if oldest is null or start_of_audit_month(following) > older_than then return null; end if;
      execute format('select count(*), count(*) filter (where tree_index is null) from %I',
        'audit_entry_' || to_char(oldest, 'YYYY_MM')) into entries, unplaced;
      if unplaced > 0 then return null; end if;
      alter table audit_entry detach partition audit_entry_before;
      execute format('drop table %I', 'audit_entry_' || to_char(oldest, 'YYYY_MM'));
      execute format('alter table audit_entry attach partition audit_entry_before
        for values from (minvalue) to (%L)', start_of_audit_month(following));
      return entries;
    end $$`.execute(database)
}

/** Months are made without a hole from the oldest entry's, five years back at most, to the next; every entry is kept. */
async function replaceDefaultPartition(database: Kysely<never>): Promise<void> {
  await sql`
    do $$
    declare
      this_month date := date_trunc('month', now() at time zone 'UTC');
      first_month date;
      last_month date;
      month date;
    begin
      alter table audit_entry detach partition audit_entry_other;
      select least(min(known), this_month) into first_month from audit_months() as known;
      select least(first_month, greatest(
          date_trunc('month', at at time zone 'UTC'), this_month - interval '5 years'))
        into first_month from (
          select at from audit_entry_other union all select now() order by at limit 1) as oldest;
      select greatest(max(known), this_month + interval '1 month') into last_month
        from audit_months() as known;
      month := first_month;
      while month <= last_month loop
        if month not in (select audit_months()) then perform make_audit_month(month); end if;
        month := month + interval '1 month';
      end loop;
      execute format('create table audit_entry_before partition of audit_entry
        for values from (minvalue) to (%L)', start_of_audit_month(first_month));
      execute format('create table audit_entry_after partition of audit_entry
        for values from (%L) to (maxvalue)', start_of_audit_month(month));
      insert into audit_entry select * from audit_entry_other;
      drop table audit_entry_other;
    end $$`.execute(database)
}
