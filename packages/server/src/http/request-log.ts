/** One line per answered request: what was asked for by its template, never the address itself, which may say too much. */
import type { Logger } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import { callerOf } from './guards.ts'
import type { RequestMetrics } from './metrics.ts'

const quietRoutes = new Set(['/healthz', '/readyz', '/metrics', '/*', 'none'])

export function registerRequestLog(
  app: FastifyInstance,
  logger: Logger,
  metrics: RequestMetrics,
): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime)
    const personId = callerOf(request)
    const fields = {
      contextId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ...(personId === undefined ? {} : { personId }),
      durationMs: Math.round(reply.elapsedTime),
    }
    if (quietRoutes.has(route)) logger.debug('request', fields)
    else logger.info('request', fields)
  })
}
