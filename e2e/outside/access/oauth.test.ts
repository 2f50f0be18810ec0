import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  allowInsecureRequests,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  clientCredentialsGrant,
  discovery,
  randomPKCECodeVerifier,
  refreshTokenGrant,
  tokenRevocation,
} from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, createCaller } from '../../src/outside/caller.ts'
import {
  discoverStranger,
  everyScope,
  pressLoginButton,
  signInAsStranger,
  strangerRedirectUri,
} from '../../src/outside/sign-in.ts'
import { type OwnPlatform, startSimulator } from '../../src/outside/start-simulator.ts'
import { pause } from '../../src/outside/until.ts'

const graceSeconds = 2
let platform: OwnPlatform
let stranger: Configuration
let someone: string

beforeAll(async () => {
  platform = await startSimulator({ SIM_REFRESH_GRACE_SECONDS: String(graceSeconds) })
  stranger = await discoverStranger(platform.baseUrl)
  someone = platform.cast.first.name
})

afterAll(() => platform?.stop())

const signIn = (scope?: string) =>
  signInAsStranger(stranger, { personName: someone, ...(scope === undefined ? {} : { scope }) })
const refresh = async (token: string | undefined) => refreshTokenGrant(stranger, token ?? '')
const api = (token: string): Caller => createCaller(platform.baseUrl, token)
const invalidGrant = { error: 'invalid_grant', status: 400 }

async function authorizeUrl(parameters: Readonly<Record<string, string>> = {}): Promise<URL> {
  return buildAuthorizationUrl(stranger, {
    redirect_uri: strangerRedirectUri,
    scope: 'login:read',
    state: 'here-and-now',
    code_challenge: await calculatePKCECodeChallenge(randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
    ...parameters,
  })
}

/** Of the panel's own client or the background one; made at the first start. */
async function clientSecret(clientId: string): Promise<string> {
  const file = join(platform.dataDirectory, `oauth-client-${clientId}.secret`)
  expect((await stat(file)).mode & 0o077).toBe(0)
  return (await readFile(file, 'utf8')).trim()
}

async function askForToken(form: Readonly<Record<string, string>>, secret?: string) {
  const basic = Buffer.from(`${form.client_id}:${secret}`).toString('base64')
  const response = await fetch(`${platform.baseUrl}/oauth/token`, {
    method: 'POST',
    headers: secret === undefined ? {} : { authorization: `Basic ${basic}` },
    body: new URLSearchParams(form),
  })
  return { status: response.status, body: await response.json() }
}

describe('the contract: signing in', () => {
  it('[OC20] discovery names every door, S256 only, and the issuer in the answer', () => {
    const metadata = stranger.serverMetadata()
    expect(metadata.issuer).toBe(platform.baseUrl)
    expect(metadata.authorization_endpoint).toBe(`${platform.baseUrl}/oauth/authorize`)
    expect(metadata.token_endpoint).toBe(`${platform.baseUrl}/oauth/token`)
    expect(metadata.revocation_endpoint).toBe(`${platform.baseUrl}/oauth/revoke`)
    expect(metadata.code_challenge_methods_supported).toEqual(['S256'])
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true)
    for (const grant of ['authorization_code', 'refresh_token', 'client_credentials'])
      expect(metadata.grant_types_supported).toContain(grant)
  })

  it('[OC20] the login page has one button for each person of the demo, and asks no password', async () => {
    const start = await fetch(await authorizeUrl(), { redirect: 'manual' })
    const cookie = start.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const url = new URL(start.headers.get('location') ?? '', platform.baseUrl)
    const html = await (await fetch(url, { headers: { cookie } })).text()
    const buttons = [...html.matchAll(/<button[^>]*>([^<]+)</g)].map(([, name]) => name?.trim())
    const { people } = await platform.doors.state()
    for (const { name } of people)
      expect(buttons.filter((button) => button === name)).toHaveLength(1)
    expect(html).not.toMatch(/type="password"/)
  })

  it('[OC20] PKCE is required, with S256', async () => {
    for (const wrong of [
      { code_challenge: '', code_challenge_method: '' },
      { code_challenge_method: 'plain' },
    ]) {
      const url = await authorizeUrl(wrong)
      for (const [name, value] of Object.entries(wrong))
        if (value === '') url.searchParams.delete(name)
      const response = await fetch(url, { redirect: 'manual' })
      const back = new URL(response.headers.get('location') ?? '')
      expect(back.searchParams.get('error')).toBe('invalid_request')
      expect(back.searchParams.get('state')).toBe('here-and-now')
      expect(back.searchParams.get('iss')).toBe(platform.baseUrl)
    }
  })

  it('[OC20] the stranger may come back to any loopback address, and to no other', async () => {
    for (const redirectUri of ['http://127.0.0.1:1/x', 'http://localhost:2/y/z', 'http://[::1]:3/'])
      expect(
        await signInAsStranger(stranger, { personName: someone, redirectUri, scope: 'login:read' }),
      ).toMatchObject({ scope: 'login:read' })
    for (const redirect_uri of ['https://example.com/callback', 'http://10.0.0.1/x', 'nonsense']) {
      const response = await fetch(await authorizeUrl({ redirect_uri }), { redirect: 'manual' })
      expect(response.status).toBe(400)
      expect(response.headers.get('location')).toBeNull()
    }
  })

  it('[OC20] the answer has both tokens, half an hour of life, and the scopes granted', async () => {
    const tokens = await signIn()
    expect(tokens).toMatchObject({ expires_in: 1_800, token_type: 'bearer' })
    expect(tokens.refresh_token).toMatch(/.{16,}/)
    expect(new Set(tokens.scope?.split(' '))).toEqual(new Set(everyScope.split(' ')))
    expect(await api(tokens.access_token).get('/users/me')).toMatchObject({
      status: 200,
      body: { id: platform.cast.first.id, name: someone },
    })
  })

  it('[OC20] a wrong verifier and a code used twice are invalid grants', async () => {
    const code = async () => {
      const verifier = randomPKCECodeVerifier()
      const url = await authorizeUrl({
        code_challenge: await calculatePKCECodeChallenge(verifier),
      })
      const back = await pressLoginButton(url, someone)
      expect(back.searchParams.get('state')).toBe('here-and-now')
      expect(back.searchParams.get('iss')).toBe(platform.baseUrl)
      return { code: back.searchParams.get('code') ?? '', code_verifier: verifier }
    }
    const form = {
      grant_type: 'authorization_code',
      client_id: 'stranger',
      redirect_uri: strangerRedirectUri,
    }
    const refused = { status: 400, body: { error: 'invalid_grant' } }
    const wrong = { ...(await code()), code_verifier: randomPKCECodeVerifier() }
    expect(await askForToken({ ...form, ...wrong })).toMatchObject(refused)
    const right = await code()
    expect(await askForToken({ ...form, ...right })).toMatchObject({ status: 200 })
    expect(await askForToken({ ...form, ...right })).toMatchObject(refused)
    const missing = { ...(await code()), code_verifier: '' }
    expect((await askForToken({ ...form, ...missing })).status).toBe(400)
  })
})

