/** Writes everything of one installation as lines, out of one snapshot, while servers go on writing. */
import { createHash } from 'node:crypto'
import type { Secret } from '@sotto/kernel'
import pg from 'pg'
import { z } from 'zod'
import {
  type DatabaseTlsSettings,
  drivenBy,
  openDatabaseWay,
  refusedByTls,
} from '../postgres/database-tls.ts'
import { type BackupHead, type BackupMark, backupFormat, writeMark } from './backup-format.ts'
import { BackupRefusal } from './backup-refusal.ts'
import {
  type Ask,
  quoted,
  readPartitions,
  readSequences,
  readTables,
  readTally,
  type TableShape,
} from './catalogue.ts'

export interface WriteBackupOptions {
  readonly url: Secret<string>
  /** As the server goes there. */
  readonly tls?: DatabaseTlsSettings | undefined
  /** `public` unless told. */
  readonly schema?: string | undefined
  readonly madeAt: Date
}

const rowsAtOnce = 500

/** Each with its line end. Throws a `BackupRefusal` when there is nothing of Sotto's in the database. */
export async function* backupLines(options: WriteBackupOptions): AsyncGenerator<string> {
  const way = await openDatabaseWay(options.url, options.tls)
  const client = new pg.Client({
    ...drivenBy(way),
    application_name: 'sotto backup',
    connectionTimeoutMillis: 5_000,
    options: `-c timezone=UTC -c datestyle=ISO${
      options.schema === undefined ? '' : ` -c search_path=${options.schema}`
    }`,
  })
  client.on('error', () => {})
  await client.connect().catch((failure: unknown) => {
    throw refusedByTls(failure, way)
  })
  const ask: Ask = async (statement, values = []) =>
    (await client.query(statement, [...values])).rows
  try {
    // One moment for all tables, whoever writes meanwhile.
    await ask('begin transaction isolation level repeatable read read only')
    const digest = createHash('sha256')
    for await (const line of linesOf(ask, options.madeAt)) {
      digest.update(`${line}\n`)
      yield `${line}\n`
    }
    yield `${writeMark(['end', digest.digest('hex')])}\n`
  } finally {
    await client.end().catch(() => {})
  }
}

async function* linesOf(ask: Ask, madeAt: Date): AsyncGenerator<string> {
  const tables = await readTables(ask)
  if (!tables.some(({ name }) => name === 'sotto_migration'))
    throw new BackupRefusal('This database holds nothing of Sotto: there is nothing to back up.')
  yield writeMark(['sotto-backup', backupFormat, await headOf(ask, madeAt)])
  for (const table of tables) yield* tableLines(ask, table)
}

async function headOf(ask: Ask, madeAt: Date): Promise<BackupHead> {
  const steps = await ask('select name from sotto_migration order by name')
  const installation = await ask(`select platform, client from installation`).catch(
    (failure: unknown) => {
      throw new BackupRefusal('These tables are of a version too old for a backup.', failure)
    },
  )
  return {
    madeAt: madeAt.toISOString(),
    steps: z
      .array(z.object({ name: z.string() }))
      .parse(steps)
      .map(({ name }) => name),
    ...(installation[0] === undefined
      ? {}
      : {
          installation: z
            .object({ platform: z.string(), client: z.string() })
            .parse(installation[0]),
        }),
    keys: await keysIn(ask),
    partitions: z
      .array(z.object({ table: z.string(), parent: z.string(), bound: z.string() }))
      .parse(await readPartitions(ask)),
    sequences: await sequencesIn(ask),
  }
}

/** A sealed text names its key: `v1.<key>.…` */
async function keysIn(ask: Ask): Promise<string[]> {
  const rows = await ask(`
    select distinct split_part(sealed, '.', 2) as key
    from (select sealed_tokens as sealed from session
      union all select sealed_secret from audit_tree) as all_sealed
    where sealed like 'v1.%' order by key`)
  return z
    .array(z.object({ key: z.string() }))
    .parse(rows)
    .map(({ key }) => key)
}

async function sequencesIn(ask: Ask): Promise<BackupHead['sequences']> {
  const schema = z.tuple([z.object({ last: z.string(), isCalled: z.boolean() })])
  const sequences: BackupHead['sequences'] = []
  for (const name of await readSequences(ask)) {
    const rows = await ask(
      `select last_value::text as last, is_called as "isCalled" from ${quoted(name)}`,
    )
    sequences.push({ name, ...schema.parse(rows)[0] })
  }
  return sequences
}

const rowsSchema = z.array(z.object({ row: z.string() }))

async function* tableLines(ask: Ask, { columns, name }: TableShape): AsyncGenerator<string> {
  yield writeMark(['table', name, [...columns]])
  await ask(
    `declare rows no scroll cursor for select to_jsonb(one)::text as row from ${quoted(name)} as one`,
  )
  for (;;) {
    const rows = rowsSchema.parse(await ask(`fetch ${rowsAtOnce} from rows`))
    for (const { row } of rows) yield row
    if (rows.length < rowsAtOnce) break
  }
  await ask('close rows')
  const { count, sum } = await readTally(ask, name)
  const mark: BackupMark = ['rows', count, sum]
  yield writeMark(mark)
}
