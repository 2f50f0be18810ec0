/** What the platform gave us for one sign-in, and how it lies in the database: sealed, bound to its session. */
import { type Secret, secret, type WallMs } from '@sotto/kernel'
import { z } from 'zod'
import type { Seal } from '../seal/seal.ts'

export interface TokenSet {
  readonly accessToken: Secret<string>
  /** Absent when the platform gives none: such a session ends with its access token. */
  readonly refreshToken: Secret<string> | undefined
  readonly accessExpiresAt: WallMs
  readonly lifetimeMs: number
  readonly scopes: readonly string[]
}

const sealedSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  accessExpiresAt: z.number(),
  lifetimeMs: z.number(),
  scopes: z.array(z.string()),
})

export function sealTokens(seal: Seal, sessionId: string, tokens: TokenSet): string {
  const content = JSON.stringify({
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken?.reveal(),
    accessExpiresAt: tokens.accessExpiresAt,
    lifetimeMs: tokens.lifetimeMs,
    scopes: tokens.scopes,
  })
  return seal.seal(secret(content), ownerOf(sessionId))
}

/** Undefined when it cannot be opened: the key is gone, or somebody touched it. */
export function openTokens(seal: Seal, sessionId: string, sealed: string): TokenSet | undefined {
  const content = seal.open(sealed, ownerOf(sessionId))
  if (content === undefined) return undefined
  const parsed = sealedSchema.safeParse(JSON.parse(content.reveal()))
  if (!parsed.success) return undefined
  const { accessToken, refreshToken, ...rest } = parsed.data
  return {
    ...rest,
    accessToken: secret(accessToken),
    refreshToken: refreshToken === undefined ? undefined : secret(refreshToken),
  }
}

/** The same tokens under the key that seals now. Undefined when they cannot be opened. */
export function resealTokens(seal: Seal, sessionId: string, sealed: string): string | undefined {
  const content = seal.open(sealed, ownerOf(sessionId))
  return content === undefined ? undefined : seal.seal(content, ownerOf(sessionId))
}

function ownerOf(sessionId: string): string {
  return `session:${sessionId}`
}
