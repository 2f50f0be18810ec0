// `GET /api/agents/{id}/queues` (protocol `http.ts`): what is asked of the platform only when somebody opens an agent.
import type { AgentQueues } from '@sotto/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../http/api-refusal.ts'
import { requireSession } from '../../http/guards.ts'
import type { Supervisors } from '../supervisors/supervisors.ts'
import type { ActiveQueues } from './active-queues.ts'

export interface AgentDoorsOptions {
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly activeQueues: ActiveQueues
}

/** An id from an address; what cannot be one is not there. */
const idSchema = z.object({ id: z.string().regex(/^[\w.:~@-]{1,128}$/) })

export function registerAgentDoors(app: FastifyInstance, options: AgentDoorsOptions): void {
  app.get('/api/agents/:id/queues', async (request, reply): Promise<AgentQueues> => {
    const supervisor = options.supervisors.of(await requireSession(request))
    const params = idSchema.safeParse(request.params)
    const queues = params.success
      ? await options.activeQueues.read(supervisor, params.data.id)
      : undefined
    if (queues === undefined) throw notFound()
    reply.header('cache-control', 'no-store')
    return { queues: queues.map(({ id, name }) => ({ id, name })) }
  })
}
