// The doors to the looks behind masks, for auditors (protocol `reveal-audit.ts`): reading only, and each export is logged.
import type { Clock, Logger } from '@sotto/kernel'
import { revealQuerySchema } from '@sotto/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { requireAuditor } from '../audit/reading/require-auditor.ts'
import { badRequest } from '../http/api-refusal.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import { revealCsv } from './reveal-csv.ts'
import type { RevealHistory, RevealSearch } from './reveal-history.ts'

export interface RevealAuditDoorsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly history: RevealHistory
}

export function registerRevealAuditDoors(
  app: FastifyInstance,
  { clock, history, logger, supervisors }: RevealAuditDoorsOptions,
): void {
  app.get('/api/audit/reveals', async (request, reply) => {
    await requireAuditor(supervisors, request)
    const page = await history.page(searchOf(request))
    return send(reply, 'application/json; charset=utf-8', JSON.stringify(page))
  })

  app.get('/api/audit/reveals.csv', async (request, reply) => {
    const auditorId = await requireAuditor(supervisors, request)
    const entries = await history.all(searchOf(request))
    const day = new Date(clock.wallNow()).toISOString().slice(0, 10)
    logger.info('reveals-exported', { auditorId, rows: entries.length, contextId: request.id })
    reply.header('content-disposition', `attachment; filename="sotto-reveals-${day}.csv"`)
    return send(reply, 'text/csv; charset=utf-8', revealCsv(entries))
  })
}

function searchOf(request: FastifyRequest): RevealSearch {
  const parsed = revealQuerySchema.safeParse(request.query)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw badRequest(field === '' ? 'query' : field, 'This is missing or cannot be taken.')
}

function send(reply: FastifyReply, type: string, body: string): FastifyReply {
  return reply.header('cache-control', 'no-store').type(type).send(body)
}
