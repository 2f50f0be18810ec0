/** Reads a signed head and checks its signature (Ed25519, RFC 8032). */
import { createPublicKey, verify } from 'node:crypto'
import { hasKeys, isObject, type Json, writeStrict } from './strict-json.ts'

export interface Head {
  readonly installation: string
  readonly size: number
  /** Hex. */
  readonly root: string
  /** Unix milliseconds. */
  readonly at: number
  /** Hex. */
  readonly publicKey: string
}

export type HeadReading =
  | { readonly kind: 'head'; readonly head: Head }
  | { readonly kind: 'no-head' }
  | { readonly kind: 'false-signature' }

/** `text`: a head as JSON, in whatever layout; other text is no head. */
export function readHead(text: string): HeadReading {
  try {
    return judgeHead(JSON.parse(text))
  } catch {
    return { kind: 'no-head' }
  }
}

export function judgeHead(value: Json | undefined): HeadReading {
  if (!isObject(value) || !hasKeys(value, headKeys)) return { kind: 'no-head' }
  const { at, installation, publicKey, root, signature, size } = value
  if (typeof installation !== 'string' || !isWhole(size) || !isWhole(at)) return { kind: 'no-head' }
  if (!isHex(root, 32) || !isHex(publicKey, 32) || !isHex(signature, 64)) return { kind: 'no-head' }
  const head = { installation, size, root, at, publicKey }
  return isSigned(writeStrict(head), publicKey, signature)
    ? { kind: 'head', head }
    : { kind: 'false-signature' }
}

const headKeys = ['installation', 'size', 'root', 'at', 'publicKey', 'signature']

/** What stands before an Ed25519 public key in its encoding (RFC 8410 section 4). */
const keyPrefix = '302a300506032b6570032100'

function isSigned(text: string, publicKey: string, signature: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(keyPrefix + publicKey, 'hex'),
      format: 'der',
      type: 'spki',
    })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex'))
  } catch {
    return false
  }
}

function isWhole(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isHex(value: Json | undefined, bytes: number): value is string {
  return typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-f]*$/.test(value)
}
