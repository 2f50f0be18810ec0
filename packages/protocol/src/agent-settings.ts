import type { AgentQuiet } from '@sotto/domain'
import { z } from 'zod'
import { whisperReplySchema } from './whisper-reply.ts'

/**
 * What an agent has chosen for their strip: kept by the server, the same in every tab and on every server.
 *
 * | call | answer |
 * | --- | --- |
 * | `POST /api/agent/settings` | `AgentSettingsRequest` → 200 `AgentSettings`; 403 `agents-only`, 404 for a conversation that is not theirs |
 *
 * Times are wall-clock milliseconds, UTC, by the server's clock.
 */

const wallMs = z.number()

/** Texts are held back while it lasts; `until` is when it ends by itself at the latest. */
export const agentQuietSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['time', 'hand']), since: wallMs, until: wallMs }),
  z.object({ kind: z.literal('call'), since: wallMs, until: wallMs, conversationId: z.string() }),
]) satisfies z.ZodType<AgentQuiet>

/** One sign each that can be typed, in small letters; an empty one is no key. What is not named has its usual keys. */
const replyKeysSchema = z
  .partialRecord(
    whisperReplySchema,
    z
      .string()
      .max(16)
      .regex(/^(?:[^\s\p{C}\p{M}])?$/u),
  )
  .refine((keys) => areDifferent(Object.values(keys)), { message: 'one key for one answer' })

function areDifferent(keys: readonly (string | undefined)[]): boolean {
  const pressed = keys.flatMap((key) => (key === undefined || key === '' ? [] : key.toLowerCase()))
  return new Set(pressed).size === pressed.length
}

export const agentSettingsSchema = z.object({
  quiet: agentQuietSchema.exactOptional(),
  /** A short sound in the page when a text arrives. */
  sound: z.boolean(),
  /** Of that sound, in per cent. */
  volume: z.int().min(0).max(100),
  keys: replyKeysSchema,
})
export type AgentSettings = z.infer<typeof agentSettingsSchema>

export const longestQuietMinutes = 12 * 60

/** What is not named stays as it is. `quiet: null` takes texts again. */
export const agentSettingsRequestSchema = z.strictObject({
  quiet: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('time'),
        minutes: z.int().min(1).max(longestQuietMinutes),
      }),
      z.strictObject({ kind: z.literal('call'), conversationId: z.string().max(128) }),
      z.strictObject({ kind: z.literal('hand') }),
    ])
    .nullable()
    .exactOptional(),
  sound: z.boolean().exactOptional(),
  volume: z.int().min(0).max(100).exactOptional(),
  keys: replyKeysSchema.exactOptional(),
})
export type AgentSettingsRequest = z.infer<typeof agentSettingsRequestSchema>
