import { refusalSchema } from '@sotto/protocol'
import type { CommandAnswer } from './command-answer.ts'

const refusedSchema = refusalSchema.pick({ code: true, field: true })

/** Why it was refused, as its caller is told: fixed words, none of the caller's own. Nothing of an answer that is none. */
export function refusalFields({ body, status }: CommandAnswer): {
  reason?: string
  field?: string
} {
  if (status < 400) return {}
  const { code, field } = refusedSchema.parse(JSON.parse(body))
  return { reason: code, ...(field === undefined ? {} : { field }) }
}
