/** A server that is being ended takes nothing new: whoever asks is told to come again, and a balancer finds them another one. */
import type { FastifyInstance } from 'fastify'
import { ApiRefusal } from './api-refusal.ts'

/** Asked by whoever decides where others are sent. */
const probes = new Set(['/healthz', '/readyz', '/metrics'])

export function refuseWhileClosing(app: FastifyInstance, isClosing: () => boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = '/'] = request.url.split('?')
    if (!isClosing() || probes.has(path)) return
    // The next try must not come by this connection.
    reply.header('connection', 'close')
    throw new ApiRefusal({
      status: 503,
      code: 'server-closing',
      message: 'This server is being ended; ask again, and another one answers.',
      retryAfterMs: 1_000,
    })
  })
}
