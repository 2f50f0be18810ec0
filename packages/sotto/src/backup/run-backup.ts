/** `sotto backup FILE`, also while servers run, and `sotto restore FILE`. */
import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Clock, createScope, type Random, type Secret } from '@sotto/kernel'
import {
  BackupRefusal,
  backupLines,
  keyFileOf,
  readKeys,
  restoreBackup,
  type ServerSettings,
  schemaOfInstallation,
} from '@sotto/server'
import { codeOf } from '../doctor/finding.ts'
import { exitCodes } from '../exit-codes.ts'
import { requireServerSettings } from '../settings/read-server-settings.ts'
import type { Environment } from '../settings/settings-from-files.ts'
import { describeStartFailure, StartRefusal } from '../start-refusal.ts'
import type { Terminal } from '../terminal.ts'
import { openDatabase } from './open-database.ts'

export interface RunBackupInput {
  readonly file: string
  readonly environment: Environment
  readonly clock: Clock
  readonly random: Random
  readonly terminal: Terminal
}

export interface RunRestoreInput extends RunBackupInput {
  readonly replace: boolean
}

/** Throws a StartRefusal when it cannot be made; then there is no such file. */
export function runBackup(input: RunBackupInput): Promise<number> {
  const { clock, file, terminal } = input
  return inWords(async () => {
    if ((await stat(file).catch(() => undefined)) !== undefined)
      throw new StartRefusal(`${file} is there already. Name another file.`)
    await withDatabase(input, false, async (url, settings) => {
      const madeAt = new Date(clock.wallNow())
      await writeWhole(
        file,
        backupLines({ url, tls: tlsOf(settings), schema: schemaOf(settings), madeAt }),
      )
    })
    const { size } = await stat(file)
    terminal.say(
      `${file}: ${Math.ceil(size / 1_000).toLocaleString('en')} kB, readable to you only.`,
    )
    terminal.say(
      'The keys are not in it. Keep sealing-keys (or SOTTO_KEYS) elsewhere: without them people sign in anew and the audit makes no new heads.',
    )
    return exitCodes.ok
  })
}

/** Throws a StartRefusal; then the database is as it was. */
export function runRestore(input: RunRestoreInput): Promise<number> {
  const { file, replace, terminal } = input
  return inWords(async () => {
    await withDatabase(input, true, async (url, settings) => {
      const { head, rows, tables } = await restoreBackup({
        url,
        tls: tlsOf(settings),
        file,
        replace,
        schema: schemaOf(settings),
      })
      terminal.say(`Restored ${rows} rows in ${tables} tables, as they were at ${head.madeAt}.`)
      const known = (await keysOf(settings)).split(',').map((pair) => pair.trim().split(':')[0])
      const missing = head.keys.filter((key) => !known.includes(key))
      if (missing.length > 0)
        terminal.complain(
          `Some of it is sealed with keys that are not here: ${missing.join(', ')}. Bring them back (sealing-keys in the data folder, or SOTTO_KEYS) before the server starts.`,
        )
    })
    return exitCodes.ok
  })
}

async function withDatabase(
  input: RunBackupInput,
  mayMake: boolean,
  run: (url: Secret<string>, settings: ServerSettings) => Promise<void>,
): Promise<void> {
  const settings = requireServerSettings(input.environment)
  const scope = createScope()
  try {
    await run(await openDatabase({ ...input, settings, scope, mayMake }), settings)
  } finally {
    await scope.close()
  }
}

/** The embedded one is on this machine and speaks none. */
function tlsOf({ databaseTls, databaseUrl }: ServerSettings) {
  return databaseUrl === undefined ? undefined : databaseTls
}

function schemaOf({ installation }: ServerSettings): string | undefined {
  return installation === undefined ? undefined : schemaOfInstallation(installation)
}

/** All or nothing under its name, and on the disk before it has it. */
async function writeWhole(file: string, lines: AsyncIterable<string>): Promise<void> {
  const part = `${file}.part`
  try {
    await pipeline(
      Readable.from(lines),
      createGzip(),
      createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true }),
    )
    await rename(part, file)
    await flushFolder(dirname(file))
  } catch (failure) {
    // Somebody else's part is left alone.
    if (codeOf(failure) !== 'EEXIST') await rm(part, { force: true })
    throw refusalOfFile(failure, part)
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function refusalOfFile(failure: unknown, part: string): unknown {
  switch (codeOf(failure)) {
    case 'EEXIST':
      return new StartRefusal(`${part} is there: another backup runs, or was cut short. Remove it.`)
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EACCES':
    case 'EROFS':
      return new StartRefusal(`${part} cannot be written (${codeOf(failure)}).`)
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartRefusal('The disk is full: nothing was kept. Make room, or write elsewhere.')
    default:
      return failure
  }
}

async function keysOf(settings: ServerSettings): Promise<string> {
  const keys =
    settings.keys ?? (await readKeys(keyFileOf(settings.dataDirectory)).catch(() => undefined))
  return keys?.reveal() ?? ''
}

async function inWords(run: () => Promise<number>): Promise<number> {
  try {
    return await run()
  } catch (failure) {
    if (failure instanceof BackupRefusal) throw new StartRefusal(failure.message)
    const line = describeStartFailure(failure, { portSetting: 'DATABASE_URL' })
    if (line !== undefined) throw new StartRefusal(line)
    // The driver's words may quote the address.
    throw new StartRefusal(
      `The database cannot be used (${codeOf(failure)}). "sotto doctor" says more.`,
    )
  }
}
