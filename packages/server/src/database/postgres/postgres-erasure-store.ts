/** Takes a person out of every table. Rare, and let walk through whole tables: no index is kept for it. */
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { SealAct } from '../../audit/audit-act.ts'
import type { ErasureAnswer, ErasureCounts, ErasureStore } from '../erasure-store.ts'
import { coachingOfRow, detailsColumns } from './coaching-row.ts'
import { eraseFromPolicies, listedInPolicies } from './erase-from-policies.ts'
import { tellOfErasure } from './erasure-news.ts'
import { eraseFromAudit, rowOfAct } from './postgres-audit-store.ts'
import type { Database } from './tables.ts'

/** In the place of an id, and of a name. */
const nobody = 'erased'
const nameless = '[erased]'

class GivenUp extends Error {
  readonly answer: ErasureAnswer

  constructor(answer: ErasureAnswer) {
    super('given up on purpose')
    this.answer = answer
  }
}

export function createPostgresErasureStore(
  database: Kysely<Database>,
  sealAct: SealAct,
): ErasureStore {
  return {
    people: (text, limit) => findPeople(database, text, limit),
    async erase({ at, by, isTrial, personId, reason }) {
      try {
        return await database.transaction().execute(async (transaction) => {
          await sql`set local statement_timeout = '30min'`.execute(transaction)
          await refuseActive(transaction, personId)
          const names = await namesOf(transaction, personId)
          const counts = await eraseEverywhere(transaction, personId, names)
          if (isTrial) throw new GivenUp({ kind: 'tried', counts })
          const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
          await tellOfErasure(transaction, personId)
          const act = {
            ...{ at, act: 'person-erased', supervisorId: by, outcome: `${total} rows` },
            ...(reason === undefined ? {} : { words: without([...names, personId], reason) }),
          }
          await transaction.insertInto('audit_entry').values(rowOfAct(act, sealAct)).execute()
          return { kind: 'erased', counts }
        })
      } catch (failure) {
        if (failure instanceof GivenUp) return failure.answer
        throw failure
      }
    },
  }
}

type Within = Transaction<Database>

async function refuseActive(transaction: Within, personId: string): Promise<void> {
  const { rows } = await sql<{ controls: number; coachings: number }>`
    select
      (select count(*)::int from control
        where not is_final and ${personId} in (supervisor_id, agent_user_id)) as controls,
      (select count(*)::int from coaching_record
        where not is_over and ${personId} in (supervisor_id, agent_user_id)) as coachings
  `.execute(transaction)
  const { coachings, controls } = rows[0] ?? { controls: 0, coachings: 0 }
  if (controls + coachings > 0) throw new GivenUp({ kind: 'still-active', controls, coachings })
}

/** Whatever their case. */
function without(names: readonly string[], text: string): string {
  return names.reduce((rest, name) => {
    const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return rest.replaceAll(new RegExp(literal, 'giu'), nameless)
  }, text)
}

async function findPeople(database: Kysely<Database>, text: string, limit: number) {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select id, max(name) as name from (
      select agent_user_id as id, agent_name as name from coaching_record
      union select supervisor_id, supervisor_name from coaching_record
      union select changed_by, changed_by_name from policy_version
      union ${listedInPolicies}
      union select person_id, person ->> 'name' from session
      union select holder_supervisor_id, holder_name from coaching_lease
      union select ${text}::text, null where exists (
        select from audit_entry where supervisor_id = ${text} union all
        select from audit_entry where agent_user_id = ${text} union all
        select from audit_entry where to_supervisor_id = ${text})
    ) as known
    where id is not null and id <> ${nobody}
      and (id = ${text} or strpos(lower(name), lower(${text})) > 0)
    group by id order by name nulls last, id limit ${limit}`.execute(database)
  return rows.map(({ id, name }) => ({ id, ...(name === null ? {} : { name }) }))
}

async function eraseEverywhere(
  transaction: Within,
  personId: string,
  names: readonly string[],
): Promise<ErasureCounts> {
  const count = async (statement: RawBuilder<unknown>) =>
    Number((await statement.execute(transaction)).numAffectedRows ?? 0)
  const own = (table: string, columns: readonly string[], more = sql``) =>
    count(
      sql`update ${sql.table(table)} set ${sql.join(
        columns.map((column) => sql`${sql.ref(column)} = ${orNobody(column, personId)}`),
      )}${more} where ${personId} in (${sql.join(columns.map((column) => sql.ref(column)))})`,
    )

  const pair = ['supervisor_id', 'agent_user_id']
  return {
    auditEntries: await eraseFromAudit(transaction, personId),
    sessions: await count(sql`delete from session where person_id = ${personId}`),
    controls: await own(
      'control',
      pair,
      sql`, whisper_text = case when whisper_text is null
      then null else '' end`,
    ),
    acts: await own('control_act', pair, sql`, stated_reason = null`),
    reveals: await own('transcript_reveal', ['supervisor_id']),
    policies: await eraseFromPolicies(transaction, {
      ...{ personId, nobody, nameless },
      without: (text) => without(names, text),
    }),
    coachings: await eraseFromCoachings(transaction, personId),
    texts: await eraseNames(transaction, names),
    others:
      (await own('incident_fact', pair)) +
      (await own('intervention', pair)) +
      (await count(sql`update conversation_fact set agent_user_id = null
        where agent_user_id = ${personId}`)) +
      (await count(sql`delete from agent_settings where agent_user_id = ${personId}`)) +
      (await count(sql`delete from snippet where owner_id = ${personId}`)) +
      (await own('snippet', ['changed_by'], sql`, changed_by_name = ${nameless}`)) +
      (await count(sql`delete from idempotency where supervisor_id = ${personId}`)) +
      (await eraseFromLeases(transaction, personId)),
  }
}

function orNobody(column: string, personId: string): RawBuilder<unknown> {
  return sql`case when ${sql.ref(column)} = ${personId} then ${nobody} else ${sql.ref(column)} end`
}

/** As far as we have been told; short ones stand in other words. */
async function namesOf(transaction: Within, personId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select agent_name as name from coaching_record where agent_user_id = ${personId}
    union select supervisor_name from coaching_record where supervisor_id = ${personId}
    union select changed_by_name from policy_version where changed_by = ${personId}
    union select changed_by_name from snippet where changed_by = ${personId}
    union select person ->> 'name' from session where person_id = ${personId}
    union select name from (${listedInPolicies}) as listed where id = ${personId}
  `.execute(transaction)
  return rows.map(({ name }) => name).filter((name) => (name?.length ?? 0) > 2)
}

