/** Tells a database that is away, full, read-only or too slow from a defect of ours. */

/** `away`: it cannot be reached, or is going down or coming up. `slow`: it did not come to an answer in its time. */
export type DatabaseTrouble = 'away' | 'full' | 'read-only' | 'slow'

const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND'])

/** By SQLSTATE (PostgreSQL, appendix A). */
const troubleByState: Readonly<Record<string, DatabaseTrouble>> = {
  '25006': 'read-only',
  '25P03': 'slow',
  '53100': 'full',
  '53400': 'full',
  // Nobody could be waited for any longer, or two waited for each other.
  '40001': 'slow',
  '40P01': 'slow',
  '55P03': 'slow',
  '57014': 'slow',
}

/** SQLSTATE classes: connection exceptions, not enough resources, operator intervention (shutdown, starting up). */
const passingStates = /^(08|53|57P)/

/** The driver's own words, which carry no code. */
const troubleByWords: readonly (readonly [string, DatabaseTrouble])[] = [
  ['Connection terminated', 'away'],
  ['timeout exceeded when trying to connect', 'away'],
  ['Query read timeout', 'slow'],
]

export function databaseTroubleOf(failure: unknown): DatabaseTrouble | undefined {
  if (!(failure instanceof Error)) return undefined
  const code = 'code' in failure ? String(failure.code) : ''
  const named = troubleByState[code]
  if (named !== undefined) return named
  if (networkCodes.has(code) || (code.length === 5 && passingStates.test(code))) return 'away'
  return troubleByWords.find(([words]) => failure.message.startsWith(words))?.[1]
}
