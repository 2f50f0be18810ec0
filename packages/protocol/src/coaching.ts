import { z } from 'zod'

/**
 * Coaching sessions. Every change carries an `Idempotency-Key`, as all commands do. Times are wall-clock milliseconds, UTC.
 *
 * | call | answer |
 * | --- | --- |
 * | `POST /api/conversations/{id}/coachings` | `StartCoachingRequest` → 201 `CoachingView`; 409 `coaching-exists` (+ `coachingId`, `by`), 400 `metadata-too-large` (+ `bytes`) |
 * | `POST /api/coachings/{id}/state` | `CoachingStateRequest` → 200 `CoachingView`; 403 `not-yours`, 409 `coaching-over`, `coaching-not-now`, `coaching-vanished` |
 * | `POST /api/coachings/{id}/details` | `CoachingDetailsRequest` → 200 `CoachingView`; 409 `edited-elsewhere` |
 * | `GET /api/coachings/{id}` | `CoachingReading` |
 * | `POST /api/coachings/search` | `CoachingSearchRequest` → `CoachingPage`, newest first |
 * | `POST /api/coachings/export` | `CoachingExportRequest` → the same sessions, all pages, as a file |
 * | `GET /api/ended-conversations` | calls that ended lately, for sessions after the call |
 *
 * What stands in a queue that is not the caller's is not there: 404. Search and export change nothing: they are asked for in a body,
 * never in an address, because people type what is asked for.
 */

const wallMs = z.number()

/** Code points, as people count. */
export const longestNotes = 10_000
export const mostTags = 20
export const mostMoments = 100
export const longestTag = 50
export const longestMomentLabel = 200

/** Text that people write: whole characters, no NUL (no keyboard makes one and no database holds it). */
function textUpTo(longest: number) {
  return z
    .string()
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'must be whole characters')
    .refine((text) => [...text].length <= longest, `must have at most ${longest} characters`)
}

const tagSchema = textUpTo(longestTag).refine((text) => text.trim() === text && text !== '')

const momentSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  /** Since the conversation began. */
  atMs: z.number().int().min(0).max(1_000_000_000),
  label: textUpTo(longestMomentLabel),
  /** Of the transcript, where one was meant. */
  segmentId: z.string().min(1).max(128).exactOptional(),
})

const detailsShape = {
  notes: textUpTo(longestNotes),
  tags: z
    .array(tagSchema)
    .max(mostTags)
    .refine((tags) => new Set(tags).size === tags.length, 'must not stand twice'),
  rating: z.number().int().min(1).max(5).exactOptional(),
  /** A day, `2026-03-31`. */
  followUpOn: z.iso.date().exactOptional(),
  moments: z.array(momentSchema).max(mostMoments),
}

export const coachingDetailsSchema = z.strictObject(detailsShape)

export const startCoachingRequestSchema = z.strictObject({
  kind: z.enum(['real-time', 'post-call']),
  /** Of the panel that asks: the platform is given it as the panel's session. */
  tabId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  /** The supervisor's own, for instance of a quality form. An id, no text: letters, digits and `. _ : / # -`. */
  reference: z
    .string()
    .max(4_096)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:/#-]*$/u)
    .optional(),
})
export type StartCoachingRequest = z.infer<typeof startCoachingRequestSchema>

export const coachingStateRequestSchema = z.strictObject({
  action: z.enum(['begin', 'pause', 'resume', 'complete']),
})
export type CoachingStateRequest = z.infer<typeof coachingStateRequestSchema>

/** The details as a whole; `revision` is the one they were changed from. */
export const coachingDetailsRequestSchema = z.strictObject({
  revision: z.number().int().positive(),
  ...detailsShape,
})
export type CoachingDetailsRequest = z.infer<typeof coachingDetailsRequestSchema>

const stateSchema = z.enum([
  'starting',
  'started',
  'in-progress',
  'paused',
  'completed',
  'invalid',
  'vanished',
  'refused',
])

