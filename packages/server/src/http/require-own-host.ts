/** Answers only under the console's own name: a page of somebody else's that resolves to us gets nothing. */
import type { FastifyInstance } from 'fastify'
import { ApiRefusal } from './api-refusal.ts'
import type { PublicAddress } from './public-address.ts'

/** Asked by machines that know us by another name. */
const namelessPaths = new Set(['/healthz', '/readyz', '/metrics'])

/** People who came by another name of this machine are sent to the right one, where their cookie is. */
export function requireOwnHost(app: FastifyInstance, address: PublicAddress): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = '/'] = request.url.split('?')
    if (request.host === address.host() || namelessPaths.has(path)) return
    const isVisit = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (isVisit) return reply.redirect(`${address.origin()}${request.url}`, 307)
    throw new ApiRefusal({
      status: 421,
      code: 'wrong-host',
      message: 'This console answers under its own address only.',
    })
  })
}
