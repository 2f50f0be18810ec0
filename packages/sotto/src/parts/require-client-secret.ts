/** Looks for the secret at the platform before anything is started that could sign nobody in. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerSettings } from '@sotto/server'
import { StartRefusal } from '../start-refusal.ts'

type SecretPlace = Pick<
  ServerSettings,
  'dataDirectory' | 'platformClientSecret' | 'platformClientSecretFile'
>

/**
 * Throws a StartRefusal when the file somebody named is not there, cannot be read or is empty. Only the place where the simulator
 * puts it at its first start may still be without one: it is read anew at each sign-in.
 */
export async function requireClientSecret(settings: SecretPlace): Promise<void> {
  const { platformClientSecretFile: file } = settings
  if (settings.platformClientSecret !== undefined) return
  const text = await readFile(file, 'utf8').catch((failure: unknown) => {
    const code = failure instanceof Error && 'code' in failure ? failure.code : 'unknown'
    if (code === 'ENOENT' && isSimulatorsPlace(settings)) return undefined
    throw refusal(`${file} cannot be read (${code})`)
  })
  if (text?.trim() === '') throw refusal(`${file} is empty`)
}

function isSimulatorsPlace({ dataDirectory, platformClientSecretFile }: SecretPlace): boolean {
  return platformClientSecretFile === join(dataDirectory, 'oauth-client-sotto.secret')
}

function refusal(what: string): StartRefusal {
  return new StartRefusal(
    `${what}: this console's secret at the platform. Name the right file with SOTTO_PLATFORM_CLIENT_SECRET_FILE.`,
  )
}
