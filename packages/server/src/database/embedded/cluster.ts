// A cluster is PostgreSQL's word for the folder with its data. It is made once, whole or not at all.
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random, Secret } from '@sotto/kernel'
import { secret } from '@sotto/kernel'
import { callAs, type Runner, runProgram } from './database-account.ts'
import { clusterDirectory, type DatabasePlace } from './database-place.ts'
import { EmbeddedDatabaseError, systemErrorCode } from './embedded-database-error.ts'
import { postgresProgram } from './postgres-binaries.ts'
import { processCommand, processIsAlive } from './process-table.ts'

/** The one user of the embedded database; its password lies in the database's folder, readable to its owner only. */
export const databaseUser = 'sotto'

/** Makes the cluster if there is none; refuses one that another version of PostgreSQL made. */
export async function prepareCluster(
  place: DatabasePlace,
  password: Secret<string>,
): Promise<void> {
  const existing = await clusterVersion(clusterDirectory(place))
  if (existing === undefined) return initialise(place, password)
  const ours = await binariesMajorVersion(place)
  if (existing === ours) return
  throw new EmbeddedDatabaseError(
    'other-version',
    `The database in ${clusterDirectory(place)} was made by PostgreSQL ${existing}, and this is PostgreSQL ${ours}. Bring the data over with pg_upgrade, or choose another SOTTO_DATA_DIR.`,
  )
}

/** True when there is a cluster, of whatever version. */
export async function clusterExists(place: DatabasePlace): Promise<boolean> {
  return (await clusterVersion(clusterDirectory(place))) !== undefined
}

async function clusterVersion(directory: string): Promise<string | undefined> {
  const text = await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(() => undefined)
  return text?.trim()
}

async function binariesMajorVersion(place: DatabasePlace): Promise<string> {
  const program = postgresProgram(place.binariesDirectory, 'postgres')
  const { stdout } = await runProgram(callAs(place.runner, program, ['--version']))
  return /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1] ?? 'of an unknown version'
}

async function initialise(place: DatabasePlace, password: Secret<string>): Promise<void> {
  const draft = join(place.clusterParent, 'cluster.new')
  const passwordFile = join(place.clusterParent, 'cluster.new.password')
  await rm(draft, { recursive: true, force: true })
  await rm(passwordFile, { force: true })
  try {
    await mkdir(draft, { mode: 0o700 })
    await writeFile(passwordFile, `${password.reveal()}\n`, { mode: 0o600 })
    await giveToRunner(place.runner, [draft, passwordFile])
    const program = postgresProgram(place.binariesDirectory, 'initdb')
    await runProgram(callAs(place.runner, program, initialisationArguments(draft, passwordFile)))
    await rename(draft, clusterDirectory(place))
  } catch (failure) {
    throw new EmbeddedDatabaseError(
      'initialisation-failed',
      `The embedded PostgreSQL could not make its database in ${place.clusterParent}: ${lastLine(failure)}`,
      failure,
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
}

function initialisationArguments(directory: string, passwordFile: string): string[] {
  return [
    `--pgdata=${directory}`,
    `--username=${databaseUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own locale: the same order of letters on every machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ]
}

async function giveToRunner(runner: Runner, paths: readonly string[]): Promise<void> {
  if (runner.type !== 'other-user') return
  for (const path of paths) await chown(path, runner.account.userId, runner.account.groupId)
}

function lastLine(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure)
  const complaint = text.split('\n').filter((line) => /error|FATAL|could not/i.test(line))
  return (complaint.at(-1) ?? text.split('\n')[0] ?? 'for an unknown reason').trim()
}

/** Reads the password, or makes one for a cluster that is still to be made. */
export async function readOrMakePassword(
  path: string,
  random: Random,
  clusterIsThere: boolean,
): Promise<Secret<string>> {
  const existing = await readFile(path, 'utf8').catch((failure: unknown) => {
    if (systemErrorCode(failure) === 'ENOENT') return ''
    throw failure
  })
  if (existing.trim() !== '') return secret(existing.trim())
  if (clusterIsThere)
    throw new EmbeddedDatabaseError(
      'password-lost',
      `The file ${path} is missing, and with it the database's password. Bring it back, or remove the folder around it to begin with an empty database.`,
    )
  const made = `${random.id()}${random.id()}`.replaceAll('-', '')
  await writeFile(`${path}.new`, `${made}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
  return secret(made)
}

/** No process can have this number on the systems we run on. */
const impossibleProcessId = 99_999_999

export type LeftOver =
  | { readonly type: 'none' }
  /** A PostgreSQL of an earlier run of ours that is still there, or still going. */
  | { readonly type: 'running'; readonly processId: number }

/**
 * Looks at the note that PostgreSQL leaves in its folder while it runs. After a crash the number in it may have been
 * given to a process that has nothing to do with us; PostgreSQL would then refuse to start, for ever if need be. The
 * rest of the note stays: by it PostgreSQL sees whether its old shared memory is still in use.
 */
export async function settleLeftOver(directory: string): Promise<LeftOver> {
  const path = join(directory, 'postmaster.pid')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  const processId = Number(text?.split('\n')[0])
  if (text === undefined || !Number.isInteger(processId) || processId <= 0) return { type: 'none' }
  if (!processIsAlive(processId)) return { type: 'none' }
  const command = await processCommand(processId)
  if (command === undefined || command.includes(directory)) return { type: 'running', processId }
  const rest = text.split('\n').slice(1)
  await writeFile(path, [String(impossibleProcessId), ...rest].join('\n'))
  return { type: 'none' }
}
