import { secret, silentLogger, systemClock } from '@sotto/kernel'
import { Kysely, type Migration, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryStores } from '../../src/database/memory/create-memory-stores.ts'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import { DatabaseRefusal } from '../../src/database/postgres/database-refusal.ts'
import { migrate } from '../../src/database/postgres/migrate.ts'
import { migrations } from '../../src/database/postgres/migrations.ts'
import type { Database } from '../../src/database/postgres/tables.ts'
import { runCoachingContract } from './coaching-store-contract.ts'
import { runFactContract } from './fact-store-contract.ts'
import { runLeaseContract } from './lease-store-contract.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'
import { runStoresContract } from './stores-contract.ts'

let server: TestDatabase
beforeAll(async () => {
  server = await startTestDatabase()
}, 60_000)
afterAll(() => server?.close(), 60_000)

function openStores(schema: string) {
  return createPostgresStores({ url: server.url, connections: 4, logger: silentLogger, schema })
}

runStoresContract('stores in memory', async () => createMemoryStores(systemClock))
runStoresContract('stores in PostgreSQL', () => openStores(server.freshSchema()))

describe('leases in memory', () => runLeaseContract(async () => createMemoryStores(systemClock)))
describe('leases in PostgreSQL', () => runLeaseContract(() => openStores(server.freshSchema())))

describe('coachings in memory', () =>
  runCoachingContract(async () => createMemoryStores(systemClock)))
describe('coachings in PostgreSQL', () =>
  runCoachingContract(() => openStores(server.freshSchema())))
describe('facts in memory', () => runFactContract(async () => createMemoryStores(systemClock)))
describe('facts in PostgreSQL', () => runFactContract(() => openStores(server.freshSchema())))

describe('migrations', () => {
  async function withDatabase<T>(run: (database: Kysely<Database>) => Promise<T>): Promise<T> {
    const schema = server.freshSchema()
    const pool = new pg.Pool({
      connectionString: server.url.reveal(),
      max: 4,
      options: `-c search_path=${schema}`,
    })
    const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
    try {
      await sql`create schema ${sql.id(schema)}`.execute(database)
      return await run(database)
    } finally {
      await database.destroy()
    }
  }

  it('[DB31] several servers that start at once bring the database up once', async () => {
    const schema = server.freshSchema()
    const opened = await Promise.all([openStores(schema), openStores(schema), openStores(schema)])
    for (const stores of opened) expect(await stores.healthy()).toBe(true)
    await Promise.all(opened.map((stores) => stores.close()))
    await (await openStores(schema)).close()
  })

  it('[DB31] a second run takes no step', () =>
    withDatabase(async (database) => {
      expect(await migrate(database)).toEqual(Object.keys(migrations))
      expect(await migrate(database)).toEqual([])
    }))

  it('[DB31] a step that fails leaves nothing half done', () =>
    withDatabase(async (database) => {
      const broken: Migration = {
        async up(inner) {
          await sql`create table half (id text)`.execute(inner)
          await sql`this is no statement`.execute(inner)
        },
      }
      await expect(migrate(database, { ...migrations, '9999-broken': broken })).rejects.toThrow()
      const { rows } =
        await sql`select to_regclass('half') as half, to_regclass('control') as control`.execute(
          database,
        )
      expect(rows).toEqual([{ half: null, control: null }])
    }))

  it('[DB32] a database that a newer program has used is refused in one line', () =>
    withDatabase(async (database) => {
      const later: Migration = { async up() {} }
      await migrate(database, { ...migrations, '9999-later': later })
      await expect(migrate(database)).rejects.toThrow(
        'The database was last used by a newer Sotto (it has the step "9999-later").',
      )
    }))

  it('[DB32] an address nobody answers at is refused in one line without the password', async () => {
    const failure = await createPostgresStores({
      url: secret('postgres://sotto:planted-password@127.0.0.1:1/nowhere'),
      connections: 2,
      logger: silentLogger,
    }).catch((thrown: unknown) => thrown)
    expect(failure).toBeInstanceOf(DatabaseRefusal)
    expect(String(failure)).toContain('127.0.0.1:1/nowhere cannot be used (ECONNREFUSED)')
    expect(String(failure)).not.toContain('planted')
  })
})

it('[DB30] a database that has gone away is not healthy, and that is an answer', async () => {
  const stores = await openStores(server.freshSchema())
  await stores.close()
  expect(await stores.healthy()).toBe(false)
})
