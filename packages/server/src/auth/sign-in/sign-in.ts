/** Signing in, from the question to the session. Knows no HTTP: the doors bring cookies and addresses. */
import type { Person } from '@sotto/domain'
import {
  type Clock,
  err,
  type Logger,
  nameOfFailure,
  ok,
  type Random,
  type Result,
  secret,
} from '@sotto/kernel'
import { type Credentials, type Platform, PlatformError } from '@sotto/platform'
import type { PublicAddress } from '../../http/public-address.ts'
import type { SessionKeeper } from '../../sessions/create-sessions.ts'
import type { SignInPlace } from '../../sessions/sign-in-place.ts'
import { grantedPerson, requestedScopes, scopesOfRole } from '../granted-person.ts'
import type { Seal } from '../seal/seal.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { Farewells } from './farewells.ts'
import type { OauthClient } from './oauth-client.ts'
import { beginRoundTrip, openRoundTrip, roundTripCookie, sealRoundTrip } from './round-trip.ts'

export interface BegunSignIn {
  readonly location: URL
  readonly cookieName: string
  readonly cookieValue: string
}

export interface SignInRefusal {
  readonly code: 'denied' | 'expired' | 'refused'
  /** Where the person was, as far as that is known. */
  readonly returnTo: string
}

export interface FinishedSignIn {
  readonly cookie: string
  /** Names the session to the next sign-in of this browser, and to nobody else. */
  readonly mark: string
  readonly returnTo: string
  readonly sessionId: string
  readonly personId: string
}

export interface SignIn {
  /** Rejects with a `PlatformError` when the platform cannot be asked. */
  begin(returnTo: string): Promise<BegunSignIn>
  /** `roundTripCookie`: what the browser kept for this `state`. Rejects with a `PlatformError`. */
  finish(input: {
    readonly url: URL
    readonly state: string
    readonly roundTripCookie: string | undefined
    /** The mark of the session that this browser had before. */
    readonly replaces: string | undefined
    readonly place: SignInPlace
  }): Promise<Result<FinishedSignIn, SignInRefusal>>
  /** The session ends here at once. The platform is told a moment later, when the goodbyes on its lines have been said. */
  signOut(sessionId: string): Promise<void>
}

export interface SignInOptions {
  readonly platform: Platform
  readonly oauthClient: OauthClient
  readonly sessions: SessionKeeper
  readonly farewells: Pick<Farewells, 'revoke'>
  readonly seal: Seal
  readonly address: PublicAddress
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** Who the platform says they are, for whoever would ask for it next. */
  readonly onPerson?: (sessionId: string, told: Person) => void
}

export const callbackPath = '/auth/callback'

export function createSignIn(options: SignInOptions): SignIn {
  const { platform, oauthClient, sessions, seal, clock, random, logger } = options

  /** One browser has one cookie: the session it had is nobody's any more, with all its tabs. */
  async function endReplaced(mark: string | undefined): Promise<void> {
    const before = mark === undefined ? undefined : seal.open(mark, markOwner)?.reveal()
    if (before === undefined) return
    try {
      if (await sessions.end(before)) logger.info('session-replaced', { sessionId: before })
    } catch (failure) {
      // It ends by its idle time; the new one is good.
      const errorName = nameOfFailure(failure)
      logger.warn('session-end-failed', { sessionId: before, errorName })
    }
  }

  /** Whoever signed in has a session, its tokens with only the scopes that their role uses. */
  async function begin(wide: TokenSet, place: SignInPlace): ReturnType<SessionKeeper['begin']> {
    const settings = await platform.signIn()
    const person = await platform.forPerson(fixedCredentials(wide)).whoAmI()
    const tokens = await narrow(wide, scopesOfRole(person.role, wide.scopes, settings))
    const granted = grantedPerson(person, tokens.scopes, settings.scopes)
    const begun = await sessions.begin(random.id(), granted, tokens, place)
    options.onPerson?.(begun.session.id, person)
    return begun
  }

  async function narrow(wide: TokenSet, scopes: readonly string[]): Promise<TokenSet> {
    const { refreshToken } = wide
    if (refreshToken === undefined || scopes.length === wide.scopes.length) return wide
    const ask = () => oauthClient.refresh({ refreshToken, scopes })
    // A lost answer is asked for once more, within the platform's grace for the token just used.
    const narrowed = await ask().catch(ask)
    if (!narrowed.ok) throw new PlatformError('unexpected-answer', 'fresh tokens are not renewed')
    return narrowed.value
  }

  return {
    async begin(returnTo) {
      const scopes = requestedScopes(await platform.signIn())
      const roundTrip = beginRoundTrip(random, returnTo, scopes)
      const location = await oauthClient.authorizationUrl({
        redirectUri: `${options.address.origin()}${callbackPath}`,
        scopes,
        state: roundTrip.state,
        verifier: roundTrip.verifier,
      })
      return {
        location,
        cookieName: roundTripCookie(roundTrip.state),
        cookieValue: sealRoundTrip(seal, roundTrip, clock),
      }
    },

    async finish({ url, state, roundTripCookie: cookie, replaces, place }) {
      const roundTrip = openRoundTrip(seal, state, cookie, clock)
      if (roundTrip === undefined) return err({ code: 'expired', returnTo: '/' })
      const redeemed = await oauthClient.redeem({ url, ...roundTrip })
      if (!redeemed.ok) {
        const { error } = redeemed
        logger.info('sign-in-refused', {
          code: error.code,
          reason: error.code === 'denied' ? undefined : error.reason,
        })
        const code = error.code === 'denied' ? 'denied' : 'refused'
        return err({ code, returnTo: roundTrip.returnTo })
      }
      const { session, cookie: sessionCookie } = await begin(redeemed.value, place).catch(
        async (failure: unknown) => {
          // Nobody will ever use these tokens.
          await options.farewells.revoke(redeemed.value)
          throw failure
        },
      )
      await endReplaced(replaces)
      logger.info('signed-in', {
        sessionId: session.id,
        personId: session.person.id,
        role: session.person.role,
      })
      return ok({
        cookie: sessionCookie,
        mark: seal.seal(secret(session.id), markOwner),
        returnTo: roundTrip.returnTo,
        sessionId: session.id,
        personId: session.person.id,
      })
    },

    async signOut(sessionId) {
      await sessions.end(sessionId, 'signed-out')
      logger.info('signed-out', { sessionId })
    },
  }
}

const markOwner = 'session-mark'

/** For the one question "who is this?", before there is a session. */
function fixedCredentials(tokens: TokenSet): Credentials {
  return {
    accessToken: async () => tokens.accessToken,
    refresh: async () => {
      throw new PlatformError('token-invalid', 'the new token is not accepted')
    },
  }
}
