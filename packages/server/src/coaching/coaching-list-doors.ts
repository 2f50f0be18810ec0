// The list of coaching sessions and its file (protocol `coaching.ts`): asked for in a body, since people type what they look for.
import type { Clock, Logger } from '@sotto/kernel'
import { coachingExportRequestSchema, coachingSearchRequestSchema } from '@sotto/protocol'
import type { FastifyInstance } from 'fastify'
import { sendJson } from '../commands/send-json.ts'
import { requireAskedInBody } from '../http/asked-in-body.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import { coachingCsv } from './coaching-csv.ts'
import type { CoachingHistory } from './coaching-history.ts'
import { parseBody } from './parse-body.ts'

export interface CoachingListDoorsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly history: CoachingHistory
}

export function registerCoachingListDoors(
  app: FastifyInstance,
  { clock, history, logger, supervisors }: CoachingListDoorsOptions,
): void {
  app.post('/api/coachings/search', async (request, reply) => {
    const supervisor = supervisors.of(await requireAskedInBody(request))
    const search = parseBody(coachingSearchRequestSchema, request.body)
    const page = await history.page(supervisor, search)
    return sendJson(reply, { status: 200, body: JSON.stringify(page) })
  })

  app.post('/api/coachings/export', async (request, reply) => {
    const supervisor = supervisors.of(await requireAskedInBody(request))
    const wish = parseBody(coachingExportRequestSchema, request.body)
    const rows = await history.all(supervisor, wish)
    const day = new Date(clock.wallNow()).toISOString().slice(0, 10)
    logger.info('coachings-exported', {
      supervisorId: supervisor.session.person.id,
      rows: rows.length,
      contextId: request.id,
    })
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="sotto-coaching-${day}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(coachingCsv(rows))
  })
}
