// The embedded PostgreSQL: a real server out of the npm package, with its data in our folder, started and stopped
// with us. It knows nothing of what is stored in it.
import { chown, mkdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Clock,
  createScope,
  type Logger,
  type Random,
  type Scope,
  type Secret,
  secret,
} from '@sotto/kernel'
import {
  clusterExists,
  databaseUser,
  prepareCluster,
  readOrMakePassword,
  settleLeftOver,
} from './cluster.ts'
import { choosePlace, clusterDirectory, type DatabasePlace } from './database-place.ts'
import { EmbeddedDatabaseError, systemErrorCode } from './embedded-database-error.ts'
import { takeFolderLock } from './folder-lock.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { endLeftOver, startListening } from './start-listening.ts'

export interface EmbeddedDatabaseOptions {
  /** Sotto's data folder. Everything of the database lies in its sub-folder `database`. Made when missing. */
  readonly dataDirectory: string
  readonly clock: Clock
  /** Makes the password at the first start, so it must be unpredictable. */
  readonly random: Random
  readonly logger: Logger
  /** Called once when PostgreSQL ends although nobody asked it to. */
  readonly onUnexpectedEnd?: (description: string) => void
  /** For tests and unusual installations: other binaries than npm's. */
  readonly binaries?: PostgresBinaries
  /** For tests: as on a kernel that forbids user namespaces. */
  readonly withoutNamespace?: boolean
  /** Where to go when we are root and the database's user cannot reach the data folder. */
  readonly openDirectories?: readonly string[]
}

export interface EmbeddedDatabase {
  /** A `postgres://` address on the loopback interface, password included. */
  readonly url: Secret<string>
  /** Where the data really lies. */
  readonly clusterDirectory: string
  /** Ends PostgreSQL and gives the folder free. Safe to call more than once. */
  close(): Promise<void>
}

const databaseName = 'sotto'

/**
 * Starts the database of a data folder, making it at the first start.
 *
 * Throws EmbeddedDatabaseError, whose message is one line for the operator, when the folder cannot be written, is open
 * in another process, belongs to somebody else or to another version of PostgreSQL, or PostgreSQL does not start.
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const scope = createScope()
  try {
    return await startIn(scope, options)
  } catch (failure) {
    await scope.close()
    throw failure
  }
}

async function startIn(scope: Scope, options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const { clock, random, logger } = options
  const databaseDirectory = await makeFolder(options.dataDirectory)
  await lock(scope, databaseDirectory, random)
  const binaries = options.binaries ?? (await findPostgresBinaries())
  const place = await choosePlace({ ...options, databaseDirectory, binaries })
  reportPlace(place, databaseDirectory, logger)

  const passwordFile = join(databaseDirectory, 'password')
  const password = await readOrMakePassword(passwordFile, random, await clusterExists(place))
  await keepOwner(databaseDirectory, passwordFile)
  await prepareCluster(place, password)
  const directory = clusterDirectory(place)
  const leftOver = await settleLeftOver(directory)
  if (leftOver.type === 'running') await endLeftOver(leftOver.processId, clock, logger)

  const running = await startListening({ place, databaseDirectory, password, databaseName, clock })
  scope.onClose(() => running.process.stop())
  void running.process.ended.then(({ description }) => {
    if (scope.closed) return
    logger.error('embedded-database-ended', { description, logFile: running.logFile })
    options.onUnexpectedEnd?.(description)
  })
  logger.info('embedded-database-started', {
    port: running.port,
    clusterDirectory: directory,
    runner: place.runner.type,
  })
  const address = `127.0.0.1:${running.port}/${databaseName}`
  return {
    url: secret(`postgres://${databaseUser}:${password.reveal()}@${address}`),
    clusterDirectory: directory,
    close: () => scope.close(),
  }
}

async function makeFolder(dataDirectory: string): Promise<string> {
  const databaseDirectory = join(dataDirectory, 'database')
  try {
    await mkdir(dataDirectory, { recursive: true })
    await mkdir(databaseDirectory, { recursive: true, mode: 0o700 })
    await keepOwner(dataDirectory, databaseDirectory)
    // One spelling, whichever links lead here: the running PostgreSQL is recognised by it.
    return await realpath(databaseDirectory)
  } catch (failure) {
    throw notWritable(dataDirectory, failure)
  }
}

/** What root makes inside a user's folder is the user's, so that the user can start without root again. */
async function keepOwner(parent: string, child: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(parent)
  if ((await stat(child)).uid === 0 && uid !== 0) await chown(child, uid, gid)
}

async function lock(scope: Scope, databaseDirectory: string, random: Random): Promise<void> {
  const outcome = await takeFolderLock(join(databaseDirectory, 'lock'), random.id()).catch(
    (failure: unknown) => {
      throw notWritable(databaseDirectory, failure)
    },
  )
  if (outcome.type === 'taken') {
    scope.onClose(outcome.release)
    return
  }
  throw new EmbeddedDatabaseError(
    'folder-in-use',
    `The database in ${databaseDirectory} is in use by process ${outcome.byProcessId}. Stop that Sotto first, or choose another SOTTO_DATA_DIR.`,
  )
}

function notWritable(directory: string, failure: unknown): EmbeddedDatabaseError {
  const reason = systemErrorCode(failure) ?? String(failure)
  return new EmbeddedDatabaseError(
    'folder-not-writable',
    `The data folder ${directory} cannot be written (${reason}). Choose another with SOTTO_DATA_DIR.`,
    failure,
  )
}

function reportPlace(place: DatabasePlace, databaseDirectory: string, logger: Logger): void {
  if (!place.moved) return
  logger.warn('embedded-database-moved', {
    from: databaseDirectory,
    to: place.clusterParent,
    binaries: place.binariesDirectory,
  })
}
