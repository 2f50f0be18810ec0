import { z } from 'zod'

/**
 * The panel's HTTP doors. Every change carries an `Idempotency-Key` header (8–64 characters of `A-Za-z0-9-`), must come from
 * the same origin, and is safe to repeat: same key same answer, same key with another body 422, still running 409.
 *
 * | call | answer |
 * | --- | --- |
 * | `GET /auth/sign-in?returnTo=/…` | to the platform's sign-in page |
 * | `GET /auth/callback` | a page that navigates on to where the person was |
 * | `POST /auth/sign-out` | 204; every tab and socket of the session ends |
 * | `POST /auth/drafts/seal` | `DraftsSealRequest` → 200 `SealedDrafts`; without a session, before signing in again |
 * | `POST /auth/drafts/open` | `SealedDrafts` → 200 `UnsealedDrafts`; 404 unless they are this person's and an hour old at most |
 * | `POST /auth/drafts/key` | `DraftKeyRequest` → 200 `DraftKey`; 404 when the sealed one is not this person's |
 * | `GET /api/me` | `Me`, or 401 `signed-out` |
 * | `POST /api/conversations/{id}/mode` | `ModeRequest` → 202 `ModeAnswer` |
 * | `POST /api/conversations/{id}/whispers` | `WhisperRequest` → 202 `WhisperAnswer` |
 * | `POST /api/controls/{id}/cancel` | 202; 409 `already-final` |
 * | `POST /api/agents/{id}/lease/ask` | `LeaseAskRequest` → 202; stands in line to coach this agent next |
 * | `POST /api/agents/{id}/lease/withdraw` | `LeaseWithdrawRequest` → 202; one's own wish, or, for the holder, somebody else's |
 * | `POST /api/agents/{id}/lease/hand-over` | `LeaseHandOverRequest` → 202 once the line is closed and the other has it; 409 `stale-fence`, `not-asked` |
 * | `GET /api/conversations/{id}/controls` | `ControlList`: this supervisor's controls there, newest first; 404 outside their queues, also of their own |
 *
 * Those of coaching sessions stand in `coaching.ts`.
 */

/** Every refusal of ours. `status` equals the HTTP status; `code` is fixed, the words in `message` are not. */
export const refusalSchema = z.object({
  status: z.number().int(),
  code: z.string(),
  message: z.string(),
  /** To be found again in the log. */
  contextId: z.string(),
  /** Which field of the body was wrong. */
  field: z.string().optional(),
  /** The permission, scope or licence that is missing. */
  missing: z.string().optional(),
  /** With `being-coached`: who, and since when. */
  by: z.string().optional(),
  since: z.number().optional(),
  /** With `metadata-too-large`: how many it has. */
  bytes: z.number().optional(),
  /** With `coaching-exists`: the session in the way, where it is one of ours. */
  coachingId: z.string().optional(),
  /** Where a policy refuses: what its administrator wrote for this. */
  words: z.string().optional(),
  /** When asking again may help: with 429 and 503, as in `Retry-After`. */
  retryAfterMs: z.number().optional(),
})
export type Refusal = z.infer<typeof refusalSchema>

export const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['supervisor', 'lead', 'agent', 'auditor', 'administrator']),
  region: z.string(),
  licence: z.enum(['cx1', 'cx2', 'cx3']),
  telephony: z.boolean(),
  engagement: z.boolean(),
  permissions: z.array(z.string()),
  queues: z.array(z.object({ id: z.string(), name: z.string() })),
  /** What the platform cannot do, with the reason; absent names are supported. */
  unsupported: z.record(z.string(), z.string()),
  settings: z.object({
    defaultMixLevel: z.number(),
    confirmationTimeoutMs: z.number(),
  }),
})
export type Me = z.infer<typeof meSchema>

const tabIdSchema = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
const personIdSchema = z.string().min(1).max(128)

/** Characters. */
export const longestModeReason = 200

/** `tabId` is the one said in `hello` on the live socket: the line belongs to that tab. */
export const modeRequestSchema = z.strictObject({
  mode: z.enum(['off', 'monitor', 'coach', 'barge']),
  tabId: tabIdSchema,
  /** 0.1–0.9; the default is in `Me.settings`. */
  mixLevel: z.number().min(0.1).max(0.9).optional(),
  /** Why, where a policy requires it (`409 reason-required`); kept with the act. */
  reason: z.string().trim().min(1).max(longestModeReason).optional(),
})
export type ModeRequest = z.infer<typeof modeRequestSchema>

export const leaseAskRequestSchema = z.strictObject({
  tabId: tabIdSchema,
  /** Where this supervisor would coach the agent. */
  conversationId: z.string().min(1).max(128),
})
export type LeaseAskRequest = z.infer<typeof leaseAskRequestSchema>

/** `supervisorId`: whose wish the holder says "not now" to; without it one's own. */
export const leaseWithdrawRequestSchema = z.strictObject({
  tabId: tabIdSchema,
  supervisorId: personIdSchema.optional(),
})
export type LeaseWithdrawRequest = z.infer<typeof leaseWithdrawRequestSchema>

/** `fence` is the one the holder was shown: a lease that has moved on since is not handed over. */
export const leaseHandOverRequestSchema = z.strictObject({
  tabId: tabIdSchema,
  fence: z.number().int().positive(),
  supervisorId: personIdSchema,
})
export type LeaseHandOverRequest = z.infer<typeof leaseHandOverRequestSchema>

export const modeAnswerSchema = z.object({ accepted: z.literal(true) })

/** Counts code points, as the platform does; refuses halves of surrogate pairs. */
function isSendableText(text: string): boolean {
  if (!text.isWellFormed()) return false
  const length = [...text].length
  return length >= 1 && length <= 1000 && text.trim() !== ''
}

export const whisperRequestSchema = z.strictObject({
  text: z.string().refine(isSendableText, 'text must be 1 to 1,000 characters'),
})
export type WhisperRequest = z.infer<typeof whisperRequestSchema>

export const whisperAnswerSchema = z.object({ controlId: z.string() })
export type WhisperAnswerBody = z.infer<typeof whisperAnswerSchema>

/** What was typed and not sent, as the page writes it down. In any script it fits, sealed, into a body of 64 KB. */
export const draftsSealRequestSchema = z.strictObject({
  personId: personIdSchema,
  drafts: z.string().max(14_000),
})
export type DraftsSealRequest = z.infer<typeof draftsSealRequestSchema>

export const sealedDraftsSchema = z.strictObject({ sealed: z.string().max(63_000) })
export type SealedDrafts = z.infer<typeof sealedDraftsSchema>

/** Without `sealed`: a new key. */
export const draftKeyRequestSchema = z.strictObject({ sealed: z.string().max(1_000).optional() })

/** What a page seals texts with that are to outlive it: AES-256, base64url. `sealed` lies beside them; `key` lies nowhere. */
export const draftKeySchema = z.object({
  key: z.string().regex(/^[\w-]{43}$/),
  sealed: z.string(),
})
export type DraftKey = z.infer<typeof draftKeySchema>

export const unsealedDraftsSchema = z.object({ drafts: z.string() })
export type UnsealedDrafts = z.infer<typeof unsealedDraftsSchema>
/**
 * `GET /api/agents/{id}/queues` → 200: in which of the caller's queues this agent takes conversations now, none when they take
 * none; 404 for an agent of none of them.
 */
export const agentQueuesSchema = z.object({
  queues: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type AgentQueues = z.infer<typeof agentQueuesSchema>
