/** Brings a database up to this program's tables. Runs at every start; several servers may start at once. */
import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import { DatabaseRefusal } from './database-refusal.ts'
import { migrations as ownMigrations } from './migrations.ts'
import type { Database } from './tables.ts'

/**
 * Runs what is missing, all in one transaction under an advisory lock. Answers the names of the steps taken.
 * Throws a `DatabaseRefusal` when the database was already brought further by a newer program.
 */
export async function migrate(
  database: Kysely<Database>,
  migrations: Readonly<Record<string, Migration>> = ownMigrations,
): Promise<readonly string[]> {
  const migrationTableSchema = await currentSchema(database)
  const migrator = new Migrator({
    // Without it a table of that name in anybody's schema would be taken for ours.
    migrationTableSchema,
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: 'sotto_migration',
    migrationLockTableName: 'sotto_migration_lock',
  })
  await refuseNewer(database, migrations)
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
  return (results ?? []).map((result) => result.migrationName)
}

async function currentSchema(database: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ schema: string | null }>`
    select current_schema() as schema`.execute(database)
  const schema = rows[0]?.schema ?? null
  if (schema === null)
    throw new DatabaseRefusal('The database has no schema that this user may make tables in.')
  return schema
}

async function refuseNewer(
  database: Kysely<Database>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass('sotto_migration')::text as found`.execute(database)
  if (rows[0]?.found === null) return
  const applied = await database
    .withTables<{ sotto_migration: { name: string } }>()
    .selectFrom('sotto_migration')
    .select('name')
    .execute()
  const unknown = applied.find((row) => !(row.name in migrations))
  if (unknown === undefined) return
  throw new DatabaseRefusal(
    `The database was last used by a newer Sotto (it has the step "${unknown.name}"). Start that version, or choose another database.`,
  )
}
