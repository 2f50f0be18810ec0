/** What a log may say of a failure. */

/** What systems, databases and Node call what went wrong: `ECONNREFUSED`, `53300`, `ERR_TLS_CERT_ALTNAME_INVALID`. */
const codeForm = /^[A-Z0-9_]{2,48}$/

/**
 * Its class and, where it has one, its code: `Error ECONNREFUSED`. Never its message, which may hold what people said or sent.
 *
 * @param failure whatever was thrown
 */
export function nameOfFailure(failure: unknown): string {
  if (!(failure instanceof Error)) return typeof failure
  const code = 'code' in failure ? failure.code : undefined
  return typeof code === 'string' && codeForm.test(code) ? `${failure.name} ${code}` : failure.name
}
