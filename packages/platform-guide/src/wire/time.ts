/** Times on the wire: ISO 8601 in UTC, read into milliseconds since the epoch. */
import { z } from 'zod'

export const timeSchema = z.string().transform((text, context) => {
  const atMs = Date.parse(text)
  if (!Number.isNaN(atMs)) return atMs
  context.addIssue({ code: 'custom', message: 'must be an ISO 8601 time' })
  return z.NEVER
})
