/** Fills the audit and the controls by the million, with SQL alone, as a year of work would have left them. */
import { type Kysely, sql } from 'kysely'

export type Tables = Record<string, Record<string, unknown>>

export interface RecordSize {
  readonly entries: number
  readonly controls: number
  readonly firstMs: number
  readonly lastMs: number
}

const rowsAtOnce = 250_000
const settings = ['synchronous_commit = off', "maintenance_work_mem = '512MB'"]

/** `database` has one connection: what is set holds for everything. */
export async function fillRecord(database: Kysely<Tables>, size: RecordSize): Promise<void> {
  for (const setting of settings) await sql.raw(`set ${setting}`).execute(database)
  const indexes = await dropIndexes(database)
  await inPieces(size.controls, (from, to) => controls(size, from, to).execute(database))
  await inPieces(size.controls * 3, (from, to) => controlActs(size, from, to).execute(database))
  await inPieces(size.entries, (from, to) => entries(size, from, to).execute(database))
  for (let level = 0; size.entries >> level > 0; level += 1)
    await inPieces(Math.floor(size.entries / 2 ** level), (from, to) =>
      sql`insert into audit_node (level, index, hash)
        select ${level}::smallint, turn, repeat(md5(turn::text), 2)
        from generate_series(${from}::bigint, ${to}::bigint) as turn`.execute(database),
    )
  await sql`insert into audit_head (size, head)
    select least(turn * 500, ${size.entries}::bigint), jsonb_build_object('size', least(turn * 500, ${size.entries}::bigint),
      'installation', 'bench', 'root', repeat('ab', 32), 'at', 1, 'publicKey', repeat('cd', 32), 'signature', repeat('ef', 64))
    from generate_series(1, ${Math.ceil(size.entries / 500)}::bigint) as turn`.execute(database)
  await sql`insert into audit_tree (size, frontier, sealed_secret)
    values (${size.entries}, ${edgeOf(size.entries)}, 'sealed')`.execute(database)
  await sql`select setval('audit_position', ${size.entries}::bigint)`.execute(database)
  for (const definition of indexes) await sql.raw(definition).execute(database)
  await sql`vacuum (analyze) audit_entry, audit_node, audit_head, control, control_act`.execute(
    database,
  )
}

/** One hash for each bit of the size; what they are the database does not ask. */
function edgeOf(entries: number): readonly string[] {
  return [...entries.toString(2).replaceAll('0', '')].map(() => 'ab'.repeat(32))
}

async function inPieces(
  count: number,
  insert: (from: number, to: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < count; from += rowsAtOnce)
    await insert(from, Math.min(count, from + rowsAtOnce) - 1)
}

/** All that hold no constraint up; answers how they are made again. */
async function dropIndexes(database: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select relname as name, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace = current_schema()::regnamespace and not relispartition
      and indrelid in ('audit_entry'::regclass, 'control'::regclass, 'control_act'::regclass)
      and not exists (select from pg_constraint where conindid = indexrelid)`.execute(database)
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(database)
  // Of a partitioned table it names that one alone, and would make none in its parts.
  return rows.map(({ definition }) => definition.replace(' ON ONLY ', ' ON '))
}

/** Twelve entries of a conversation, four of a control; 400 supervisors, 5,000 agents. */
function entries({ entries: count, firstMs, lastMs }: RecordSize, from: number, to: number) {
  const stepMs = (lastMs - firstMs) / count
  return sql`
    insert into audit_entry (at, position, tree_index, id, act, conversation_id, control_id,
      supervisor_id, agent_user_id, personal, salt, leaf)
    select to_timestamp((${firstMs}::float8 + turn * ${stepMs}::float8) / 1000), turn, turn,
      'entry-' || turn, (array['control-submitted', 'control-executing', 'control-completed',
        'reveal'])[1 + turn % 4],
      'conversation-' || turn / 12, 'control-' || turn / 4,
      'supervisor-' || (turn / 4) % 400, 'agent-' || (turn / 12) % 5000,
      jsonb_build_object('supervisorId', 'supervisor-' || (turn / 4) % 400,
        'agentUserId', 'agent-' || (turn / 12) % 5000),
      repeat('ab', 32),
      '{"act":"control-executing","at":' || turn || ',"conversationId":"conversation-' || turn / 12
        || '","customerCouldHear":false,"evidence":"event","id":"entry-' || turn
        || '","mode":"coach","personal":"' || repeat('cd', 32) || '"}'
    from generate_series(${from}::bigint, ${to}::bigint) as turn`
}

function controls({ controls: count, firstMs, lastMs }: RecordSize, from: number, to: number) {
  const stepMs = (lastMs - firstMs) / count
  return sql`
    insert into control (id, conversation_id, kind, supervisor_id, agent_user_id,
      coaching_session_id, platform_control_id, platform_version, submitted_at, state_name,
      is_final, state, revision, owner)
    select 'control-' || turn, 'conversation-' || turn / 3,
      (array['whisper-audio', 'whisper-text', 'monitor', 'barge'])[1 + turn % 4],
      'supervisor-' || turn % 400, 'agent-' || (turn / 3) % 5000, 'coaching-' || turn,
      'platform-control-' || turn, 7,
      to_timestamp((${firstMs}::float8 + turn * ${stepMs}::float8) / 1000), 'completed', true,
      '{"name":"completed","evidence":"event","at":1}', 5, 'server-1'
    from generate_series(${from}::bigint, ${to}::bigint) as turn`
}

function controlActs({ controls: count, firstMs, lastMs }: RecordSize, from: number, to: number) {
  const stepMs = (lastMs - firstMs) / count / 3
  return sql`
    insert into control_act (at, control_id, conversation_id, supervisor_id, agent_user_id, act)
    select to_timestamp((${firstMs}::float8 + turn * ${stepMs}::float8) / 1000),
      'control-' || turn / 3, 'conversation-' || turn / 9, 'supervisor-' || (turn / 3) % 400,
      'agent-' || (turn / 9) % 5000,
      (array['control-submitted', 'control-executing', 'control-completed'])[1 + turn % 3]
    from generate_series(${from}::bigint, ${to}::bigint) as turn`
}
