/** A signed statement of what the tree is: whoever keeps one elsewhere can tell later whether anything was changed. */
import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

export interface TreeHead {
  /** Whose tree it is. */
  readonly installation: string
  readonly size: number
  /** Hex. */
  readonly root: string
  /** Unix milliseconds. */
  readonly at: number
  /** The Ed25519 public key, 32 bytes as hex. */
  readonly publicKey: string
}

export interface SignedTreeHead extends TreeHead {
  /** Ed25519 (RFC 8032) over the canonical JSON of the rest, as hex. */
  readonly signature: string
}

export interface HeadSigner {
  sign(head: Omit<TreeHead, 'publicKey'>): SignedTreeHead
}

/** Before an Ed25519 seed in a PKCS #8 key (RFC 8410 section 7). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** `secret`: at least 32 bytes. The same secret always signs with the same key. */
export function createHeadSigner(secret: Uint8Array): HeadSigner {
  if (secret.byteLength < 32) throw new RangeError('a secret of at least 32 bytes signs heads')
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'sotto audit tree head', 32))
  const privateKey = createPrivateKey({
    key: Buffer.concat([seedPrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = rawPublicKey(privateKey)
  return {
    sign(head) {
      const whole = { ...head, publicKey }
      const signature = sign(null, Buffer.from(canonicalJson(whole)), privateKey)
      return { ...whole, signature: signature.toString('hex') }
    },
  }
}

function rawPublicKey(privateKey: KeyObject): string {
  // The last 32 bytes of the encoded key are the key.
  return createPublicKey(privateKey)
    .export({ format: 'der', type: 'spki' })
    .subarray(-32)
    .toString('hex')
}
