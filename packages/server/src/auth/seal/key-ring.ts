/** The keys that seal tokens: one that seals, and older ones that still open. */
import { createHash } from 'node:crypto'
import { type Secret, secret } from '@sotto/kernel'

export interface SealKey {
  /** Stands in clear in everything sealed with it. */
  readonly id: string
  /** 32 bytes. */
  readonly bytes: Secret<Uint8Array>
}

export interface KeyRing {
  /** The current one. May be another at the next look, when the keys were rotated. */
  readonly sealing: SealKey
  find(id: string): SealKey | undefined
}

/** Reads `id:base64,id:base64`; the first one seals. Throws when a pair cannot be read (the settings have checked it). */
export function readKeyRing(list: Secret<string>): KeyRing {
  const keys = list.reveal().split(',').map(readKey)
  const [sealing] = keys
  if (sealing === undefined) throw new Error('the list of keys is empty')
  return { sealing, find: (id) => keys.find((key) => key.id === id) }
}

function readKey(pair: string): SealKey {
  const [id, text] = pair.trim().split(':')
  const bytes = Buffer.from(text ?? '', 'base64')
  if (id === undefined || id === '' || bytes.length !== 32)
    throw new Error('a key must be id:base64 of 32 bytes')
  return { id, bytes: secret(new Uint8Array(bytes)) }
}

/** A new key as it stands in a list. Its name says nothing about it. */
export function writeKey(bytes: Uint8Array): Secret<string> {
  const id = `k${createHash('sha256').update('key-id').update(bytes).digest('hex').slice(0, 8)}`
  return secret(`${id}:${Buffer.from(bytes).toString('base64')}`)
}

/** The names of the keys in a list, the one that seals first. */
export function keyIdsOf(list: Secret<string>): readonly string[] {
  return list
    .reveal()
    .split(',')
    .map((pair) => pair.trim().split(':')[0] ?? '')
}
