import { silentLogger, sleep, systemClock, systemRandom } from '@sotto/kernel'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import { startTestDatabase, type TestDatabase } from '../database/start-test-database.ts'
import { findMarks } from './installation.ts'
import { playEpisode } from './play-episode.ts'
import { Tally } from './tally.ts'

/** On demand 100,000 and more; in memory (`authority.long.test.ts`) there are that many each time. */
const wanted = Number(process.env.SOTTO_AUTHORITY_DATABASE_TRIES ?? 3_000)
const seed = Number(process.env.SOTTO_AUTHORITY_SEED ?? 7)
const triesPerEpisode = 5_000

let server: TestDatabase
beforeAll(async () => {
  server = await startTestDatabase({ waitsForDisk: false })
}, 60_000)
afterAll(() => server?.close())

/** Marks of the other installation in any row of any table of this schema. */
async function foreignRows(schema: string, index: number): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: server.url.reveal() })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE'",
      [schema],
    )
    const foreign: string[] = []
    let rowCount = 0
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(
        `select to_jsonb(t)::text as row from "${schema}"."${name}" t`,
      )
      rowCount += rows.length
      for (const { row } of rows)
        for (const mark of findMarks(row))
          if (mark.startsWith('‹') && !mark.includes(` ${index} `)) foreign.push(`${name}: ${mark}`)
    }
    expect(rowCount).toBeGreaterThan(100)
    return foreign
  } finally {
    await client.end()
  }
}

it('[AC14] [AC15] [DB110] on one real database with a schema each, whatever anybody of two installations tries, nobody meets what is not theirs', async () => {
  const tally = new Tally()
  for (let episode = 1; tally.tried < wanted && tally.wrong.length === 0; episode += 1) {
    const schemas = [server.freshSchema(), server.freshSchema()] as const
    await playEpisode({
      seed: seed + episode,
      tally,
      until: Math.min(wanted, episode * triesPerEpisode),
      makeStores: (index) =>
        createPostgresStores({
          url: server.url,
          connections: 4,
          logger: silentLogger,
          random: systemRandom,
          schema: schemas[index] ?? 'none',
          installation: { platform: `https://platform-${index}.example`, client: 'sotto' },
        }),
      breathe: () => sleep(systemClock, 4),
      patience: 5_000,
    })
    for (const [index, schema] of schemas.entries())
      expect(await foreignRows(schema, index)).toEqual([])
  }
  expect(tally.wrong).toEqual([])
  // It has tried what it says it tries.
  const { requests, frames, sounds, refused403, refused404, done } = tally
  expect(tally.tried).toBeGreaterThanOrEqual(wanted)
  const rarest = Math.min(requests / 10, frames / 10, sounds / 10, refused403, refused404, done)
  expect(rarest).toBeGreaterThan(wanted / 500)
}, 3_600_000)
