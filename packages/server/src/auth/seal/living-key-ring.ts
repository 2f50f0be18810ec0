/** A key ring that follows its file: keys rotated while servers run are taken up without a restart. */
import {
  type Cancel,
  type Clock,
  type Logger,
  nameOfFailure,
  repeat,
  type Secret,
  secret,
} from '@sotto/kernel'
import { isKeyList } from '../../settings/setting-kinds.ts'
import { type KeyRing, readKeyRing } from './key-ring.ts'

export interface LivingKeyRing extends KeyRing {
  /** Called when another key seals. */
  onRotated(listener: () => void): void
  close(): void
}

export interface LivingKeyRingOptions {
  readonly first: Secret<string>
  /** The file's text now; throws when it cannot be read. */
  readonly read: () => string
  readonly clock: Clock
  readonly logger: Logger
}

/** So soon every server seals with the new key. */
export const lookEveryMs = 5_000
/** A seal may name any key it likes: unknown ones must not make us read all the time. */
const notOftenerMs = 1_000

/**
 * Looks now and then, and at once when somebody else has sealed with a key not known yet. A file that is damaged while we run is
 * reported, and the keys in hand go on.
 */
export function createLivingKeyRing(options: LivingKeyRingOptions): LivingKeyRing {
  const { clock, logger } = options
  const listeners: (() => void)[] = []
  let list = options.first.reveal()
  let keys = readKeyRing(options.first)
  let mayLookAt = clock.monotonicNow()

  function look(): void {
    mayLookAt = clock.monotonicNow() + notOftenerMs
    const found = readList()
    if (found === undefined || found === list) return
    const before = keys.sealing.id
    list = found
    keys = readKeyRing(secret(found))
    logger.info('sealing-keys-changed', { sealing: keys.sealing.id })
    if (keys.sealing.id !== before) for (const listener of listeners) listener()
  }

  function readList(): string | undefined {
    try {
      const text = options.read().trim()
      if (isKeyList(text)) return text
      logger.warn('sealing-keys-unusable')
    } catch (failure) {
      logger.warn('sealing-keys-unreadable', {
        errorName: nameOfFailure(failure),
      })
    }
    return undefined
  }

  const stop: Cancel = repeat(clock, lookEveryMs, look)
  return {
    get sealing() {
      return keys.sealing
    },
    find(id) {
      const known = keys.find(id)
      if (known !== undefined || clock.monotonicNow() < mayLookAt) return known
      look()
      return keys.find(id)
    },
    onRotated: (listener) => void listeners.push(listener),
    close: stop,
  }
}
