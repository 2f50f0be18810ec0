/** Signing in, from the question to the session. Knows no HTTP: the doors bring cookies and addresses. */
import { type Clock, err, type Logger, ok, type Random, type Result } from '@sotto/kernel'
import { type Credentials, type Platform, PlatformError } from '@sotto/platform'
import type { PublicAddress } from '../../http/public-address.ts'
import type { SessionKeeper } from '../../sessions/create-sessions.ts'
import { grantedPerson, requestedScopes } from '../granted-person.ts'
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

export type SignInFailure = 'denied' | 'expired' | 'refused'

export interface FinishedSignIn {
  readonly cookie: string
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
  }): Promise<Result<FinishedSignIn, SignInFailure>>
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
}

export const callbackPath = '/auth/callback'

export function createSignIn(options: SignInOptions): SignIn {
  const { platform, oauthClient, sessions, seal, clock, random, logger } = options

  async function personOf(tokens: TokenSet) {
    const settings = await platform.signIn()
    const person = await platform.forPerson(fixedCredentials(tokens)).whoAmI()
    return grantedPerson(person, tokens.scopes, settings.scopes)
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

    async finish({ url, state, roundTripCookie: cookie }) {
      const roundTrip = openRoundTrip(seal, state, cookie, clock)
      if (roundTrip === undefined) return err('expired')
      const redeemed = await oauthClient.redeem({ url, ...roundTrip })
      if (!redeemed.ok) {
        const { error } = redeemed
        logger.info('sign-in-refused', {
          code: error.code,
          reason: error.code === 'denied' ? undefined : error.reason,
        })
        return err(error.code === 'denied' ? 'denied' : 'refused')
      }
      const person = await personOf(redeemed.value).catch(async (failure: unknown) => {
        // Nobody will ever use these tokens.
        await options.farewells.revoke(redeemed.value)
        throw failure
      })
      const { session, cookie: sessionCookie } = await sessions.begin(
        random.id(),
        person,
        redeemed.value,
      )
      logger.info('signed-in', { sessionId: session.id, personId: person.id, role: person.role })
      return ok({
        cookie: sessionCookie,
        returnTo: roundTrip.returnTo,
        sessionId: session.id,
        personId: person.id,
      })
    },

    async signOut(sessionId) {
      await sessions.end(sessionId)
      logger.info('signed-out', { sessionId })
    },
  }
}

/** For the one question "who is this?", before there is a session. */
function fixedCredentials(tokens: TokenSet): Credentials {
  return {
    accessToken: async () => tokens.accessToken,
    refresh: async () => {
      throw new PlatformError('token-invalid', 'the new token is not accepted')
    },
  }
}
