import { createHeadSigner } from '@sotto/audit'
import { silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import { migrate } from '../../src/database/postgres/migrate.ts'
import { migrations } from '../../src/database/postgres/migrations.ts'
import type { Database } from '../../src/database/postgres/tables.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'

let server: TestDatabase
beforeAll(async () => {
  server = await startTestDatabase()
}, 60_000)
afterAll(() => server?.close(), 60_000)

const signer = createHeadSigner(Buffer.alloc(32, 5))
const now = new Date(systemClock.wallNow())
const monthAt = (ahead: number, day = 10) =>
  Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, day)

async function openAt(schema: string) {
  const pool = new pg.Pool({
    connectionString: server.url.reveal(),
    max: 2,
    options: `-c search_path=${schema}`,
  })
  const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const open = () =>
    createPostgresStores({
      url: server.url,
      connections: 2,
      logger: silentLogger,
      random: systemRandom,
      schema,
    })
  const places = async () => {
    const { rows } = await sql<{ place: string; entries: number }>`
      select tableoid::regclass::text as place, count(*)::int as entries
      from audit_entry group by 1 order by 1`.execute(database)
    return Object.fromEntries(rows.map(({ entries, place }) => [place, entries]))
  }
  return { database, open, places }
}

function monthName(ahead: number): string {
  return `audit_entry_${new Date(monthAt(ahead)).toISOString().slice(0, 7).replace('-', '_')}`
}

const act = (at: number) => ({ at, act: 'reveal', supervisorId: 'supervisor-1' })

it('[DB160] [DB161] a record from before the months is brought over by several servers at once, and every entry kept', async () => {
  const schema = server.freshSchema()
  const { database, open, places } = await openAt(schema)
  await sql`create schema ${sql.id(schema)}`.execute(database)
  const earlier = Object.entries(migrations).filter(([name]) => name < '0019')
  await migrate(database, Object.fromEntries(earlier))
  const times = [0, monthAt(-2), monthAt(-1), monthAt(0), monthAt(0, 11), Date.UTC(2199, 0, 1)]
  for (const at of times)
    await sql`insert into audit_entry (at, id, act, leaf)
      values (${new Date(at)}, ${String(at)}, 'reveal', '{}')`.execute(database)
  const opened = await Promise.all([open(), open(), open()])
  expect(await places()).toEqual({
    audit_entry_before: 1,
    [monthName(-2)]: 1,
    [monthName(-1)]: 1,
    [monthName(0)]: 2,
    audit_entry_after: 1,
  })
  const { rows: kept } = await sql`select id from audit_entry order by at`.execute(database)
  expect(kept).toEqual(times.map((at) => ({ id: String(at) })))
  for (const stores of opened) await stores.close()
  await database.destroy()
})

it('[DB161] [DB162] months are made without a hole, take what came too early, and go as a whole when they are old', async () => {
  const { database, open, places } = await openAt(server.freshSchema())
  const stores = await open()
  await stores.audit.sealedSecret('sealed')
  for (const ahead of [0, 0, 1, 3]) await stores.audit.append(act(monthAt(ahead)))
  expect(await places()).toMatchObject({ [monthName(0)]: 2, audit_entry_after: 1 })
  await Promise.all([1, 2, 3].map(() => stores.audit.prepareMonths(monthAt(2))))
  expect(await places()).toMatchObject({ [monthName(1)]: 1, [monthName(3)]: 1 })
  // A clock that jumped by years makes no tables.
  await stores.audit.prepareMonths(Date.UTC(2199, 0, 1))

  const old = monthAt(2, 1)
  // What has no place yet keeps its month.
  expect(await stores.retention.forget('audit', old, 9)).toBe(0)
  const sign = (tree: { size: number; root: string }) =>
    signer.sign({ ...tree, installation: 'test', at: 1 })
  await stores.audit.place({ limit: 99, sign })
  expect(await stores.retention.forget('audit', old - 1, 9)).toBe(2)
  expect(await places()).toEqual({ [monthName(1)]: 1, [monthName(3)]: 1 })
  expect(await stores.retention.forget('audit', old, 9)).toBe(1)
  await stores.audit.append(act(monthAt(-9)))
  expect(await places()).toEqual({ audit_entry_before: 1, [monthName(3)]: 1 })
  await stores.close()
  await database.destroy()
})

it('[DB163] a page is read from the newest months alone when they fill it', async () => {
  const { database, open } = await openAt(server.freshSchema())
  const stores = await open()
  for (let turn = 0; turn < 40; turn += 1) await stores.audit.append(act(monthAt(0) + turn))
  await sql`analyze audit_entry`.execute(database)
  const { rows } = await sql<Record<string, string>>`
    explain (analyze, costs off, timing off, summary off)
    select * from audit_entry where at <= ${new Date(monthAt(0, 20))}
    order by at desc, position desc limit 5`.execute(database)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).not.toContain('Sort')
  expect(plan).not.toContain(monthName(1))
  expect(plan).toMatch(/audit_entry_before.*never executed/)
  await stores.close()
  await database.destroy()
})
