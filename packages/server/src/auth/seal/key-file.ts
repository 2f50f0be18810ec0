/** The sealing key of an installation that was given none: made once, kept in a file that only its owner can read. */
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { type Random, type Secret, secret } from '@sotto/kernel'
import { ServerStartError } from '../../server-start-error.ts'
import { isKeyList } from '../../settings.ts'
import { secretBytes } from '../secret-bytes.ts'
import { keyIdOf } from './key-ring.ts'

/**
 * Reads `<dataDirectory>/sealing-keys`, making it first when there is none. Servers that start at once agree on whichever
 * file came first. Throws with one clear line when the file holds nothing usable or cannot be made.
 */
export async function readOrMakeKeys(
  dataDirectory: string,
  random: Random,
): Promise<Secret<string>> {
  const file = path.join(dataDirectory, 'sealing-keys')
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  await makeOnce(file, random)
  await closeToOthers(file)
  const list = (await readFile(file, 'utf8')).trim()
  if (!isKeyList(list))
    throw new ServerStartError(
      `${file} holds no usable keys; restore it, or delete it (everybody signs in anew)`,
    )
  return secret(list)
}

async function makeOnce(file: string, random: Random): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      const bytes = secretBytes(random, 32)
      await handle.writeFile(`${keyIdOf(bytes)}:${bytes.toString('base64')}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'EEXIST')) throw failure
  }
}

/** A copy or a backup may have opened it. */
async function closeToOthers(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o077) !== 0) await chmod(file, 0o600)
}
