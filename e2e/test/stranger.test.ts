import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
} from 'openid-client'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../src/browser.ts'
import { type OwnPlatform, startSimulator } from '../src/outside/start-simulator.ts'

let platform: OwnPlatform
let browser: Browser

beforeAll(async () => {
  platform = await startSimulator({ SIM_REFRESH_GRACE_SECONDS: '1' })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

const redirectUri = 'http://127.0.0.1:45999/callback'

/** Signs in as a program the simulator has never seen, in a real browser, and answers where it was sent back to. */
async function signedInUrl(authorizationUrl: URL, personName: string): Promise<URL> {
  const page = await browser.newPage()
  const returned = new Promise<URL>((resolve) => {
    page.on('request', (request) => {
      if (request.url().startsWith(redirectUri)) resolve(new URL(request.url()))
    })
  })
  await page.goto(authorizationUrl.href)
  // Nobody listens at the redirect address: the browser's own error page there is no failure of the journey.
  await page
    .getByRole('button', { name: personName, exact: true })
    .click()
    .catch(() => {})
  const url = await returned
  await page.close()
  return url
}

describe('the simulator seen by a stranger', () => {
  it('[EE9] a stranger’s OAuth client signs in, refreshes, and is refused on reuse', async () => {
    const config = await discovery(new URL(platform.baseUrl), 'stranger', undefined, None(), {
      execute: [allowInsecureRequests],
    })
    const verifier = randomPKCECodeVerifier()
    const state = randomState()
    const person = (await platform.doors.state()).people.find(({ role }) => role === 'supervisor')
    const callback = await signedInUrl(
      buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'login:read routing:read conversation:read',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
      }),
      person?.name ?? '',
    )
    const tokens = await authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    })
    expect(tokens.token_type.toLowerCase()).toBe('bearer')
    const me = await fetch(`${platform.baseUrl}/api/v2/users/me`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect(await me.json()).toMatchObject({ id: person?.id, name: person?.name })
    const first = tokens.refresh_token ?? ''
    const second = await refreshTokenGrant(config, first)
    const third = await refreshTokenGrant(config, second.refresh_token ?? '')
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    await expect(refreshTokenGrant(config, first)).rejects.toMatchObject({ error: 'invalid_grant' })
    // Reuse ends the whole family, the newest token included.
    await expect(refreshTokenGrant(config, third.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })
})
