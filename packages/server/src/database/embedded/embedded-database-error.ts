import { z } from 'zod'

/** Why the embedded database could not be had. */
export type EmbeddedDatabaseErrorCode =
  | 'unsupported-system'
  | 'folder-not-writable'
  | 'folder-in-use'
  | 'folder-owned-by-another'
  | 'other-version'
  | 'password-lost'
  | 'initialisation-failed'
  | 'start-failed'

/** An expected refusal. `message` is one line for the operator: what is wrong, and what helps. */
export class EmbeddedDatabaseError extends Error {
  readonly code: EmbeddedDatabaseErrorCode

  constructor(code: EmbeddedDatabaseErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'EmbeddedDatabaseError'
    this.code = code
  }
}

const systemErrorSchema = z.object({ code: z.string() })

/** The operating system's error name (`ENOENT`, `EACCES`, …), when the failure carries one. */
export function systemErrorCode(failure: unknown): string | undefined {
  const parsed = systemErrorSchema.safeParse(failure)
  return parsed.success ? parsed.data.code : undefined
}
