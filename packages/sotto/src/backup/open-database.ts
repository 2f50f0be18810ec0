/** The database of an installation for a command: the one that is named, the embedded one that runs, or the embedded one started. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, type Random, type Scope, type Secret, silentLogger } from '@sotto/kernel'
import { findRunningDatabase, type ServerSettings, startEmbeddedDatabase } from '@sotto/server'
import { StartRefusal } from '../start-refusal.ts'

export interface OpenDatabaseInput {
  readonly settings: Pick<ServerSettings, 'databaseUrl' | 'dataDirectory'>
  readonly clock: Clock
  readonly random: Random
  /** Ends what was started for this. */
  readonly scope: Scope
  /** Where there is no embedded database yet, one may be made. */
  readonly mayMake: boolean
}

/** Throws a StartRefusal, or an error that `describeStartFailure` can put into words. */
export async function openDatabase(input: OpenDatabaseInput): Promise<Secret<string>> {
  const { databaseUrl, dataDirectory } = input.settings
  if (databaseUrl !== undefined) return databaseUrl
  const running = await findRunningDatabase(dataDirectory)
  if (running !== undefined) return running
  if (!input.mayMake && !existsSync(join(dataDirectory, 'database', 'password')))
    throw new StartRefusal(
      `There is no database in ${dataDirectory}. Name its folder with SOTTO_DATA_DIR, or a server with DATABASE_URL.`,
    )
  const { clock, random } = input
  const database = await startEmbeddedDatabase({
    dataDirectory,
    clock,
    random,
    logger: silentLogger,
  })
  input.scope.onClose(() => database.close())
  return database.url
}
