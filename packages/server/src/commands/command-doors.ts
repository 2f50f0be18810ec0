// The HTTP doors of the commands (protocol `http.ts`): who, from where, once, and in the protocol's shapes.
import type { Clock, Logger } from '@sotto/kernel'
import {
  leaseAskRequestSchema,
  leaseHandOverRequestSchema,
  leaseWithdrawRequestSchema,
  modeRequestSchema,
  sendWhisperRequestSchema,
} from '@sotto/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ControlStore, IdempotencyStore } from '../database/stores.ts'
import { ApiRefusal, badRequest, notFound } from '../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { RequestKind } from '../http/request-limits.ts'
import type { LeaseDesk } from '../leases/lease-desk.ts'
import type { Counters } from '../live/counters.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import { enterWhisper, recentWhispers } from '../text/enter-whisper.ts'
import type { TextMasking } from '../text/text-masking.ts'
import type { CoachingCommands } from './coaching-commands.ts'
import { wasLineWritten, wasStopWritten, wasTextWritten } from './recover-command.ts'
import { refusalFields } from './refused-answer.ts'
import { type BegunCommand, type CommandAnswer, runOnce } from './run-once.ts'
import { sendJson } from './send-json.ts'

export interface CommandDoorsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly supervisors: Supervisors
  readonly commands: CoachingCommands
  readonly masking: TextMasking
  readonly leases: Pick<LeaseDesk, 'ask' | 'withdraw' | 'handOver'>
  readonly idempotency: IdempotencyStore
  readonly controlStore: ControlStore
}

/** An id from an address; what cannot be one is not there. */
const idSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,128}$/) })

type Command<Answer = CommandAnswer> = (
  supervisor: Supervisor,
  id: string,
  body: unknown,
  begun: BegunCommand,
) => Promise<Answer>
/** The answer, if what a server now gone had begun was written. Without one the command is safe to run again. */
type Recovery = Command<CommandAnswer | undefined>

export function registerCommandDoors(app: FastifyInstance, options: CommandDoorsOptions): void {
  const { commands, counters, leases, logger, supervisors } = options

  function hangCommand(
    path: string,
    name: string,
    command: Command,
    recovery?: Recovery,
    kindOf: (body: unknown) => RequestKind = () => 'act',
  ): void {
    app.post(path, async (request, reply) => {
      requireSameOrigin(request)
      const supervisor = supervisors.of(await requireSession(request, kindOf(request.body)))
      const id = idOf(request)
      const answer = await runOnce(
        { ...options, store: options.idempotency },
        {
          supervisorId: supervisor.session.person.id,
          key: headerOf(request, 'idempotency-key'),
          command: [name, id, request.body ?? null],
          contextId: request.id,
          recover: async (begun) => recovery?.(supervisor, id, request.body, begun),
        },
        (begun) => command(supervisor, id, request.body, begun),
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
    '/api/conversations/:id/mode',
    'change-mode',
    async (supervisor, id, body) => {
      await commands.changeMode(supervisor, id, parseBody(modeRequestSchema, body))
      return accepted({ accepted: true })
    },
    async (supervisor, conversationId, body, begun) => {
      const { mode, tabId } = parseBody(modeRequestSchema, body)
      const supervisorId = supervisor.session.person.id
      const line = { supervisorId, conversationId, tabId }
      const isDone = mode !== 'off' && (await wasLineWritten(options, line, begun))
      return isDone ? accepted({ accepted: true }) : undefined
    },
    (body) => (modeRequestSchema.safeParse(body).data?.mode === 'off' ? 'ending' : 'act'),
  )
  hangCommand(
    '/api/conversations/:id/whispers',
    'send-text',
    async (supervisor, id, body, { commandId }) => {
      const written = parseBody(sendWhisperRequestSchema, body)
      // The database holds no such character, and no keyboard makes one.
      if (written.text.includes('\0')) throw badRequest('text', 'This text holds a NUL character.')
      const recent = { clock: options.clock, store: options.controlStore }
      const before = await recentWhispers(recent, id, supervisor.session.person.id)
      const whisper = { ...written, before, conversationId: id }
      const { masked, text } = enterWhisper(options.masking, whisper)
      const controlId = await commands.sendText(supervisor, id, text, commandId)
      return accepted({ controlId, ...(masked.length === 0 ? {} : { masked }) })
    },
    async (_supervisor, _id, _body, begun) =>
      (await wasTextWritten(options, begun)) ? accepted({ controlId: begun.commandId }) : undefined,
  )
  hangCommand(
    '/api/controls/:id/cancel',
    'cancel-control',
    async (supervisor, id) => {
      await commands.cancelControl(supervisor, id)
      return accepted({ accepted: true })
    },
    async (supervisor, id) => {
      const control = { id, supervisorId: supervisor.session.person.id }
      return (await wasStopWritten(options, control)) ? accepted({ accepted: true }) : undefined
    },
    () => 'ending',
  )
  hangCommand('/api/agents/:id/lease/ask', 'ask-lease', async (supervisor, id, body) => {
    const { tabId, conversationId } = parseBody(leaseAskRequestSchema, body)
    await leases.ask(supervisor, id, tabId, conversationId)
    return accepted({ accepted: true })
  })
  hangCommand('/api/agents/:id/lease/withdraw', 'withdraw-lease', async (supervisor, id, body) => {
    const { tabId, supervisorId } = parseBody(leaseWithdrawRequestSchema, body)
    await leases.withdraw(supervisor, id, tabId, supervisorId)
    return accepted({ accepted: true })
  })
  hangCommand(
    '/api/agents/:id/lease/hand-over',
    'hand-over-lease',
    async (supervisor, id, body) => {
      await leases.handOver(supervisor, id, parseBody(leaseHandOverRequestSchema, body))
      return accepted({ accepted: true })
    },
  )
  app.get('/api/conversations/:id/controls', async (request, reply) => {
    const supervisor = supervisors.of(await requireSession(request))
    const controls = await commands.controls(supervisor, idOf(request))
    return sendJson(reply, { status: 200, body: JSON.stringify({ controls }) })
  })
}

function accepted(body: unknown): CommandAnswer {
  return { status: 202, body: JSON.stringify(body) }
}

function idOf(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params)
  if (!params.success) throw notFound()
  return params.data.id
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.')
  if (field === undefined || field === '') throw unreadableBody()
  throw badRequest(field, 'This field is missing or cannot be taken.')
}

function unreadableBody(): ApiRefusal {
  return new ApiRefusal({
    status: 400,
    code: 'bad-request',
    message: 'The body cannot be taken.',
  })
}
