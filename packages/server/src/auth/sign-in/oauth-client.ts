/** Our OAuth client at the platform (authorization code with PKCE, RFC 9700), on top of openid-client. */
import { type Clock, err, ok, type Result, type Secret, secret } from '@sotto/kernel'
import type { Platform } from '@sotto/platform'
import * as oauth from 'openid-client'
import type { TokenSet } from '../tokens/token-set.ts'
import { discover, type Fetch, platformErrorOf } from './discover.ts'

/** What comes back to us, and what we kept to compare it with. */
export interface CallbackInput {
  /** The whole address the browser came back to. */
  readonly url: URL
  readonly state: string
  readonly verifier: Secret<string>
  /** What was asked for: an answer that names no scopes grants just these (RFC 6749, 5.1). */
  readonly scopes: readonly string[]
}

export type CallbackRefusal =
  /** The person (or the platform) said no. */
  | { readonly code: 'denied' }
  /** The answer does not fit the question: other state, other issuer, used or expired code. */
  | { readonly code: 'not-acceptable'; readonly reason: string }

export interface RefreshableTokens {
  readonly refreshToken: Secret<string>
  /** What the new access token may carry, and no more. */
  readonly scopes: readonly string[]
}

export interface OauthClient {
  /** Where the browser goes to sign in. */
  authorizationUrl(input: {
    readonly redirectUri: string
    readonly scopes: readonly string[]
    readonly state: string
    readonly verifier: Secret<string>
  }): Promise<URL>
  redeem(input: CallbackInput): Promise<Result<TokenSet, CallbackRefusal>>
  /** `refused`: signing in again is the only way. Rejects with a `PlatformError` when nothing is known. */
  refresh(tokens: RefreshableTokens): Promise<Result<TokenSet, 'refused'>>
  revoke(token: Secret<string>): Promise<void>
}

export interface OauthClientOptions {
  readonly platform: Pick<Platform, 'signIn'>
  readonly clock: Clock
  readonly fetch: Fetch
  readonly timeoutMs: number
}

/** Where the platform's doors are changes rarely; its secret may, so both are asked for again after this. */
const rememberMs = 5 * 60_000

export function createOauthClient(options: OauthClientOptions): OauthClient {
  const { clock } = options
  let known:
    | {
        readonly name: string
        readonly until: number
        readonly found: Promise<oauth.Configuration>
      }
    | undefined

  async function configuration(): Promise<oauth.Configuration> {
    const settings = await options.platform.signIn()
    const name = JSON.stringify([
      settings.issuer,
      settings.clientId,
      settings.clientSecret.reveal(),
    ])
    const now = clock.monotonicNow()
    if (known?.name === name && now < known.until) return known.found
    const found = discover(settings, options)
    known = { name, until: now + rememberMs, found }
    // A failure is not remembered.
    found.catch(() => {
      if (known?.found === found) known = undefined
    })
    return found
  }

  /** `before`: what stays as it was when the answer does not name it. */
  function tokensOf(
    answer: oauth.TokenEndpointResponse,
    before: { readonly refreshToken?: Secret<string>; readonly scopes: readonly string[] },
  ): TokenSet {
    const lifetimeMs = (answer.expires_in ?? 300) * 1_000
    return {
      accessToken: secret(answer.access_token),
      refreshToken:
        answer.refresh_token === undefined ? before.refreshToken : secret(answer.refresh_token),
      accessExpiresAt: clock.wallNow() + lifetimeMs,
      lifetimeMs,
      scopes: answer.scope?.split(' ').filter((scope) => scope !== '') ?? before.scopes,
    }
  }

  return {
    async authorizationUrl({ redirectUri, scopes, state, verifier }) {
      return oauth.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier.reveal()),
        code_challenge_method: 'S256',
      })
    },
    async redeem({ url, state, verifier, scopes }) {
      const config = await configuration()
      try {
        const answer = await oauth.authorizationCodeGrant(config, url, {
          expectedState: state,
          pkceCodeVerifier: verifier.reveal(),
        })
        return ok(tokensOf(answer, { scopes }))
      } catch (failure) {
        if (failure instanceof oauth.AuthorizationResponseError)
          return err(
            failure.error === 'access_denied'
              ? { code: 'denied' }
              : { code: 'not-acceptable', reason: failure.error },
          )
        const reason = refusalReason(failure)
        if (reason !== undefined) return err({ code: 'not-acceptable', reason })
        throw platformErrorOf(failure)
      }
    },
    async refresh(tokens) {
      const config = await configuration()
      try {
        // Named each time: without it the platform would grant again all that was granted at first (RFC 6749, 6).
        const answer = await oauth.refreshTokenGrant(config, tokens.refreshToken.reveal(), {
          scope: tokens.scopes.join(' '),
        })
        return ok(tokensOf(answer, tokens))
      } catch (failure) {
        if (failure instanceof oauth.ResponseBodyError && failure.error === 'invalid_grant')
          return err('refused')
        throw platformErrorOf(failure)
      }
    },
    async revoke(token) {
      const config = await configuration()
      await oauth.tokenRevocation(config, token.reveal()).catch((failure: unknown) => {
        throw platformErrorOf(failure)
      })
    },
  }
}

/** Why the code was not taken, or the answer not believed; undefined when the other side could not really be asked. */
function refusalReason(failure: unknown): string | undefined {
  if (failure instanceof oauth.ResponseBodyError && failure.status < 500) return failure.error
  if (failure instanceof oauth.ClientError && failure.code === 'OAUTH_INVALID_RESPONSE')
    return 'invalid-response'
  return undefined
}
