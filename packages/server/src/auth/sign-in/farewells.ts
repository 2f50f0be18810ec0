/** Tells the platform that tokens are over: those of a session that has ended, a moment later, when its lines have said goodbye. */
import type { Clock, Logger, Secret } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { SessionRow } from '../../database/stores.ts'
import { farewellMs, type SessionTokens } from '../tokens/session-tokens.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { OauthClient } from './oauth-client.ts'

export interface Farewells {
  /** The session of this row has ended, on whatever grounds. */
  sayLater(row: SessionRow): void
  /** Nobody will ever use these tokens. Never rejects. */
  revoke(tokens: TokenSet): Promise<void>
  /** Tells the platform now of all that were to be told later. */
  close(): Promise<void>
}

export interface FarewellsOptions {
  readonly oauthClient: Pick<OauthClient, 'revoke'>
  readonly tokens: Pick<SessionTokens, 'tokensOf'>
  readonly clock: Clock
  readonly logger: Logger
}

export function createFarewells(options: FarewellsOptions): Farewells {
  const { oauthClient, clock, logger } = options
  const waiting = new Set<() => Promise<void>>()

  /** The refresh token first: with it goes the way to new ones. Not every platform ends the access token with it (RFC 7009, 2.1). */
  async function revoke({ refreshToken, accessToken }: TokenSet): Promise<void> {
    for (const token of [refreshToken, accessToken]) if (token !== undefined) await tell(token)
  }

  async function tell(token: Secret<string>): Promise<void> {
    try {
      await oauthClient.revoke(token)
    } catch (failure) {
      const code = failure instanceof PlatformError ? failure.code : 'unknown'
      logger.warn('token-revocation-failed', { code })
    }
  }

  return {
    revoke,
    sayLater(row) {
      const tokens = options.tokens.tokensOf(row)
      if (tokens === undefined) return
      const tellNow = async (): Promise<void> => {
        cancel()
        if (waiting.delete(tellNow)) await revoke(tokens)
      }
      const cancel = clock.schedule(farewellMs, () => void tellNow())
      waiting.add(tellNow)
    },
    async close() {
      await Promise.all([...waiting].map((tellNow) => tellNow()))
    },
  }
}
