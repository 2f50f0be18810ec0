import { z } from 'zod'
import { maskKindSchema } from './transcript.ts'

/**
 * Looks behind masks, for auditors: who, at what kind, when, in which conversation and why. The value is kept nowhere.
 *
 * | call | answer |
 * | --- | --- |
 * | `GET /api/audit/reveals?…` | `revealQuerySchema` → `RevealPage`, newest first; 403 for who is no auditor |
 * | `GET /api/audit/reveals.csv?…` | the same looks, all pages, as a file |
 *
 * Times are wall-clock milliseconds, UTC.
 */

const wallMsInAddress = z.coerce.number().int().min(0).max(8_640_000_000_000_000)

export const revealQuerySchema = z.strictObject({
  supervisorId: z.string().min(1).max(128).optional(),
  kind: maskKindSchema.exclude(['held']).optional(),
  from: wallMsInAddress.optional(),
  /** Not included. */
  until: wallMsInAddress.optional(),
  cursor: z.string().max(512).optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
})

export const revealEntrySchema = z.object({
  at: z.number(),
  supervisorId: z.string(),
  /** Their id where no name is known any more. */
  supervisorName: z.string(),
  conversationId: z.string(),
  kind: z.string(),
  /** As typed, with everything personal masked. */
  reason: z.string(),
})
export type RevealEntry = z.infer<typeof revealEntrySchema>

export const revealPageSchema = z.object({
  reveals: z.array(revealEntrySchema),
  /** Everybody who ever looked, to choose from. */
  people: z.array(z.object({ id: z.string(), name: z.string() })),
  /** For the page after this one; absent on the last. */
  nextCursor: z.string().optional(),
})
export type RevealPage = z.infer<typeof revealPageSchema>
