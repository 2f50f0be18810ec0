/** The tokens of all sessions: handed out fresh, renewed in good time, once for all who ask, on any number of servers. */
import { type Clock, type Logger, type MonotonicMs, type Secret, sleep } from '@sotto/kernel'
import { type Credentials, PlatformError } from '@sotto/platform'
import type { SessionRow, SessionStore } from '../../database/stores.ts'
import type { Seal } from '../seal/seal.ts'
import type { OauthClient } from '../sign-in/oauth-client.ts'
import { refreshLeadMs } from './refresh-lead.ts'
import { createRenewalTurns } from './renewal-turns.ts'
import { openTokens, sealTokens, type TokenSet } from './token-set.ts'

export interface SessionTokens {
  /**
   * Always the same object for the same session. Its calls reject with `token-invalid` when the session is over (then
   * signing in again is the only way), with another `PlatformError` when no token can be had right now.
   */
  credentialsOf(sessionId: string): Credentials
  /** What the session's token carries, in the platform's names. Rejects as its credentials do. */
  scopesOf(sessionId: string): Promise<readonly string[]>
  /** Whatever tokens the session has, for revoking them. */
  tokensOf(row: SessionRow): TokenSet | undefined
  /**
   * The session is over. What is on its way to the platform (goodbyes on lines, cancellations) may still use the token in
   * memory for a short while; nothing is renewed any more.
   */
  retire(sessionId: string): void
  readonly refreshes: RefreshCounts
}

export interface RefreshCounts {
  readonly done: number
  readonly refused: number
  readonly failed: number
}

export interface SessionTokensOptions {
  readonly store: SessionStore
  readonly seal: Seal
  readonly oauthClient: Pick<OauthClient, 'refresh'>
  readonly clock: Clock
  readonly logger: Logger
  /** Renewals that may hold a connection of the database at once: fewer than there are. */
  readonly mostRenewalsAtOnce: number
  /** The platform will not renew this session's tokens any more, or they cannot be read. Called once per session. */
  onOver(sessionId: string): void
}

export const refreshTimings = {
  /** A lost answer is asked for again within the platform's grace for the token just used (10 s). */
  retryWithinMs: 8_000,
  retryWaitsMs: [200, 1_000, 2_000],
  /** After a failed renewal ahead of time, while the token still holds. */
  coolDownMs: 5_000,
} as const

/** How long a token is still handed out after its session has ended. */
export const farewellMs = 4_000

interface Known {
  readonly tokens: TokenSet
  readonly version: number
}

interface Entry {
  readonly credentials: Credentials
  known: Known | undefined
  /** Tokens still in memory must not outlive their session by much. */
  overSince: MonotonicMs | undefined
  flight: Promise<Known> | undefined
  mayTryAt: MonotonicMs
}

