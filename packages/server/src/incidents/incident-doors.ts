// The HTTP doors of the timeline (protocol `incidents.ts`): reading only, and each export is written into the log.
import type { Clock, Logger } from '@sotto/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../http/api-refusal.ts'
import { requireSession } from '../http/guards.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { IncidentReader } from './incident-reader.ts'
import { buildSupportBundle } from './support-bundle.ts'

export interface IncidentDoorsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly incidents: IncidentReader
  readonly version: string
  readonly settings: object
}

/** An id from an address; what cannot be one is not there. */
const idSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,128}$/) })

export function registerIncidentDoors(app: FastifyInstance, options: IncidentDoorsOptions): void {
  const { clock, incidents, logger, supervisors } = options

  app.get('/api/conversations/:id/incidents', async (request, reply) => {
    const supervisor = supervisors.of(await requireSession(request))
    return sendJson(reply, JSON.stringify(await incidents.timeline(supervisor, idOf(request))))
  })

  app.get('/api/conversations/:id/support-bundle', async (request, reply) => {
    const supervisor = supervisors.of(await requireSession(request))
    const conversationId = idOf(request)
    const bundle = buildSupportBundle({
      ...(await incidents.facts(supervisor, conversationId)),
      conversationId,
      createdAt: clock.wallNow(),
      contextId: request.id,
      version: options.version,
      settings: options.settings,
    })
    logger.info('support-bundle-exported', {
      conversationId,
      supervisorId: supervisor.session.person.id,
      facts: bundle.timeline.length,
      contextId: request.id,
    })
    reply.header('content-disposition', `attachment; filename="${bundle.fileName}"`)
    return sendJson(reply, `${JSON.stringify(bundle, undefined, 2)}\n`)
  })
}

function idOf(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params)
  if (!params.success) throw notFound()
  return params.data.id
}

function sendJson(reply: FastifyReply, body: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(body)
}
