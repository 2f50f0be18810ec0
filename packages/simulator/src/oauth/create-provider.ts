/** The OAuth server of the simulated platform: oidc-provider, told what this platform does differently. */
import type { Logger } from '@sotto/kernel'
import type Provider from 'oidc-provider'
import type {
  Adapter,
  ClientMetadata,
  Configuration,
  JWKS,
  KoaContextWithOIDC,
} from 'oidc-provider'
import {
  InvalidGrant,
  InvalidScope,
  TemporarilyUnavailable,
} from 'oidc-provider/lib/helpers/errors.js'
import { Provider as OidcProvider } from 'oidc-provider/lib/provider.js'
import { isLoopbackRedirect, strangerClientId } from './clients/clients.ts'
import { allScopes, backgroundScopes, findForeignScope } from './clients/scopes.ts'
import { errorPage, pagePolicy } from './login/pages.ts'
import type { Presentation } from './tokens/refresh-reuse.ts'

export interface ProviderInput {
  /** The base URL under which this provider answers; also its issuer name. */
  readonly issuer: string
  readonly clients: readonly ClientMetadata[]
  readonly signingKeys: JWKS
  readonly cookieKey: string
  readonly accessTokenSeconds: number
  readonly adapterFor: (model: string) => Adapter
  /** True while this person exists and may sign in. */
  readonly mayUse: (personId: string) => boolean
  readonly presentRefreshToken: (id: string) => Presentation
  readonly successorOf: (refreshTokenId: string) => string | undefined
  readonly revokeGrant: (grantId: string) => void
  /** True when the answer of this token request is to get lost on its way. */
  readonly takeLostTokenAnswer: () => boolean
  readonly logger: Logger
}

export const oauthPaths = {
  authorize: '/oauth/authorize',
  token: '/oauth/token',
  revoke: '/oauth/revoke',
  jwks: '/oauth/jwks',
  login: '/oauth/login',
} as const

const sessionCookie = 'simulator_session'
const minuteSeconds = 60
const daySeconds = 86_400
/** Refreshing keeps a sign-in alive for as long as anybody comes back within this time. */
const refreshTokenSeconds = 30 * daySeconds

export function createProvider(input: ProviderInput): Provider {
  const provider = new OidcProvider(input.issuer, configure(input))
  allowLoopbackRedirects(provider)
  registerClientCredentials(provider)
  provider.on('grant.success', (context: KoaContextWithOIDC) => finishTokenAnswer(context, input))
  provider.on('server_error', (_context, failure: Error) => report(input.logger, failure))
  // Failures are told by the event above; Koa would print them to the console as well.
  provider.silent = true
  provider.use((context, next) => {
    // Every sign-in asks anew who it is, so that one browser can be two people in two tabs; only the cookie of the
    // sign-in under way is ever read back.
    const { cookie } = context.req.headers
    if (cookie !== undefined) context.req.headers.cookie = withoutSession(cookie)
    return next()
  })
  return provider
}

function withoutSession(cookieHeader: string): string {
  return cookieHeader
    .split(';')
    .filter((part) => !part.trim().startsWith(sessionCookie))
    .join(';')
}

function report(logger: Logger, failure: Error): void {
  logger.error('oauth-server-error', { name: failure.name, message: failure.message })
}