export function createSessionTokens(options: SessionTokensOptions): SessionTokens {
  const { store, seal, oauthClient, clock, logger } = options
  const entries = new Map<string, Entry>()
  const turns = createRenewalTurns(clock, options.mostRenewalsAtOnce)
  const refreshes = { done: 0, refused: 0, failed: 0 }

  function entryOf(sessionId: string): Entry {
    const there = entries.get(sessionId)
    if (there !== undefined) return there
    const entry: Entry = {
      credentials: {
        accessToken: async () => (await freshTokens(sessionId, entry)).accessToken,
        refresh: async (stale) => (await newerThan(sessionId, entry, stale)).accessToken,
      },
      known: undefined,
      overSince: undefined,
      flight: undefined,
      mayTryAt: clock.monotonicNow(),
    }
    entries.set(sessionId, entry)
    return entry
  }

  async function load(sessionId: string, entry: Entry): Promise<Known> {
    if (isPast(entry)) throw sessionOver()
    if (entry.known !== undefined) return entry.known
    const row = await store.byId(sessionId)
    if (row === undefined) throw over(sessionId)
    entry.known = read(row)
    return entry.known
  }

  function read(row: SessionRow): Known {
    const tokens = openTokens(seal, row.id, row.sealedTokens)
    if (tokens !== undefined) return { tokens, version: row.tokenVersion }
    logger.warn('session-tokens-unreadable', { sessionId: row.id })
    throw over(row.id)
  }

  function isPast({ overSince }: Entry): boolean {
    return overSince !== undefined && clock.monotonicNow() - overSince >= farewellMs
  }

  /** While the token holds nobody waits for its renewal, and nobody fails because of it. */
  async function freshTokens(sessionId: string, entry: Entry): Promise<TokenSet> {
    const { tokens, version } = await load(sessionId, entry)
    const remainingMs = tokens.accessExpiresAt - clock.wallNow()
    const leadMs = refreshLeadMs(tokens.lifetimeMs)
    if (remainingMs > leadMs || (entry.overSince !== undefined && remainingMs > 0)) return tokens
    if (remainingMs <= 0) return (await renew(sessionId, entry, version)).tokens
    if (clock.monotonicNow() < entry.mayTryAt) return tokens
    const renewal = renew(sessionId, entry, version)
    if (remainingMs > leadMs / 2) {
      renewal.catch(() => {})
      return tokens
    }
    try {
      return (await renewal).tokens
    } catch (failure) {
      if (isOver(failure)) throw failure
      return tokens
    }
  }

  /** The platform said "expired" to `stale`: whatever we know that is newer, else a renewal. */
  async function newerThan(
    sessionId: string,
    entry: Entry,
    stale: Secret<string>,
  ): Promise<TokenSet> {
    const { tokens, version } = await load(sessionId, entry)
    if (tokens.accessToken.reveal() !== stale.reveal()) return freshTokens(sessionId, entry)
    return (await renew(sessionId, entry, version)).tokens
  }

  /** One flight for all who ask. `version`: what the asker holds; anything newer will do. */
  function renew(sessionId: string, entry: Entry, version: number): Promise<Known> {
    if (entry.overSince !== undefined) return Promise.reject(sessionOver())
    entry.flight ??= renewInTurn(sessionId, version)
      .then(
        (known) => {
          entry.known = known
          return known
        },
        (failure: unknown) => {
          entry.mayTryAt = clock.monotonicNow() + refreshTimings.coolDownMs
          throw failure
        },
      )
      .finally(() => {
        entry.flight = undefined
      })
    return entry.flight
  }

  /** The row's lock makes it one flight among all servers; the version tells who came first. */
  async function renewInTurn(sessionId: string, version: number): Promise<Known> {
    let known: Known | undefined
    const renewal = async (locked: SessionRow) => {
      const found = read(locked)
      if (found.version > version) {
        known = found
        return undefined
      }
      const tokens = await askForNew(sessionId, found.tokens)
      known = { tokens, version: found.version + 1 }
      return {
        sealedTokens: sealTokens(seal, sessionId, tokens),
        accessExpiresAt: tokens.accessExpiresAt,
      }
    }
    const row = await turns.take(() => store.withLockedTokens(sessionId, renewal))
    if (row === undefined || known === undefined) throw over(sessionId)
    return known
  }

  async function askForNew(sessionId: string, before: TokenSet): Promise<TokenSet> {
    const { refreshToken, scopes } = before
    if (refreshToken === undefined) throw over(sessionId)
    const startedAt = clock.monotonicNow()
    for (const waitMs of [...refreshTimings.retryWaitsMs, undefined]) {
      try {
        const answer = await oauthClient.refresh({ refreshToken, scopes })
        if (answer.ok) {
          refreshes.done += 1
          return answer.value
        }
        refreshes.refused += 1
        logger.info('session-refresh-refused', { sessionId })
        throw over(sessionId)
      } catch (failure) {
        if (isOver(failure)) throw failure
        const isLate = clock.monotonicNow() - startedAt > refreshTimings.retryWithinMs
        if (waitMs === undefined || isLate || !mayHaveBeenLost(failure)) {
          refreshes.failed += 1
          throw failure
        }
        await sleep(clock, waitMs)
      }
    }
    throw new Error('the last wait is always undefined')
  }

  /** No tokens will come any more, from now on and for everybody. */
  function over(sessionId: string): PlatformError {
    const entry = entries.get(sessionId)
    if (entry !== undefined) {
      retire(sessionId)
      entry.known = undefined
      options.onOver(sessionId)
    }
    return sessionOver()
  }

  function retire(sessionId: string): void {
    const entry = entries.get(sessionId)
    if (entry !== undefined) entry.overSince ??= clock.monotonicNow()
    entries.delete(sessionId)
  }

  return {
    credentialsOf: (sessionId) => entryOf(sessionId).credentials,
    async scopesOf(sessionId) {
      return (await load(sessionId, entryOf(sessionId))).tokens.scopes
    },
    tokensOf: (row) => openTokens(seal, row.id, row.sealedTokens),
    retire,
    refreshes,
  }
}

/** A session that has no token any more and will get none. */
export function sessionOver(): PlatformError {
  return new PlatformError('token-invalid', 'the session is over')
}

function isOver(failure: unknown): boolean {
  return failure instanceof PlatformError && failure.code === 'token-invalid'
}

/** The answer, or the question, may have been lost on its way: the same token may be shown once more. */
function mayHaveBeenLost(failure: unknown): boolean {
  return (
    failure instanceof PlatformError &&
    ['unreachable', 'timeout', 'unavailable'].includes(failure.code)
  )
}
