/** Tells a database that cannot be reached, or is going down, from a defect of ours. */

const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND'])

/** SQLSTATE classes: connection exceptions, not enough resources, operator intervention (shutdown, starting up). */
const passingStates = /^(08|53|57P)/

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
