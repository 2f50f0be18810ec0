import type { ControlRecord } from '@sotto/domain'
import { secret, systemClock, systemRandom } from '@sotto/kernel'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { connectionOf } from '../../src/database/postgres/connection-of.ts'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import { openDatabaseWay } from '../../src/database/postgres/database-tls.ts'
import { refusalOf } from '../../src/http/error-handler.ts'
import { readServerSettings } from '../../src/settings.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'
import { openSwallowingWay, type SwallowingWay } from './swallowing-way.ts'

let database: TestDatabase
let way: SwallowingWay
beforeAll(async () => {
  database = await startTestDatabase()
  way = await openSwallowingWay(database.url.reveal())
}, 60_000)
afterAll(async () => {
  await way?.close()
  await database?.close()
}, 60_000)

const patience = { connectMs: 2_000, answerMs: 2_000, keepAliveMs: 300 }

async function openStores(connections = 2) {
  way.letThrough()
  const logger = createRecordingLogger()
  const stores = await createPostgresStores({
    url: secret(way.url),
    connections,
    patience,
    clock: systemClock,
    random: systemRandom,
    logger,
    schema: database.freshSchema(),
  })
  onTestFinished(async () => {
    way.letThrough()
    await stores.close()
  })
  return { stores, logger }
}

function controlCalled(id: string): ControlRecord {
  return {
    ...{ id, conversationId: 'conversation-1', kind: 'barge', state: { name: 'submitted' } },
    ...{ supervisorId: 'supervisor-1', agentUserId: 'agent-1', coachingSessionId: 'coaching-1' },
    ...{ platformVersion: 0, submittedAt: 1 },
  }
}

const actOn = (controlId: string) => ({
  ...{ at: 1, controlId, conversationId: 'conversation-1' },
  ...{ supervisorId: 'supervisor-1', agentUserId: 'agent-1', act: 'control-submitted' as const },
})

it('[DB169] a way that swallows everything: acts fail in their time and once, their connection is thrown away, and it goes on by itself', async () => {
  const { stores, logger } = await openStores()
  await stores.controls.insert(controlCalled('control-1'), actOn('control-1'))
  way.swallow()
  const failures = await Promise.all(
    // More than there are connections: some are in the middle of a statement, some wait for their turn.
    ['control-2', 'control-3', 'control-4', 'control-5'].map((id) =>
      stores.controls.insert(controlCalled(id), actOn(id)).catch((thrown: unknown) => thrown),
    ),
  )
  const codes = failures.map((failure) => {
    const { code, status } = refusalOf(failure)
    return `${status} ${code}`
  })
  expect(new Set(codes)).toEqual(new Set(['503 database-slow', '503 database-unavailable']))
  expect(await stores.healthy()).toBe(false)
  const silent = logger.lines.filter(({ event }) => event === 'database-connection-silent')
  expect(silent.length).toBeGreaterThanOrEqual(1)
  way.letThrough()
  // Each of both connections, at once: neither is one of those that were left in the middle of a statement.
  const found = await Promise.all([
    stores.controls.byId('control-1'),
    stores.controls.byId('control-1'),
    stores.controls.byId('control-2'),
  ])
  expect(found.map((control) => control?.record.id)).toEqual(['control-1', 'control-1', undefined])
  expect(await stores.healthy()).toBe(true)
}, 60_000)

it('[DB170] a connection that only listens and is silent is given up, and whoever listened is told', async () => {
  const { stores, logger } = await openStores()
  await new Promise<void>((resolve, reject) => {
    stores.sessions
      .listen({ onEnded() {}, onLost: () => resolve() })
      .then(() => way.swallow())
      .catch(reject)
  })
  expect(logger.lines.map(({ event }) => event)).toContain('database-news-lost')
}, 60_000)

it('[DB190] the database looks after each connection as well, whatever schema it is for', async () => {
  const way = await openDatabaseWay(database.url)
  for (const asked of [{}, { schema: database.freshSchema() }]) {
    const client = new pg.Client(connectionOf({ way, patience, ...asked }))
    await client.connect()
    onTestFinished(() => client.end())
    const { rows } = await client.query(`
      select current_setting('tcp_keepalives_idle')::int as idle,
        current_setting('tcp_keepalives_interval')::int * current_setting('tcp_keepalives_count')::int as longest,
        current_setting('search_path') as path`)
    expect(rows[0]).toMatchObject({ idle: 30, longest: 30 })
    if (asked.schema !== undefined) expect(rows[0]?.path).toBe(asked.schema)
  }
})

it('[DB169] [DB170] how long it is waited for is a setting, and what is out of its range ends the start', () => {
  const read = (environment: Record<string, string>) => readServerSettings(environment)
  const given = read({ SOTTO_DATABASE_ANSWER_SECONDS: '3', SOTTO_DATABASE_KEEPALIVE_SECONDS: '7' })
  expect(given.ok && given.value.databasePatience).toEqual({
    connectMs: 5_000,
    answerMs: 3_000,
    keepAliveMs: 7_000,
  })
  const refused = read({ SOTTO_DATABASE_CONNECT_SECONDS: '0' })
  expect(refused.ok ? [] : refused.error.join()).toContain('SOTTO_DATABASE_CONNECT_SECONDS')
})
