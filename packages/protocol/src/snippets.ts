import { longestSnippet, longestSnippetTitle } from '@sotto/domain'
import { z } from 'zod'
import { maskedPieceSchema } from './masked-text.ts'

/**
 * Snippets: texts kept to be whispered again. One's own, or shared by everybody of a queue, which its administrators keep.
 *
 * | call | answer |
 * | --- | --- |
 * | `GET /api/snippets`, `?queueId=` | `SnippetList`: one's own, and those of the queues (of that queue) one may coach or lay down policies for |
 * | `POST /api/snippets` | `SnippetRequest` → 200 `SnippetSaved`; 400 `unknown-variable` with those there are in `words`, 409 `snippets-full` |
 * | `POST /api/snippets/{id}` | `SnippetChangeRequest` → 200 `SnippetSaved`; 409 `snippet-changed` with `by` and `since` |
 * | `POST /api/snippets/{id}/remove` | `{ expectedVersion }` → 200 `SnippetSaved`, to be brought back for a day |
 * | `POST /api/snippets/{id}/restore` | the same, back |
 *
 * Times are wall-clock milliseconds, UTC, by the server's clock. Lengths count code points, and are the domain's to judge.
 */

/** One person's own. */
export const mostOwnSnippets = 100
/** Shared in one queue. */
export const mostSharedSnippets = 200

// A code point is two units at most; what is longer than that is longer in any case.
const title = z.string().max(2 * longestSnippetTitle + 2)
const text = z.string().max(2 * longestSnippet + 2)
const queueId = z.string().min(1).max(128)

export const snippetViewSchema = z.object({
  id: z.string(),
  shelf: z.enum(['own', 'shared']),
  /** An own one without it is for all queues. */
  queueId: z.string().exactOptional(),
  title: z.string(),
  text: z.string(),
  version: z.number(),
  changedAt: z.number(),
  changedByName: z.string(),
  /** Whether this person may change it and take it away. */
  mayChange: z.boolean(),
})
export type SnippetView = z.infer<typeof snippetViewSchema>

export const snippetListSchema = z.object({
  snippets: z.array(snippetViewSchema),
  /** Whether this person may keep some of their own. */
  mayKeepOwn: z.boolean(),
  /** Queues in which they may keep some for everybody. */
  mayShareIn: z.array(z.string()),
})
export type SnippetList = z.infer<typeof snippetListSchema>

export const snippetRequestSchema = z.discriminatedUnion('shelf', [
  z.strictObject({ shelf: z.literal('own'), queueId: queueId.exactOptional(), title, text }),
  z.strictObject({ shelf: z.literal('shared'), queueId, title, text }),
])
export type SnippetRequest = z.infer<typeof snippetRequestSchema>

const expectedVersion = z.int().min(1)

/** The queue of a shared one stays what it is. */
export const snippetChangeRequestSchema = z.strictObject({
  expectedVersion,
  queueId: queueId.exactOptional(),
  title,
  text,
})
export type SnippetChangeRequest = z.infer<typeof snippetChangeRequestSchema>

export const snippetStepRequestSchema = z.strictObject({ expectedVersion })

export const snippetSavedSchema = snippetViewSchema.extend({
  /** What was left out of it: numbers of cards and accounts, and national ids. */
  masked: z.array(maskedPieceSchema).default([]),
})
export type SnippetSaved = z.infer<typeof snippetSavedSchema>
