/** Puts the OAuth server into the simulator's HTTP app and answers, for every other door, whom a token speaks for. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { type Clock, createListeners, type Logger } from '@sotto/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import type { JWKS } from 'oidc-provider'
import type { FaultBoard } from '../faults/faults.ts'
import type { SimulatorSettings } from '../settings.ts'
import type { Person, Queue } from '../world/shapes.ts'
import { ensureClientSecret } from './clients/client-secrets.ts'
import { describeClients } from './clients/clients.ts'
import { createProvider, oauthPaths } from './create-provider.ts'
import { registerLogin } from './login/register-login.ts'
import { requestOrigin } from './request-origin.ts'
import type { TokenAuthority } from './token-authority.ts'
import { createTokenStore } from './tokens/token-store.ts'

export interface OauthDeps {
  readonly people: () => ReadonlyMap<string, Person>
  readonly queues: () => ReadonlyMap<string, Queue>
  readonly clock: Clock
  readonly settings: Pick<
    SimulatorSettings,
    'accessTokenSeconds' | 'refreshGraceSeconds' | 'dataDirectory' | 'panelUrl'
  >
  readonly faults: FaultBoard
  readonly logger: Logger
}

/** One provider per name the simulator is called by; all share what they remember. */
interface Served {
  readonly provider: Provider
  readonly answer: ReturnType<Provider['callback']>
}

/**
 * Registers `/oauth/*` and the two discovery documents on `app`, makes the clients' secrets when there are none, and
 * returns the authority over the tokens issued. Rejects when the data directory cannot be written.
 */
export async function registerOauth(
  app: FastifyInstance,
  deps: OauthDeps,
): Promise<TokenAuthority> {
  const { clock, settings, faults, logger } = deps
  const ended = createListeners<void>((failure) =>
    logger.error('token-listener-failed', { message: String(failure) }),
  )
  const store = createTokenStore({
    clock,
    refreshGraceMs: settings.refreshGraceSeconds * 1_000,
    onEnded: () => ended.emit(),
  })
  const clients = describeClients({
    panelUrl: settings.panelUrl,
    sottoSecret: await ensureClientSecret(settings.dataDirectory, 'sotto'),
    backgroundSecret: await ensureClientSecret(settings.dataDirectory, 'sotto-background'),
  })
  const shared = {
    clients,
    signingKeys: makeSigningKeys(),
    cookieKey: randomBytes(32).toString('hex'),
  }

  const served = new Map<string, Served>()
  function servedFor(request: FastifyRequest): Served {
    const issuer = requestOrigin(request)
    const known = served.get(issuer)
    if (known !== undefined) return known
    const provider = createProvider({
      ...shared,
      issuer,
      accessTokenSeconds: settings.accessTokenSeconds,
      adapterFor: store.adapterFor,
      mayUse: (personId) => deps.people().get(personId)?.active === true,
      presentRefreshToken: store.presentRefreshToken,
      successorOf: store.successorOf,
      revokeGrant: store.revokeGrant,
      takeLostTokenAnswer: () => faults.takeLostTokenAnswer(),
      logger,
    })
    const made = { provider, answer: provider.callback() }
    served.set(issuer, made)
    return made
  }

  const providerFor = (request: FastifyRequest) => servedFor(request).provider
  await registerLogin(app, { ...deps, path: oauthPaths.login, providerFor })
  await registerProviderPaths(app, servedFor)
  const stopWatching = faults.onStrike((fault) => {
    if (fault.type === 'expire-tokens') store.expireAccessTokens()
  })
  app.addHook('onClose', async () => stopWatching())

  return {
    verify: async (bearerToken) => store.verify(bearerToken),
    expireAll: store.expireAccessTokens,
    onExpired: (listener) => ended.subscribe(listener),
  }
}

/** Hands these requests to the library as they came: it reads bodies and writes answers itself. */
async function registerProviderPaths(
  app: FastifyInstance,
  servedFor: (request: FastifyRequest) => Served,
): Promise<void> {
  await app.register(async (handOver) => {
    handOver.removeAllContentTypeParsers()
    handOver.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const routes = [
      ['GET', oauthPaths.authorize],
      ['GET', `${oauthPaths.authorize}/:uid`],
      ['POST', oauthPaths.token],
      ['POST', oauthPaths.revoke],
      ['GET', oauthPaths.jwks],
      ['GET', '/.well-known/openid-configuration'],
      ['GET', '/.well-known/oauth-authorization-server'],
    ] as const
    for (const [method, url] of routes) {
      handOver.route({
        method,
        url,
        async handler(request, reply) {
          const { answer } = servedFor(request)
          reply.hijack()
          await answer(request.raw, reply.raw)
        },
      })
    }
  })
}

/** Made anew at every start: nothing signed outlives the process that signed it. */
function makeSigningKeys(): JWKS {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] }
}
