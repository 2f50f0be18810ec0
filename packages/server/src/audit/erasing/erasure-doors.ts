// The doors through which a person is taken out of everything that is kept (protocol `erasures.ts`): found, tried, then done.
import { judgeErasure } from '@sotto/domain'
import type { Clock, Logger } from '@sotto/kernel'
import {
  type ErasureAnswerView,
  type ErasurePeople,
  erasurePeopleRequestSchema,
  erasureRequestSchema,
  erasureTrialRequestSchema,
} from '@sotto/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { actionRefusal } from '../../commands/permit.ts'
import { runOnce } from '../../commands/run-once.ts'
import { sendJson } from '../../commands/send-json.ts'
import type { ErasureStore } from '../../database/erasure-store.ts'
import type { IdempotencyStore } from '../../database/stores.ts'
import { ApiRefusal, badRequest } from '../../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../../http/guards.ts'
import type { Supervisors } from '../../live/supervisors/supervisors.ts'
import type { ActWitness } from '../../observe/act-witness.ts'
import type { TextMasking } from '../../text/text-masking.ts'
import type { NameOf } from '../reading/entry-view.ts'

export interface ErasureDoorsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly witness: ActWitness
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly nameOf: NameOf
  readonly masking: TextMasking
  readonly stores: {
    readonly idempotency: IdempotencyStore
    /** Without one nothing is kept beyond the process, and nobody can be erased from it. */
    readonly erasure?: ErasureStore
  }
}

const peopleAtMost = 20

export function registerErasureDoors(app: FastifyInstance, options: ErasureDoorsOptions): void {
  const { clock, logger, nameOf, stores } = options

  app.post('/api/erasures/people', async (request, reply): Promise<ErasurePeople> => {
    const by = await enter(request, reply)
    const { text } = parse(erasurePeopleRequestSchema, request.body)
    const found = await erasureStore().people(text, peopleAtMost + 1)
    logger.info('erasure-searched', { by, found: found.length, contextId: request.id })
    const people = found.slice(0, peopleAtMost).map(async ({ id, name }) => {
      const known = name ?? (await nameOf(id))
      return { id, ...(known === undefined ? {} : { name: known }) }
    })
    return { people: await Promise.all(people), isMore: found.length > peopleAtMost }
  })

  app.post('/api/erasures/trial', async (request, reply): Promise<ErasureAnswerView> => {
    const by = await enter(request, reply)
    const { personId } = parse(erasureTrialRequestSchema, request.body)
    return { counts: await erase({ personId, by, isTrial: true }) }
  })

  app.post('/api/erasures', async (request, reply) => {
    const by = await enter(request, reply)
    const key = request.headers['idempotency-key']
    const answer = await runOnce(
      { ...options, store: stores.idempotency },
      {
        supervisorId: by,
        key: typeof key === 'string' ? key : undefined,
        // Whom it is about goes into a hash alone: neither the log nor what looks on at acts is told.
        command: ['erase-person', null, request.body ?? null],
        contextId: request.id,
      },
      async () => {
        const { personId, reason } = parse(erasureRequestSchema, request.body)
        const masked = options.masking.mask(reason).text
        const counts = await erase({ personId, by, isTrial: false, reason: masked })
        return { status: 200, body: JSON.stringify({ counts } satisfies ErasureAnswerView) }
      },
    )
    logger.info('person-erased', { by, status: answer.status, contextId: request.id })
    return sendJson(reply, answer)
  })

  /** Answers the id of who may. Throws 401 and 403. */
  async function enter(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    requireSameOrigin(request)
    reply.header('cache-control', 'no-store')
    const supervisor = options.supervisors.of(await requireSession(request))
    // What the platform says of them now: a right that is gone is gone here.
    await supervisor.ready()
    const verdict = judgeErasure(supervisor.person)
    if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, verdict.missing)
    return supervisor.session.person.id
  }

  async function erase(
    wanted: Omit<Parameters<ErasureStore['erase']>[0], 'at'>,
  ): Promise<ErasureAnswerView['counts']> {
    if (wanted.personId === wanted.by)
      throw refused(409, 'own-person', 'Somebody else has to do this: it is entered by whom.')
    const answer = await erasureStore().erase({ ...wanted, at: clock.wallNow() })
    if (answer.kind === 'still-active')
      throw refused(409, 'person-active', 'A line or a coaching session of theirs goes on.')
    return answer.counts
  }

  function erasureStore(): ErasureStore {
    if (stores.erasure !== undefined) return stores.erasure
    throw refused(501, 'not-supported', 'Nothing is kept in a database here.')
  }
}

function refused(status: number, code: string, message: string): ApiRefusal {
  return new ApiRefusal({ status, code, message })
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw badRequest(field === '' ? 'body' : field, 'This field is missing or cannot be taken.')
}
