/** Finds the platform's authorization server and its doors, and puts what goes wrong there into the port's words. */
import { PlatformError, type SignInSettings } from '@sotto/platform'
import * as oauth from 'openid-client'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export async function discover(
  settings: Pick<SignInSettings, 'issuer' | 'clientId' | 'clientSecret'>,
  { fetch, timeoutMs }: { readonly fetch: Fetch; readonly timeoutMs: number },
): Promise<oauth.Configuration> {
  const issuer = new URL(settings.issuer)
  // Plain http only ever to this machine: the settings refuse it elsewhere.
  const execute = issuer.protocol === 'http:' ? [oauth.allowInsecureRequests] : []
  try {
    return await oauth.discovery(
      issuer,
      settings.clientId,
      undefined,
      // The one method every authorization server has to take (RFC 6749, 2.3.1).
      oauth.ClientSecretBasic(settings.clientSecret.reveal()),
      {
        execute,
        timeout: timeoutMs / 1_000,
        [oauth.customFetch]: (url, { body, ...init }) =>
          fetch(url, { ...init, ...(body === undefined ? {} : { body }) }),
      },
    )
  } catch (failure) {
    throw platformErrorOf(failure)
  }
}

/** The error's own text may carry what was sent, so only its kind goes on. */
export function platformErrorOf(failure: unknown): PlatformError {
  if (failure instanceof PlatformError) return failure
  if (failure instanceof oauth.ResponseBodyError)
    return new PlatformError(
      failure.status >= 500 ? 'unavailable' : 'unexpected-answer',
      `the authorization server answered ${failure.error}`,
      { status: failure.status },
    )
  // An address that is not on the list of places, for one: openid-client wraps what it does not know.
  if (failure instanceof oauth.ClientError && failure.cause instanceof PlatformError)
    return failure.cause
  if (isServerTrouble(failure))
    return new PlatformError('unavailable', 'the authorization server is in trouble')
  const code = failure instanceof oauth.ClientError ? failure.code : undefined
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT')
    return new PlatformError('timeout', 'the authorization server did not answer in time')
  if (code !== undefined)
    return new PlatformError('unexpected-answer', 'the authorization server answered nonsense', {
      cause: code,
    })
  return new PlatformError('unreachable', 'the authorization server cannot be reached')
}

/** A page of some gateway in between, in place of an answer. */
function isServerTrouble(failure: unknown): boolean {
  const cause = failure instanceof oauth.ClientError ? failure.cause : undefined
  return cause instanceof Response && cause.status >= 500
}
