import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import Fastify, { type FastifyInstance } from 'fastify'
import * as stranger from 'openid-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFaultBoard } from '../faults/fault-board.ts'
import { readClientSecret } from './clients/client-secrets.ts'
import { registerOauth } from './register-oauth.ts'
import { makePeople, makePerson, someQueues } from './testing/people.ts'
import { pressLoginButton } from './testing/press-login-button.ts'
import type { TokenAuthority } from './token-authority.ts'

const redirectUri = 'http://127.0.0.1:61234/back'
const usualScope = 'login:read routing:read conversation:read'

const clock = createFakeClock()
const faults = createFaultBoard()
const people = makePeople(
  makePerson({ id: 'mara', name: 'Mara Bell' }),
  makePerson({ id: 'omar', name: 'Omar Haddad', role: 'agent' }),
  makePerson({ id: 'gone', name: 'Ines Gone', active: false }),
)
let dataDirectory: string
let app: FastifyInstance
let baseUrl: string
let tokens: TokenAuthority

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'simulator-oauth-'))
  app = Fastify()
  tokens = await registerOauth(app, {
    people: () => people,
    queues: () => someQueues,
    clock,
    settings: {
      accessTokenSeconds: 1_800,
      refreshGraceSeconds: 10,
      dataDirectory,
      panelUrl: 'http://localhost:4400',
    },
    faults,
    logger: silentLogger,
  })
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
})

afterEach(async () => {
  faults.clear()
  people.set('mara', makePerson({ id: 'mara', name: 'Mara Bell' }))
  await app.close()
  await rm(dataDirectory, { recursive: true })
})

function discover(clientId = 'stranger', authentication = stranger.None(), server = baseUrl) {
  return stranger.discovery(new URL(server), clientId, undefined, authentication, {
    execute: [stranger.allowInsecureRequests],
  })
}

async function startSignIn(
  configuration: stranger.Configuration,
  change: Record<string, string | undefined> = {},
) {
  const verifier = stranger.randomPKCECodeVerifier()
  const state = stranger.randomState()
  const parameters = {
    redirect_uri: redirectUri,
    scope: usualScope,
    state,
    code_challenge: await stranger.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...change,
  }
  const present = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  const url = stranger.buildAuthorizationUrl(configuration, Object.fromEntries(present))
  return { url, verifier, state }
}

async function press(url: URL, personName = 'Mara Bell') {
  return pressLoginButton({ authorizationUrl: url, personName, fetch: globalThis.fetch })
}

async function signIn(configuration: stranger.Configuration, personName?: string) {
  const { url, verifier, state } = await startSignIn(configuration)
  const { callbackUrl } = await press(url, personName)
  return stranger.authorizationCodeGrant(configuration, callbackUrl!, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  })
}

const refused = (code: string) => expect.objectContaining({ error: code, status: 400 })

