// The door through which one masked span is shown to somebody who may see it and says why (protocol `transcript.ts`).
import type { Clock, Logger } from '@sotto/kernel'
import { type RevealAnswer, revealForMs, revealRequestSchema } from '@sotto/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RevealStore } from '../database/stores.ts'
import { ApiRefusal, badRequest, notFound } from '../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { Counters } from '../live/counters.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { TextMasking } from '../text/text-masking.ts'
import type { ClosedTranscript, Transcripts } from './transcripts.ts'

export interface RevealDoorOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly supervisors: { of(session: Supervisor['session']): Supervisor }
  readonly transcripts: Pick<Transcripts, 'openedBy' | 'refusal'>
  readonly store: RevealStore
  readonly masking: TextMasking
  /** What an administrator has forbidden to everybody. */
  readonly policy: { require(act: 'reveal-sensitive', conversationId: string): void }
}

const idSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,128}$/) })
const keySchema = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)

/** Not through `runOnce`: it keeps answers, and this one must not be kept. The row itself makes it one look per key. */
export function registerRevealDoor(app: FastifyInstance, options: RevealDoorOptions): void {
  const { clock, counters, logger, store, supervisors } = options

  app.post('/api/conversations/:id/transcript/reveals', async (request, reply) => {
    requireSameOrigin(request)
    const supervisor = supervisors.of(await requireSession(request))
    const params = idSchema.safeParse(request.params)
    if (!params.success) throw notFound()
    const conversationId = params.data.id
    const asked = readBody(request)
    await supervisor.ready()
    const found = findSpan(options, supervisor, conversationId, asked)
    // On record first: without a row nothing is shown.
    const outcome = await store.insert({
      requestKey: readKey(request),
      at: clock.wallNow(),
      supervisorId: supervisor.session.person.id,
      conversationId,
      segmentId: asked.lineId,
      kind: found.kind,
      // A reason that repeats the number would keep on record what the mask hides.
      reason: options.masking.mask(asked.reason, { conversationId }).text,
    })
    if (outcome === 'other') throw refused(422, 'key-used')
    if (outcome === 'new') counters.count('transcript-reveals')
    logger.info('transcript-revealed', {
      conversationId,
      supervisorId: supervisor.session.person.id,
      kind: found.kind,
      contextId: request.id,
    })
    const answer: RevealAnswer = { ...found, forMs: revealForMs }
    return reply
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(answer))
  })
}

function findSpan(
  { policy, transcripts }: RevealDoorOptions,
  supervisor: Supervisor,
  conversationId: string,
  asked: z.infer<typeof revealRequestSchema>,
): Pick<RevealAnswer, 'kind' | 'value'> {
  const closed = transcripts.refusal(supervisor, conversationId, 'reveal-sensitive')
  if (closed?.state === 'gone') throw notFound()
  if (closed !== undefined) throw missing(closed)
  policy.require('reveal-sensitive', conversationId)
  const watch = transcripts.openedBy(supervisor.session.id, conversationId)
  if (watch === undefined) throw notFound()
  if (watch.isPaused) throw refused(409, 'recording-paused')
  const known = watch.line(asked.lineId)
  const span = known?.spans[asked.span]
  if (known === undefined || span === undefined || known.line.version !== asked.version)
    throw refused(409, 'transcript-changed')
  return { kind: span.kind, value: known.segment.text.slice(span.start, span.end) }
}

function readBody(request: FastifyRequest): z.infer<typeof revealRequestSchema> {
  const parsed = revealRequestSchema.safeParse(request.body)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw badRequest(field === '' ? 'body' : field, 'This field is missing or cannot be taken.')
}

function readKey(request: FastifyRequest): string {
  const parsed = keySchema.safeParse(request.headers['idempotency-key'])
  if (parsed.success) return parsed.data
  throw badRequest('Idempotency-Key', 'Send an Idempotency-Key of 8 to 64 of A-Z a-z 0-9 -.')
}

function missing({
  code,
  missing,
  words,
}: Extract<ClosedTranscript, { state: 'refused' }>): ApiRefusal {
  return new ApiRefusal({
    status: 403,
    code,
    message: 'A right for this is missing.',
    ...(missing === undefined ? {} : { missing }),
    ...(words === undefined ? {} : { words }),
  })
}

function refused(status: number, code: string): ApiRefusal {
  return new ApiRefusal({ status, code, message: 'This cannot be shown now.' })
}
