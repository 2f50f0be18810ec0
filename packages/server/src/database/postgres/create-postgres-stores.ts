/** All stores on one PostgreSQL, with its tables brought up to date first. */
import type { Clock, Logger, Random, Secret } from '@sotto/kernel'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { createActSealer } from '../../audit/audit-act.ts'
import { createPolicyInForce } from '../../audit/policy-in-force.ts'
import type { ErasureNews, ErasureStore } from '../erasure-store.ts'
import type { Stores } from '../stores.ts'
import { connectionOf } from './connection-of.ts'
import { DatabaseRefusal } from './database-refusal.ts'
import { createDatabaseRoom, writeAndTakeBack } from './database-room.ts'
import {
  type DatabaseTlsSettings,
  type DatabaseWay,
  openDatabaseWay,
  tlsComplaint,
} from './database-tls.ts'
import { databaseTroubleOf } from './database-trouble.ts'
import { createErasureNews } from './erasure-news.ts'
import { claimTables, type Installation } from './installation.ts'
import { migrate } from './migrate.ts'
import { type DatabasePatience, defaultPatience, openPool } from './open-pool.ts'
import { createPostgresAgentSettingsStore } from './postgres-agent-settings-store.ts'
import { createPostgresAuditStore } from './postgres-audit-store.ts'
import { createPostgresCoachingStore } from './postgres-coaching-store.ts'
import { createPostgresControlStore } from './postgres-control-store.ts'
import { createPostgresErasureStore } from './postgres-erasure-store.ts'
import { createPostgresFactStore, createPostgresInterventionStore } from './postgres-fact-store.ts'
import { createPostgresIdempotencyStore } from './postgres-idempotency-store.ts'
import { createPostgresIncidentStore } from './postgres-incident-store.ts'
import { createPostgresLeaseStore } from './postgres-lease-store.ts'
import { createPostgresPolicyStore } from './postgres-policy-store.ts'
import { createPostgresRetentionStore } from './postgres-retention-store.ts'
import { createPostgresRevealStore } from './postgres-reveal-store.ts'
import { createPostgresSeatStore } from './postgres-seat-store.ts'
import { createPostgresServerStore } from './postgres-server-store.ts'
import { createPostgresSessionStore } from './postgres-session-store.ts'
import { createPostgresSnippetStore } from './postgres-snippet-store.ts'
import { createRowNews } from './row-news.ts'
import type { Database } from './tables.ts'

export interface PostgresStoresOptions {
  readonly url: Secret<string>
  /** In `auto`, and certificates that Node knows, unless told. */
  readonly tls?: DatabaseTlsSettings
  /** Connections held at most; two at least, since a refresh holds one while it waits for the platform. */
  readonly connections: number
  readonly logger: Logger
  /** How long the database is waited for, `defaultPatience` unless told. */
  readonly patience?: DatabasePatience
  /** Without it nobody looks whether the connection that only listens still lives. */
  readonly clock?: Clock
  /** For the audit's salts: unpredictable in production. */
  readonly random: Random
  /** Keeps our tables apart from others'; made when missing. `public` unless told. */
  readonly schema?: string
  /** Refused when the tables are another one's. Without it nobody asks: the database is this installation's alone. */
  readonly installation?: Installation
  /** Told every statement as it was sent, without its values: for whoever looks at plans. */
  readonly onStatement?: (statement: string) => void
}

/** What only a database that is kept can be asked for stands beside the rest. */
export interface PostgresStores extends Stores {
  readonly erasure: ErasureStore
  readonly erasureNews: ErasureNews
}

