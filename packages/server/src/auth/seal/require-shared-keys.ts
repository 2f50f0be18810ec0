import type { ServerStore } from '../../database/stores.ts'
import { ServerStartError } from '../../server-start-error.ts'
import type { KeyRing } from './key-ring.ts'

/** What one server seals every other one has to open: who signed in there is sent here with the next request. */
export async function requireSharedKeys(
  servers: Pick<ServerStore, 'sealingKeys'>,
  keys: KeyRing,
): Promise<void> {
  const missing = (await servers.sealingKeys()).find((name) => keys.find(name) === undefined)
  if (missing === undefined) return
  throw new ServerStartError(
    `Another server on this database seals with the key "${missing}", which is not here. Give every server the same SOTTO_KEYS, or the same sealing-keys file.`,
  )
}
