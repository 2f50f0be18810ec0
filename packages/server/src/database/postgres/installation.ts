/**
 * Whose tables these are. Each installation has a schema of its own, and its connections see no other: no statement can forget to
 * ask whose a row is. What is left to go wrong is that two consoles are given the same one, and that is found out here.
 */
import type { Kysely } from 'kysely'
import { DatabaseRefusal } from './database-refusal.ts'
import type { Database } from './tables.ts'

/** Who works in this database: one platform, as one client of it. */
export interface Installation {
  readonly platform: string
  readonly client: string
}

/** The schema of a named installation: a name of its own kind, so that it meets nobody else's. */
export function schemaOfInstallation(name: string): string {
  return `sotto_${name.replaceAll('-', '_')}`
}

/** The first to come has the tables. Throws a `DatabaseRefusal` for somebody else. */
export async function claimTables(
  database: Kysely<Database>,
  { platform, client }: Installation,
): Promise<void> {
  await database
    .insertInto('installation')
    .values({ platform, client })
    .onConflict((conflict) => conflict.column('is_only').doNothing())
    .execute()
  const owner = await database
    .selectFrom('installation')
    .select(['platform', 'client'])
    .executeTakeFirstOrThrow()
  if (owner.platform === platform && owner.client === client) return
  throw new DatabaseRefusal(
    `This database already serves another installation (${owner.client} at ${owner.platform}, not ${client} at ${platform}). Give this one a name of its own with SOTTO_INSTALLATION; if the platform has moved, see docs/operations.md.`,
  )
}
