/** Everything that comes over the wire passes a schema; what does not fit is refused with the field's name. */
import type { z } from 'zod'
import { badRequest } from './refusal.ts'

/** Throws `Refusal` 400 with the first field that does not fit. No body is an empty one; JSON's null is something else. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value === undefined ? {} : value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.map(String) ?? []
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const field = [...path, ...(unknownKey === undefined ? [] : [unknownKey])].join('.')
  throw badRequest(field === '' ? 'body' : field, issue?.message ?? 'It does not fit.')
}
