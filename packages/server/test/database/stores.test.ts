import { createHeadSigner } from '@sotto/audit'
import type { ControlRecord } from '@sotto/domain'
import { secret, silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { Kysely, type Migration, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMemoryStores } from '../../src/database/memory/create-memory-stores.ts'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import { DatabaseRefusal } from '../../src/database/postgres/database-refusal.ts'
import { migrate } from '../../src/database/postgres/migrate.ts'
import { migrations } from '../../src/database/postgres/migrations.ts'
import type { Database } from '../../src/database/postgres/tables.ts'
import { auditStatements } from '../../src/database/statements/audit-statements.ts'
import { auditShapeOf } from '../../src/database/statements/statement-shape.ts'
import type { Stores } from '../../src/database/stores.ts'
import { runAgentSideContract, snippet } from './agent-side-contract.ts'
import { runAuditContract } from './audit-store-contract.ts'
import { coachingRecord, runCoachingContract } from './coaching-store-contract.ts'
import { intervention, phaseFact, runFactContract } from './fact-store-contract.ts'
import { runLeaseContract } from './lease-store-contract.ts'
import { runPolicyContract } from './policy-store-contract.ts'
import { runRetentionContract } from './retention-contract.ts'
import { runSeatContract, sessionRow } from './seat-store-contract.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'
import { runStoresContract } from './stores-contract.ts'

let server: TestDatabase
beforeAll(async () => {
  server = await startTestDatabase()
}, 60_000)
afterAll(() => server?.close(), 60_000)

/** What the contracts make the stores send, by its shape. */
const sent = new Map<string, string>()

function note(shapes: Map<string, string>) {
  return (statement: string) => {
    const shape = auditShapeOf(statement)
    if (shape !== undefined) shapes.set(shape, statement)
  }
}

function openStores(schema: string) {
  return createPostgresStores({
    onStatement: note(sent),
    url: server.url,
    connections: 4,
    logger: silentLogger,
    random: systemRandom,
    schema,
  })
}

/** The tables are made once for all tests of a contract, and empty for each: making them takes longest. */
function emptied(): () => Promise<Stores> {
  let schema: string | undefined
  return async () => {
    if (schema === undefined) schema = server.freshSchema()
    else await empty(schema)
    return openStores(schema)
  }
}

async function empty(schema: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: server.url.reveal(), max: 1 })
  try {
    const tables = await tablesIn(pool, schema)
    // Emptied, not truncated: new files for every table and index take ten times as long as a few rows.
    const deletes = tables.map((table) => `delete from "${schema}"."${table}"`).join(';')
    await pool.query(`set session_replication_role = replica; ${deletes}`)
    await pool.query(`select setval(oid::regclass, 1, false) from pg_class
      where relkind = 'S' and relnamespace = '${schema}'::regnamespace`)
  } finally {
    await pool.end()
  }
}

runStoresContract('stores in memory', async () => createMemoryStores(systemClock))
runStoresContract('stores in PostgreSQL', emptied())

describe('leases in memory', () => runLeaseContract(async () => createMemoryStores(systemClock)))
describe('leases in PostgreSQL', () => runLeaseContract(emptied()))

describe('the audit in memory', () => runAuditContract(async () => createMemoryStores(systemClock)))
describe('the audit in PostgreSQL', () => runAuditContract(emptied()))

describe('coachings in memory', () =>
  runCoachingContract(async () => createMemoryStores(systemClock)))
describe('coachings in PostgreSQL', () => runCoachingContract(emptied()))
describe('facts in memory', () => runFactContract(async () => createMemoryStores(systemClock)))
describe('facts in PostgreSQL', () => runFactContract(emptied()))
describe('policies in memory', () => runPolicyContract(async () => createMemoryStores(systemClock)))
describe('policies in PostgreSQL', () => runPolicyContract(emptied()))

describe('agents’ settings and snippets in memory', () =>
  runAgentSideContract(async () => createMemoryStores(systemClock)))
describe('agents’ settings and snippets in PostgreSQL', () => runAgentSideContract(emptied()))

