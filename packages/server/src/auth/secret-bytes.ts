/** Unguessable bytes out of the `Random` that was passed in; in production its ids come from the machine's own generator. */
import { createHash } from 'node:crypto'
import type { Random } from '@sotto/kernel'

/** Up to 32 bytes with 244 bits of chance behind them: two ids of 122 random bits each, hashed. */
export function secretBytes(random: Random, length: number): Buffer {
  if (length > 32) throw new RangeError('at most 32 bytes at once')
  return createHash('sha256').update(random.id()).update(random.id()).digest().subarray(0, length)
}

/** 43 characters that fit into cookies, addresses and a PKCE verifier (RFC 7636, 4.1). */
export function secretText(random: Random): string {
  return secretBytes(random, 32).toString('base64url')
}
