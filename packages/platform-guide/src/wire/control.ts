/** A control as the platform sends it, and the request for one as we send it: lenient in, strict out. */
import { z } from 'zod'
import { timeSchema } from './time.ts'

export const controlSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  conversationId: z.string(),
  controlType: z.string(),
  mediaType: z.string(),
  status: z.string(),
  failureReason: z.string().nullish(),
  supervisorId: z.string(),
  targetUserId: z.string(),
  text: z.string().nullish(),
  createdAt: timeSchema.nullish(),
  executingAt: timeSchema.nullish(),
  finishedAt: timeSchema.nullish(),
  readAt: timeSchema.nullish(),
  answer: z.string().nullish(),
  answeredAt: timeSchema.nullish(),
  // Stored unchecked by the platform, so anything may stand there.
  metadata: z.unknown(),
})
export type WireControl = z.infer<typeof controlSchema>

/** The part of a control's metadata that is ours, when it is ours. */
export const ownMetadataSchema = z.object({ requestKey: z.string().min(1) })

/** `GET /conversations/{id}/controls`, newest first. */
export const controlsSchema = z.object({ entities: z.array(z.unknown()) })

/** The answer to a request for a control: accepted, which is not delivered. */
export const startedControlSchema = z.object({ id: z.string(), status: z.string() })

const metadataSchema = z.strictObject({
  coachingSessionId: z.string().min(1).max(128),
  supervisorId: z.string().min(1).max(128),
  requestKey: z.string().min(1).max(128),
})

/** Both ends included; 1.0 is legal for the platform and clips. */
export const mixLevelRange = { minimum: 0.1, maximum: 0.9 } as const

const codePoints = (text: string) => [...text].length

/** `POST /conversations/{id}/control`, W5. Checked before it leaves. */
export const controlRequestSchema = z.union([
  z.strictObject({
    controlType: z.literal('WHISPER'),
    targetUserId: z.string().min(1),
    mediaType: z.literal('AUDIO'),
    audioMixLevel: z.number().min(mixLevelRange.minimum).max(mixLevelRange.maximum),
    metadata: metadataSchema,
  }),
  z.strictObject({
    controlType: z.literal('WHISPER'),
    targetUserId: z.string().min(1),
    mediaType: z.literal('TEXT'),
    text: z
      .string()
      .refine((text) => text.isWellFormed() && codePoints(text) >= 1 && codePoints(text) <= 1_000),
    metadata: metadataSchema,
  }),
  z.strictObject({
    controlType: z.enum(['MONITOR', 'BARGE']),
    targetUserId: z.string().min(1),
    mediaType: z.literal('AUDIO'),
    metadata: metadataSchema,
  }),
])
export type WireControlRequest = z.infer<typeof controlRequestSchema>

/** `POST …/receipt`, with the agent's token. */
export const receiptRequestSchema = z.strictObject({
  seen: z.literal(true).exactOptional(),
  answer: z.enum(['GOT_IT', 'NOT_NOW', 'NEED_YOU']).exactOptional(),
})
