/** What may stand in a log line: named facts, no objects to be spread by accident. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Where log lines go. `event` is a fixed kebab-case word, so that lines can be counted; facts go into `fields`. */
export interface Logger {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
}
