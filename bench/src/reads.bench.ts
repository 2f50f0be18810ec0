/**
 * What every statement on the audit and on controls costs over years of them, on the embedded PostgreSQL: its plan, its rows and the
 * pages of the database it touches. Claims: none walks a table through, each touches few pages, and an auditor's page of 50 in the
 * middle takes at most twice as long as the same page that stands there alone. Says which indexes no statement has used.
 *
 *   npx tsx bench/src/reads.bench.ts [entries, default 10000000] [controls, default a tenth of them]
 *
 * Needs about 1.3 GB of disk for each million of entries, in the folder for temporary files, and deletes it at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createScope, secret, silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import {
  auditFilters,
  auditShapeOf,
  auditStatements,
  createPostgresStores,
  type Stores,
  startEmbeddedDatabase,
  type WalkedIds,
} from '@sotto/server'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { fillRecord, type Tables } from './reads/fill-record.ts'
import { logPlans, openPlanLog, type PlanLog, type SeenPlan } from './reads/plan-log.ts'

const [entriesWanted = '10000000', controlsWanted] = process.argv.slice(2)
const entries = Number(entriesWanted)
const controls = Number(controlsWanted ?? Math.ceil(entries / 10))
const dayMs = 86_400_000
/** A page of fifty entries and a descent into each month come to about this. */
const mostBuffers = 1_500
/** The one row of the tree, and months that hold next to nothing, are read as they stand. */
const mostWalked = 1_000
const scope = createScope()
const directory = await mkdtemp(path.join(tmpdir(), 'sotto-reads-bench-'))
scope.onClose(() => rm(directory, { recursive: true, force: true }))
const say = (line: string) => console.log(line)

async function ground(url: string, schema: string) {
  const stores = await createPostgresStores({
    ...{ url: secret(url), connections: 1, schema },
    ...{ random: systemRandom, logger: silentLogger },
  })
  const options = `-c search_path=${schema}`
  const pool = new pg.Pool({ connectionString: url, max: 1, options })
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  scope.onClose(() => stores.close())
  scope.onClose(() => database.destroy())
  return { stores, database }
}

async function indexesOf(database: Kysely<Tables>): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string; columns: string }>`
    select relname as name,
      regexp_replace(pg_get_indexdef(indexrelid), '^.* USING btree ', '') as columns
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace = current_schema()::regnamespace`.execute(database)
  return new Map(rows.map(({ columns, name }) => [name, columns]))
}

/** Each call once for the caches and once to be looked at. */
async function walk(stores: Stores, log: PlanLog, ids: WalkedIds): Promise<number> {
  let bad = 0
  say('| statement | reads | rows | pages | ms |\n| --- | --- | --: | --: | --: |')
  for (const { name, run } of auditStatements(ids)) {
    try {
      await run(stores, { ...ids, walk: `${ids.walk}-warm` })
      await log.take()
      await run(stores, ids)
    } catch (failure) {
      bad += 1
      say(`| ${name} | **${failure instanceof Error ? failure.message : 'failed'}** | | | |`)
    }
    for (const plan of await log.take()) {
      if (auditShapeOf(plan.statement) === undefined) continue
      const complaint = complaintOf(name, plan)
      if (complaint !== undefined) bad += 1
      say(
        `| ${name} | ${plan.steps.join('; ') || 'nothing'} | ${plan.rows} | ${plan.buffers} | ${plan.ms.toFixed(1)}${complaint === undefined ? '' : ` **${complaint}**`} |`,
      )
    }
  }
  return bad
}

function complaintOf(name: string, { buffers, walked }: SeenPlan): string | undefined {
  if (walked > mostWalked) return 'walks a table through'
  // A thousand rows are deleted at once, from every index they stand in.
  const most = name.startsWith('forgetting') ? 20 * mostBuffers : mostBuffers
  return buffers > most ? 'many pages' : undefined
}

async function unusedIndexes(database: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ what: string }>`
    select distinct regexp_replace(relname, '_(\\d{4}_\\d\\d|before|after)$', '') || ' '
      || regexp_replace(pg_get_indexdef(indexrelid), '^.* USING btree ', '') as what
    from pg_stat_user_indexes as used
    where schemaname = current_schema()
      and relname ~ '^(audit_entry|audit_node|audit_head|audit_tree|control)'
      and not (select indisunique from pg_index where indexrelid = used.indexrelid)
    group by 1
    having sum(idx_scan) = 0`.execute(database)
  return rows.map(({ what }) => what)
}