describe('a stranger signs in', () => {
  it('[SD1] finds the server, and gets tokens for the person whose button was pressed', async () => {
    const configuration = await discover()
    const answer = await signIn(configuration)
    expect(answer).toMatchObject({ expires_in: 1_800, token_type: 'bearer', scope: usualScope })
    expect(answer.refresh_token).toBeTypeOf('string')
    expect(await tokens.verify(answer.access_token)).toEqual({
      kind: 'valid',
      personId: 'mara',
      clientId: 'stranger',
      scopes: new Set(usualScope.split(' ')),
      expiresAtWallMs: clock.wallNow() + 1_800_000,
    })
  })

  it('[SD1] finds the server by RFC 8414 too, at exactly the paths of the contract', async () => {
    const response = await fetch(`${baseUrl}/.well-known/oauth-authorization-server`)
    expect(await response.json()).toMatchObject({
      issuer: baseUrl,
      authorization_endpoint: `${baseUrl}/oauth/authorize`,
      token_endpoint: `${baseUrl}/oauth/token`,
      revocation_endpoint: `${baseUrl}/oauth/revoke`,
      jwks_uri: `${baseUrl}/oauth/jwks`,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    })
    const keys = await (await fetch(`${baseUrl}/oauth/jwks`)).json()
    expect(keys).toMatchObject({ keys: [{ kty: 'EC', crv: 'P-256', alg: 'ES256' }] })
    expect(JSON.stringify(keys)).not.toContain('"d"')
  })

  it('[SD1] answers under the name it was called by', async () => {
    const { port } = new URL(baseUrl)
    const response = await app.inject({
      url: '/.well-known/openid-configuration',
      headers: { host: `localhost:${port}` },
    })
    expect(response.json()).toMatchObject({
      issuer: `http://localhost:${port}`,
      token_endpoint: `http://localhost:${port}/oauth/token`,
    })
    const foreign = await app.inject({
      url: '/.well-known/openid-configuration',
      headers: { host: 'elsewhere.example' },
    })
    expect(foreign.json()).toMatchObject({ issuer: 'http://127.0.0.1' })
  })

  it('[SD2] puts state and iss into the answer', async () => {
    const { url, state } = await startSignIn(await discover())
    const { callbackUrl } = await press(url)
    expect(callbackUrl?.searchParams.get('state')).toBe(state)
    expect(callbackUrl?.searchParams.get('iss')).toBe(baseUrl)
    expect(callbackUrl?.href.startsWith(`${redirectUri}?`)).toBe(true)
  })

  it('[SD2] gets an ID token with scope openid', async () => {
    const configuration = await discover()
    const { url, verifier, state } = await startSignIn(configuration, {
      scope: `openid offline_access ${usualScope}`,
      prompt: 'consent',
      nonce: 'n-1',
    })
    const { callbackUrl } = await press(url)
    const answer = await stranger.authorizationCodeGrant(configuration, callbackUrl!, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: 'n-1',
      idTokenExpected: true,
    })
    expect(answer.claims()).toMatchObject({ sub: 'mara', iss: baseUrl, aud: 'stranger' })
  })

  it.each([
    ['missing', { code_challenge: undefined, code_challenge_method: undefined }],
    ['plain', { code_challenge_method: 'plain' }],
  ])('[SD3] is refused without S256 proof: %s', async (_case, change) => {
    const { url } = await startSignIn(await discover(), change)
    const { callbackUrl } = await press(url)
    expect(callbackUrl?.searchParams.get('error')).toBe('invalid_request')
  })

  it('[SD3] is refused with another verifier', async () => {
    const configuration = await discover()
    const { url, state } = await startSignIn(configuration)
    const { callbackUrl } = await press(url)
    const grant = stranger.authorizationCodeGrant(configuration, callbackUrl!, {
      pkceCodeVerifier: stranger.randomPKCECodeVerifier(),
      expectedState: state,
    })
    await expect(grant).rejects.toEqual(refused('invalid_grant'))
  })

  it.each(['http://localhost:1/x/y', 'http://127.0.0.1:65535/', 'http://[::1]:9999/back?keep=1'])(
    '[SD4] may be sent back to any loopback address: %s',
    async (address) => {
      const { url } = await startSignIn(await discover(), { redirect_uri: address })
      const { callbackUrl } = await press(url)
      expect(callbackUrl?.href.startsWith(address)).toBe(true)
      expect(callbackUrl?.searchParams.get('code')).toBeTypeOf('string')
    },
  )

  it.each([
    'https://127.0.0.1:1/',
    'http://127.0.0.1.example.com/',
    'http://user@127.0.0.1/',
    'http://10.0.0.1/',
    'javascript:alert(1)',
    'nonsense',
  ])('[SD4] is never sent elsewhere: %s', async (address) => {
    const { url } = await startSignIn(await discover(), { redirect_uri: address })
    const { callbackUrl, page } = await press(url)
    expect(callbackUrl).toBeUndefined()
    expect(page?.status).toBe(400)
    expect(page?.html).toContain('Sign-in failed')
    expect(page?.policy).toContain("default-src 'none'")
  })

  it.each([
    ['unknown', `${usualScope} everything`],
    ['none', undefined],
  ])('[SD5] is told invalid_scope: %s', async (_case, scope) => {
    const { url } = await startSignIn(await discover(), { scope })
    const { callbackUrl } = await press(url)
    expect(callbackUrl?.searchParams.get('error')).toBe('invalid_scope')
  })
})

