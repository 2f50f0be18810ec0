// Brings PostgreSQL up on a free port and waits until it answers.
import { open, readFile, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Clock, type Logger, type MonotonicMs, type Secret, sleep } from '@sotto/kernel'
import { Client, escapeIdentifier } from 'pg'
import { databaseUser } from './cluster.ts'
import { clusterDirectory, type DatabasePlace } from './database-place.ts'
import { EmbeddedDatabaseError } from './embedded-database-error.ts'
import { postgresProgram } from './postgres-binaries.ts'
import { type PostgresProcess, startPostgresProcess } from './postgres-process.ts'
import { processIsAlive } from './process-table.ts'

export interface ListeningInput {
  readonly place: DatabasePlace
  /** Holds the log. */
  readonly databaseDirectory: string
  readonly password: Secret<string>
  /** Made when missing. */
  readonly databaseName: string
  readonly clock: Clock
}

export interface ListeningDatabase {
  readonly process: PostgresProcess
  readonly port: number
  readonly logFile: string
}

/** Recovery after a crash may take a while; a start that takes longer than this will not come. */
const startWithinMs = 120_000
const askEveryMs = 50
const tryAgainAfterMs = 500

export async function startListening(input: ListeningInput): Promise<ListeningDatabase> {
  const deadline = input.clock.monotonicNow() + startWithinMs
  for (;;) {
    const outcome = await attempt(input, deadline)
    if (outcome.type === 'listening') return outcome.database
    if (!outcome.mayTryAgain || input.clock.monotonicNow() > deadline)
      throw new EmbeddedDatabaseError(
        'start-failed',
        `The embedded PostgreSQL did not start: ${outcome.reason}. Its log is ${outcome.logFile}`,
      )
    await sleep(input.clock, tryAgainAfterMs)
  }
}

type Attempt =
  | { readonly type: 'listening'; readonly database: ListeningDatabase }
  | {
      readonly type: 'failed'
      readonly reason: string
      readonly mayTryAgain: boolean
      readonly logFile: string
    }

async function attempt(input: ListeningInput, deadline: MonotonicMs): Promise<Attempt> {
  const port = await findFreePort()
  const log = await openLog(input.databaseDirectory)
  const program = postgresProgram(input.place.binariesDirectory, 'postgres')
  const args = postgresArguments(clusterDirectory(input.place), port)
  const running = startPostgresProcess(
    { runner: input.place.runner, program, args, logFile: log.descriptor },
    input.clock,
  )
  await log.close()
  const failure = await untilReady(input, running, port, deadline)
  if (failure === undefined)
    return { type: 'listening', database: { process: running, port, logFile: log.path } }
  await running.stop()
  const said = (await readFile(log.path, 'utf8')).slice(log.startsAt)
  return {
    type: 'failed',
    reason: lastComplaint(said) ?? failure,
    mayTryAgain: /could not bind|could not create any TCP|still in use|already exists/.test(said),
    logFile: log.path,
  }
}

/** Resolves to nothing once the database answers, else to the reason why it will not. */
async function untilReady(
  input: ListeningInput,
  running: PostgresProcess,
  port: number,
  deadline: MonotonicMs,
): Promise<string | undefined> {
  for (;;) {
    if (running.hasEnded()) return (await running.ended).description
    const answer = await ask(input, port)
    if (answer === undefined) return undefined
    if (input.clock.monotonicNow() > deadline) return answer
    await sleep(input.clock, askEveryMs)
  }
}

/** Resolves to nothing when the database could be reached and is there, else to the reason. */
async function ask(input: ListeningInput, port: number): Promise<string | undefined> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: databaseUser,
    password: input.password.reveal(),
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  })
  // A connection that breaks while nobody waits for an answer; the next question will tell.
  client.on('error', () => {})
  try {
    await client.connect()
    await makeDatabase(client, input.databaseName)
    return undefined
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure)
  } finally {
    await client.end().catch(() => {})
  }
}

async function makeDatabase(client: Client, name: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [name])
  if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`)
}

function postgresArguments(directory: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    // Small, for it shares the machine with everything else; durable, for it is the only copy.
    shared_buffers: '32MB',
    max_connections: '50',
    work_mem: '2MB',
    maintenance_work_mem: '16MB',
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    io_method: 'sync',
    autovacuum_max_workers: '1',
    max_worker_processes: '2',
    max_parallel_workers: '0',
    max_logical_replication_workers: '0',
    wal_level: 'minimal',
    max_wal_senders: '0',
    jit: 'off',
    huge_pages: 'off',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Statements carry what people wrote; the log must not.
    log_min_error_statement: 'panic',
    log_statement: 'none',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
  }
  return [
    '-D',
    directory,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

function lastComplaint(log: string): string | undefined {
  const complaint = log
    .split('\n')
    .filter((line) => /FATAL:|PANIC:|error while loading|not found/.test(line))
  return complaint
    .at(-1)
    ?.replace(/^.*?(FATAL|PANIC):\s*/, '')
    .trim()
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

const largestLogBytes = 5_000_000

interface LogFile {
  readonly path: string
  readonly descriptor: number
  /** Where this run's words begin. */
  readonly startsAt: number
  close(): Promise<void>
}

async function openLog(databaseDirectory: string): Promise<LogFile> {
  const path = join(databaseDirectory, 'postgres.log')
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > largestLogBytes) await rename(path, `${path}.1`)
  const handle = await open(path, 'a', 0o600)
  if (process.getuid?.() === 0) {
    const folder = await stat(databaseDirectory)
    await handle.chown(folder.uid, folder.gid)
  }
  return {
    path,
    descriptor: handle.fd,
    startsAt: size > largestLogBytes ? 0 : size,
    close: () => handle.close(),
  }
}

const leftOverWithinMs = 15_000

/** Ends a PostgreSQL that an earlier run of ours left behind; usually it is ending already. */
export async function endLeftOver(processId: number, clock: Clock, logger: Logger): Promise<void> {
  logger.warn('embedded-database-left-over', { processId })
  const deadline = clock.monotonicNow() + leftOverWithinMs
  signal(processId, 'SIGINT')
  while (processIsAlive(processId)) {
    if (clock.monotonicNow() > deadline)
      throw new EmbeddedDatabaseError(
        'folder-in-use',
        `An earlier PostgreSQL (process ${processId}) still has the database open and does not end. End it, then start again.`,
      )
    await sleep(clock, askEveryMs)
  }
}

function signal(processId: number, name: 'SIGINT'): void {
  try {
    process.kill(processId, name)
  } catch {
    // Gone by itself, or not ours to signal; either way the wait above decides.
  }
}
