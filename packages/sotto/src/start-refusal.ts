/** Turns what stopped a start into one line for the person at the terminal. */
import { z } from 'zod'

/** Something the operator can put right. `message` is the line they get to read. */
export class StartRefusal extends Error {}

const systemErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  port: z.number().optional(),
  path: z.string().optional(),
})

/** Errors whose message was written for the operator by whoever threw them. */
const writtenForPeople = new Set([
  'DatabaseRefusal',
  'EmbeddedDatabaseError',
  'ServerStartError',
  'VoiceFileError',
])

export interface StartNames {
  /** The setting that chooses the port, so that the line can name it. */
  readonly portSetting: string
}

/** One line without a stack, or undefined when the failure is a defect whose stack is needed. */
export function describeStartFailure(failure: unknown, names: StartNames): string | undefined {
  if (failure instanceof StartRefusal) return failure.message
  if (failure instanceof Error && writtenForPeople.has(failure.name)) return failure.message
  const system = systemErrorSchema.safeParse(failure)
  if (!system.success) return undefined
  const { code, port, path, message } = system.data
  const where = port === undefined ? 'The port' : `Port ${port}`
  switch (code) {
    case 'EADDRINUSE':
      return `${where} is taken by another program. Choose a free one with ${names.portSetting}.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOSPC':
    case 'ENOTDIR':
    case 'EEXIST':
      if (port !== undefined)
        return `${where} may not be used by this user. Choose one above 1023 with ${names.portSetting}.`
      return `${path ?? 'A file'} cannot be written (${code}). Choose another folder with SOTTO_DATA_DIR.`
    case 'ECONNREFUSED':
      return `Something the server needs cannot be reached: ${message}`
    default:
      return undefined
  }
}
