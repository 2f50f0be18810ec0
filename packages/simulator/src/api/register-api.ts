/** The platform's REST interface as a whole: what every request meets before and after its own door. */
import { type Clock, type Random, sleep } from '@sotto/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { eventStreamPath } from '../event-stream/register-event-stream.ts'
import type { FaultBoard } from '../faults/faults.ts'
import type { ApiDoors } from './api-doors.ts'
import { registerCoachingRoutes } from './coaching-routes.ts'
import { registerControlRoutes } from './control-routes.ts'
import { registerConversationRoutes } from './conversation-routes.ts'
import { badRequest, Refusal } from './refusal.ts'
import { registerRoutingRoutes } from './routing-routes.ts'
import { registerSimulatorRoutes, type SimulatorDoors } from './simulator-routes.ts'
import { createTokenBucket } from './token-bucket.ts'
import type { TrafficLog } from './traffic-log.ts'

export interface ApiDeps extends ApiDoors, SimulatorDoors {
  /** For the share of requests that fail on purpose. */
  readonly random: Random
}

const requestsPerSecond = 100
const retryErrorAfterSeconds = 1

const restPrefix = '/api/v2'

/** Adds `/api/v2/*` (but its sockets) and `/_simulator/*`. Expects `installRefusals` on `app`. */
export async function registerApi(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  await app.register(
    async (doors) => {
      acceptJson(doors)
      registerSimulatorRoutes(doors, deps)
    },
    { prefix: '/_simulator' },
  )
  countRequests(app, deps.traffic)
  limitRequests(app, deps)
  await app.register(
    async (doors) => {
      acceptJson(doors)
      registerRoutingRoutes(doors, deps)
      registerConversationRoutes(doors, deps)
      registerControlRoutes(doors, deps)
      registerCoachingRoutes(doors, deps)
    },
    { prefix: restPrefix },
  )
}

/** An empty body is no body, whatever its type says: some clients announce JSON on every request. */
function acceptJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (_request, body, done) => {
      try {
        done(null, body === '' ? undefined : JSON.parse(body))
      } catch {
        done(badRequest('body', 'The body is not JSON.'))
      }
    },
  )
}

/** Addresses nobody answers count too: hammering them costs the platform as much. */
function isRest(request: FastifyRequest): boolean {
  const isSocket = request.headers.upgrade?.toLowerCase() === 'websocket'
  return request.url.startsWith(`${restPrefix}/`) && !isSocket
}

function countRequests(app: FastifyInstance, traffic: TrafficLog): void {
  app.addHook('onRequest', async (request) => {
    // The event stream counts its own addresses.
    const isStream = request.url.startsWith(eventStreamPath)
    if (isRest(request) && !isStream && /[?&]access_token=/.test(request.url))
      traffic.countTokenInUrl()
  })
  app.addHook('onResponse', async (request, reply) => {
    if (!isRest(request)) return
    traffic.countRest({
      method: request.method,
      route: templateOf(request),
      status: reply.statusCode,
      bytes: Number(reply.getHeader('content-length') ?? 0),
    })
  })
}

/** As the contract writes it: `/conversations/{conversationId}`. */
function templateOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url?.replace(/:(\w+)/g, '{$1}') ?? '(unknown)'
}

function limitRequests(
  app: FastifyInstance,
  { clock, faults, random }: { clock: Clock; faults: FaultBoard; random: Random },
): void {
  const rate = () => faults.current.rateLimit || requestsPerSecond
  const bucket = createTokenBucket(clock, rate)
  app.addHook('onRequest', async (request) => {
    if (!isRest(request)) return
    const retryAfterSeconds = bucket.take()
    if (retryAfterSeconds > 0) throw tooMany(retryAfterSeconds)
    const { restLatencyMs, restErrorRate } = faults.current
    if (restLatencyMs > 0) await sleep(clock, restLatencyMs)
    if (random.next() < restErrorRate) throw unavailable()
  })
}

function tooMany(retryAfterSeconds: number): Refusal {
  return new Refusal({
    status: 429,
    code: 'rate.limit',
    message: 'Too many requests for this tenant.',
    headers: { 'retry-after': String(retryAfterSeconds) },
  })
}

function unavailable(): Refusal {
  return new Refusal({
    status: 503,
    code: 'service.unavailable',
    message: 'The platform cannot answer at the moment.',
    headers: { 'retry-after': String(retryErrorAfterSeconds) },
  })
}
