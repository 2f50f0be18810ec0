// Takes a backup back, whole or not at all: tables are made by the steps they were made by, filled, and counted, in one transaction.
//
//   judge the file ─► look at the database ─► [drop what is there] ─► steps ─► partitions ─► rows ─► sequences ─► tally ─► commit
import type { Secret } from '@sotto/kernel'
import { CompiledQuery, Kysely, type Migration, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import {
  type DatabaseTlsSettings,
  drivenBy,
  openDatabaseWay,
  refusedByTls,
} from '../postgres/database-tls.ts'
import { migrations as ownMigrations } from '../postgres/migrations.ts'
import type { Database } from '../postgres/tables.ts'
import type { BackupHead } from './backup-format.ts'
import { BackupRefusal } from './backup-refusal.ts'
import { type Ask, quoted, readTables, readTally, type TableShape } from './catalogue.ts'
import { type BackupSummary, judgeBackup, readBackup } from './read-backup.ts'

export interface RestoreOptions {
  readonly url: Secret<string>
  /** As the server goes there. */
  readonly tls?: DatabaseTlsSettings | undefined
  /** `public` unless told; made when missing. */
  readonly schema?: string | undefined
  readonly file: string
  /** What is there may be dropped. */
  readonly replace: boolean
  /** The steps this program knows; for tests. */
  readonly migrations?: Readonly<Record<string, Migration>>
}

/** Throws a `BackupRefusal`; then nothing has changed. Afterwards the tables are of the backup's version: the next start goes on. */
export async function restoreBackup(options: RestoreOptions): Promise<BackupSummary> {
  const summary = await judgeBackup(options.file)
  const migrations = options.migrations ?? ownMigrations
  refuseNewer(summary.head, migrations)
  const way = await openDatabaseWay(options.url, options.tls)
  const pool = new pg.Pool({
    ...drivenBy(way),
    application_name: 'sotto restore',
    connectionTimeoutMillis: 5_000,
    max: 1,
    options: `-c timezone=UTC -c datestyle=ISO${
      options.schema === undefined ? '' : ` -c search_path=${options.schema}`
    }`,
  })
  pool.on('error', () => {})
  const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  try {
    await database.transaction().execute(async (transaction) => {
      const ask: Ask = async (statement, values = []) =>
        (await transaction.executeQuery(CompiledQuery.raw(statement, [...values]))).rows
      if (options.schema !== undefined)
        await ask(`create schema if not exists ${quoted(options.schema)}`)
      await makeRoom(ask, options.replace)
      await makeTables(transaction, ask, summary.head, migrations)
      await fillTables(ask, options.file)
      await setSequences(ask, summary.head)
    })
    return summary
  } catch (failure) {
    throw refusedByTls(failure, way)
  } finally {
    await database.destroy()
  }
}

function refuseNewer({ steps }: BackupHead, migrations: Readonly<Record<string, Migration>>): void {
  const unknown = steps.find((step) => !(step in migrations))
  if (unknown === undefined) return
  throw new BackupRefusal(
    `The backup is of a newer Sotto (it has the step "${unknown}"). Restore it with that version.`,
  )
}

const namesSchema = z.array(z.object({ name: z.string() }))

async function makeRoom(ask: Ask, mayReplace: boolean): Promise<void> {
  const tables = await readTables(ask)
  if (tables.length === 0) return
  if (!tables.some(({ name }) => name === 'sotto_migration'))
    throw new BackupRefusal('This database holds tables that are not Sotto’s. Name an empty one.')
  if (!mayReplace)
    throw new BackupRefusal(
      'This database is not empty. Name an empty one, or say --replace: what is there is then lost.',
    )
  await refuseLivingServers(ask, tables)
  for (const { name } of tables) await ask(`drop table if exists ${quoted(name)} cascade`)
  const rest = await ask(`
    select 'sequence if exists ' || quote_ident(relname) as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'S'
    union all
    select 'function if exists ' || oid::regprocedure from pg_proc
    where pronamespace = current_schema()::regnamespace and prokind = 'f'
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')`)
  for (const { name } of namesSchema.parse(rest)) await ask(`drop ${name} cascade`)
}

/** A server that writes meanwhile would find its rows gone, or put its own among the old ones. */
async function refuseLivingServers(ask: Ask, tables: readonly TableShape[]): Promise<void> {
  if (!tables.some(({ name }) => name === 'server_presence')) return
  const alive = await ask('select id from server_presence where alive_until > now()')
  if (alive.length > 0)
    throw new BackupRefusal('Servers are at work on these tables. End them first, then restore.')
}

async function makeTables(
  transaction: Transaction<Database>,
  ask: Ask,
  { partitions, steps }: BackupHead,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  // As the query builder's own migrator makes them: it finds them at the next start.
  await ask(`create table sotto_migration
    (name varchar(255) not null primary key, timestamp varchar(255) not null)`)
  await ask(`create table sotto_migration_lock
    (id varchar(255) not null primary key, is_locked integer default 0 not null)`)
  for (const step of steps) await migrations[step]?.up(transaction)
  // The steps made those of this month; the backup's are of its own.
  for (const { name } of namesSchema.parse(await ask(partitionsHere)))
    await ask(`drop table ${quoted(name)}`)
  for (const { bound, parent, table } of partitions)
    await ask(`create table ${quoted(table)} partition of ${quoted(parent)} ${bound}`)
  const tables = (await readTables(ask)).map(({ name }) => quoted(name))
  await ask(`truncate ${tables.join(', ')}`)
}

const partitionsHere = `
  select relname as name from pg_class
  where relnamespace = current_schema()::regnamespace and relkind = 'r' and relispartition`

const textAtOnce = 1_000_000

/** The file was judged: what does not fit now does not fit these tables. */
async function fillTables(ask: Ask, file: string): Promise<void> {
  const shapes = new Map((await readTables(ask)).map((table) => [table.name, table]))
  let table: TableShape | undefined
  let rows: string[] = []
  let size = 0

  async function flush(): Promise<void> {
    if (table !== undefined && rows.length > 0) await insertRows(ask, table, rows)
    rows = []
    size = 0
  }

  for await (const line of readBackup(file)) {
    if (line.kind === 'row') {
      rows.push(line.text)
      size += line.text.length
      if (size > textAtOnce) await flush()
    } else if (line.kind === 'mark' && line.mark[0] === 'table') {
      table = shapeFor(shapes, line.mark[1], line.mark[2])
    } else if (line.kind === 'mark' && line.mark[0] === 'rows' && table !== undefined) {
      await flush()
      const { count, sum } = await readTally(ask, table.name)
      if (count !== line.mark[1] || sum !== line.mark[2])
        throw new BackupRefusal(`The rows of "${table.name}" did not come back as they were.`)
    }
  }
}

function shapeFor(
  shapes: ReadonlyMap<string, TableShape>,
  name: string,
  columns: readonly string[],
): TableShape {
  const shape = shapes.get(name)
  if (shape !== undefined && [...shape.columns].sort().join() === [...columns].sort().join())
    return shape
  throw new BackupRefusal(`The backup's table "${name}" is not as this version makes it.`)
}

async function insertRows(ask: Ask, table: TableShape, rows: readonly string[]): Promise<void> {
  const columns = table.columns.map(quoted).join(', ')
  await ask(
    `insert into ${quoted(table.name)} (${columns}) overriding system value
     select ${columns} from jsonb_populate_recordset(null::${quoted(table.name)}, $1::jsonb)`,
    [`[${rows.join(',')}]`],
  )
}

async function setSequences(ask: Ask, { sequences }: BackupHead): Promise<void> {
  for (const { isCalled, last, name } of sequences)
    await ask(`select setval($1::regclass, $2::bigint, $3)`, [quoted(name), last, isCalled])
}
