/** Sealing: AES-256-GCM with the key's id in front, bound to what the sealed thing belongs to. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { type Random, type Secret, secret } from '@sotto/kernel'
import { secretBytes } from '../secret-bytes.ts'
import type { KeyRing } from './key-ring.ts'

export interface Seal {
  /** `belongsTo` is not kept secret, but must be the same at opening: a seal cannot be moved to another row. */
  seal(content: Secret<string>, belongsTo: string): string
  /** Undefined when it was sealed with a key we do not have, for something else, or was touched. */
  open(sealed: string, belongsTo: string): Secret<string> | undefined
}

const version = 'v1'
const nonceBytes = 12
const tagBytes = 16

/** `v1.<key id>.<nonce>.<ciphertext and tag>`, the last two in base64url. */
export function createSeal(keys: KeyRing, random: Random): Seal {
  return {
    seal(content, belongsTo) {
      const { id, bytes } = keys.sealing
      const nonce = secretBytes(random, nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', bytes.reveal(), nonce)
      cipher.setAAD(Buffer.from(`${version}.${id}.${belongsTo}`))
      const body = Buffer.concat([
        cipher.update(content.reveal(), 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ])
      return [version, id, nonce.toString('base64url'), body.toString('base64url')].join('.')
    },
    open(sealed, belongsTo) {
      const [foundVersion, id = '', nonceText = '', bodyText = ''] = sealed.split('.')
      const key = keys.find(id)
      const nonce = Buffer.from(nonceText, 'base64url')
      const body = Buffer.from(bodyText, 'base64url')
      const isReadable =
        foundVersion === version && nonce.length === nonceBytes && body.length >= tagBytes
      if (key === undefined || !isReadable) return undefined
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.bytes.reveal(), nonce, {
          authTagLength: tagBytes,
        })
        decipher.setAAD(Buffer.from(`${version}.${id}.${belongsTo}`))
        decipher.setAuthTag(body.subarray(body.length - tagBytes))
        const content = Buffer.concat([
          decipher.update(body.subarray(0, body.length - tagBytes)),
          decipher.final(),
        ])
        return secret(content.toString('utf8'))
      } catch {
        return undefined
      }
    },
  }
}
