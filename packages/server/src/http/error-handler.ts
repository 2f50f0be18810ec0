/** Prints every "no" and every fault in the contract's one shape, and logs faults without what the caller sent. */
import type { Logger } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseDown } from '../database/postgres/is-database-down.ts'
import { ApiRefusal, notFound, refusalBody } from './api-refusal.ts'
import { refusalOfPlatformError } from './refuse-platform.ts'
import type { RouteTable } from './route-table.ts'

export function registerErrorHandler(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((failure, request, reply) => {
    const refusal = refusalOf(failure)
    if (refusal.status >= 500) logFault(logger, request, failure, refusal)
    return sendRefusal(reply, request, refusal)
  })
}

/** Nobody takes this address with this method: 405 with `Allow` when another method is taken there, else 404. */
export function refuseUnknownDoor(
  routes: RouteTable,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const methods = routes.methodsAt(request.url.split('?')[0] ?? '/')
  // The method fits and the door still did not open: it was something in the address.
  if (methods.length === 0 || methods.includes(request.method))
    return sendRefusal(reply, request, notFound())
  return sendRefusal(reply.header('allow', methods.join(', ')), request, methodNotAllowed())
}

export function sendRefusal(
  reply: FastifyReply,
  request: FastifyRequest,
  refusal: ApiRefusal,
): FastifyReply {
  if (refusal.retryAfterMs !== undefined)
    reply.header('retry-after', String(Math.ceil(refusal.retryAfterMs / 1_000)))
  return reply
    .status(refusal.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(refusalBody(refusal, request.id)))
}

function methodNotAllowed(): ApiRefusal {
  return new ApiRefusal({
    status: 405,
    code: 'method-not-allowed',
    message: 'This door does not take that method.',
  })
}

const readableCodes: Readonly<Record<number, string>> = {
  400: 'bad-request',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'address-too-long',
  415: 'unsupported-media-type',
  417: 'expectation-failed',
  429: 'too-many-requests',
  431: 'headers-too-large',
}

/** Ours and the platform's refusals as they are, the framework's by their status, everything else is a fault of ours. */
export function refusalOf(failure: unknown): ApiRefusal {
  if (failure instanceof ApiRefusal) return failure
  if (failure instanceof PlatformError) return refusalOfPlatformError(failure)
  if (isDatabaseDown(failure))
    return new ApiRefusal({
      status: 503,
      code: 'database-unavailable',
      message: 'The database cannot be reached, or takes nothing at the moment.',
      retryAfterMs: 1_000,
    })
  const status = statusOf(failure)
  if (status !== undefined && status >= 400 && status < 500) {
    const field = fieldOf(failure)
    return new ApiRefusal({
      status,
      code: readableCodes[status] ?? 'bad-request',
      message: 'The request could not be taken.',
      ...(field === undefined ? {} : { field }),
    })
  }
  return new ApiRefusal({
    status: 500,
    code: 'internal-error',
    message: 'Something went wrong here; it is in the log under the context id.',
  })
}

function isFastifyError(failure: unknown): failure is FastifyError {
  return failure instanceof Error && 'code' in failure
}

function statusOf(failure: unknown): number | undefined {
  if (!isFastifyError(failure)) return undefined
  return typeof failure.statusCode === 'number' ? failure.statusCode : undefined
}

/** The first field a schema refused, as a dotted path. */
function fieldOf(failure: unknown): string | undefined {
  if (!isFastifyError(failure)) return undefined
  const path = failure.validation?.[0]?.instancePath
  return path === undefined || path === ''
    ? undefined
    : path.replace(/^\//, '').replaceAll('/', '.')
}

/** The error's own text may quote what the caller sent, so only its kind and place are logged. */
function logFault(
  logger: Logger,
  request: FastifyRequest,
  failure: unknown,
  refusal: ApiRefusal,
): void {
  const error = failure instanceof Error ? failure : undefined
  logger.error('request-failed', {
    contextId: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    status: refusal.status,
    code: refusal.code,
    errorName: error?.name ?? typeof failure,
    at: error?.stack
      ?.split('\n')
      .find((line) => line.trimStart().startsWith('at '))
      ?.trim(),
  })
}
