/** How a failure of the platform looks at our own doors. */
import { assertNever } from '@sotto/kernel'
import type { PlatformError } from '@sotto/platform'
import { ApiRefusal, signedOut } from './api-refusal.ts'

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
