import { z } from 'zod'

/**
 * The audit as it is read: entries, their places in the tree, proofs, files, and what an agent may see of it.
 *
 * | call | answer |
 * | --- | --- |
 * | `POST /api/audit/entries/search` | `AuditSearchRequest` → `AuditPage`, newest first |
 * | `GET /api/audit/conversations/{id}`, `…/controls/{id}` | `AuditTimeline`, oldest first |
 * | `GET /api/audit/head` | `AuditHead`; 404 `no-head` before the first |
 * | `GET /api/audit/proof?index&size` | `AuditInclusion` (RFC 6962 section 2.1.1) |
 * | `GET /api/audit/consistency?first&second` | `AuditConsistency` (section 2.1.2) |
 * | `POST /api/audit/export` | `AuditExportRequest` → a file of placed entries, in the tree's order |
 * | `GET /api/audit/mine` | for an agent: `OwnAuditPage`, who listened to them; nobody else's |
 *
 * Search and export are asked for in a body, because people type what is asked for. All but the last answer 403 to who is no auditor. Times are wall-clock milliseconds, UTC; hashes are hex.
 */

const wallMsAsked = z.number().int().min(0).max(8_640_000_000_000_000)
const idAsked = z.string().min(1).max(160)
const cursorAsked = z.string().max(128)
const placeInAddress = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

export const auditModeSchema = z.enum(['monitor', 'coach', 'barge', 'whisper-text'])
export type AuditMode = z.infer<typeof auditModeSchema>

const filterFields = {
  /** As the one who acted, or the one it was done to. */
  personId: idAsked.optional(),
  conversationId: idAsked.optional(),
  controlId: idAsked.optional(),
  /** Fixed words. */
  acts: z
    .array(z.string().regex(/^[a-z][a-z-]{0,63}$/))
    .min(1)
    .max(40)
    .optional(),
  mode: auditModeSchema.optional(),
  from: wallMsAsked.optional(),
  /** Not included. */
  until: wallMsAsked.optional(),
}

export const auditSearchRequestSchema = z.strictObject({
  ...filterFields,
  cursor: cursorAsked.optional(),
  pageSize: z.number().int().min(1).max(100).default(50),
})
export type AuditSearchRequest = z.input<typeof auditSearchRequestSchema>

export const auditExportRequestSchema = z.strictObject({
  ...filterFields,
  format: z.enum(['jsonl', 'csv']),
  /** Sizes of earlier heads that the file is to be checked against. */
  earlier: z.array(z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)).max(20).optional(),
})
export type AuditExportRequest = z.infer<typeof auditExportRequestSchema>

export const auditInclusionQuerySchema = z.strictObject({
  index: placeInAddress,
  size: placeInAddress,
})

export const auditConsistencyQuerySchema = z.strictObject({
  first: placeInAddress,
  second: placeInAddress,
})

export const ownAuditQuerySchema = z.strictObject({ cursor: cursorAsked.optional() })

const personSchema = z.object({
  id: z.string(),
  /** Absent where it is not known any more. */
  name: z.string().optional(),
})

export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.number(),
  /** A fixed word, such as `control-executing`. */
  act: z.string(),
  /** Its place in the tree, from 0; absent until it has one. */
  index: z.number().optional(),
  /** Who it was about was taken out; the hash stays. */
  erased: z.boolean(),
  /** Whoever did it. */
  supervisor: personSchema.optional(),
  /** Of coaching that was handed over: to whom; `supervisor` is who had it, and `outcome` says whether it was given or taken. */
  toSupervisor: personSchema.optional(),
  /** To whom. */
  agent: personSchema.optional(),
  conversationId: z.string().optional(),
  controlId: z.string().optional(),
  platformControlId: z.string().optional(),
  coachingSessionId: z.string().optional(),
  coachingId: z.string().optional(),
  platformCoachingId: z.string().optional(),
  segmentId: z.string().optional(),
  mode: z.string().optional(),
  customerCouldHear: z.boolean().optional(),
  /** By what that is known. */
  evidence: z.string().optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
  subject: z.string().optional(),
  /** As typed, with everything personal masked. */
  words: z.string().optional(),
  policyVersion: z.number().optional(),
})
export type AuditEntryView = z.infer<typeof auditEntrySchema>

/** As it is signed: to be kept elsewhere, and given to `sotto audit verify`. */
export const auditHeadSchema = z.object({
  installation: z.string(),
  size: z.number(),
  root: z.string(),
  at: z.number(),
  publicKey: z.string(),
  signature: z.string(),
})
export type AuditHead = z.infer<typeof auditHeadSchema>

export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  /** The newest; absent before the first entry has its place. */
  head: auditHeadSchema.optional(),
  /** For the page after this one; absent on the last. */
  nextCursor: z.string().optional(),
})
export type AuditPage = z.infer<typeof auditPageSchema>

export const auditTimelineSchema = z.object({
  entries: z.array(auditEntrySchema),
  /** There are more than are told here. */
  cut: z.boolean(),
})
export type AuditTimeline = z.infer<typeof auditTimelineSchema>

export const auditInclusionSchema = z.object({
  index: z.number(),
  size: z.number(),
  leafHash: z.string(),
  proof: z.array(z.string()),
})
export type AuditInclusion = z.infer<typeof auditInclusionSchema>

export const auditConsistencySchema = z.object({
  firstSize: z.number(),
  secondSize: z.number(),
  proof: z.array(z.string()),
})
export type AuditConsistency = z.infer<typeof auditConsistencySchema>

/** One time somebody listened or spoke to this agent. Without reasons. */
export const ownAuditSchema = z.object({
  id: z.string(),
  supervisorName: z.string().optional(),
  mode: auditModeSchema,
  conversationId: z.string().optional(),
  from: z.number(),
  /** Absent while it goes on, or when its end is not on record. */
  to: z.number().optional(),
  customerCouldHear: z.boolean(),
})
export type OwnAudit = z.infer<typeof ownAuditSchema>

export const ownAuditPageSchema = z.object({
  /** Newest first. */
  times: z.array(ownAuditSchema),
  nextCursor: z.string().optional(),
})
export type OwnAuditPage = z.infer<typeof ownAuditPageSchema>
