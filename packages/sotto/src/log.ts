/** The kernel's logger on pino: one JSON object a line, `event` naming what happened. */
import { mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { LogFields, Logger } from '@sotto/kernel'
import { pino, stdTimeFunctions } from 'pino'
import type { LogLevel } from './log-level.ts'
import { StartRefusal } from './start-refusal.ts'

export interface LogOptions {
  /** Stands in every line: `server` or `simulator`. */
  readonly part: string
  readonly level: LogLevel
  /** A file to append to; standard error when there is none. */
  readonly file?: string
}

export interface Log {
  readonly logger: Logger
  /** Writes out what is still in memory. */
  flush(): void
}

/** Nobody should hand these over; should it happen all the same, they do not get into a file. */
const neverWritten = [
  'token',
  'accessToken',
  'refreshToken',
  'idToken',
  'authorization',
  'cookie',
  'password',
  'secret',
  'clientSecret',
  'text',
]

const largestFileBytes = 20_000_000

/** Opens the log. Throws a StartRefusal when the file cannot be written. */
export function openLog(options: LogOptions): Log {
  try {
    return open(options)
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : failure
    throw new StartRefusal(`The log file ${options.file} cannot be written (${code}).`)
  }
}

function open(options: LogOptions): Log {
  if (options.file !== undefined) prepareFile(options.file)
  // The file is opened before this returns, so that a folder that cannot be written is noticed at the start.
  const destination = pino.destination({ dest: options.file ?? 2, sync: true })
  const lines = pino(
    {
      level: options.level,
      base: { part: options.part, processId: process.pid },
      messageKey: 'event',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: neverWritten, censor: '[secret]' },
    },
    destination,
  )
  return {
    logger: {
      debug: (event, fields) => lines.debug(fields ?? {}, event),
      info: (event, fields) => lines.info(fields ?? {}, event),
      warn: (event, fields) => lines.warn(fields ?? {}, event),
      error: (event, fields) => lines.error(fields ?? {}, event),
    },
    flush: () => destination.flushSync(),
  }
}

function prepareFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestFileBytes) renameSync(file, `${file}.1`)
}

/** Tells somebody about certain events besides writing them down. */
export function withNotices(
  logger: Logger,
  notices: Readonly<Record<string, (fields: LogFields) => string>>,
  tell: (line: string) => void,
): Logger {
  const notice = (event: string, fields: LogFields | undefined) => {
    const words = notices[event]
    if (words !== undefined) tell(words(fields ?? {}))
  }
  return {
    debug: logger.debug,
    info: logger.info,
    warn(event, fields) {
      logger.warn(event, fields)
      notice(event, fields)
    },
    error(event, fields) {
      logger.error(event, fields)
      notice(event, fields)
    },
  }
}