/** Connects, migrates, and hands out the stores. Throws a `DatabaseRefusal` with one line for the operator. */
export async function createPostgresStores(given: PostgresStoresOptions): Promise<PostgresStores> {
  const way = await openDatabaseWay(given.url, given.tls)
  const patience = given.patience ?? defaultPatience
  const options = { ...given, way, patience }
  if (way.kind === 'in-clear') given.logger.warn('database-in-clear', { host: way.host })
  const pool = openPool({
    connection: connectionOf(options),
    connections: options.connections,
    patience,
    logger: options.logger,
    onFailure: (failure) => room.note(failure),
  })
  const { onStatement } = options
  const database = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    ...(onStatement === undefined ? {} : { log: ({ query }) => onStatement(query.sql) }),
  })
  const room = createDatabaseRoom(() =>
    database
      .connection()
      .execute((one) => writeAndTakeBack((statement) => sql.raw(statement).execute(one))),
  )
  const policyInForce = createPolicyInForce()
  const sealAct = createActSealer(options.random, policyInForce.revision)
  const rowNews = createRowNews(
    () => new pg.Client({ ...connectionOf(options), query_timeout: patience.keepAliveMs }),
    { logger: options.logger, clock: options.clock, lookEveryMs: patience.keepAliveMs },
  )
  const policies = createPostgresPolicyStore(database, { policyInForce, rowNews, sealAct })
  try {
    if (options.schema !== undefined) await makeSchema(database, options.schema)
    const steps = await migrate(database)
    if (options.installation !== undefined) await claimTables(database, options.installation)
    // Read before the first act is entered, which says them.
    await policies.newest()
    options.logger.info('database-ready', { stepsTaken: steps.length, way: way.kind })
  } catch (failure) {
    await database.destroy()
    throw failure instanceof DatabaseRefusal ? failure : refusalOf(failure, way)
  }
  return {
    audit: createPostgresAuditStore(database, sealAct),
    erasure: createPostgresErasureStore(database, sealAct),
    erasureNews: createErasureNews(rowNews),
    controls: createPostgresControlStore(database, sealAct),
    leases: createPostgresLeaseStore(database, sealAct),
    idempotency: createPostgresIdempotencyStore(database),
    sessions: createPostgresSessionStore(database, { rowNews, sealAct }),
    incidents: createPostgresIncidentStore(database),
    servers: createPostgresServerStore(database),
    seats: createPostgresSeatStore(database),
    facts: createPostgresFactStore(database),
    interventions: createPostgresInterventionStore(database),
    reveals: createPostgresRevealStore(database, sealAct),
    coachings: createPostgresCoachingStore(database, { rowNews, sealAct }),
    policies,
    agentSettings: createPostgresAgentSettingsStore(database, rowNews),
    snippets: createPostgresSnippetStore(database, sealAct),
    retention: createPostgresRetentionStore(database),
    healthy: async () => (await takesChanges(database)) && room.isThere(),
    async close() {
      await rowNews.close()
      await database.destroy()
    },
  }
}

/** A standby, or one that was made read-only, answers too; nothing can be promised on it. */
async function takesChanges(database: Kysely<Database>): Promise<boolean> {
  try {
    const { rows } = await sql<{
      mode: string
    }>`select current_setting('transaction_read_only') as mode`.execute(database)
    return rows[0]?.mode === 'off'
  } catch {
    return false
  }
}

/** "If not exists" alone is not safe when two servers start at once. */
function makeSchema(database: Kysely<Database>, schema: string): Promise<unknown> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('sotto-schema'))`.execute(transaction)
    await sql`create schema if not exists ${sql.id(schema)}`.execute(transaction)
  })
}

function refusalOf(failure: unknown, way: DatabaseWay): DatabaseRefusal {
  const complaint = tlsComplaint(failure, way)
  if (complaint !== undefined) return new DatabaseRefusal(complaint, failure)
  const { hostname, port, pathname } = new URL(way.url.reveal())
  const place = `${hostname}:${port || 5432}${pathname}`
  const trouble = databaseTroubleOf(failure)
  if (trouble === 'read-only')
    return new DatabaseRefusal(
      `The database at ${place} takes no changes: it is a standby, or was made read-only. Name one in DATABASE_URL that does.`,
      failure,
    )
  if (trouble === 'full')
    return new DatabaseRefusal(`The database at ${place} has no room left on its disk.`, failure)
  const code =
    failure instanceof Error && 'code' in failure ? String(failure.code) : 'no further reason'
  const words = refusalWords[code]
  return new DatabaseRefusal(
    `The database at ${place} cannot be used (${words === undefined ? '' : `${words}; `}${code}). Check DATABASE_URL.`,
    failure,
  )
}

/** SQLSTATE, where the operator can do something about it. */
const refusalWords: Readonly<Record<string, string>> = {
  '53300': 'it has no connection left',
  '57014': 'it is too slow',
  '28P01': 'it refuses the password',
  '3D000': 'it is not there',
  '42501': 'this user may not make tables',
}
