/** The HTTP application before any door is hung: limits, headers, guards, the shape of every refusal. */
import type { Server, ServerOptions } from 'node:http'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import type { Clock, Logger, Random } from '@sotto/kernel'
import { type FastifyHttpOptions, type FastifyInstance, fastify } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import type { Sessions } from '../sessions/session.ts'
import { ApiRefusal, badRequest } from './api-refusal.ts'
import { keepSlowCallersCheap } from './callers/slow-callers.ts'
import { refusalOf, registerErrorHandler, sendRefusal } from './error-handler.ts'
import { refuseForeignReader, registerGuards, requireSameOrigin } from './guards.ts'
import { deepestJson, nestsDeeperThan } from './json-depth.ts'
import type { RequestMetrics } from './metrics.ts'
import type { OwnTls } from './own-tls.ts'
import type { PublicAddress } from './public-address.ts'
import { refuseOnSocket } from './refuse-on-socket.ts'
import type { RequestLimits } from './request-limits.ts'
import { registerRequestLog } from './request-log.ts'
import { requireOwnHost } from './require-own-host.ts'
import { noteRoutes, type RouteTable } from './route-table.ts'
import { registerSecurityHeaders } from './security-headers.ts'

export interface HttpAppOptions {
  readonly sessions: Sessions
  readonly address: PublicAddress
  readonly random: Random
  readonly logger: Logger
  readonly metrics: RequestMetrics
  readonly trustedProxies: readonly string[]
  /** How much a session may ask; without it, as much as it likes. */
  readonly limits?: RequestLimits
  /** Without it what we say is in clear, for a proxy or for this machine. */
  readonly ownTls?: Pick<OwnTls, 'createServer'> | undefined
  /** A caller that takes longer over its headers is let go. */
  readonly slowestHeadMs?: number
  /** Without it those who dribble are read as they come. */
  readonly clock?: Clock
}

/** Far above anything a panel has to say. */
const largestBodyBytes = 64 * 1_024
const slowestHeadMs = 10_000
const slowestRequestMs = 30_000
/** A connection that is only kept costs little; each still costs something. */
const connectionsAtMost = 10_000

export async function createHttpApp(
  options: HttpAppOptions,
): Promise<{ readonly app: FastifyInstance; readonly routes: RouteTable }> {
  const { address, logger, random, trustedProxies } = options
  const app = fastify({
    // Our own log line has named fields only; the framework's would carry addresses with their queries.
    logger: false,
    genReqId: () => random.id(),
    bodyLimit: largestBodyBytes,
    ...standingOn(options),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 128 },
    return503OnClosing: true,
    // What cannot be routed at all, such as an address that is no address.
    frameworkErrors: (failure, request, reply) => {
      sendRefusal(reply, request, refusalOf(failure))
    },
    clientErrorHandler: (failure, socket) => refuseOnSocket(failure, socket, random.id()),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  takeShallowJson(app)
  app.server.maxConnections = connectionsAtMost

  if (options.clock !== undefined)
    keepSlowCallersCheap(app, { clock: options.clock, speaksTls: options.ownTls !== undefined })
  const routes = noteRoutes(app)
  registerErrorHandler(app, logger)
  registerRequestLog(app, logger, options.metrics)
  requireOwnHost(app, address)
  refusePlainVisits(app, routes)
  endRefusedUpgrades(app)
  registerGuards(app, { sessions: options.sessions, address, limits: options.limits })
  takeChangesFromOwnPagesOnly(app)
  keepForeignReadersOut(app)
  await app.register(cookie)
  await registerSecurityHeaders(app, address)
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      new ApiRefusal({
        status: 429,
        code: 'too-many-requests',
        message: 'Too many requests from this address; try again later.',
        retryAfterMs: ttl,
      }),
  })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Sotto', version: '1' } },
    transform: jsonSchemaTransform,
  })
  return { app, routes }
}

/** Whatever a door asks itself: none can be hung that takes a change or a handshake from somebody else's page. */
function takeChangesFromOwnPagesOnly(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const isChange = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    if (request.is404 || !(isChange || request.headers.upgrade !== undefined)) return
    requireSameOrigin(request)
  })
}

/** What is read here is somebody's: an attacker's page must not even be able to measure the answer. */
function keepForeignReadersOut(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.url?.startsWith('/api/') === true) refuseForeignReader(request)
  })
}

function standingOn(
  options: HttpAppOptions,
): Pick<FastifyHttpOptions<Server>, 'http' | 'serverFactory'> {
  const { ownTls } = options
  const limits = httpLimits(options)
  if (ownTls === undefined) return { http: limits }
  return { serverFactory: (listener) => ownTls.createServer(limits, listener) }
}

/** A caller that sends a byte now and then holds a connection and nothing else, and not for long. */
function httpLimits(options: HttpAppOptions): ServerOptions {
  const headersTimeout = options.slowestHeadMs ?? slowestHeadMs
  return {
    headersTimeout,
    requestTimeout: Math.max(slowestRequestMs, headersTimeout),
    connectionsCheckingInterval: Math.min(5_000, headersTimeout),
  }
}

function takeShallowJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString()
    if (nestsDeeperThan(text, deepestJson))
      done(badRequest('body', 'This body is nested too deeply.'))
    else void parse(request, text, done)
  })
}

/** A socket's door is for sockets; anything else would be answered without a word. */
function refusePlainVisits(app: FastifyInstance, routes: RouteTable): void {
  app.addHook('onRequest', async (request) => {
    const isUpgrade = request.headers.upgrade?.toLowerCase() === 'websocket'
    if (isUpgrade || !routes.isSocket(request.routeOptions.url)) return
    throw new ApiRefusal({
      status: 426,
      code: 'upgrade-required',
      message: 'This door is for WebSockets.',
    })
  })
}

/** The connection of a refused handshake belongs to nobody any more: left open, it would keep the server from closing. */
function endRefusedUpgrades(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.headers.upgrade !== undefined && reply.statusCode >= 400) request.raw.socket.end()
  })
}