/** In turn, so that whatever else the machine does falls on both alike. */
async function medianMsOfBoth(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []]
  const timed = async (run: () => Promise<unknown>, into: number[]) => {
    const startedAt = performance.now()
    await run()
    into.push(performance.now() - startedAt)
  }
  for (let round = 0; round < 120; round += 1) {
    const runs = [() => timed(one, times[0]), () => timed(other, times[1])]
    for (const run of round % 2 === 0 ? runs : runs.toReversed()) await run()
  }
  const [ones, others] = times.map((list) => list.slice(20).sort((left, right) => left - right)[50])
  return [ones ?? Number.NaN, others ?? Number.NaN]
}

/** The same page among all the others and alone in a record with as many months. */
async function comparePages(
  large: Awaited<ReturnType<typeof ground>>,
  small: Awaited<ReturnType<typeof ground>>,
  ids: WalkedIds,
): Promise<void> {
  const after = { at: ids.at, position: ids.position }
  for (const [name, filter] of Object.entries(auditFilters(ids))) {
    await sql`truncate audit_entry`.execute(small.database)
    for (const row of await large.stores.audit.page(filter, 50, after)) {
      const { at, id, index, leaf, personal, position } = row
      await small.database
        .insertInto('audit_entry')
        .values({
          ...{ at: new Date(at), position, id, leaf, tree_index: index },
          ...{ act: filter.acts?.[0] ?? 'reveal', salt: personal?.salt },
          ...{ conversation_id: filter.conversationId, control_id: ids.controlId },
          ...{ supervisor_id: personal?.values.supervisorId },
          ...{ agent_user_id: personal?.values.agentUserId },
          personal: JSON.stringify(personal?.values),
        })
        .execute()
    }
    await sql`vacuum (analyze) audit_entry`.execute(small.database)
    const [alone, among] = await medianMsOfBoth(
      () => small.stores.audit.page(filter, 50, after),
      () => large.stores.audit.page(filter, 50, after),
    )
    say(
      `page, ${name}: ${among.toFixed(2)} ms among ${entries}, ${alone.toFixed(2)} ms alone: ${(among / alone).toFixed(2)} times (claim: at most 2)`,
    )
  }
}

try {
  const embedded = await startEmbeddedDatabase({
    ...{ clock: systemClock, random: systemRandom, logger: silentLogger },
    dataDirectory: directory,
  })
  scope.onClose(() => embedded.close())
  const url = embedded.url.reveal()
  const firstMs = systemClock.wallNow()
  const lastMs = firstMs + 330 * dayMs
  const filling = await ground(url, 'large')
  await filling.stores.audit.prepareMonths(lastMs)
  const startedAt = performance.now()
  await fillRecord(filling.database, { entries, controls, firstMs, lastMs })
  const { rows } = await sql<{ bytes: string }>`
    select pg_database_size(current_database()) as bytes`.execute(filling.database)
  say(
    `filled with ${entries} entries and ${controls} controls in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s, ${(Number(rows[0]?.bytes) / 2 ** 30).toFixed(1)} GiB`,
  )
  const turn = Math.floor(entries / 2) - 5_000
  const ids: WalkedIds = {
    walk: 'looked-at',
    at: Math.floor((firstMs + lastMs) / 2),
    position: String(entries),
    index: turn,
    size: entries,
    conversationId: `conversation-${Math.floor(turn / 12)}`,
    controlId: `control-${Math.floor(Math.min(turn / 4, controls / 2))}`,
    supervisorId: `supervisor-${Math.floor(turn / 4) % 400}`,
    agentUserId: `agent-${Math.floor(turn / 12) % 5_000}`,
  }
  await logPlans(filling.database, new URL(url).pathname.slice(1))
  await sql`select pg_stat_reset()`.execute(filling.database)
  const looked = await ground(url, 'large')
  const indexes = await indexesOf(filling.database)
  const log = await openPlanLog(path.join(directory, 'database', 'postgres.log'), indexes)
  const bad = await walk(looked.stores, log, ids)
  // What it has used is told at its end.
  await looked.stores.close()
  say(`statements that walk a table through or touch many pages: ${bad} (claim: none)`)
  say(`indexes no statement used: ${(await unusedIndexes(filling.database)).join(', ') || 'none'}`)
  const small = await ground(url, 'small')
  await small.stores.audit.prepareMonths(lastMs)
  await sql`alter database ${sql.id(new URL(url).pathname.slice(1))} reset all`.execute(
    filling.database,
  )
  await comparePages(await ground(url, 'large'), await ground(url, 'small'), ids)
} finally {
  await scope.close()
}
