/** What was said as the platform sends it, by REST and in `transcript.segment`. */
import { z } from 'zod'

const milliseconds = z.number().finite()

export const segmentSchema = z.object({
  id: z.string().min(1).max(512),
  participantId: z.string().default(''),
  purpose: z.string(),
  startMs: milliseconds,
  endMs: milliseconds,
  text: z.string(),
  // What does not say that it is final may still change.
  final: z.boolean().default(false),
})
export type WireSegment = z.infer<typeof segmentSchema>

/** `GET /conversations/{id}/transcripts` */
export const transcriptSchema = z.object({ entities: z.array(z.unknown()) })
