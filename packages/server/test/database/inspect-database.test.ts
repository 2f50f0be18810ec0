import { type Secret, secret, silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeKey } from '../../src/auth/seal/key-file.ts'
import { readKeyRing } from '../../src/auth/seal/key-ring.ts'
import { createSeal } from '../../src/auth/seal/seal.ts'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import { inspectDatabase } from '../../src/database/postgres/inspect-database.ts'
import { migrations } from '../../src/database/postgres/migrations.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
}, 120_000)
afterAll(() => database.close())

const options = { clock: systemClock, random: systemRandom }

async function run(statement: string, schema = 'public', values: unknown[] = []): Promise<void> {
  const client = new Client({
    connectionString: database.url.reveal(),
    options: `-c search_path=${schema}`,
  })
  await client.connect()
  try {
    await client.query(statement, values)
  } finally {
    await client.end()
  }
}

/** A schema with Sotto's tables. */
async function freshTables(): Promise<string> {
  const schema = database.freshSchema()
  const stores = await createPostgresStores({
    url: database.url,
    connections: 2,
    schema,
    logger: silentLogger,
    random: systemRandom,
  })
  await stores.close()
  return schema
}

const inspect = (schema: string, keys?: Secret<string>) =>
  inspectDatabase({ ...options, url: database.url, schema, keys })

it('[OP22] a database as it should be: version, tables, connections, clock', async () => {
  const report = await inspect(await freshTables())
  expect(report).toMatchObject({ isReadOnly: false, schema: { kind: 'current' } })
  expect(report.versionNumber).toBeGreaterThanOrEqual(140_000)
  expect(report.freeConnections).toBeGreaterThan(5)
  // One machine, one clock.
  expect(Math.abs(report.clockAheadMs)).toBeLessThan(1_500)
  expect(await inspect(database.freshSchema())).toMatchObject({ schema: { kind: 'none' } })
})

it('[OP22] tables of an older and of a newer version are told apart, and left as they are', async () => {
  const schema = await freshTables()
  const newest = Object.keys(migrations).at(-1) ?? ''
  await run('delete from sotto_migration where name = $1', schema, [newest])
  expect((await inspect(schema)).schema).toEqual({ kind: 'older', missing: 1 })
  expect((await inspect(schema)).schema).toEqual({ kind: 'older', missing: 1 })
  await run(`insert into sotto_migration values ('9999-later', now()::text)`, schema)
  expect((await inspect(schema)).schema).toEqual({ kind: 'newer', step: '9999-later' })
})

it('[OP55] a database whose disk is full says so, and one that has room is left as it was', async () => {
  const schema = await freshTables()
  expect(await inspect(schema)).toMatchObject({ hasRoom: true })
  // As PostgreSQL says it of a full disk (SQLSTATE 53100), wherever a table is filled.
  await run(`create function no_room() returns event_trigger language plpgsql as
    $$ begin raise exception 'no room' using errcode = '53100'; end $$`)
  await run(`create event trigger no_room on ddl_command_start
    when tag in ('CREATE TABLE AS') execute function no_room()`)
  try {
    expect(await inspect(schema)).toMatchObject({ hasRoom: false, schema: { kind: 'current' } })
  } finally {
    await run('drop event trigger no_room')
  }
  expect(await inspect(schema)).toMatchObject({ hasRoom: true })
})

it('[OP22] a database that takes no writes says so', async () => {
  const name = `d${systemRandom.id().replaceAll('-', '')}`
  await run(`create database ${name}`)
  await run(`alter database ${name} set default_transaction_read_only = on`)
  const url = new URL(database.url.reveal())
  url.pathname = name
  const report = await inspectDatabase({ ...options, url: secret(url.href) })
  expect(report).toMatchObject({ isReadOnly: true, schema: { kind: 'none' } })
  await run(`drop database ${name}`)
})

it('[OP23] what is sealed is opened by its own keys, by others not, and without any not', async () => {
  const schema = await freshTables()
  const keys = makeKey(systemRandom)
  const seal = createSeal(readKeyRing(keys), systemRandom)
  await run(`insert into audit_tree (size, frontier, sealed_secret) values (0, '{}', $1)`, schema, [
    seal.seal(secret('anything'), 'audit-tree'),
  ])
  expect((await inspect(schema, keys)).sealed).toEqual({ opened: 1, unopened: 0 })
  expect((await inspect(schema, makeKey(systemRandom))).sealed).toEqual({ opened: 0, unopened: 1 })
  expect((await inspect(schema)).sealed).toEqual({ opened: 0, unopened: 1 })
})
