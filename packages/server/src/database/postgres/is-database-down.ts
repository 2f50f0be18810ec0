/** Tells a database that cannot be reached, is going down, full, read-only or too slow from a defect of ours. */

const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND'])

/**
 * SQLSTATE: connection exceptions, not enough resources (a full disk), operator intervention (shutdown, starting up), read-only,
 * and what came to no end in the time it has.
 */
const passingStates = /^(?:08|53|57P|25006|57014|55P03|25P03)/

export function isDatabaseDown(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false
  const code = 'code' in failure ? String(failure.code) : ''
  return (
    networkCodes.has(code) ||
    (code.length === 5 && passingStates.test(code)) ||
    // These two of the driver carry no code.
    failure.message.startsWith('Connection terminated') ||
    failure.message.startsWith('timeout exceeded when trying to connect')
  )
}
