// Backup, upgrade and the way back, rehearsed on a real PostgreSQL.
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gunzipSync, gzipSync } from 'node:zlib'
import { createHeadSigner, type ExportedEntry, exportLines } from '@sotto/audit'
import { readHead, verifyExport } from '@sotto/audit-verify'
import { silentLogger, systemRandom } from '@sotto/kernel'
import { Kysely, type Migration, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restoreBackup } from '../../src/database/backup/restore-backup.ts'
import { backupLines } from '../../src/database/backup/write-backup.ts'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import { migrate } from '../../src/database/postgres/migrate.ts'
import { migrations } from '../../src/database/postgres/migrations.ts'
import type { Database } from '../../src/database/postgres/tables.ts'
import type { Stores } from '../../src/database/stores.ts'
import { coachingRecord } from './coaching-store-contract.ts'
import { phaseFact } from './fact-store-contract.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'

const startMs = Date.UTC(2026, 10, 3)
const signer = createHeadSigner(Buffer.alloc(32, 5))

let server: TestDatabase
let folder: string
/** One that no test changes, and its backup. */
let base: string
let baseFile: string
beforeAll(async () => {
  server = await startTestDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'sotto-backup-'))
  base = await filled()
  baseFile = await backup(base)
}, 120_000)
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

let files = 0
async function backup(schema: string): Promise<string> {
  files += 1
  const file = path.join(folder, `backup-${files}`)
  const lines = backupLines({ url: server.url, schema, madeAt: new Date(startMs) })
  await pipeline(Readable.from(lines), createGzip(), createWriteStream(file))
  return file
}

/** The lines of a backup, rows of one table in whatever order. */
async function contentOf(file: string): Promise<readonly string[]> {
  return gunzipSync(await readFile(file))
    .toString()
    .split('\n')
    .slice(0, -2)
    .sort()
}

const restore = (
  file: string,
  schema: string,
  given: { replace?: boolean; migrations?: Record<string, Migration> } = {},
) => restoreBackup({ url: server.url, schema, file, replace: false, ...given })

async function withDatabase<T>(
  schema: string,
  run: (database: Kysely<Database>) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({
    connectionString: server.url.reveal(),
    max: 1,
    options: `-c search_path=${schema}`,
  })
  const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await run(database)
  } finally {
    await database.destroy()
  }
}

async function withStores<T>(schema: string, run: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = await createPostgresStores({
    url: server.url,
    connections: 2,
    schema,
    installation: { platform: 'https://platform.example', client: 'sotto' },
    logger: silentLogger,
    random: systemRandom,
  })
  try {
    return await run(stores)
  } finally {
    await stores.close()
  }
}

/** Acts, a signed tree, a session, a coaching session, facts, a month that is a partition, and letters of all kinds. */
async function filled(): Promise<string> {
  const schema = server.freshSchema()
  await withStores(schema, async (stores) => {
    await stores.audit.sealedSecret('v1.key-a.x.y')
    await stores.audit.prepareMonths(startMs)
    for (let turn = 0; turn < 40; turn += 1) {
      const id = `control-${turn}`
      const who = { conversationId: 'c1', supervisorId: 'sam', agentUserId: 'ana' }
      const text = `Grüße "${turn}" \\n 😀 \u2028`
      await stores.controls.insert(
        {
          ...who,
          id,
          text,
          kind: 'whisper-text',
          coachingSessionId: 'coaching-1',
          platformVersion: 0,
          mixLevel: 0.1 + 0.2,
          submittedAt: startMs + turn,
          state: { name: 'submitted' },
        },
        { ...who, at: startMs + turn, controlId: id, act: 'control-submitted' },
      )
    }
    await stores.audit.place({
      limit: 30,
      sign: (tree) => signer.sign({ ...tree, installation: 'test', at: startMs }),
    })
    await stores.sessions.insert({
      id: 'session-1',
      cookieHash: 'hash-1',
      personId: 'sam',
      person: '{"name":"Sam"}',
      sealedTokens: 'v1.key-b.x.y',
      accessExpiresAt: startMs,
      tokenVersion: 3,
      createdAt: startMs,
      lastSeenAt: startMs,
    })
    await stores.coachings.insert(coachingRecord())
    await stores.facts.append([phaseFact(0)])
    await stores.policies.append(
      { rules: {}, changedAt: startMs, changedBy: 'rafael', changedByName: 'R' },
      0,
    )
  })
  return schema
}

