// `POST /api/agent/whispers/{id}/receipt`: the agent has seen a whisper, or answers it. It goes on with the agent's own token,
// so that the platform's desk and this console can never tell two stories.
import type { PlatformControl } from '@sotto/domain'
import { assertNever, type Clock, type Logger } from '@sotto/kernel'
import type { PlatformRefusal } from '@sotto/platform'
import {
  type WhisperReceipt,
  type WhisperReceiptRequest,
  whisperReceiptRequestSchema,
} from '@sotto/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { refusalFields } from '../commands/refused-answer.ts'
import { runOnce } from '../commands/run-once.ts'
import type { ControlStore, IdempotencyStore } from '../database/stores.ts'
import { ApiRefusal, badRequest, notFound } from '../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { Counters } from '../live/counters.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { Session } from '../sessions/session.ts'
import type { AgentGateway } from './agent-gateway.ts'
import { missingAsAgent, requireAgent } from './require-agent.ts'

export interface ReceiptDoorOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly agents: Pick<AgentGateway, 'of' | 'takeControl'>
  readonly controlStore: Pick<ControlStore, 'byPlatformId'>
  readonly idempotency: IdempotencyStore
  /** The registry learns of it from the answer, before the platform's own event comes. */
  readonly onReceipt: (control: PlatformControl) => void
}

const paramsSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,128}$/) })

export function registerReceiptDoor(app: FastifyInstance, options: ReceiptDoorOptions): void {
  const { counters, logger } = options
  app.post('/api/agent/whispers/:id/receipt', async (request, reply) => {
    requireSameOrigin(request)
    const session = await requireSession(request)
    requireAgent(session)
    const params = paramsSchema.safeParse(request.params)
    if (!params.success) throw notFound()
    const key = request.headers['idempotency-key']
    const answer = await runOnce(
      { ...options, store: options.idempotency },
      {
        supervisorId: session.person.id,
        key: typeof key === 'string' ? key : undefined,
        command: ['whisper-receipt', params.data.id, request.body ?? null],
        contextId: request.id,
      },
      async () => {
        const receipt = readReceipt(request.body)
        const recorded = await record(options, session, params.data.id, receipt)
        return { status: 200, body: JSON.stringify(recorded) }
      },
    )
    if (answer.status >= 400) counters.count('commands-refused')
    logger.info('command', {
      command: 'whisper-receipt',
      subjectId: params.data.id,
      agentUserId: session.person.id,
      status: answer.status,
      ...refusalFields(answer),
      contextId: request.id,
    })
    return reply
      .status(answer.status)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(answer.body)
  })
}

function readReceipt(body: unknown): WhisperReceiptRequest {
  const parsed = whisperReceiptRequestSchema.safeParse(body)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.')
  throw badRequest(field === undefined || field === '' ? 'body' : field, 'This cannot be taken.')
}

async function record(
  { agents, controlStore, onReceipt }: ReceiptDoorOptions,
  session: Session,
  whisperId: string,
  { seen, reply }: WhisperReceiptRequest,
): Promise<WhisperReceipt> {
  const agent = agents.of(session)
  const conversationId =
    agent.whisper(whisperId)?.conversationId ??
    (await ownTextIn(controlStore, session.person.id, whisperId))
  if (conversationId === undefined) throw notFound()
  const recorded = await agent.platform.recordReceipt(conversationId, whisperId, {
    ...(seen === undefined ? {} : { seen }),
    ...(reply === undefined ? {} : { answer: reply }),
  })
  if (!recorded.ok) throw refusalOf(recorded.error)
  agents.takeControl(recorded.value)
  onReceipt(recorded.value)
  const { readAt, answer, answeredAt } = recorded.value
  return {
    ...(readAt === undefined ? {} : { seenAt: readAt }),
    ...(answer === undefined ? {} : { reply: answer }),
    ...(answeredAt === undefined ? {} : { repliedAt: answeredAt }),
  }
}

/** Before the strip has heard of it, or long after: a colleague's whisper is not there. */
async function ownTextIn(
  store: Pick<ControlStore, 'byPlatformId'>,
  agentUserId: string,
  whisperId: string,
): Promise<string | undefined> {
  const stored = await store.byPlatformId(whisperId)
  const isOwn = stored?.record.agentUserId === agentUserId && stored.record.kind === 'whisper-text'
  return isOwn ? stored.record.conversationId : undefined
}

function refusalOf(refusal: PlatformRefusal): ApiRefusal {
  switch (refusal.code) {
    case 'not-found':
      return notFound()
    case 'missing-permission':
    case 'missing-scope':
    case 'missing-licence':
      return missingAsAgent(refusal.code, refusal.missing)
    case 'conflict':
      return new ApiRefusal({
        status: 409,
        code: 'not-delivered',
        message: 'The platform takes no word on this whisper.',
      })
    case 'bad-request':
    case 'not-supported':
      return new ApiRefusal({
        status: 501,
        code: 'not-supported',
        message: 'The platform cannot do this.',
      })
    default:
      return assertNever(refusal)
  }
}
