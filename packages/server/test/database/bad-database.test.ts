import type { ControlRecord } from '@sotto/domain'
import { secret, silentLogger, systemRandom } from '@sotto/kernel'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import { DatabaseRefusal } from '../../src/database/postgres/database-refusal.ts'
import { refusalOf } from '../../src/http/error-handler.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'

let server: TestDatabase
let admin: pg.Client
beforeAll(async () => {
  server = await startTestDatabase()
  admin = new pg.Client({ connectionString: server.url.reveal() })
  await admin.connect()
}, 60_000)
afterAll(async () => {
  await admin?.end()
  await server?.close()
}, 60_000)

/** A user of their own, whom the database can be made to treat badly. */
async function newUser() {
  const name = `user_${systemRandom.id().replaceAll('-', '')}`
  await admin.query(`create role ${name} login superuser password 'given'`)
  const url = new URL(server.url.reveal())
  url.username = name
  url.password = 'given'
  const schema = server.freshSchema()
  const open = () =>
    createPostgresStores({
      ...{ url: secret(url.href), connections: 2, random: systemRandom, logger: silentLogger },
      schema,
    })
  return {
    open,
    schema,
    async makeReadOnly() {
      await admin.query(`alter role ${name} set default_transaction_read_only = on`)
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where usename = '${name}'`)
    },
  }
}

const record: ControlRecord = {
  ...{ id: 'control-1', conversationId: 'conversation-1', kind: 'barge' },
  ...{ supervisorId: 'supervisor-1', agentUserId: 'agent-1', coachingSessionId: 'coaching-1' },
  ...{ platformVersion: 0, submittedAt: 1, state: { name: 'submitted' } },
}
const act = {
  ...{ at: 1, controlId: 'control-1', conversationId: 'conversation-1' },
  ...{ supervisorId: 'supervisor-1', agentUserId: 'agent-1', act: 'control-submitted' },
}

async function rowsIn(schema: string): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(`select
    (select count(*) from ${schema}.control)::int
      + (select count(*) from ${schema}.audit_entry)::int as n`)
  return rows[0]?.n ?? Number.NaN
}

describe('a database that takes nothing', () => {
  it('[DB166] read-only: acts are refused and not acknowledged, nothing is stored, reading goes on, and no server starts on it', async () => {
    const { makeReadOnly, open, schema } = await newUser()
    const stores = await open()
    onTestFinished(() => stores.close())
    await makeReadOnly()
    // The first use of each connection finds it ended.
    await Promise.allSettled([stores.controls.byId('x'), stores.controls.byId('x')])
    const failure = await stores.controls.insert(record, act).catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code: '25006' })
    expect(refusalOf(failure)).toMatchObject({ status: 503, code: 'database-read-only' })
    await expect(stores.audit.append({ at: 1, act: 'reveal', supervisorId: 'a' })).rejects.toThrow()
    expect(await rowsIn(schema)).toBe(0)
    expect(await stores.controls.byId('control-1')).toBeUndefined()
    const refusal = await open().catch((thrown: unknown) => thrown)
    expect(refusal).toBeInstanceOf(DatabaseRefusal)
    expect(String(refusal)).toContain('takes no changes: it is a standby, or was made read-only')
  })

  it('[DB174] full: a server that was refused an act for want of room is not well until there is room again', async () => {
    const { open, schema } = await newUser()
    const stores = await open()
    onTestFinished(() => stores.close())
    const noRoom = `begin raise exception 'no room' using errcode = '53100'; end`
    await admin.query(`
      create function ${schema}.full_disk() returns trigger language plpgsql as $$ ${noRoom} $$;
      create function ${schema}.full_disk_for_all() returns event_trigger language plpgsql as $$ ${noRoom} $$;
      create trigger full_disk before insert on ${schema}.control execute function ${schema}.full_disk();
      create event trigger full_disk on ddl_command_start when tag in ('CREATE TABLE AS')
        execute function ${schema}.full_disk_for_all()`)
    onTestFinished(async () => {
      await admin.query('drop event trigger if exists full_disk')
    })
    // What finds room in half-filled pages goes on, and nothing was refused yet.
    expect(await stores.healthy()).toBe(true)
    await expect(stores.controls.insert(record, act)).rejects.toMatchObject({ code: '53100' })
    expect(await stores.healthy()).toBe(false)
    await admin.query('drop event trigger full_disk')
    expect(await stores.healthy()).toBe(true)
    expect(await rowsIn(schema)).toBe(0)
  })

  it('[DB167] slow by seconds: what was answered is stored, what was given up is not', async () => {
    const { open, schema } = await newUser()
    const stores = await open()
    onTestFinished(() => stores.close())
    const holder = new pg.Client({ connectionString: server.url.reveal() })
    await holder.connect()
    await holder.query(`begin; lock table ${schema}.control in access exclusive mode`)
    const states: string[] = []
    const inserting = stores.controls.insert(record, act).then(() => states.push('answered'))
    const { rows } = await holder.query<{ pid: number }>(`select pid from pg_locks, pg_sleep(1)
      where relation = '${schema}.control'::regclass and not granted`)
    expect(rows).toHaveLength(1)
    expect(states).toEqual([])
    await holder.query('commit')
    await inserting
    expect(await rowsIn(schema)).toBe(2)

    await holder.query(`begin; lock table ${schema}.control in access exclusive mode`)
    const givenUp = stores.controls
      .insert({ ...record, id: 'control-2' }, { ...act, controlId: 'control-2' })
      .catch((thrown: unknown) => thrown)
    // As its own time limit does after ten seconds.
    await holder.query(`select pg_cancel_backend(pid) from pg_locks, pg_sleep(1)
      where relation = '${schema}.control'::regclass and not granted`)
    const failure = await givenUp
    expect(refusalOf(failure)).toMatchObject({ status: 503, retryAfterMs: 1_000 })
    await holder.query('commit')
    await holder.end()
    expect(await rowsIn(schema)).toBe(2)
  })

  it('[DB168] a newer program has changed the tables meanwhile: a running server stores or refuses, and does not start again', async () => {
    const { open, schema } = await newUser()
    const stores = await open()
    onTestFinished(() => stores.close())
    await admin.query(`insert into ${schema}.sotto_migration values ('9999-newer', 'now')`)
    await stores.controls.insert(record, act)
    expect(await rowsIn(schema)).toBe(2)
    await admin.query(`alter table ${schema}.control_act rename to act_of_control`)
    const next = { ...act, controlId: 'control-2' }
    await expect(stores.controls.insert({ ...record, id: 'control-2' }, next)).rejects.toThrow()
    expect(await rowsIn(schema)).toBe(2)
    await expect(open()).rejects.toThrow(
      'last used by a newer Sotto (it has the step "9999-newer")',
    )
  })
})
