// The doors to the audit (protocol `audit.ts`): reading only. Each reading is in the log, each file in the audit itself.
import { Readable } from 'node:stream'
import { judgeOwnAudit } from '@sotto/domain'
import type { Clock, Logger } from '@sotto/kernel'
import {
  auditConsistencyQuerySchema,
  auditExportRequestSchema,
  auditInclusionQuerySchema,
  auditSearchRequestSchema,
  ownAuditQuerySchema,
} from '@sotto/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actionRefusal } from '../../commands/permit.ts'
import { sendJson } from '../../commands/send-json.ts'
import type { AuditStore } from '../../database/audit-store.ts'
import type { ControlStore } from '../../database/stores.ts'
import { badRequest, notFound } from '../../http/api-refusal.ts'
import { requireAskedInBody } from '../../http/asked-in-body.ts'
import { requireSession } from '../../http/guards.ts'
import type { Supervisors } from '../../live/supervisors/supervisors.ts'
import type { AuditAct } from '../audit-act.ts'
import { auditCsv, auditJsonLines } from './audit-export.ts'
import { type AuditWish, createAuditReader } from './audit-reader.ts'
import type { NameOf } from './entry-view.ts'
import { ownAuditPage } from './own-audit.ts'
import { requireAuditor } from './require-auditor.ts'

export interface AuditDoorsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly store: AuditStore
  readonly controlStore: Pick<ControlStore, 'byId'>
  readonly nameOf: NameOf
}

const idSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,160}$/) })

export function registerAuditDoors(app: FastifyInstance, options: AuditDoorsOptions): void {
  const { clock, logger, nameOf, store, supervisors } = options
  const reader = createAuditReader(options)

  /** What an auditor reads: asked for by them, told to the log, then answered. */
  function hang(path: string, read: (request: FastifyRequest) => Promise<object>): void {
    app.get(path, async (request, reply) => {
      const auditorId = await requireAuditor(supervisors, request)
      logger.info('audit-read', { auditorId, door: path, contextId: request.id })
      return sendJson(reply, { status: 200, body: JSON.stringify(await read(request)) })
    })
  }

  hang('/api/audit/conversations/:id', async (request) =>
    reader.timeline({ conversationId: idOf(request) }),
  )
  hang('/api/audit/controls/:id', async (request) => reader.timeline({ controlId: idOf(request) }))
  hang('/api/audit/head', () => reader.head())
  hang('/api/audit/proof', async ({ query }) => {
    const { index, size } = parse(auditInclusionQuerySchema, query)
    return reader.inclusion(index, size)
  })
  hang('/api/audit/consistency', async ({ query }) => {
    const { first, second } = parse(auditConsistencyQuerySchema, query)
    return reader.consistency(first, second)
  })

  app.post('/api/audit/entries/search', async (request, reply) => {
    await requireAskedInBody(request)
    const auditorId = await requireAuditor(supervisors, request)
    const door = '/api/audit/entries/search'
    logger.info('audit-read', { auditorId, door, contextId: request.id })
    const page = await reader.page(parse(auditSearchRequestSchema, request.body, 'body'))
    return sendJson(reply, { status: 200, body: JSON.stringify(page) })
  })

  app.post('/api/audit/export', async (request, reply) => {
    await requireAskedInBody(request)
    const auditorId = await requireAuditor(supervisors, request)
    const { earlier = [], format, ...wish } = parse(auditExportRequestSchema, request.body, 'body')
    const head = await reader.head()
    if (earlier.some((size) => size > head.size))
      throw badRequest('earlier', 'The tree is not that large.')
    const filter = await reader.filterOf(wish)
    // Entered first: nothing leaves that is not on record as having left.
    await store.append(exportAct(auditorId, format, wish, clock.wallNow()))
    logger.info('audit-exported', { auditorId, format, size: head.size, contextId: request.id })
    const lines =
      format === 'csv'
        ? auditCsv({ store, filter }, head.size, nameOf)
        : auditJsonLines({ store, filter }, head, earlier)
    return sendFile(reply, format, clock.wallNow(), lines)
  })

  app.get('/api/audit/mine', async (request, reply) => {
    const { person } = await requireSession(request)
    const verdict = judgeOwnAudit(person)
    if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, verdict.missing)
    const { cursor } = parse(ownAuditQuerySchema, request.query)
    const page = await ownAuditPage({ store, nameOf }, person.id, cursor)
    return sendJson(reply, { status: 200, body: JSON.stringify(page) })
  })
}

/** Whom the file is about is kept where it can be erased. */
function exportAct(
  auditorId: string,
  format: string,
  { conversationId, controlId, from, mode, personId, until }: AuditWish,
  at: number,
): AuditAct {
  return {
    at,
    act: 'audit-exported',
    supervisorId: auditorId,
    subject: format,
    ...(personId === undefined ? {} : { agentUserId: personId }),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(controlId === undefined ? {} : { controlId }),
    ...(mode === undefined ? {} : { mode }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { to: until }),
  }
}

const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson; charset=utf-8' }

/** As fast as it is taken, and no faster. A failure in the middle breaks the connection off: no half file looks whole. */
function sendFile(
  reply: FastifyReply,
  format: keyof typeof types,
  at: number,
  lines: AsyncIterable<string>,
): FastifyReply {
  const day = new Date(at).toISOString().slice(0, 10)
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="sotto-audit-${day}.${format}"`)
    .type(types[format])
    .send(Readable.from(lines))
}

function idOf(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params)
  if (!params.success) throw notFound()
  return params.data.id
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  asked: unknown,
  whole: 'query' | 'body' = 'query',
): z.infer<Schema> {
  const parsed = schema.safeParse(asked)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw badRequest(field === '' ? whole : field, 'This is missing or cannot be taken.')
}
