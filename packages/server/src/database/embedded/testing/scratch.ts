/** Folders and databases for the tests of the embedded database, all gone when the test is over. */

import { execFile } from 'node:child_process'
import {
  chmod,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rm,
  symlink,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type LogFields, type Logger, systemClock, systemRandom } from '@sotto/kernel'
import { Client } from 'pg'
import { onTestFinished } from 'vitest'
import {
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  startEmbeddedDatabase,
} from '../start-embedded-database.ts'

export const isRoot = process.getuid?.() === 0

/** An empty folder that only we may enter. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-database-'))
  await chmod(folder, 0o700)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

let template: Promise<string> | undefined

/** A folder that has been started once before: copied, because making a cluster takes its time. */
export async function usedFolder(): Promise<string> {
  template ??= makeTemplate()
  const folder = await scratchFolder()
  // The system's own copier: a cluster is fifteen hundred files, for which that of Node.js takes six times the processor.
  await promisify(execFile)('cp', ['-R', `${await template}/.`, folder])
  return folder
}

export async function removeTemplate(): Promise<void> {
  if (template !== undefined) await rm(await template, { recursive: true, force: true })
  template = undefined
}

/**
 * The same files under another name, as PostgreSQL's binaries are sixty megabytes: nobody may write into them. Copied where the
 * two lie on different file systems.
 */
export async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkTree(source, target)
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target)
    else await link(source, target).catch(() => copyFile(source, target))
  }
}

async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-database-'))
  const { close } = await startEmbeddedDatabase({
    dataDirectory: folder,
    clock: systemClock,
    random: systemRandom,
    logger: createMemoryLogger(),
  })
  await close()
  return folder
}

/** Starts a database and closes it after the test. */
export async function startScratch(
  dataDirectory: string,
  options: Partial<EmbeddedDatabaseOptions> = {},
): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({
    dataDirectory,
    clock: systemClock,
    random: systemRandom,
    logger: createMemoryLogger(),
    // Nothing of a test is ever laid where real data could lie.
    openDirectories: [],
    ...options,
  })
  onTestFinished(() => database.close())
  return database
}

/** Runs one statement on a connection of its own and gives its rows. */
export async function query(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement, [...values])).rows
  } finally {
    await client.end()
  }
}

export interface LoggedEvent {
  readonly event: string
  readonly fields: LogFields
}

export function createMemoryLogger(): Logger & { readonly events: readonly LoggedEvent[] } {
  const events: LoggedEvent[] = []
  const keep = (event: string, fields: LogFields = {}) => {
    events.push({ event, fields })
  }
  return { events, debug: keep, info: keep, warn: keep, error: keep }
}
