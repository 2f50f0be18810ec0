/** Whether the platform can be reached: asked without any token, at the door where signing in begins. */
import type { Platform } from '@sotto/platform'
import type { Fetch } from '../auth/sign-in/discover.ts'

export async function platformAnswers(
  platform: Pick<Platform, 'signIn'>,
  fetch: Fetch,
): Promise<boolean> {
  const { issuer } = await platform.signIn()
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(3_000),
  })
  await response.body?.cancel()
  return response.ok
}
