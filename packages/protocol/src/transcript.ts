import { z } from 'zod'

/**
 * The transcript of the opened conversation, on the panel socket (`live.ts`) but outside its numbered frames: nothing of it is
 * kept to be sent again. The panel asks with `transcript`, and says so anew on every connection; the answer begins with
 * `restart: true`. It ends with `transcript` of another conversation or of null, and with the socket.
 *
 * | call | answer |
 * | --- | --- |
 * | `POST /api/conversations/{id}/transcript/reveals` | `RevealRequest` → 200 `RevealAnswer`; 403 `missing-permission`, `missing-scope`, 404 unless it is open in this session, 409 `transcript-changed`, `recording-paused` |
 *
 * Times within a conversation are milliseconds from its start.
 */

/** What a mask may stand for; `held` is a number that nobody can judge yet. */
export const maskKindSchema = z.enum([
  'card',
  'cvv',
  'phone',
  'email',
  'address',
  'postcode',
  'name',
  'national-id',
  'iban',
  'account',
  'birth-date',
  'ip',
  'secret-url',
  'held',
])
export type MaskKind = z.infer<typeof maskKindSchema>

const pieceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('mask'),
    kind: maskKindSchema,
    label: z.string(),
    /** To ask for what is behind it; a held number has none. */
    span: z.number().int().nonnegative().optional(),
  }),
])
export type RedactedPiece = z.infer<typeof pieceSchema>

/** Made by the server's `redactSegment` and by reading what it sent: a plain string is not one. */
export const redactedTextSchema = z.object({ pieces: z.array(pieceSchema) }).brand<'RedactedText'>()
export type RedactedText = z.infer<typeof redactedTextSchema>

export const transcriptLineSchema = z.object({
  id: z.string(),
  /** Rises with every change of this line; an older one is dropped. */
  version: z.number().int(),
  participantId: z.string(),
  purpose: z.enum(['customer', 'agent', 'external', 'supervisor']),
  startMs: z.number(),
  endMs: z.number(),
  /** False while it is still being said. */
  isFinal: z.boolean(),
  text: redactedTextSchema,
  /** What does not stand there: the rest of something too long, or what was said after the recording paused. */
  cut: z.enum(['too-long', 'recording-paused']).optional(),
})
export type TranscriptLine = z.infer<typeof transcriptLineSchema>

export const transcriptStatusSchema = z.object({
  read: z.discriminatedUnion('state', [
    /** What was said before is not ready: this many tries of so many have been made or are under way. */
    z.object({
      state: z.literal('pending'),
      attempt: z.number().int(),
      attempts: z.number().int(),
      /** Wall clock; absent while a try is under way. */
      nextAttemptAt: z.number().optional(),
    }),
    z.object({ state: z.literal('available') }),
    z.object({ state: z.literal('unavailable') }),
    /** `missing` names the permission, scope or licence; `words` are what a policy's administrator wrote for this. */
    z.object({
      state: z.literal('refused'),
      code: z.string(),
      missing: z.string().optional(),
      words: z.string().optional(),
    }),
    /** Absent, or not for this person to see. */
    z.object({ state: z.literal('gone') }),
  ]),
  /** The conversation is processed in another region than the reader's. */
  isCrossRegion: z.boolean(),
  /** The recording is paused: nothing is shown until it goes on. */
  isPaused: z.boolean(),
  /** When the recording was paused, so that the hole in the transcript is explained. */
  pauses: z.array(z.object({ fromMs: z.number(), toMs: z.number().optional() })),
  mayReveal: z.boolean(),
})
export type TranscriptStatus = z.infer<typeof transcriptStatusSchema>

export const transcriptMessageSchema = z.object({
  type: z.literal('transcript'),
  conversationId: z.string(),
  /** Drop every line you had. */
  restart: z.boolean(),
  status: transcriptStatusSchema.optional(),
  /** New ones and changed ones, in no order. */
  lines: z.array(transcriptLineSchema),
  /** Ids of lines that are no longer there. */
  gone: z.array(z.string()),
})
export type TranscriptMessage = z.infer<typeof transcriptMessageSchema>

export const revealForMs = 30_000
export const longestRevealReason = 200

export const revealRequestSchema = z.strictObject({
  lineId: z.string().min(1).max(512),
  /** Of the line as it is on screen: a mask that has moved since is not opened. */
  version: z.number().int().nonnegative(),
  span: z.number().int().nonnegative(),
  /** Typed by the supervisor, 3 to 200 characters; kept on record. */
  reason: z
    .string()
    .trim()
    .refine(
      (text) => text.isWellFormed() && [...text].length >= 3 && !text.includes('\0'),
      'say why in a few words',
    )
    .refine((text) => [...text].length <= longestRevealReason, 'say it in 200 characters'),
})
export type RevealRequest = z.infer<typeof revealRequestSchema>

/** To be shown for so long and then forgotten. */
export const revealAnswerSchema = z.object({
  kind: maskKindSchema,
  value: z.string(),
  forMs: z.number(),
})
export type RevealAnswer = z.infer<typeof revealAnswerSchema>
