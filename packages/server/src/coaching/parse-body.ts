import type { z } from 'zod'
import { badRequest } from '../http/api-refusal.ts'

/** Throws `bad-request` with the first field that cannot be taken. */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.')
  throw badRequest(
    field === undefined || field === '' ? 'body' : field,
    'This is missing or cannot be taken.',
  )
}
