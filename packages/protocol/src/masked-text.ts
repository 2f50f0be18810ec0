import { z } from 'zod'
import { coachingViewSchema } from './coaching.ts'
import { whisperAnswerSchema, whisperRequestSchema } from './http.ts'
import { maskKindSchema } from './transcript.ts'

/**
 * What becomes of personal data in the texts that people write. The server decides, always; a panel is told.
 *
 * | call | answer |
 * | --- | --- |
 * | `POST /api/coachings/{id}/details` | `CoachingSaved`: the session with its details masked, and what was masked in them just now |
 * | `POST /api/conversations/{id}/whispers/check` | `WhisperRequest` → 200 `WhisperCheck`; sends nothing, keeps nothing; 429 when asked too often |
 * | `POST /api/conversations/{id}/whispers` | `WhisperRequest` → 202 `WhisperAnswer` with what was masked |
 */

/** One find: its kind, and what stands in its place without the brackets (`card •••• 1111`). */
export const maskedPieceSchema = z.object({ kind: maskKindSchema, label: z.string() })
export type MaskedPiece = z.infer<typeof maskedPieceSchema>

export const coachingSavedSchema = coachingViewSchema.extend({
  masked: z.array(maskedPieceSchema).default([]),
})
export type CoachingSaved = z.infer<typeof coachingSavedSchema>

export const whisperCheckSchema = z.object({
  found: z.array(
    maskedPieceSchema.extend({
      /** False: it is masked whatever the sender says. */
      mayBeSent: z.boolean(),
    }),
  ),
})
export type WhisperCheck = z.infer<typeof whisperCheckSchema>

/** Text, and whether account numbers and national ids in it are meant: cards and security codes never leave. */
export const sendWhisperRequestSchema = whisperRequestSchema.extend({
  personal: z.enum(['mask', 'as-written']).default('mask'),
})

export const whisperSentSchema = whisperAnswerSchema.extend({
  masked: z.array(maskedPieceSchema).default([]),
})
export type WhisperSent = z.infer<typeof whisperSentSchema>
