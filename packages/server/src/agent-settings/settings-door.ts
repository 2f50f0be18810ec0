// `POST /api/agent/settings`: an agent chooses whether texts may disturb them, how one is heard to arrive, and their keys.
import type { Clock, Logger } from '@sotto/kernel'
import { type AgentSettings, agentSettingsRequestSchema } from '@sotto/protocol'
import type { FastifyInstance } from 'fastify'
import { requireAgent } from '../agent-desk/require-agent.ts'
import { refusalFields } from '../commands/refused-answer.ts'
import { runOnce } from '../commands/run-once.ts'
import { sendJson } from '../commands/send-json.ts'
import type { IdempotencyStore } from '../database/stores.ts'
import { badRequest, notFound } from '../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { Counters } from '../live/counters.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { Session } from '../sessions/session.ts'
import { applySettings } from './apply-settings.ts'
import type { AgentSettingsBook } from './settings-book.ts'

export interface SettingsDoorOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly idempotency: IdempotencyStore
  readonly book: Pick<AgentSettingsBook, 'change'>
  /** Whether this agent is in that conversation, as far as is known here. */
  readonly isOwnConversation: (session: Session, conversationId: string) => boolean
}

export function registerSettingsDoor(app: FastifyInstance, options: SettingsDoorOptions): void {
  app.post('/api/agent/settings', async (request, reply) => {
    requireSameOrigin(request)
    const session = await requireSession(request)
    requireAgent(session)
    const agentUserId = session.person.id
    const key = request.headers['idempotency-key']
    const answer = await runOnce(
      { ...options, store: options.idempotency },
      {
        supervisorId: agentUserId,
        key: typeof key === 'string' ? key : undefined,
        command: ['agent-settings', agentUserId, request.body ?? null],
        contextId: request.id,
      },
      async () => {
        const settings = await change(options, session, request.body)
        return { status: 200, body: JSON.stringify(settings) }
      },
    )
    if (answer.status >= 400) options.counters.count('commands-refused')
    options.logger.info('command', {
      command: 'agent-settings',
      agentUserId,
      status: answer.status,
      ...refusalFields(answer),
      contextId: request.id,
    })
    return sendJson(reply, answer)
  })
}

async function change(
  { book, isOwnConversation }: SettingsDoorOptions,
  session: Session,
  body: unknown,
): Promise<AgentSettings> {
  const parsed = agentSettingsRequestSchema.safeParse(body)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    throw badRequest(field === '' ? 'body' : field, 'This cannot be taken.')
  }
  const wish = parsed.data
  if (wish.quiet?.kind === 'call' && !isOwnConversation(session, wish.quiet.conversationId))
    throw notFound()
  return book.change(session.person.id, (settings, now) => applySettings(settings, wish, now))
}