const headShape = {
  id: z.string(),
  /** Of several states of one session the highest counts. */
  revision: z.number().int(),
  conversationId: z.string(),
  agentUserId: z.string(),
  agentName: z.string(),
  supervisorName: z.string(),
  /** The reader's own: only those can be changed. */
  mine: z.boolean(),
  queueName: z.string(),
  media: z.enum(['voice', 'chat', 'email']),
  kind: z.enum(['real-time', 'post-call']),
  state: stateSchema,
  /** Since when it is in that state. */
  stateAt: wallMs,
  /** Why it was refused. */
  reason: z.string().optional(),
  missing: z.string().optional(),
  startedAt: wallMs,
  reference: z.string().optional(),
}

export const coachingViewSchema = z.object({
  ...headShape,
  detailsRevision: z.number().int(),
  /** What its holder may do with it now. */
  allowed: z.object({
    begin: z.boolean(),
    pause: z.boolean(),
    resume: z.boolean(),
    complete: z.boolean(),
  }),
  details: z.object({
    notes: z.string(),
    tags: z.array(z.string()),
    rating: z.number().exactOptional(),
    followUpOn: z.string().exactOptional(),
    moments: z.array(
      z.object({
        id: z.string(),
        atMs: z.number(),
        label: z.string(),
        segmentId: z.string().exactOptional(),
      }),
    ),
  }),
})
export type CoachingView = z.infer<typeof coachingViewSchema>

/** A row of the history. */
export const coachingSummarySchema = z.object({
  ...headShape,
  tags: z.array(z.string()),
  rating: z.number().optional(),
  followUpOn: z.string().optional(),
  /** The beginning of the notes. */
  excerpt: z.string(),
})
export type CoachingSummary = z.infer<typeof coachingSummarySchema>

export const coachingPageSchema = z.object({
  coachings: z.array(coachingSummarySchema),
  /** For the page after this one; absent on the last. */
  nextCursor: z.string().optional(),
})
export type CoachingPage = z.infer<typeof coachingPageSchema>

/** A session with the whispers that belong to it. */
export const coachingReadingSchema = z.object({
  coaching: coachingViewSchema,
  whispers: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['monitor', 'whisper-audio', 'whisper-text', 'barge']),
      text: z.string().optional(),
      state: z.string(),
      submittedAt: wallMs,
    }),
  ),
})
export type CoachingReading = z.infer<typeof coachingReadingSchema>

const wallMsAsked = z.number().int().min(0).max(8_640_000_000_000_000)

const coachingFilters = {
  text: textUpTo(200).optional(),
  state: z.enum(['running', ...stateSchema.options]).optional(),
  kind: z.enum(['real-time', 'post-call']).optional(),
  mine: z.literal(true).optional(),
  agentUserId: z.string().min(1).max(128).optional(),
  tag: tagSchema.optional(),
  from: wallMsAsked.optional(),
  /** Not included. */
  until: wallMsAsked.optional(),
  followUpBy: z.iso.date().optional(),
}

/** What the history is asked for. Without `state`: everything that came about. */
export const coachingSearchRequestSchema = z.strictObject({
  ...coachingFilters,
  cursor: z.string().max(512).optional(),
  pageSize: z.number().int().min(1).max(100).default(25),
})
export type CoachingSearchRequest = z.input<typeof coachingSearchRequestSchema>

export const coachingExportRequestSchema = z.strictObject(coachingFilters)
export type CoachingExportRequest = z.infer<typeof coachingExportRequestSchema>

export const endedConversationsSchema = z.object({
  conversations: z.array(
    z.object({
      id: z.string(),
      agentName: z.string(),
      queueName: z.string(),
      media: z.enum(['voice', 'chat', 'email']),
      startedAt: wallMs,
      endedAt: wallMs,
    }),
  ),
})
export type EndedConversation = z.infer<typeof endedConversationsSchema>['conversations'][number]