/** As `sotto audit verify` says it of an export made now, against a head that was kept elsewhere. */
async function verdict(schema: string, keptHead: string) {
  return withStores(schema, async (stores) => {
    const head = await stores.audit.latestHead()
    if (head === undefined) throw new Error('no head')
    async function* entries(size: number): AsyncGenerator<ExportedEntry> {
      yield* await stores.audit.inTreeOrder({}, { index: 0, size }, 1_000)
    }
    async function* bytes(whole: NonNullable<typeof head>) {
      const lines = exportLines({
        head: whole,
        entries: entries(whole.size),
        readNodes: (places) => stores.audit.nodes(places),
      })
      for await (const line of lines) yield Buffer.from(line)
    }
    const reading = readHead(keptHead)
    if (reading.kind !== 'head') throw new Error('not signed')
    return verifyExport(bytes(head), { head: reading.head })
  })
}

const partsOf = (schema: string) =>
  withDatabase(schema, async (database) => {
    const { rows } = await sql<{ part: string; entries: number }>`
      select tableoid::regclass::text as part, count(*)::integer as entries
      from audit_entry group by 1 order by 1`.execute(database)
    expect(rows.length).toBeGreaterThan(1)
    return rows
  })

const headOf = (schema: string) =>
  withStores(schema, async (stores) => JSON.stringify(await stores.audit.latestHead()))

/** The next version of the program: a step that changes what is there, as steps do. */
const next: Readonly<Record<string, Migration>> = {
  ...migrations,
  '9999-next-version': {
    async up(database: Kysely<never>) {
      await sql`alter table control drop column mix_level`.execute(database)
      await sql`alter table control add column grade integer not null default 7`.execute(database)
    },
  },
}

describe('a backup', () => {
  it('[OP30] brings back every table, row and sequence; the audit verifies, and work goes on where it was', async () => {
    const head = await headOf(base)
    const other = server.freshSchema()
    expect(await restore(baseFile, other)).toMatchObject({
      head: { keys: ['key-a', 'key-b'], installation: { client: 'sotto' } },
    })
    expect(await contentOf(await backup(other))).toEqual(await contentOf(baseFile))
    // A month's entries lie in their month again, not with what no month was made for.
    expect(await partsOf(other)).toEqual(await partsOf(base))
    expect(await verdict(other, head)).toMatchObject({ good: true, size: 30 })
    await withStores(other, async (stores) => {
      const answer = await stores.audit.place({
        limit: 100,
        sign: (tree) => signer.sign({ ...tree, installation: 'test', at: startMs }),
      })
      expect(answer).toMatchObject({
        placed: expect.any(Number),
        head: { size: expect.any(Number) },
      })
      await stores.audit.append({ at: startMs, act: 'reveal', supervisorId: 'sam' })
      await stores.audit.prepareMonths(startMs)
    })
    expect(await verdict(other, head)).toMatchObject({ good: true })
  })

  it('[OP30] is one moment, whoever writes meanwhile', async () => {
    const schema = await filled()
    const lines = backupLines({ url: server.url, schema, madeAt: new Date(startMs) })
    const first = await lines.next()
    await withStores(schema, (stores) =>
      stores.audit.append({ at: startMs, act: 'reveal', supervisorId: 'late' }),
    )
    const rest: string[] = [String(first.value)]
    for await (const line of lines) rest.push(line)
    expect(rest.join('')).not.toContain('late')
    const file = path.join(folder, 'one-moment')
    await writeFile(file, gzipSync(rest.join('')))
    await expect(restore(file, server.freshSchema())).resolves.toBeDefined()
  })

  it('[OP31] backup, upgrade, damage, restore: everything is as before', async () => {
    const schema = await filled()
    const head = await headOf(schema)
    const before = await backup(schema)

    expect(await withDatabase(schema, (database) => migrate(database, next))).toEqual([
      '9999-next-version',
    ])
    await withDatabase(schema, async (database) => {
      await sql`update control set whisper_text = 'spoilt'`.execute(database)
      await sql`delete from audit_entry where tree_index > 10`.execute(database)
    })
    await expect(withDatabase(schema, (database) => migrate(database))).rejects.toThrow(
      'newer Sotto',
    )

    await restore(before, schema, { replace: true })
    expect(await contentOf(await backup(schema))).toEqual(await contentOf(before))
    expect(await withDatabase(schema, (database) => migrate(database))).toEqual([])
    expect(await verdict(schema, head)).toMatchObject({ good: true, size: 30 })
  })

  it('[OP32] of an older version is taken by a newer program, which goes on from there', async () => {
    const schema = server.freshSchema()
    await restore(baseFile, schema, { migrations: next })
    expect(await withDatabase(schema, (database) => migrate(database, next))).toEqual([
      '9999-next-version',
    ])
    const { rows } = await withDatabase(schema, (database) =>
      sql<{ grade: number }>`select distinct grade from control`.execute(database),
    )
    expect(rows).toEqual([{ grade: 7 }])
  })
})

