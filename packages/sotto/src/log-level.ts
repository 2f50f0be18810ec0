/** How much is logged. */
import { StartRefusal } from './start-refusal.ts'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** The level that was asked for on the command line, else by SOTTO_LOG_LEVEL, else `info`. Throws a StartRefusal. */
export function chooseLogLevel(
  asked: LogLevel | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): LogLevel {
  const written = environment.SOTTO_LOG_LEVEL?.trim() || 'info'
  const level = asked ?? logLevels.find((known) => known === written)
  if (level !== undefined) return level
  throw new StartRefusal(
    `SOTTO_LOG_LEVEL must be one of ${logLevels.join(', ')}, not ${JSON.stringify(written)}`,
  )
}