/** What was written about an agent goes whole; of what a supervisor wrote about others, only who it was. */
async function eraseFromCoachings(transaction: Within, personId: string): Promise<number> {
  const rows = await transaction
    .selectFrom('coaching_record')
    .selectAll()
    .where((builder) =>
      builder.or([
        builder('agent_user_id', '=', personId),
        builder('supervisor_id', '=', personId),
      ]),
    )
    .forUpdate()
    .execute()
  for (const row of rows) {
    const { record } = coachingOfRow(row)
    const isAgent = record.agentUserId === personId
    const isSupervisor = record.supervisorId === personId
    const changed = {
      ...record,
      ...(isAgent ? { agentName: nameless } : {}),
      ...(isSupervisor ? { supervisorName: nameless } : {}),
      details: isAgent ? { notes: '', tags: [], moments: [] } : record.details,
    }
    await transaction
      .updateTable('coaching_record')
      .set({
        ...(isAgent ? { agent_user_id: nobody, agent_name: nameless } : {}),
        ...(isSupervisor ? { supervisor_id: nobody, supervisor_name: nameless } : {}),
        ...detailsColumns(changed),
        revision: row.revision + 1,
        details_revision: row.details_revision + 1,
      })
      .where('id', '=', row.id)
      .execute()
  }
  return rows.length
}

/** Names in what others wrote: notes, moments, tags, and reasons. */
async function eraseNames(transaction: Within, names: readonly string[]): Promise<number> {
  let changed = 0
  for (const name of names) {
    const rows = await transaction
      .selectFrom('coaching_record')
      .selectAll()
      .where(
        sql<boolean>`strpos(details::text, trim(both '"' from to_json(${name}::text)::text)) > 0`,
      )
      .forUpdate()
      .execute()
    for (const row of rows) {
      const { record } = coachingOfRow(row)
      const without = (text: string) => text.replaceAll(name, nameless)
      const { moments, notes, tags } = record.details
      const details = {
        ...record.details,
        notes: without(notes),
        tags: tags.map(without),
        moments: moments.map((moment) => ({ ...moment, label: without(moment.label) })),
      }
      await transaction
        .updateTable('coaching_record')
        .set({
          ...detailsColumns({ ...record, details }),
          revision: row.revision + 1,
          details_revision: row.details_revision + 1,
        })
        .where('id', '=', row.id)
        .execute()
    }
    changed += rows.length
    for (const [table, column] of [
      ['control_act', 'stated_reason'],
      ['transcript_reveal', 'reason'],
    ] as const) {
      const { numAffectedRows } = await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = replace(${sql.ref(column)}, ${name}, ${nameless})
        where strpos(${sql.ref(column)}, ${name}) > 0`.execute(transaction)
      changed += Number(numAffectedRows ?? 0)
    }
  }
  return changed
}

async function eraseFromLeases(transaction: Within, personId: string): Promise<number> {
  const removed = await sql`
    delete from coaching_lease where agent_user_id = ${personId}`.execute(transaction)
  const changed = await sql`
    update coaching_lease set
      until = case when holder_supervisor_id = ${personId} then now() else until end,
      holder_tab_id = case when holder_supervisor_id = ${personId} then null else holder_tab_id end,
      holder_name = case when holder_supervisor_id = ${personId} then null else holder_name end,
      holder_supervisor_id = nullif(holder_supervisor_id, ${personId}),
      previous_supervisor_id = nullif(previous_supervisor_id, ${personId}),
      wishes = coalesce((select jsonb_agg(wish) from jsonb_array_elements(wishes) as wish
        where wish ->> 'supervisorId' <> ${personId}), '[]')
    where ${personId} in (holder_supervisor_id, previous_supervisor_id)
      or strpos(wishes::text, to_json(${personId}::text)::text) > 0`.execute(transaction)
  return Number(removed.numAffectedRows ?? 0) + Number(changed.numAffectedRows ?? 0)
}