describe('the contract: refresh tokens', () => {
  it('[OC21] a refresh token rotates, and the previous one is taken once more within the grace', async () => {
    const first = await signIn()
    const second = await refresh(first.refresh_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    const again = await refresh(first.refresh_token)
    expect((await api(again.access_token).get('/users/me')).status).toBe(200)
    expect((await refresh(again.refresh_token)).refresh_token).toBeDefined()
  })

  it('[OC21] a third use within the grace revokes the family', async () => {
    const first = await signIn()
    const second = await refresh(first.refresh_token)
    const again = await refresh(first.refresh_token)
    await expect(refresh(first.refresh_token)).rejects.toMatchObject(invalidGrant)
    await expect(refresh(again.refresh_token)).rejects.toMatchObject(invalidGrant)
    await expect(refresh(second.refresh_token)).rejects.toMatchObject(invalidGrant)
  })

  it('[OC21] once its successor was used, reuse within the grace revokes the family', async () => {
    const first = await signIn()
    const second = await refresh(first.refresh_token)
    const third = await refresh(second.refresh_token)
    await expect(refresh(first.refresh_token)).rejects.toMatchObject(invalidGrant)
    await expect(refresh(third.refresh_token)).rejects.toMatchObject(invalidGrant)
    expect((await api(third.access_token).get('/users/me')).status).toBe(401)
  })

  it('[OC21] after the grace, reuse revokes the family', async () => {
    const first = await signIn()
    const second = await refresh(first.refresh_token)
    await pause(graceSeconds * 1_000 + 300)
    await expect(refresh(first.refresh_token)).rejects.toMatchObject(invalidGrant)
    await expect(refresh(second.refresh_token)).rejects.toMatchObject(invalidGrant)
  })

  it('[OC21] an answer lost on the way is made good by the grace', async () => {
    const first = await signIn()
    await platform.doors.setFaults({ loseTokenAnswers: 1 })
    await expect(refresh(first.refresh_token)).rejects.toThrow()
    const second = await refresh(first.refresh_token)
    expect((await api(second.access_token).get('/users/me')).status).toBe(200)
    await platform.doors.clearFaults()
  })

  it('[OC21] revoking ends a token, and an unknown one is no error', async () => {
    const tokens = await signIn()
    await tokenRevocation(stranger, tokens.refresh_token ?? '')
    await expect(refresh(tokens.refresh_token)).rejects.toMatchObject(invalidGrant)
    const other = await signIn()
    await tokenRevocation(stranger, other.access_token)
    expect(await api(other.access_token).get('/users/me')).toMatchObject({
      status: 401,
      body: { code: 'token.invalid' },
    })
    await tokenRevocation(stranger, 'there-never-was-such-a-token')
  })
})

describe('the contract: the other clients', () => {
  it('[OC22] the panel’s client is confidential and comes back to the panel only', async () => {
    const url = await authorizeUrl({ client_id: 'sotto' })
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400)
    const panelRedirect = 'http://localhost:4400/auth/callback'
    const verifier = randomPKCECodeVerifier()
    const challenge = await calculatePKCECodeChallenge(verifier)
    const right = await authorizeUrl({
      client_id: 'sotto',
      redirect_uri: panelRedirect,
      code_challenge: challenge,
    })
    const code = async () => (await pressLoginButton(right, someone)).searchParams.get('code') ?? ''
    const form = {
      grant_type: 'authorization_code',
      client_id: 'sotto',
      redirect_uri: panelRedirect,
      code_verifier: verifier,
    }
    const refused = { status: 401, body: { error: 'invalid_client' } }
    expect(await askForToken({ ...form, code: await code() })).toMatchObject(refused)
    expect(await askForToken({ ...form, code: await code() }, 'wrong')).toMatchObject(refused)
    const secret = await clientSecret('sotto')
    expect(await askForToken({ ...form, code: await code() }, secret)).toMatchObject({
      status: 200,
      body: { token_type: expect.stringMatching(/^bearer$/i) },
    })
  })

  it('[OC22] the background client reads, and can neither control nor coach', async () => {
    const background = await discovery(
      new URL(platform.baseUrl),
      'sotto-background',
      await clientSecret('sotto-background'),
      undefined,
      { execute: [allowInsecureRequests] },
    )
    const tokens = await clientCredentialsGrant(background, { scope: 'routing:read' })
    expect(tokens.refresh_token).toBeUndefined()
    expect((await api(tokens.access_token).get('/routing/queues')).status).toBe(200)
    for (const scope of ['conversation:control:write', 'coaching:write'])
      await expect(clientCredentialsGrant(background, { scope })).rejects.toThrow()
    const reads = await clientCredentialsGrant(background, {
      scope: 'routing:read conversation:read coaching:read',
    })
    const { conversations } = await platform.doors.state()
    const target = conversations.find(({ mediaType }) => mediaType === 'VOICE')
    const body = {
      controlType: 'WHISPER',
      mediaType: 'TEXT',
      text: 'x',
      targetUserId: target?.agentUserId,
    }
    expect(
      await api(reads.access_token).post(`/conversations/${target?.id}/control`, body),
    ).toMatchObject({ status: 403, body: { missing: expect.stringMatching(/control:write/i) } })
    expect(
      (await askForToken({ grant_type: 'client_credentials', client_id: 'stranger' })).status,
    ).toBeGreaterThanOrEqual(400)
  })

  it('[OC22] nonsense at the token door is refused in OAuth’s own shape', async () => {
    expect(await askForToken({ client_id: 'stranger', grant_type: 'magic' })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    })
    expect(await askForToken({})).toMatchObject({ body: { error: expect.any(String) } })
    const door = `${platform.baseUrl}/oauth/token`
    for (const body of ['{"grant', 'x'.repeat(3_000_000)]) {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(door, { method: 'POST', headers, body })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.status).toBeLessThan(500)
    }
    expect(
      (await fetch(`${platform.baseUrl}/oauth/authorize`, { redirect: 'manual' })).status,
    ).toBe(400)
    expect(platform.isAlive()).toBe(true)
  })
})

describe('the contract: tokens that end', () => {
  it('[OC23] the fault expireTokens ends those there are, once', async () => {
    const tokens = await signIn()
    await platform.doors.setFaults({ expireTokens: true })
    expect(await api(tokens.access_token).get('/users/me')).toMatchObject({
      status: 401,
      body: { code: 'token.expired' },
    })
    const next = await refresh(tokens.refresh_token)
    expect((await api(next.access_token).get('/users/me')).status).toBe(200)
  })
})
