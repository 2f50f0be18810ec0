/** The secret behind the signatures of heads: one for all servers, sealed in the database. */
import { createHeadSigner, type HeadSigner } from '@sotto/audit'
import { type Random, secret } from '@sotto/kernel'
import type { Seal } from '../auth/seal/seal.ts'
import { secretBytes } from '../auth/secret-bytes.ts'
import type { AuditStore } from '../database/audit-store.ts'

const belongsTo = 'audit-tree'

/** Undefined when it is sealed with a key we do not have. */
export async function readHeadSigner(
  store: Pick<AuditStore, 'sealedSecret'>,
  seal: Seal,
  random: Random,
): Promise<HeadSigner | undefined> {
  const candidate = seal.seal(secret(secretBytes(random, 32).toString('hex')), belongsTo)
  const content = seal.open(await store.sealedSecret(candidate), belongsTo)
  return content && createHeadSigner(Buffer.from(content.reveal(), 'hex'))
}

/** After a rotation of the sealing keys: the same secret under the new one. */
export function resealSigningSecret(
  store: Pick<AuditStore, 'resealSecret'>,
  seal: Seal,
): Promise<void> {
  return store.resealSecret((sealed) => {
    const content = seal.open(sealed, belongsTo)
    return content && seal.seal(content, belongsTo)
  })
}
