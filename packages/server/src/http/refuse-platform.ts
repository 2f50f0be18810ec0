/** How a "no" or a failure of the platform looks at our own doors. */
import { assertNever } from '@sotto/kernel'
import type { PlatformError, PlatformRefusal } from '@sotto/platform'
import { ApiRefusal, notFound, signedOut } from './api-refusal.ts'

/** The platform's expected refusal, in our shape and with its own words for what is missing. */
export function refusalOfPlatform(refusal: PlatformRefusal): ApiRefusal {
  switch (refusal.code) {
    case 'not-found':
      return notFound()
    case 'missing-permission':
    case 'missing-scope':
    case 'missing-licence':
      return new ApiRefusal({
        status: 403,
        code: refusal.code,
        message: 'The platform says that a right is missing.',
        missing: refusal.missing,
      })
    case 'bad-request':
      return new ApiRefusal({
        status: 400,
        code: 'bad-request',
        message: 'The platform could not take this request.',
        ...(refusal.field === undefined ? {} : { field: refusal.field }),
      })
    case 'conflict':
      return new ApiRefusal({
        status: 409,
        code: refusal.reason.replaceAll('.', '-'),
        message: 'This cannot be done in the present state.',
      })
    case 'not-supported':
      return new ApiRefusal({
        status: 501,
        code: 'not-supported',
        message: 'The platform cannot do this.',
      })
    default:
      return assertNever(refusal)
  }
}

/** The platform's failure, in our shape. A token that cannot be renewed is a person who must sign in again. */
export function refusalOfPlatformError(error: PlatformError): ApiRefusal {
  const later = error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }
  switch (error.code) {
    case 'token-expired':
    case 'token-invalid':
      return signedOut()
    case 'timeout':
      return platformDown(504, 'platform-timeout', 'The platform did not answer in time.', later)
    case 'rate-limited':
      return platformDown(503, 'platform-busy', 'The platform takes no more requests now.', later)
    case 'unreachable':
    case 'unavailable':
      return platformDown(503, 'platform-unavailable', 'The platform cannot be reached.', later)
    case 'unexpected-answer':
      return platformDown(502, 'platform-answer', 'The platform answered something unknown.', later)
    default:
      return assertNever(error.code)
  }
}

function platformDown(
  status: number,
  code: string,
  message: string,
  later: { readonly retryAfterMs?: number },
): ApiRefusal {
  return new ApiRefusal({ status, code, message, ...later })
}
