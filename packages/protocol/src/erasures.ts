import { z } from 'zod'

/**
 * Taking a person out of everything that is kept, for auditors and administrators; everybody else is told what is missing (403).
 * What is asked stands in bodies, so that no name is left in anybody's log of addresses.
 *
 * | call | answer |
 * | --- | --- |
 * | `POST /api/erasures/people` | `ErasurePeopleRequest` → `ErasurePeople`: by a part of their name, or by their whole id |
 * | `POST /api/erasures/trial` | `ErasureTrialRequest` → `ErasureAnswerView`: what would be changed; changes nothing |
 * | `POST /api/erasures` | `ErasureRequest` → `ErasureAnswerView`: what was; with an `Idempotency-Key` |
 *
 * Both answer 409 `person-active` while a line or a coaching session of theirs goes on, 409 `own-person` to whoever asks it of
 * themselves, and 501 `not-supported` where nothing is kept in a database.
 */

const longestErasureReason = 200

/** As the platform has it. */
const personIdSchema = z.string().regex(/^[\w.:@~-]{1,160}$/)

export const erasurePeopleRequestSchema = z.strictObject({
  text: z
    .string()
    .trim()
    .min(2)
    .max(160)
    .refine((text) => text.isWellFormed() && !text.includes('\0')),
})
export type ErasurePeopleRequest = z.infer<typeof erasurePeopleRequestSchema>

export const erasurePersonSchema = z.object({
  id: z.string(),
  /** Absent where nobody knows it any more. */
  name: z.string().optional(),
})
export type ErasurePerson = z.infer<typeof erasurePersonSchema>

export const erasurePeopleSchema = z.object({
  people: z.array(erasurePersonSchema),
  /** There are more than are told. */
  isMore: z.boolean(),
})
export type ErasurePeople = z.infer<typeof erasurePeopleSchema>

export const erasureTrialRequestSchema = z.strictObject({ personId: personIdSchema })
export type ErasureTrialRequest = z.infer<typeof erasureTrialRequestSchema>

export const erasureRequestSchema = z
  .strictObject({
    personId: personIdSchema,
    /** The same id, typed again by hand. */
    confirmation: z.string().max(160),
    /** Typed, 3 to 200 characters; kept on record, without the name of whoever is erased. */
    reason: z
      .string()
      .trim()
      .refine((text) => text.isWellFormed() && [...text].length >= 3 && !text.includes('\0'))
      .refine((text) => [...text].length <= longestErasureReason),
  })
  .refine(({ confirmation, personId }) => confirmation === personId, { path: ['confirmation'] })
export type ErasureRequest = z.infer<typeof erasureRequestSchema>

const rows = z.number().int().nonnegative()

/** How many rows of each kind. */
export const erasureCountsSchema = z.object({
  /** Entries of the audit; their hashes stay. */
  auditEntries: rows,
  sessions: rows,
  /** Lines and whispers with their texts, and the acts on them. */
  controls: rows,
  acts: rows,
  coachings: rows,
  /** Free texts of others, in which their name stood. */
  texts: rows,
  reveals: rows,
  policies: rows,
  /** Leases, facts of timelines, outcomes, remembered commands. */
  others: rows,
})
export type ErasureCountsView = z.infer<typeof erasureCountsSchema>

export const erasureAnswerSchema = z.object({ counts: erasureCountsSchema })
export type ErasureAnswerView = z.infer<typeof erasureAnswerSchema>
