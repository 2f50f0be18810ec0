// The door that tells a writer, before anything is sent, what of a text whisper would be masked (protocol `masked-text.ts`).
// The text is read and forgotten: nothing of it is kept, logged or counted.
import { judgeAct } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { type WhisperCheck, whisperRequestSchema } from '@sotto/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actionRefusal } from '../commands/permit.ts'
import type { ControlStore } from '../database/stores.ts'
import { createAllowance } from '../gateway/message-allowance.ts'
import { ApiRefusal, badRequest, notFound } from '../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import { checkWhisper, recentWhispers } from './enter-whisper.ts'
import type { TextMasking } from './text-masking.ts'

export interface WhisperCheckDoorOptions {
  readonly clock: Clock
  readonly controlStore: Pick<ControlStore, 'byConversation'>
  readonly masking: TextMasking
  readonly supervisors: { of(session: Supervisor['session']): Supervisor }
  readonly world: Pick<LiveWorld, 'conversation'>
}

/** A panel asks after a pause in the writing, once at a time. */
const checkBounds = { burst: 10, perSecond: 4 } as const
const remembersSessions = 2_000
const idSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,128}$/) })

export function registerWhisperCheckDoor(
  app: FastifyInstance,
  options: WhisperCheckDoorOptions,
): void {
  const { clock, controlStore, masking, supervisors, world } = options
  const allowances = new Map<string, ReturnType<typeof createAllowance>>()

  function allowanceOf(sessionId: string) {
    const allowance = allowances.get(sessionId) ?? createAllowance(clock, checkBounds)
    allowances.delete(sessionId)
    allowances.set(sessionId, allowance)
    const [oldest] = allowances.keys()
    if (allowances.size > remembersSessions && oldest !== undefined) allowances.delete(oldest)
    return allowance
  }

  app.post('/api/conversations/:id/whispers/check', async (request, reply) => {
    requireSameOrigin(request)
    const session = await requireSession(request)
    const supervisor = supervisors.of(session)
    const params = idSchema.safeParse(request.params)
    if (!params.success) throw notFound()
    const conversationId = params.data.id
    const verdict = judgeAct(
      supervisor,
      'whisper-text',
      world.conversation(conversationId)?.summary.queueId,
    )
    if (verdict.kind === 'absent') throw notFound()
    if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, verdict.missing)
    const parsed = whisperRequestSchema.safeParse(request.body)
    if (!parsed.success) throw badRequest('text', 'This field is missing or cannot be taken.')
    if (!allowanceOf(session.id).take()) throw tooManyChecks()
    const { text } = parsed.data
    const recent = { clock, store: controlStore }
    const before = await recentWhispers(recent, conversationId, session.person.id)
    const answer: WhisperCheck = {
      found: [...checkWhisper(masking, { before, conversationId, text })],
    }
    return reply
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(answer))
  })
}

function tooManyChecks(): ApiRefusal {
  return new ApiRefusal({
    status: 429,
    code: 'too-many-requests',
    message: 'This text was asked about too often; it is checked again when it is sent.',
    retryAfterMs: 1_000,
  })
}
