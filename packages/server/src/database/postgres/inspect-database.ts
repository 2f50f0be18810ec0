/** Looks at a database without changing anything in it: can Sotto work here, and do the keys at hand open what lies in it? */
import type { Clock, Random, Secret } from '@sotto/kernel'
import pg from 'pg'
import { z } from 'zod'
import { readKeyRing } from '../../auth/seal/key-ring.ts'
import { createSeal } from '../../auth/seal/seal.ts'
import { writeAndTakeBack } from './database-room.ts'
import {
  type DatabaseTlsSettings,
  drivenBy,
  openDatabaseWay,
  refusedByTls,
} from './database-tls.ts'
import { databaseTroubleOf } from './database-trouble.ts'
import { migrations } from './migrations.ts'

export interface DatabaseReport {
  /** As PostgreSQL writes it: `180004` is 18.4. */
  readonly versionNumber: number
  readonly isReadOnly: boolean
  /** Its disk takes a megabyte more. */
  readonly hasRoom: boolean
  readonly schema:
    | { readonly kind: 'none' }
    | { readonly kind: 'current' }
    /** Steps that the next start takes. */
    | { readonly kind: 'older'; readonly missing: number }
    | { readonly kind: 'newer'; readonly step: string }
  /** Connections that are left for ordinary users. */
  readonly freeConnections: number
  /** By how much the database's clock is ahead of ours. */
  readonly clockAheadMs: number
  /** What is sealed there, by whether these keys open it. Undefined without tables. */
  readonly sealed: { readonly opened: number; readonly unopened: number } | undefined
}

export interface InspectOptions {
  readonly url: Secret<string>
  /** As the server goes there. */
  readonly tls?: DatabaseTlsSettings | undefined
  /** `public` unless told. */
  readonly schema?: string | undefined
  readonly keys?: Secret<string> | undefined
  readonly clock: Clock
  readonly random: Random
}

const stateSchema = z.object({
  version: z.coerce.number(),
  is_read_only: z.boolean(),
  free: z.coerce.number(),
  now: z.coerce.number(),
  has_tables: z.boolean(),
})
const stepsSchema = z.array(z.object({ name: z.string() }))
const sealedSchema = z.array(z.object({ owner: z.string(), sealed: z.string() }))

/** Rejects as the driver does when the database cannot be reached, or refuses; with a `DatabaseRefusal` when it is about TLS. */
export async function inspectDatabase(options: InspectOptions): Promise<DatabaseReport> {
  const { clock, schema } = options
  const way = await openDatabaseWay(options.url, options.tls)
  const client = new pg.Client({
    ...drivenBy(way),
    application_name: 'sotto doctor',
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  })
  client.on('error', () => {})
  try {
    await client.connect().catch((failure: unknown) => {
      throw refusedByTls(failure, way)
    })
    const askedAt = clock.wallNow()
    const state = stateSchema.parse((await client.query(stateStatement)).rows[0])
    const here = (askedAt + clock.wallNow()) / 2
    return {
      versionNumber: state.version,
      isReadOnly: state.is_read_only,
      hasRoom: state.is_read_only || (await hasRoom(client)),
      freeConnections: state.free,
      clockAheadMs: Math.round(state.now - here),
      schema: state.has_tables ? await schemaOf(client) : { kind: 'none' },
      sealed: state.has_tables ? await sealedIn(client, options) : undefined,
    }
  } finally {
    await client.end().catch(() => {})
  }
}

const stateStatement = `
  select current_setting('server_version_num') as version,
    pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as is_read_only,
    current_setting('max_connections')::integer
      - current_setting('superuser_reserved_connections')::integer
      - (select count(*) from pg_stat_activity where backend_type = 'client backend') as free,
    extract(epoch from clock_timestamp()) * 1000 as now,
    to_regclass('sotto_migration') is not null as has_tables`

/** Whoever may not try it is not told that the disk is full. */
async function hasRoom(client: pg.Client): Promise<boolean> {
  try {
    await writeAndTakeBack((statement) => client.query(statement))
    return true
  } catch (failure) {
    return databaseTroubleOf(failure) !== 'full'
  }
}

async function schemaOf(client: pg.Client): Promise<DatabaseReport['schema']> {
  const { rows } = await client.query('select name from sotto_migration')
  const applied = stepsSchema.parse(rows).map(({ name }) => name)
  const step = applied.find((name) => !(name in migrations))
  if (step !== undefined) return { kind: 'newer', step }
  const missing = Object.keys(migrations).length - applied.length
  return missing === 0 ? { kind: 'current' } : { kind: 'older', missing }
}

/** The newest sessions, and the secret that signs the audit's heads. */
async function sealedIn(
  client: pg.Client,
  { keys, random }: InspectOptions,
): Promise<DatabaseReport['sealed']> {
  const { rows: tables } = await client.query(
    `select to_regclass('session') is not null and to_regclass('audit_tree') is not null as both`,
  )
  if (tables[0]?.both !== true) return undefined
  const { rows } = await client.query(`
    select 'audit-tree' as owner, sealed_secret as sealed from audit_tree
    union all
    (select 'session:' || id, sealed_tokens from session order by last_seen_at desc limit 500)`)
  const found = sealedSchema.parse(rows)
  if (keys === undefined) return { opened: 0, unopened: found.length }
  const seal = createSeal(readKeyRing(keys), random)
  const opened = found.filter(({ owner, sealed }) => seal.open(sealed, owner) !== undefined).length
  return { opened, unopened: found.length - opened }
}