describe('seats in memory', () => runSeatContract(async () => createMemoryStores(systemClock)))
describe('seats in PostgreSQL', () => runSeatContract(emptied()))

describe('news of saved rows', () => {
  it('[DB121] reach nobody of another installation; a lost connection is said once, and who listens again hears again', async () => {
    const schema = server.freshSchema()
    const [here, there, stranger] = await Promise.all([
      openStores(schema),
      openStores(schema),
      openStores(server.freshSchema()),
    ])
    const heard = { there: 0, stranger: 0, lost: 0 }
    const listen = (stores: Stores, who: 'there' | 'stranger') =>
      stores.coachings.listen({
        onSaved: () => {
          heard[who] += 1
        },
        onLost: () => {
          heard.lost += 1
        },
      })
    const others = await listenerPids()
    await Promise.all([listen(there, 'there'), listen(stranger, 'stranger')])
    await here.coachings.insert(coachingRecord())
    await vi.waitFor(() => expect(heard.there).toBe(1), { timeout: 10_000 })
    for (const pid of await listenerPids())
      if (!others.includes(pid))
        await withAdmin((database) => sql`select pg_terminate_backend(${pid})`.execute(database))
    await vi.waitFor(() => expect(heard.lost).toBe(2), { timeout: 10_000 })
    await listen(there, 'there')
    await here.coachings.insert(coachingRecord({ id: 'record-2' }))
    await vi.waitFor(() => expect(heard.there).toBe(2), { timeout: 10_000 })
    expect(heard).toEqual({ there: 2, stranger: 0, lost: 2 })
    await Promise.all([here, there, stranger].map((stores) => stores.close()))
    expect(heard.lost).toBe(2)
  })

  it('[SV24] a connection that breaks while it is in use fails what it was used for, and nothing else', async () => {
    const stores = await openStores(server.freshSchema())
    const row = sessionRow()
    await stores.sessions.insert(row)
    const refused = stores.sessions.withLockedTokens(row.id, async () => {
      await withAdmin((database) =>
        sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where state = 'idle in transaction' and query like '%"session"%for update'`.execute(
          database,
        ),
      )
      return undefined
    })
    await expect(refused).rejects.toThrow()
    await vi.waitFor(async () => expect((await stores.sessions.byId(row.id))?.id).toBe(row.id))
    await stores.close()
  })

  async function withAdmin<T>(run: (database: Kysely<Database>) => Promise<T>): Promise<T> {
    const pool = new pg.Pool({ connectionString: server.url.reveal(), max: 1 })
    const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
    try {
      return await run(database)
    } finally {
      await database.destroy()
    }
  }

  async function listenerPids(): Promise<readonly number[]> {
    const { rows } = await withAdmin((database) =>
      sql<{ pid: number }>`select pid from pg_stat_activity
        where query like '%execute format(%listen %' and pid <> pg_backend_pid()`.execute(database),
    )
    return rows.map(({ pid }) => pid)
  }
})

describe('retention in memory', () =>
  runRetentionContract(async () => createMemoryStores(systemClock)))
describe('retention in PostgreSQL', () => {
  runRetentionContract(() => openStores(server.freshSchema()))

  it('[DB140] one server of an installation at a time; another installation does not wait', async () => {
    const schema = server.freshSchema()
    const [stores, neighbour] = [await openStores(schema), await openStores(server.freshSchema())]
    const other = new pg.Client({ connectionString: server.url.reveal() })
    await other.connect()
    const lock = `hashtext('${schema}.retention')`
    try {
      await other.query(`select pg_advisory_lock(${lock})`)
      expect(await stores.retention.forget('reveals', systemClock.wallNow(), 9)).toBeUndefined()
      expect(await neighbour.retention.forget('reveals', systemClock.wallNow(), 9)).toBe(0)
      await other.query(`select pg_advisory_unlock(${lock})`)
      expect(await stores.retention.forget('reveals', systemClock.wallNow(), 9)).toBe(0)
    } finally {
      await other.end()
      await stores.close()
      await neighbour.close()
    }
  })
})

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
      random: systemRandom,
    }).catch((thrown: unknown) => thrown)
    expect(failure).toBeInstanceOf(DatabaseRefusal)
    expect(String(failure)).toContain('127.0.0.1:1/nowhere cannot be used (ECONNREFUSED)')
    expect(String(failure)).not.toContain('planted')
  })
})

describe('installations', () => {
  const north = { platform: 'https://north.example', client: 'sotto' }
  const open = (schema: string, installation: typeof north) =>
    createPostgresStores({
      url: server.url,
      connections: 2,
      logger: silentLogger,
      random: systemRandom,
      schema,
      installation,
    })

  it('[DB110] two on one database never meet, with the same ids in every table there is', async () => {
    const schemas = [server.freshSchema(), server.freshSchema()] as const
    const [own, other] = [
      await open(schemas[0], north),
      await open(schemas[1], { ...north, platform: 'https://south.example' }),
    ]
    const pool = new pg.Pool({ connectionString: server.url.reveal(), max: 1 })
    const later = systemClock.wallNow()
    try {
      await fillEveryTable(own)
      for (const [schema, isFilled] of [
        [schemas[0], true],
        [schemas[1], false],
      ] as const)
        for (const table of await tablesIn(pool, schema)) {
          const { rows } = await pool.query(`select count(*)::int as n from "${schema}"."${table}"`)
          expect([schema, table, rows[0]?.n > 0]).toEqual([schema, table, isFilled])
        }
      expect(await other.controls.byId('control-1')).toBeUndefined()
      expect(await other.controls.byPlatformId('platform-1')).toBeUndefined()
      expect(await other.controls.takeOver({ serverId: 'server-2', inherits: true })).toEqual([])
      expect(await other.sessions.byCookieHash('hash-1')).toBeUndefined()
      expect(await other.sessions.removeExpired(later, later, later)).toEqual([])
      expect(await other.leases.byAgents(['agent-1'])).toEqual([])
      expect(await other.incidents.byConversation('conversation-1', 9)).toEqual([])
      expect(await other.idempotency.removeBegunBefore(later)).toBe(0)
      expect(await other.coachings.byId('record-1')).toBeUndefined()
      expect(await other.coachings.unfinishedOf('supervisor-1')).toEqual([])
      expect(await other.reveals.byConversation('conversation-1', 9)).toEqual([])
      const always = { fromAt: 0, toAt: later }
      expect(await other.facts.ofConversation('conversation-1', always)).toEqual([])
      expect(await other.facts.removeBefore(later, 9)).toBe(0)
      expect(await other.interventions.due(later, 9)).toEqual([])
      expect(await other.interventions.ofConversation('conversation-1')).toEqual([])
      const begun = { supervisorId: 'supervisor-1', key: 'key-00001', bodyHash: 'x', at: 1 }
      expect(await other.idempotency.begin(begun)).toEqual({ kind: 'new' })
      // The same ids once more, beside the first ones.
      await fillEveryTable(other)
      expect(await own.controls.byId('control-1')).toBeDefined()
    } finally {
      await pool.end()
      await own.close()
      await other.close()
    }
  })

  it('[DB111] the tables are the first one’s: another platform or client is refused, another server is not', async () => {
    const schema = server.freshSchema()
    const first = await open(schema, north)
    const second = await open(schema, north)
    for (const intruder of [
      { ...north, platform: 'https://south.example' },
      { ...north, client: 'other' },
    ]) {
      const failure = await open(schema, intruder).catch((thrown: unknown) => thrown)
      expect(failure).toBeInstanceOf(DatabaseRefusal)
      expect(String(failure)).toContain('SOTTO_INSTALLATION')
    }
    await first.close()
    await second.close()
  })
})

async function tablesIn(pool: pg.Pool, schema: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    'select table_name as name from information_schema.tables where table_schema = $1',
    [schema],
  )
  // What every installation has by itself.
  const own = ['installation', 'sotto_migration', 'sotto_migration_lock']
  // A month's rows are those of the table it is a part of.
  return rows.map(({ name }) => name).filter((name) => !own.includes(name) && !isMonth(name))
}

function isMonth(table: string): boolean {
  return table.startsWith('audit_entry_')
}

/** Whoever makes a table fills it here: one that stays empty is found by the catalogue, and fails. */
async function fillEveryTable(stores: Stores): Promise<void> {
  const at = Date.UTC(2026, 0, 1)
  const control = {
    conversationId: 'conversation-1',
    supervisorId: 'supervisor-1',
    agentUserId: 'agent-1',
  }
  const act = { ...control, at, controlId: 'control-1', act: 'control-submitted' }
  const record: ControlRecord = {
    ...control,
    id: 'control-1',
    kind: 'whisper-text',
    coachingSessionId: 'coaching-1',
    platformControlId: 'platform-1',
    platformVersion: 0,
    submittedAt: at,
    state: { name: 'submitted' },
  }
  await stores.policies.append(
    { rules: {}, changedAt: at, changedBy: 'rafael', changedByName: 'R' },
    0,
  )
  await stores.audit.sealedSecret('sealed')
  await stores.audit.append({
    at: Date.UTC(2031, 0, 1),
    act: 'reveal',
    supervisorId: 'supervisor-1',
  })
  const signer = createHeadSigner(Buffer.alloc(32, 1))
  await stores.audit.place({
    limit: 9,
    sign: (tree) => signer.sign({ ...tree, installation: 'north', at }),
  })
  await stores.controls.insert(record, act)
  await stores.incidents.append([
    { at, conversationId: 'conversation-1', what: 'queued', evidence: 'command-answer' },
  ])
  await stores.idempotency.begin({
    supervisorId: 'supervisor-1',
    key: 'key-00001',
    bodyHash: 'x',
    at,
  })
  await stores.servers.beat('server-1', 5_000)
  await stores.seats.claim({
    sessionId: 'session-1',
    tabId: 'tab-00000001',
    serverId: 'server-1',
    isForced: false,
  })
  await stores.leases.acquire({
    agentUserId: 'agent-1',
    holder: { supervisorId: 'supervisor-1', tabId: 'tab-00000001', name: 'Sam' },
    ttlMs: 5_000,
  })
  await stores.sessions.insert({
    id: 'session-1',
    cookieHash: 'hash-1',
    personId: 'person-1',
    person: '{}',
    sealedTokens: 'sealed',
    accessExpiresAt: at,
    tokenVersion: 0,
    createdAt: at,
    lastSeenAt: at,
  })
  await stores.agentSettings.save({
    agentUserId: 'agent-1',
    settings: { sound: true, volume: 60, keys: {} },
    expectedRevision: 0,
    at,
  })
  await stores.snippets.insert(snippet(), 9)
  await stores.coachings.insert(coachingRecord())
  await stores.reveals.insert({
    requestKey: 'key-00002',
    at,
    supervisorId: 'supervisor-1',
    conversationId: 'conversation-1',
    segmentId: 'segment-1',
    kind: 'card',
    reason: 'the customer asks',
  })
  await stores.facts.append([phaseFact(0)])
  await stores.interventions.begin(intervention(), at)
}

it('[DB30] a database that has gone away is not healthy, and that is an answer', async () => {
  const stores = await openStores(server.freshSchema())
  await stores.close()
  expect(await stores.healthy()).toBe(false)
})

it('[DB165] every statement on the audit and on controls is in the list whose plans are looked at', async () => {
  const walked = new Map<string, string>()
  const stores = await createPostgresStores({
    ...{ url: server.url, connections: 4, logger: silentLogger, random: systemRandom },
    schema: server.freshSchema(),
    onStatement: note(walked),
  })
  const ids = {
    ...{ walk: 'walk', at: Date.UTC(2026, 0, 1), position: '1', index: 0, size: 9 },
    ...{ conversationId: 'conversation-1', controlId: 'control-1' },
    ...{ supervisorId: 'supervisor-1', agentUserId: 'agent-1' },
  }
  for (const { run } of auditStatements(ids)) await run(stores, ids)
  await stores.close()
  expect(sent.size).toBeGreaterThan(40)
  expect([...sent.keys()].filter((shape) => !walked.has(shape))).toEqual([])
}, 60_000)
