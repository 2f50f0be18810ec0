/**
 * What happened around the controls of one conversation, fact by fact, and the file that goes to support.
 *
 * | call | answer |
 * | --- | --- |
 * | `GET /api/conversations/{id}/incidents` | `IncidentTimeline`; 404 alike for what is absent and what is not yours to see |
 * | `GET /api/conversations/{id}/support-bundle` | `SupportBundle` as one pretty JSON file to be saved |
 */
import { z } from 'zod'

/** Every word a fact may have. `unrecognised` stands for one that a newer server has written. */
export const incidentWhatSchema = z.enum([
  'held-back',
  'submitted',
  'queued',
  'pending-delivery',
  'executing',
  'completed',
  'cancelling',
  'cancelled',
  'expired',
  'failed',
  'refused',
  'answer-lost',
  'repeated',
  'seen',
  'answered',
  'hearing',
  'conversation-active',
  'conversation-held',
  'conversation-in-transfer',
  'conversation-conference',
  'conversation-ended',
  'recording-on',
  'recording-paused',
  'recording-off',
  'sound-arrived',
  'sound-total',
  'lease-held',
  'lease-asked',
  'lease-free',
  'coaching-asked',
  'coaching-started',
  'coaching-in-progress',
  'coaching-paused',
  'coaching-completed',
  'coaching-invalid',
  'coaching-vanished',
  'coaching-refused',
  'coaching-step-asked',
  'coaching-step-refused',
  'coaching-step-unanswered',
  'unrecognised',
])
export type IncidentWhat = z.infer<typeof incidentWhatSchema>

/** By what a fact became known. `console`: we did it ourselves; `no-answer`: a call whose answer never came. */
export const incidentEvidenceSchema = z.enum([
  'console',
  'command-answer',
  'no-answer',
  'event',
  'status-check',
  'elapsed-time',
  'participants',
  'media-position',
  'lease',
])
export type IncidentEvidence = z.infer<typeof incidentEvidenceSchema>

const controlKindSchema = z.enum(['monitor', 'whisper-audio', 'whisper-text', 'barge'])

/** Who hears that supervisor, by the platform's participants. */
const hearsSchema = z.object({
  agent: z.boolean(),
  customer: z.boolean(),
  recording: z.boolean(),
})

/** What of a coaching session a fact belongs to. */
const coachingFactShape = {
  /** Ours. */
  coachingId: z.string().optional(),
  coachingKind: z.enum(['real-time', 'post-call']).optional(),
  /** What was asked for, or refused. */
  step: z.enum(['begin', 'pause', 'resume', 'complete']).optional(),
}

/** Samples at 16 kHz, by the platform's own count. */
const soundSchema = z.object({
  receivedSamples: z.number(),
  mixedSamples: z.number(),
  underrunSamples: z.number(),
  clippedSamples: z.number(),
})

export const incidentEntrySchema = z.object({
  /** When this server learned of it. Wall-clock milliseconds, UTC. */
  at: z.number(),
  what: incidentWhatSchema,
  evidence: incidentEvidenceSchema,
  controlId: z.string().optional(),
  kind: controlKindSchema.optional(),
  /** Reason code, or the agent's answer. */
  reason: z.string().optional(),
  /** Of the platform's object, or the lease's fence. */
  version: z.number().optional(),
  /** Whose act it was, or whom it is about. Without a name when nothing here knows it. */
  who: z.object({ mine: z.boolean(), name: z.string().optional() }).optional(),
  /** The platform's own time of it. */
  platformAt: z.number().optional(),
  hears: hearsSchema.optional(),
  sound: soundSchema.optional(),
  ...coachingFactShape,
})
export type IncidentEntry = z.infer<typeof incidentEntrySchema>

export const incidentTimelineSchema = z.object({
  conversationId: z.string(),
  /** Oldest first. */
  entries: z.array(incidentEntrySchema),
  /** There was more, and the oldest is left out. */
  truncated: z.boolean(),
  /** Our server's time when it was read. */
  readAt: z.number(),
})
export type IncidentTimeline = z.infer<typeof incidentTimelineSchema>

const bundledFactSchema = z.object({
  /** ISO 8601, UTC, like every time in the file. */
  at: z.string(),
  what: incidentWhatSchema,
  evidence: incidentEvidenceSchema,
  controlId: z.string().optional(),
  platformControlId: z.string().optional(),
  supervisorId: z.string().optional(),
  agentUserId: z.string().optional(),
  kind: controlKindSchema.optional(),
  reason: z.string().optional(),
  version: z.number().optional(),
  platformAt: z.string().optional(),
  leaseFence: z.number().optional(),
  hears: hearsSchema.optional(),
  sound: soundSchema.optional(),
  ...coachingFactShape,
  platformCoachingId: z.string().optional(),
})
export type BundledFact = z.infer<typeof bundledFactSchema>

/** Ids, times, codes and figures only. What does not look like one of these stands as `[redacted]`. */
export const supportBundleSchema = z.object({
  format: z.literal('sotto-support-bundle'),
  formatVersion: z.literal(1),
  /** The name to save it under. */
  fileName: z.string(),
  createdAt: z.string(),
  product: z.object({ name: z.literal('Sotto'), version: z.string() }),
  conversationId: z.string(),
  /** Spans of time and bounds; no address, no key, no secret. */
  settings: z.record(z.string(), z.union([z.number(), z.boolean()])),
  timeline: z.array(bundledFactSchema),
  leases: z.array(bundledFactSchema),
  truth: z.array(bundledFactSchema),
  /** To find the same things in the logs of Sotto and of the platform. */
  correlation: z.object({
    /** Of the request that made this file. */
    contextId: z.string(),
    controlIds: z.array(z.string()),
    platformControlIds: z.array(z.string()),
    coachingSessionIds: z.array(z.string()),
    supervisorIds: z.array(z.string()),
    agentUserIds: z.array(z.string()),
  }),
  truncated: z.boolean(),
  redaction: z.object({
    /** What is never put into this file. */
    leftOut: z.array(z.string()),
    /** How many values were replaced because they did not look like an id or a code. */
    replaced: z.number().int(),
  }),
})
export type SupportBundle = z.infer<typeof supportBundleSchema>
