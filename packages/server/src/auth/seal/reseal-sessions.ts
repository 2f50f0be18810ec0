/** After a rotation: what lies in the database is sealed with the current key, without anybody being signed out. */
import type { Logger } from '@sotto/kernel'
import type { SessionStore } from '../../database/stores.ts'
import { resealTokens } from '../tokens/token-set.ts'
import type { KeyRing } from './key-ring.ts'
import type { Seal } from './seal.ts'

export interface ResealOptions {
  readonly store: Pick<SessionStore, 'sealedOtherwise' | 'reseal'>
  readonly seal: Seal
  readonly keys: Pick<KeyRing, 'sealing'>
  readonly logger: Logger
}

/** What cannot be opened is left as it is: its key may come back. Until then these people sign in again. */
export async function resealSessions(options: ResealOptions): Promise<void> {
  const { store, seal, keys, logger } = options
  const ids = await store.sealedOtherwise(keys.sealing.id)
  let unreadable = 0
  for (const id of ids)
    await store.reseal(id, (sealed) => {
      const again = resealTokens(seal, id, sealed)
      if (again === undefined) unreadable += 1
      return again
    })
  if (ids.length > unreadable)
    logger.info('sessions-sealed-anew', {
      count: ids.length - unreadable,
      sealing: keys.sealing.id,
    })
  if (unreadable > 0) logger.warn('sessions-unreadable', { count: unreadable })
}
