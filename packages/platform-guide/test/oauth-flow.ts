/** Signs a person in at the simulator as a browser and a confidential client would, without any client library. */
import { createHash, randomBytes } from 'node:crypto'
import { type Secret, secret } from '@sotto/kernel'
import type { Credentials } from '@sotto/platform'
import { z } from 'zod'

const tokenAnswer = z.object({ access_token: z.string(), refresh_token: z.string() })

export interface OauthFlowInput {
  readonly baseUrl: string
  readonly clientSecret: Secret<string>
  readonly redirectUri: string
  readonly personId: string
  readonly scopes: readonly string[]
}

export interface FlowCredentials {
  readonly credentials: Credentials
  readonly refreshCount: () => number
}

export async function signInByHand(input: OauthFlowInput): Promise<FlowCredentials> {
  const verifier = randomBytes(32).toString('base64url')
  const code = await walkThroughLogin(input, verifier)
  let tokens = await askForTokens(input, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: input.redirectUri,
    code_verifier: verifier,
  })
  let refreshCount = 0
  return {
    refreshCount: () => refreshCount,
    credentials: {
      accessToken: async () => secret(tokens.access_token),
      async refresh(stale) {
        if (stale.reveal() !== tokens.access_token) return secret(tokens.access_token)
        refreshCount += 1
        tokens = await askForTokens(input, {
          grant_type: 'refresh_token',
          refresh_token: tokens.refresh_token,
        })
        return secret(tokens.access_token)
      },
    },
  }
}

async function walkThroughLogin(input: OauthFlowInput, verifier: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = new URL('/oauth/authorize', input.baseUrl)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: 'sotto',
    redirect_uri: input.redirectUri,
    scope: input.scopes.join(' '),
    state: 'state-of-the-test',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  let init: RequestInit = {}
  for (let hop = 0; hop < 10; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    init = {}
    if (location !== null) {
      url = new URL(location, url)
      const code = url.searchParams.get('code')
      if (url.href.startsWith(input.redirectUri) && code !== null) return code
      continue
    }
    const action = /<form method="post" action="([^"]+)"/.exec(await response.text())?.[1]
    if (action === undefined) break
    url = new URL(action, url)
    init = { method: 'POST', body: new URLSearchParams({ person: input.personId }) }
  }
  throw new Error(`signing in as ${input.personId} ended at ${url.href}`)
}

async function askForTokens(input: OauthFlowInput, body: Record<string, string>) {
  const basic = Buffer.from(`sotto:${input.clientSecret.reveal()}`).toString('base64')
  const response = await fetch(`${input.baseUrl}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams(body),
  })
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`)
  return tokenAnswer.parse(await response.json())
}