describe('a restore refuses', () => {
  it('[OP33] a backup of a newer version, in one line, and touches nothing', async () => {
    const schema = await filled()
    await withDatabase(schema, (database) => migrate(database, next))
    const file = await backup(schema)
    await expect(restore(file, base, { replace: true })).rejects.toThrow('9999-next-version')
    expect(await contentOf(await backup(base))).toEqual(await contentOf(baseFile))
  })

  it('[OP34] files that are cut, altered, foreign, or not there', async () => {
    const schema = server.freshSchema()
    const bytes = await readFile(baseFile)
    const text = gunzipSync(bytes).toString()
    const given = async (content: Uint8Array | string) => {
      const file = path.join(folder, 'bad')
      await writeFile(file, content)
      return restore(file, schema)
    }
    for (const share of [0.1, 0.5, 0.99])
      await expect(given(bytes.subarray(0, Math.floor(bytes.length * share)))).rejects.toThrow(
        'is cut',
      )
    const lines = text.split('\n')
    // Cut between two lines, and packed again: only the missing end tells.
    await expect(given(gzipSync(`${lines.slice(0, -2).join('\n')}\n`))).rejects.toThrow('is cut')
    await expect(given(gzipSync(text.slice(0, -200)))).rejects.toThrow('is cut')
    const altered = [
      text.replace('Grüße', 'Grusse'),
      lines.filter((_, index) => index !== 5).join('\n'),
      `${text}{"id":"more"}\n`,
    ]
    for (const other of altered) await expect(given(gzipSync(other))).rejects.toThrow('altered')
    const flipped = Buffer.from(bytes)
    flipped[Math.floor(bytes.length / 2)]! ^= 1
    await expect(given(flipped)).rejects.toThrow(/altered|cut/)
    for (const foreign of ['', 'select 1;', gzipSync(''), gzipSync('{"a":1}\n'), gzipSync('PGDMP')])
      await expect(given(foreign)).rejects.toThrow(/no backup of Sotto|is cut/)
    await expect(given(gzipSync('["sotto-backup",2,{}]\n["end",""]\n'))).rejects.toThrow(
      'made by a newer Sotto',
    )
    await truncate(path.join(folder, 'bad'), 0)
    await expect(restore(path.join(folder, 'nowhere'), schema)).rejects.toThrow('There is no file')
    await expect(restore(folder, schema)).rejects.toThrow('EISDIR')
  })

  it('[OP35] a database that is not empty unless told, one that is somebody else’s always, and one that servers use', async () => {
    await expect(restore(baseFile, base)).rejects.toThrow('--replace')
    await withStores(base, async (stores) => {
      await stores.servers.beat('server-1', 60_000)
      await expect(restore(baseFile, base, { replace: true })).rejects.toThrow(
        'Servers are at work',
      )
    })
    const others = server.freshSchema()
    await withDatabase(others, async (database) => {
      await sql`create schema ${sql.id(others)}`.execute(database)
      await sql`create table ${sql.id(others)}.invoice (id int)`.execute(database)
    })
    await expect(restore(baseFile, others, { replace: true })).rejects.toThrow('not Sotto’s')
  })

  it('[OP36] nothing is backed up where nothing of Sotto is', async () => {
    await expect(backup(server.freshSchema())).rejects.toThrow('nothing to back up')
  })
})
