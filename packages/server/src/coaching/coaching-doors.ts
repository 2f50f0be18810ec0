// The HTTP doors of coaching sessions (protocol `coaching.ts`): who, from where, once, and in the protocol's shapes.
import type { Clock, Logger } from '@sotto/kernel'
import {
  coachingDetailsRequestSchema,
  coachingStateRequestSchema,
  startCoachingRequestSchema,
} from '@sotto/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { refusalFields } from '../commands/refused-answer.ts'
import { type BegunCommand, runOnce } from '../commands/run-once.ts'
import { sendJson } from '../commands/send-json.ts'
import type { StoredCoaching } from '../database/coaching-store.ts'
import type { ControlStore, IdempotencyStore } from '../database/stores.ts'
import { notFound } from '../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { Counters } from '../live/counters.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { TextMasking } from '../text/text-masking.ts'
import type { CoachingDesk, SavedCoaching } from './coaching-desk.ts'
import type { CoachingHistory } from './coaching-history.ts'
import { registerCoachingListDoors } from './coaching-list-doors.ts'
import { type CoachingViewSources, coachingView } from './coaching-view.ts'
import { linkedWhispers } from './linked-whispers.ts'
import { parseBody } from './parse-body.ts'

export interface CoachingDoorsOptions extends CoachingViewSources {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly desk: CoachingDesk
  readonly history: CoachingHistory
  readonly idempotency: IdempotencyStore
  readonly controlStore: Pick<ControlStore, 'byConversation'>
  readonly masking: TextMasking
}

/** An id from an address; what cannot be one is not there. */
const idSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,160}$/) })

type Command = (
  supervisor: Supervisor,
  id: string,
  body: unknown,
  begun: BegunCommand,
) => Promise<StoredCoaching & Partial<Pick<SavedCoaching, 'masked'>>>
type Recovery = (supervisor: Supervisor, begun: BegunCommand) => Promise<StoredCoaching | undefined>

export function registerCoachingDoors(app: FastifyInstance, options: CoachingDoorsOptions): void {
  const { counters, desk, history, logger, supervisors } = options
  const answerOf = (
    supervisor: Supervisor,
    stored: Awaited<ReturnType<Command>>,
    status: number,
  ) => ({
    status,
    body: JSON.stringify({
      ...coachingView(options, supervisor, stored),
      ...(stored.masked === undefined ? {} : { masked: stored.masked }),
    }),
  })

  function hangCommand(
    path: string,
    { name, status }: { readonly name: string; readonly status: number },
    command: Command,
    recovery?: Recovery,
  ): void {
    app.post(path, async (request, reply) => {
      requireSameOrigin(request)
      const supervisor = supervisors.of(await requireSession(request))
      const id = idOf(request)
      const key = request.headers['idempotency-key']
      const answer = await runOnce(
        { ...options, store: options.idempotency },
        {
          supervisorId: supervisor.session.person.id,
          key: typeof key === 'string' ? key : undefined,
          command: [name, id, request.body ?? null],
          contextId: request.id,
          async recover(begun) {
            const done = await recovery?.(supervisor, begun)
            return done && answerOf(supervisor, done, status)
          },
        },
        async (begun) =>
          answerOf(supervisor, await command(supervisor, id, request.body, begun), status),
      )
      if (answer.status >= 400) counters.count('commands-refused')
      logger.info('command', {
        command: name,
        subjectId: id,
        supervisorId: supervisor.session.person.id,
        status: answer.status,
        ...refusalFields(answer),
        contextId: request.id,
      })
      return sendJson(reply, answer)
    })
  }

  hangCommand(
    '/api/conversations/:id/coachings',
    { name: 'start-coaching', status: 201 },
    (supervisor, id, body, { commandId }) =>
      desk.start(supervisor, id, parseBody(startCoachingRequestSchema, body), commandId),
    (supervisor, { commandId }) => desk.recover(supervisor, commandId),
  )
  hangCommand(
    '/api/coachings/:id/state',
    { name: 'move-coaching', status: 200 },
    (supervisor, id, body) =>
      desk.act(supervisor, id, parseBody(coachingStateRequestSchema, body).action),
  )
  hangCommand(
    '/api/coachings/:id/details',
    { name: 'write-coaching', status: 200 },
    (supervisor, id, body) =>
      desk.saveDetails(supervisor, id, parseBody(coachingDetailsRequestSchema, body)),
  )

  registerCoachingListDoors(app, options)

  app.get('/api/coachings/:id', async (request, reply) => {
    const supervisor = supervisors.of(await requireSession(request))
    const stored = await desk.read(supervisor, idOf(request))
    const reading = {
      coaching: coachingView(options, supervisor, stored),
      whispers: await linkedWhispers(options.controlStore, stored.record, options.masking),
    }
    return sendJson(reply, { status: 200, body: JSON.stringify(reading) })
  })

  app.get('/api/ended-conversations', async (request, reply) => {
    const supervisor = supervisors.of(await requireSession(request))
    const conversations = await history.ended(supervisor)
    return sendJson(reply, { status: 200, body: JSON.stringify({ conversations }) })
  })
}

function idOf(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params)
  if (!params.success) throw notFound()
  return params.data.id
}
