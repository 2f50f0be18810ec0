/** The secrets of the confidential clients: made at the first start, then kept in files only their owner can read. */
import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Secret, secret } from '@sotto/kernel'

export type ConfidentialClientId = 'sotto' | 'sotto-background'

/** `oauth-client-sotto.secret` and `oauth-client-sotto-background.secret`, in the data directory. */
export function clientSecretFile(dataDirectory: string, clientId: ConfidentialClientId): string {
  return join(dataDirectory, `oauth-client-${clientId}.secret`)
}

/**
 * The secret the product signs in with. Throws when the file is not there (the simulator has never started with this
 * directory) or holds nothing usable.
 */
export async function readClientSecret(
  dataDirectory: string,
  clientId: ConfidentialClientId,
): Promise<Secret<string>> {
  const file = clientSecretFile(dataDirectory, clientId)
  const text = (await readFile(file, 'utf8')).trim()
  if (!/^[\x21-\x7e]{16,200}$/.test(text)) {
    throw new Error(
      `${file} holds no usable client secret; delete it and start the simulator again`,
    )
  }
  return secret(text)
}

/** Reads the secret, making it first when there is none. Two starts at once agree on whichever file came first. */
export async function ensureClientSecret(
  dataDirectory: string,
  clientId: ConfidentialClientId,
): Promise<Secret<string>> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  // The kernel's Random may be seeded; a secret must not be.
  const text = randomBytes(32).toString('base64url')
  const file = clientSecretFile(dataDirectory, clientId)
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await writeDraft(draft, text)
    // A link appears whole or not at all: the console looks for this file while we start, and must not find half of it.
    await link(draft, file)
    return secret(text)
  } catch (failure) {
    if (!isFileExists(failure)) throw failure
    return readClientSecret(dataDirectory, clientId)
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeDraft(draft: string, text: string): Promise<void> {
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${text}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

function isFileExists(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'EEXIST'
}
