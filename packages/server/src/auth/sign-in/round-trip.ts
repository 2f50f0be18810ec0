/**
 * What must be remembered while the browser is away at the platform's sign-in page. It travels sealed in a short-lived
 * cookie of its own, one per attempt, so that two tabs can sign in at once and any of our servers can take the answer.
 */
import { createHash } from 'node:crypto'
import { type Clock, type Random, type Secret, secret } from '@sotto/kernel'
import { z } from 'zod'
import type { Seal } from '../seal/seal.ts'
import { secretText } from '../secret-bytes.ts'

export interface RoundTrip {
  readonly state: string
  readonly verifier: Secret<string>
  readonly returnTo: string
  readonly scopes: readonly string[]
}

export const roundTripSeconds = 600
/** A browser that has begun this many and finished none starts over. */
export const mostRoundTrips = 5

const prefix = '__Host-sotto-sign-in-'

const contentSchema = z.object({
  state: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.number(),
})

export function beginRoundTrip(
  random: Random,
  returnTo: string,
  scopes: readonly string[],
): RoundTrip {
  return { state: secretText(random), verifier: secret(secretText(random)), returnTo, scopes }
}

export function roundTripCookie(state: string): string {
  return `${prefix}${createHash('sha256').update(state).digest('hex').slice(0, 16)}`
}

export function isRoundTripCookie(name: string): boolean {
  return name.startsWith(prefix)
}

export function sealRoundTrip(seal: Seal, roundTrip: RoundTrip, clock: Clock): string {
  const content = JSON.stringify({
    ...roundTrip,
    verifier: roundTrip.verifier.reveal(),
    expiresAt: clock.wallNow() + roundTripSeconds * 1_000,
  })
  return seal.seal(secret(content), roundTripCookie(roundTrip.state))
}

/** Undefined when there is none for this state, it was touched, or it took too long. */
export function openRoundTrip(
  seal: Seal,
  state: string,
  cookie: string | undefined,
  clock: Clock,
): RoundTrip | undefined {
  const content = cookie === undefined ? undefined : seal.open(cookie, roundTripCookie(state))
  if (content === undefined) return undefined
  const parsed = contentSchema.safeParse(JSON.parse(content.reveal()))
  if (!parsed.success) return undefined
  const { verifier, expiresAt, ...rest } = parsed.data
  if (rest.state !== state || expiresAt < clock.wallNow()) return undefined
  return { ...rest, verifier: secret(verifier) }
}
