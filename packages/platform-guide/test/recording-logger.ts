/** A logger that keeps every line, so that a test can look for what must not be there. */
import type { LogFields, Logger } from '@sotto/kernel'

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly event: string
  readonly fields: LogFields
}

export interface RecordingLogger extends Logger {
  readonly lines: readonly LogLine[]
  /** Everything as text. */
  text(): string
}

export function createRecordingLogger(): RecordingLogger {
  const lines: LogLine[] = []
  const at =
    (level: LogLine['level']) =>
    (event: string, fields: LogFields = {}) => {
      lines.push({ level, event, fields })
    }
  return {
    lines,
    text: () => lines.map((line) => JSON.stringify(line)).join('\n'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  }
}
