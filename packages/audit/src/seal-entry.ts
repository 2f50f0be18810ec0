/** Splits an act into what is hashed for ever and what can be erased. */
import { createHash } from 'node:crypto'
import { canonicalJson, type JsonValue } from './canonical-json.ts'

/** What is never erased: fixed words, times and ids of things, never of people. */
export interface AuditEntry {
  readonly id: string
  /** Unix milliseconds. */
  readonly at: number
  /** A fixed word, such as `control-executing` or `reveal`. */
  readonly act: string
  readonly [field: string]: JsonValue | undefined
}

/** What points at people or was typed by them. */
export type AuditPersonal = Readonly<Record<string, string>>

export interface SealedEntry {
  readonly id: string
  /** The canonical JSON that is hashed as the leaf. */
  readonly leaf: string
  readonly personal: AuditPersonal
  /** 32 bytes as hex. */
  readonly salt: string
}

/** `salt`: 32 random bytes as hex, new for every entry. Throws a `TypeError` on what has no canonical text. */
export function sealEntry(entry: AuditEntry, personal: AuditPersonal, salt: string): SealedEntry {
  if (!/^[0-9a-f]{64}$/.test(salt)) throw new TypeError('a salt is 32 bytes in hex')
  const leaf = canonicalJson({ ...entry, personal: commitmentOf(personal, salt) })
  return { id: entry.id, leaf, personal, salt }
}

/** SHA-256 over the salt and the canonical JSON, as hex. Whoever has no salt can test no guess. */
function commitmentOf(personal: AuditPersonal, salt: string): string {
  return createHash('sha256')
    .update(Buffer.from(salt, 'hex'))
    .update(canonicalJson(personal))
    .digest('hex')
}
