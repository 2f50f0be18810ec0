/** The database that the settings name, opened for `sotto audit erase-person` alone. */
import { createScope, type Random, silentLogger } from '@sotto/kernel'
import {
  createPostgresStores,
  DatabaseRefusal,
  EmbeddedDatabaseError,
  schemaOfInstallation,
  startEmbeddedDatabase,
} from '@sotto/server'
import { requireServerSettings } from '../settings/read-server-settings.ts'
import { StartRefusal } from '../start-refusal.ts'
import { type RunErasePersonInput, runErasePerson } from './run-erase-person.ts'

export interface ErasePersonFromDatabaseInput extends Omit<RunErasePersonInput, 'erasure'> {
  readonly random: Random
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Throws a StartRefusal when the database cannot be opened: a running server holds the embedded one. */
export async function erasePersonFromDatabase(
  input: ErasePersonFromDatabaseInput,
): Promise<number> {
  const { clock, environment, random } = input
  const { dataDirectory, databaseTls, databaseUrl, installation } =
    requireServerSettings(environment)
  const scope = createScope()
  try {
    const shared = { clock, random, logger: silentLogger }
    const embedded =
      databaseUrl === undefined
        ? await startEmbeddedDatabase({ ...shared, dataDirectory })
        : undefined
    if (embedded !== undefined) scope.onClose(() => embedded.close())
    const url = databaseUrl ?? embedded?.url
    if (url === undefined) throw new StartRefusal('There is no database.')
    const stores = await createPostgresStores({
      ...{ url, connections: 2, random, logger: silentLogger },
      ...(databaseUrl === undefined ? {} : { tls: databaseTls }),
      ...(installation === undefined ? {} : { schema: schemaOfInstallation(installation) }),
    })
    scope.onClose(() => stores.close())
    return await runErasePerson({ ...input, erasure: stores.erasure })
  } catch (failure) {
    const isKnown = failure instanceof DatabaseRefusal || failure instanceof EmbeddedDatabaseError
    throw isKnown ? new StartRefusal(failure.message) : failure
  } finally {
    await scope.close()
  }
}
