import { z } from 'zod'
import { agentSettingsSchema } from './agent-settings.ts'
import { whisperReplySchema } from './whisper-reply.ts'

/**
 * The agent strip: what an agent is told of their own conversations, and the whispers they were sent. It travels on the panel
 * socket (`live.ts`) as one thing, the change `agent-strip`, to people of the role `agent` only; they are told nothing else.
 *
 * | call | answer |
 * | --- | --- |
 * | `POST /api/agent/whispers/{id}/receipt` | `WhisperReceiptRequest` → 200 `WhisperReceipt`; 403 `agents-only`, 404 for a whisper that is somebody else's |
 *
 * Times are wall-clock milliseconds, UTC, by the platform's clock.
 */

const wallMs = z.number()

/**
 * Who speaks to this agent now, or listens where the policy has them told of it, by the platform's participants; `unknown` when
 * events were lost since.
 */
const coachedSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('known'),
    by: z.array(z.object({ name: z.string(), how: z.enum(['monitor', 'coach', 'barge']) })),
  }),
  z.object({ state: z.literal('unknown') }),
])

export const agentStripSchema = z.object({
  /** The agent's own, the same in every tab; absent until the server knows them. */
  settings: agentSettingsSchema.exactOptional(),
  /** The agent's present conversations, the oldest first. */
  conversations: z.array(
    z.object({
      id: z.string(),
      media: z.enum(['voice', 'chat', 'email']),
      phase: z.enum(['active', 'held', 'in-transfer', 'conference', 'ended']),
      startedAt: wallMs,
      phaseSince: wallMs.optional(),
      customerName: z.string().optional(),
      queueName: z.string().optional(),
      coached: coachedSchema,
      /** The coaching session of this conversation, by the platform's word: who holds it, and how it stands. */
      session: z
        .object({ state: z.enum(['running', 'paused', 'finished']), by: z.string().optional() })
        .optional(),
    }),
  ),
  /** Text whispers to this agent, the newest first. */
  whispers: z.array(
    z.object({
      /** The platform's own id of it. */
      id: z.string(),
      conversationId: z.string(),
      /** Who sent it; absent while the name is not known here. */
      from: z.string().optional(),
      text: z.string(),
      sentAt: wallMs,
      seenAt: wallMs.optional(),
      reply: whisperReplySchema.optional(),
      repliedAt: wallMs.optional(),
    }),
  ),
})
export type AgentStrip = z.infer<typeof agentStripSchema>
export type StripConversation = AgentStrip['conversations'][number]
export type StripWhisper = AgentStrip['whispers'][number]

/** A reply says that it was seen, too. */
export const whisperReceiptRequestSchema = z
  .strictObject({ seen: z.literal(true).optional(), reply: whisperReplySchema.optional() })
  .refine(({ seen, reply }) => seen !== undefined || reply !== undefined, {
    path: ['seen'],
    message: 'either seen or a reply',
  })
export type WhisperReceiptRequest = z.infer<typeof whisperReceiptRequestSchema>

/** What the platform has on record now. */
export const whisperReceiptSchema = z.object({
  seenAt: wallMs.optional(),
  reply: whisperReplySchema.optional(),
  repliedAt: wallMs.optional(),
})
export type WhisperReceipt = z.infer<typeof whisperReceiptSchema>