describe('the page that asks who you are', () => {
  it('[SD6] has a button per active person, described by role and team', async () => {
    const { url } = await startSignIn(await discover())
    const { page } = await press(url, 'nobody')
    expect(page?.status).toBe(200)
    expect(page?.html).toContain('>Mara Bell</button>')
    expect(page?.html).toContain('supervisor · Billing · CX3')
    expect(page?.html).not.toContain('Ines Gone')
  })

  it('[SD66] can be searched by name, role and team, in any case and order', async () => {
    const { url } = await startSignIn(await discover())
    const first = await fetch(url, { redirect: 'manual' })
    const cookie = first.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const found = async (search: string) => {
      const page = new URL(first.headers.get('location')!, baseUrl)
      page.searchParams.set('search', search)
      const html = await (await fetch(page, { headers: { cookie } })).text()
      return { html, isThere: html.includes('>Mara Bell</button>') }
    }
    expect((await found('bell mara')).isThere).toBe(true)
    expect((await found('SUPERVISOR billing')).isThere).toBe(true)
    const nobody = await found('<b>"x')
    expect(nobody.isThere).toBe(false)
    expect(nobody.html).toContain('Nobody fits.')
    expect(nobody.html).toContain('href="?"')
    expect(nobody.html).toContain('value="&lt;b&gt;&quot;x"')
    expect((await found('x'.repeat(101))).isThere).toBe(true)
  })

  it('[SD6] lets the form go where the client waits, and nowhere else', async () => {
    const configuration = await discover()
    const { page } = await press((await startSignIn(configuration)).url, 'nobody')
    expect(page?.policy).toContain("form-action 'self' http://127.0.0.1:61234;")
    const six = await startSignIn(configuration, { redirect_uri: 'http://[::1]:7/' })
    expect((await press(six.url, 'nobody')).page?.policy).toContain("form-action 'self' http:;")
  })

  it('[SD7] refuses a person out of service, before and after signing in', async () => {
    const configuration = await discover()
    const { url } = await startSignIn(configuration)
    const answer = await signIn(configuration)
    const first = await fetch(url, { redirect: 'manual' })
    const page = new URL(first.headers.get('location')!, baseUrl)
    const pressed = await fetch(page, {
      method: 'POST',
      headers: {
        cookie: first.headers
          .getSetCookie()
          .map((line) => line.split(';')[0])
          .join('; '),
      },
      body: new URLSearchParams({ person: 'gone' }),
    })
    expect(pressed.status).toBe(403)
    expect(await pressed.text()).toContain('Ines Gone is out of service')
    people.set('mara', makePerson({ id: 'mara', name: 'Mara Bell', active: false }))
    const refresh = stranger.refreshTokenGrant(configuration, answer.refresh_token!)
    await expect(refresh).rejects.toEqual(refused('invalid_grant'))
  })

  it('[SD8] asks again at every sign-in, also in a browser that has signed in before', async () => {
    const configuration = await discover()
    const cookies = new Map<string, string>()
    for (const [personName, personId] of [
      ['Mara Bell', 'mara'],
      ['Omar Haddad', 'omar'],
    ] as const) {
      const { url, verifier, state } = await startSignIn(configuration)
      const { callbackUrl } = await pressLoginButton({
        authorizationUrl: url,
        personName,
        fetch: globalThis.fetch,
        cookies,
      })
      const answer = await stranger.authorizationCodeGrant(configuration, callbackUrl!, {
        pkceCodeVerifier: verifier,
        expectedState: state,
      })
      expect(await tokens.verify(answer.access_token)).toMatchObject({ personId })
    }
    expect(cookies.size).toBeGreaterThan(0)
  })

  it('[SD8] says so when a sign-in is over, and survives nonsense', async () => {
    const lost = await fetch(`${baseUrl}/oauth/login/nothing`)
    expect(lost.status).toBe(400)
    expect(await lost.text()).toContain('This sign-in is over')
    const odd = await fetch(`${baseUrl}/oauth/login/nothing`, { method: 'POST', body: '{' })
    expect(odd.status).toBe(415)
    const big = await fetch(`${baseUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'x'.repeat(100_000) }),
    })
    expect(big.status).toBe(400)
    expect(await big.json()).toMatchObject({ error: 'invalid_request' })
  })
})

describe('refreshing', () => {
  it('[SD9] rotates', async () => {
    const configuration = await discover()
    const first = await signIn(configuration)
    const second = await stranger.refreshTokenGrant(configuration, first.refresh_token!)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(second).toMatchObject({ token_type: 'bearer', scope: usualScope, expires_in: 1_800 })
    const third = await stranger.refreshTokenGrant(configuration, second.refresh_token!)
    expect(await tokens.verify(third.access_token)).toMatchObject({ kind: 'valid' })
  })

  it('[SD10] accepts the previous token once more in time, and answers the same successor', async () => {
    const configuration = await discover()
    const first = await signIn(configuration)
    const second = await stranger.refreshTokenGrant(configuration, first.refresh_token!)
    await clock.advance(9_999)
    const again = await stranger.refreshTokenGrant(configuration, first.refresh_token!)
    expect(again.refresh_token).toBe(second.refresh_token)
    expect(again.access_token).not.toBe(second.access_token)
    const next = await stranger.refreshTokenGrant(configuration, again.refresh_token!)
    expect(await tokens.verify(next.access_token)).toMatchObject({ kind: 'valid' })
  })

  it.each([
    ['a third time', 2, 0, false],
    ['too late', 1, 10_000, false],
    ['after its successor was used', 1, 0, true],
  ])(
    '[SD11] takes a token presented %s for theft: the family ends',
    async (_case, uses, waitMs, useSuccessor) => {
      const configuration = await discover()
      const first = await signIn(configuration)
      let last = first
      for (let use = 0; use < uses; use += 1) {
        last = await stranger.refreshTokenGrant(configuration, first.refresh_token!)
      }
      if (useSuccessor) last = await stranger.refreshTokenGrant(configuration, last.refresh_token!)
      await clock.advance(waitMs)
      let told = 0
      tokens.onExpired(() => {
        told += 1
      })
      const reuse = stranger.refreshTokenGrant(configuration, first.refresh_token!)
      await expect(reuse).rejects.toEqual(refused('invalid_grant'))
      expect(await tokens.verify(last.access_token)).toEqual({ kind: 'invalid' })
      expect(told).toBeGreaterThan(0)
      const heir = stranger.refreshTokenGrant(configuration, last.refresh_token!)
      await expect(heir).rejects.toEqual(refused('invalid_grant'))
    },
  )

  it('[SD11] leaves other sign-ins of the same person alone', async () => {
    const configuration = await discover()
    const victim = await signIn(configuration)
    const other = await signIn(configuration)
    for (let use = 0; use < 2; use += 1) {
      await stranger.refreshTokenGrant(configuration, victim.refresh_token!)
    }
    await expect(stranger.refreshTokenGrant(configuration, victim.refresh_token!)).rejects.toEqual(
      refused('invalid_grant'),
    )
    const fine = await stranger.refreshTokenGrant(configuration, other.refresh_token!)
    expect(await tokens.verify(fine.access_token)).toMatchObject({ kind: 'valid' })
  })

  it('[SD12] of many at the same moment two are served, and the rest end the family', async () => {
    const configuration = await discover()
    const first = await signIn(configuration)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        stranger.refreshTokenGrant(configuration, first.refresh_token!),
      ),
    )
    const served = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value.refresh_token] : [],
    )
    expect(served.length).toBeLessThanOrEqual(2)
    expect(new Set(served).size).toBeLessThanOrEqual(1)
    for (const token of served) {
      const heir = stranger.refreshTokenGrant(configuration, token!)
      await expect(heir).rejects.toEqual(refused('invalid_grant'))
    }
  })

  it('[SD13] survives a lost answer by asking again', async () => {
    const configuration = await discover()
    const first = await signIn(configuration)
    faults.merge({ loseTokenAnswers: 1 })
    const lost = stranger.refreshTokenGrant(configuration, first.refresh_token!)
    await expect(lost).rejects.toThrow('fetch failed')
    const again = await stranger.refreshTokenGrant(configuration, first.refresh_token!)
    expect(await tokens.verify(again.access_token)).toMatchObject({ kind: 'valid' })
    const next = await stranger.refreshTokenGrant(configuration, again.refresh_token!)
    expect(await tokens.verify(next.access_token)).toMatchObject({ kind: 'valid' })
  })

  it('[SD13] does the work of a lost answer: the code is used up', async () => {
    const configuration = await discover()
    const { url, verifier, state } = await startSignIn(configuration)
    const { callbackUrl } = await press(url)
    faults.merge({ loseTokenAnswers: 1 })
    const checks = { pkceCodeVerifier: verifier, expectedState: state }
    await expect(
      stranger.authorizationCodeGrant(configuration, callbackUrl!, checks),
    ).rejects.toThrow('fetch failed')
    await expect(
      stranger.authorizationCodeGrant(configuration, callbackUrl!, checks),
    ).rejects.toEqual(refused('invalid_grant'))
  })
})

describe('the life of an access token', () => {
  it('[SD14] ends with its time, and stays known as expired', async () => {
    const answer = await signIn(await discover())
    await clock.advance(1_799_999)
    expect(await tokens.verify(answer.access_token)).toMatchObject({ kind: 'valid' })
    await clock.advance(1)
    expect(await tokens.verify(answer.access_token)).toEqual({ kind: 'expired' })
    expect(await tokens.verify('never-issued')).toEqual({ kind: 'invalid' })
  })

  it('[SD15] ends for all when the fault strikes, and refreshing goes on', async () => {
    const configuration = await discover()
    const answer = await signIn(configuration)
    faults.strike({ type: 'expire-tokens' })
    expect(await tokens.verify(answer.access_token)).toEqual({ kind: 'expired' })
    const next = await stranger.refreshTokenGrant(configuration, answer.refresh_token!)
    expect(await tokens.verify(next.access_token)).toMatchObject({ kind: 'valid' })
  })

  it('[SD16] ends with revocation, of either token, by its own client only', async () => {
    const configuration = await discover()
    const first = await signIn(configuration)
    await stranger.tokenRevocation(configuration, first.refresh_token!)
    expect(await tokens.verify(first.access_token)).toEqual({ kind: 'invalid' })
    await expect(stranger.refreshTokenGrant(configuration, first.refresh_token!)).rejects.toEqual(
      refused('invalid_grant'),
    )

    const second = await signIn(configuration)
    const sotto = await discoverSotto()
    await stranger.tokenRevocation(sotto, second.access_token)
    expect(await tokens.verify(second.access_token)).toMatchObject({ kind: 'valid' })
    await stranger.tokenRevocation(configuration, second.access_token)
    expect(await tokens.verify(second.access_token)).toEqual({ kind: 'invalid' })
  })
})

async function discoverSotto(clientId: 'sotto' | 'sotto-background' = 'sotto') {
  const secret = await readClientSecret(dataDirectory, clientId)
  return discover(clientId, stranger.ClientSecretPost(secret.reveal()))
}

describe('the confidential clients', () => {
  it('[SD17] have secrets made at the first start, readable by their owner only, and kept', async () => {
    const file = join(dataDirectory, 'oauth-client-sotto.secret')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const before = await readClientSecret(dataDirectory, 'sotto')
    const second = Fastify()
    await registerOauth(second, {
      people: () => people,
      queues: () => someQueues,
      clock,
      settings: {
        accessTokenSeconds: 1,
        refreshGraceSeconds: 1,
        dataDirectory,
        panelUrl: 'http://x',
      },
      faults,
      logger: silentLogger,
    })
    await second.close()
    expect((await readClientSecret(dataDirectory, 'sotto')).reveal()).toBe(before.reveal())
  })

  it('[SD17] sotto signs in with its secret, back to the panel only', async () => {
    const configuration = await discoverSotto()
    const back = 'http://localhost:4400/auth/callback'
    const { url, verifier, state } = await startSignIn(configuration, { redirect_uri: back })
    const { callbackUrl } = await press(url)
    const answer = await stranger.authorizationCodeGrant(configuration, callbackUrl!, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    })
    expect(await tokens.verify(answer.access_token)).toMatchObject({ clientId: 'sotto' })
    const elsewhere = await startSignIn(configuration)
    expect((await press(elsewhere.url)).page?.status).toBe(400)
  })

  it('[SD17] sotto is refused with a wrong secret', async () => {
    const configuration = await discover('sotto', stranger.ClientSecretBasic('wrong'))
    const grant = stranger.refreshTokenGrant(configuration, 'any')
    await expect(grant).rejects.toMatchObject({ status: 401 })
  })

  it('[SD18] sotto-background gets tokens that speak for no person and cannot act', async () => {
    const configuration = await discoverSotto('sotto-background')
    const answer = await stranger.clientCredentialsGrant(configuration)
    const verdict = await tokens.verify(answer.access_token)
    expect(verdict).toMatchObject({ kind: 'valid', clientId: 'sotto-background' })
    expect(verdict).not.toHaveProperty('personId')
    const scopes = answer.scope?.split(' ')
    expect(scopes).toContain('conversation:read')
    expect(scopes).not.toContain('conversation:control:write')
    expect(scopes).not.toContain('coaching:write')
    for (const scope of ['conversation:control:write', 'coaching:write', 'no:such']) {
      await expect(stranger.clientCredentialsGrant(configuration, { scope })).rejects.toEqual(
        refused('invalid_scope'),
      )
    }
  })
})
