/** The sealing keys of an installation that was given none: in a file that only its owner can read, made once, rotated there. */
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type Random, type Secret, secret, type WallMs } from '@sotto/kernel'
import { ServerStartError } from '../../server-start-error.ts'
import { isKeyList } from '../../settings/setting-kinds.ts'
import { secretBytes } from '../secret-bytes.ts'
import { keyIdsOf, writeKey } from './key-ring.ts'

/** The names of all keys, the one that seals first. */
export interface SealingKeyNames {
  readonly file: string
  readonly ids: readonly string[]
}

/** Where the keys of an installation lie that was given none. */
export function keyFileOf(dataDirectory: string): string {
  return path.join(dataDirectory, 'sealing-keys')
}

/**
 * Reads `<dataDirectory>/sealing-keys`, making it first when there is none. Servers that start at once agree on whichever
 * file came first. Throws with one clear line when the file holds nothing usable or cannot be made.
 */
export async function readOrMakeKeys(
  dataDirectory: string,
  random: Random,
): Promise<Secret<string>> {
  const file = keyFileOf(dataDirectory)
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  await makeOnce(file, random)
  await closeToOthers(file)
  return readKeys(file)
}

/**
 * Puts a new key in front of the others. Running servers notice by themselves and seal anew what lies in the database; nobody is
 * signed out. Throws with one clear line.
 */
export async function rotateKeys(dataDirectory: string, random: Random): Promise<SealingKeyNames> {
  const before = await readOrMakeKeys(dataDirectory, random)
  return replaceKeys(dataDirectory, secret(`${makeKey(random).reveal()},${before.reveal()}`))
}

/** By then every running server has taken a new key up, and sealed anew with it. */
export const settledAfterMs = 60_000

/**
 * Leaves only the key that seals. Whoever is still sealed with another one has to sign in again, so it is refused, in one line, while
 * servers may still be sealing anew.
 */
export async function dropOldKeys(dataDirectory: string, now: WallMs): Promise<SealingKeyNames> {
  const [first = ''] = (await readExisting(dataDirectory)).reveal().split(',')
  const { mtimeMs } = await stat(keyFileOf(dataDirectory))
  if (now - mtimeMs < settledAfterMs)
    throw new ServerStartError(
      'The keys were changed less than a minute ago: servers may still be sealing anew. Try again in a minute.',
    )
  return replaceKeys(dataDirectory, secret(first))
}

export async function nameKeys(dataDirectory: string): Promise<SealingKeyNames> {
  return { file: keyFileOf(dataDirectory), ids: keyIdsOf(await readExisting(dataDirectory)) }
}

/** A fresh key as `SOTTO_KEYS` takes it. */
export function makeKey(random: Random): Secret<string> {
  return writeKey(secretBytes(random, 32))
}

async function readExisting(dataDirectory: string): Promise<Secret<string>> {
  try {
    return await readKeys(keyFileOf(dataDirectory))
  } catch (failure) {
    if (codeOf(failure) !== 'ENOENT') throw failure
    throw new ServerStartError(
      `There are no keys in ${dataDirectory} yet; the server makes them at its first start`,
    )
  }
}

/** Throws when the file is not there, or with one clear line when it holds nothing usable. */
export async function readKeys(file: string): Promise<Secret<string>> {
  const list = (await readFile(file, 'utf8')).trim()
  if (!isKeyList(list))
    throw new ServerStartError(
      `${file} holds no usable keys; restore it, or delete it (everybody signs in anew)`,
    )
  return secret(list)
}

/** A link appears whole or not at all: a second server that starts at the same moment never reads half a key. */
async function makeOnce(file: string, random: Random): Promise<void> {
  if (await isThere(file)) return
  const draft = `${file}.${random.id()}`
  try {
    await writeWhole(draft, makeKey(random))
    await link(draft, file)
  } catch (failure) {
    if (codeOf(failure) !== 'EEXIST') throw failure
  } finally {
    await rm(draft, { force: true })
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (failure: unknown) => codeOf(failure) !== 'ENOENT',
  )
}

/** All or nothing: whoever reads meanwhile finds the old list or the new one. The file beside it keeps a second hand away. */
async function replaceKeys(dataDirectory: string, list: Secret<string>): Promise<SealingKeyNames> {
  const file = keyFileOf(dataDirectory)
  const next = `${file}.next`
  try {
    await writeWhole(next, list)
  } catch (failure) {
    if (codeOf(failure) !== 'EEXIST') throw failure
    throw new ServerStartError(`The keys are just being changed; if nobody does, delete ${next}`)
  }
  try {
    await rename(next, file)
  } catch (failure) {
    await rm(next, { force: true })
    throw failure
  }
  return { file, ids: keyIdsOf(list) }
}

/** Fails when the file is there already. */
async function writeWhole(file: string, list: Secret<string>): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`${list.reveal()}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A copy or a backup may have opened it. */
async function closeToOthers(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o077) !== 0) await chmod(file, 0o600)
}

function codeOf(failure: unknown): unknown {
  return failure instanceof Error && 'code' in failure ? failure.code : undefined
}