function configure(input: ProviderInput): Configuration {
  return {
    adapter: input.adapterFor,
    clients: input.clients,
    clientDefaults: {
      id_token_signed_response_alg: 'ES256',
      token_endpoint_auth_method: 'client_secret_basic',
    },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    clientBasedCORS: () => false,
    clockTolerance: 0,
    cookies: {
      keys: [input.cookieKey],
      // Cookies know no ports: on localhost these meet those of other programs.
      names: {
        session: sessionCookie,
        interaction: 'simulator_sign_in',
        resume: 'simulator_sign_in_resume',
      },
    },
    jwks: input.signingKeys,
    responseTypes: ['code'],
    scopes: allScopes,
    extraParams: { scope: checkRequestedScope },
    features: {
      claimsParameter: { enabled: false },
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      requestObjects: { enabled: false },
      resourceIndicators: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    routes: {
      authorization: oauthPaths.authorize,
      token: oauthPaths.token,
      revocation: oauthPaths.revoke,
      jwks: oauthPaths.jwks,
    },
    pkce: { required: () => true },
    ttl: {
      AccessToken: () => input.accessTokenSeconds,
      ClientCredentials: () => input.accessTokenSeconds,
      AuthorizationCode: () => minuteSeconds,
      IdToken: () => input.accessTokenSeconds,
      Interaction: () => 30 * minuteSeconds,
      Session: () => minuteSeconds,
      RefreshToken: () => refreshTokenSeconds,
      // Rotation renews refresh tokens, never the grant they hang on; it must outlive any of them.
      Grant: () => 3_650 * daySeconds,
    },
    interactions: { url: (_context, interaction) => `${oauthPaths.login}/${interaction.uid}` },
    findAccount: (_context, personId) =>
      input.mayUse(personId)
        ? { accountId: personId, claims: () => ({ sub: personId }) }
        : undefined,
    loadExistingGrant: grantWhatIsAsked,
    expiresWithSession: () => false,
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: (context) => rotateOrRefuse(context, input),
    renderError(context, out) {
      context.type = 'html'
      context.body = errorPage(out.error, out.error_description)
      context.set('content-security-policy', pagePolicy())
      context.set('cache-control', 'no-store')
    },
  }
}

/** The library drops unknown scopes in silence, before it comes here; this platform refuses them. */
function checkRequestedScope(context: KoaContextWithOIDC): void {
  const requested = context.query.scope
  if (typeof requested !== 'string') throw new InvalidScope('a scope must be asked for', '')
  const foreign = findForeignScope(requested, new Set(allScopes))
  if (foreign !== undefined) throw new InvalidScope('there is no such scope', foreign)
}

/** No consent screen: whoever signs in gets what the client asked for and may have. A new grant each time is a family of its own. */
async function grantWhatIsAsked(context: KoaContextWithOIDC) {
  const { account, client, params, provider } = context.oidc
  if (account === undefined || client === undefined) return undefined
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
  if (typeof params?.scope === 'string') grant.addOIDCScope(params.scope)
  await grant.save()
  return grant
}

function rotateOrRefuse(context: KoaContextWithOIDC, input: ProviderInput): boolean {
  const token = context.oidc.entities.RefreshToken
  if (token === undefined) throw new InvalidGrant('refresh token not found')
  const presentation = input.presentRefreshToken(token.jti)
  if (presentation === 'reuse') {
    // Another request came first, after the library looked and before it asked.
    if (token.grantId !== undefined) input.revokeGrant(token.grantId)
    throw new InvalidGrant('refresh token already used')
  }
  return presentation === 'first-use'
}

/** RFC 8252: a native app's port is not known beforehand, so `stranger` may use any loopback address. */
function allowLoopbackRedirects(provider: Provider): void {
  const { redirectUriAllowed } = provider.Client.prototype
  provider.Client.prototype.redirectUriAllowed = function allow(redirectUri) {
    return this.clientId === strangerClientId
      ? isLoopbackRedirect(redirectUri)
      : redirectUriAllowed.call(this, redirectUri)
  }
}

/** Replaces the library's own, which puts unknown scopes into the token. Without a scope: all this client may have. */
function registerClientCredentials(provider: Provider): void {
  provider.registerGrantType(
    'client_credentials',
    async (context) => {
      const { client, params } = context.oidc
      const requested = typeof params.scope === 'string' ? params.scope : backgroundScopes.join(' ')
      const foreign = findForeignScope(requested, new Set(client.scope?.split(' ')))
      if (foreign !== undefined) throw new InvalidScope('this client may not have it', foreign)
      const token = new provider.ClientCredentials({ client, scope: requested })
      context.oidc.entity('ClientCredentials', token)
      context.body = {
        access_token: await token.save(),
        expires_in: token.expiration,
        token_type: 'bearer',
        scope: requested,
      }
    },
    'scope',
  )
}

/** The last word on a token answer: the platform's spelling, the one successor, and whether it arrives at all. */
function finishTokenAnswer(context: KoaContextWithOIDC, input: ProviderInput): void {
  const answer: unknown = context.body
  if (typeof answer !== 'object' || answer === null) return
  const presented = context.oidc.entities.RefreshToken
  const notRotated =
    presented !== undefined &&
    'refresh_token' in answer &&
    answer.refresh_token === context.oidc.params?.refresh_token
  const successor = notRotated ? input.successorOf(presented.jti) : undefined
  if (notRotated && successor === undefined) throw new TemporarilyUnavailable()
  context.body = {
    ...answer,
    token_type: 'bearer',
    ...(successor === undefined ? {} : { refresh_token: successor }),
  }
  if (!input.takeLostTokenAnswer()) return
  context.respond = false
  context.res.destroy()
}
