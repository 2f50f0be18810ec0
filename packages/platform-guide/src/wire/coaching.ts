/** A coaching as the platform sends it, and our requests about one: lenient in, strict out. */
import { longestMetadataBytes, metadataBytes } from '@sotto/domain'
import { z } from 'zod'
import { timeSchema } from './time.ts'

export const coachingSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  interactionId: z.string().nullish(),
  userId: z.string(),
  supervisorId: z.string(),
  coachingType: z.string(),
  status: z.string(),
  // Anything may stand there: others write theirs.
  metadata: z.unknown(),
  createdAt: timeSchema,
})
export type WireCoaching = z.infer<typeof coachingSchema>

/** The part of a coaching's metadata that is ours, when it is ours. */
export const ownCoachingMetadataSchema = z.object({ recordId: z.string().min(1) })

/** One page of `GET /coaching/coachings`; entries are read one by one. */
export const coachingsSchema = z.object({
  entities: z.array(z.unknown()),
  nextCursor: z.string().nullish(),
})

const idSchema = z.string().min(1).max(256)

const metadataSchema = z
  .record(z.string().min(1), z.string())
  .refine((metadata) => metadataBytes(metadata) <= longestMetadataBytes)

/** `POST /coaching/coachings`: the interaction always, a status never (S4). Checked before it leaves. */
export const createCoachingSchema = z.strictObject({
  interactionId: idSchema,
  userId: idSchema,
  coachingType: z.enum(['REAL_TIME', 'POST_CALL']),
  metadata: metadataSchema.exactOptional(),
})
export type WireCreateCoaching = z.infer<typeof createCoachingSchema>
