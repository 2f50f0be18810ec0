import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
  type TokenEndpointResponse,
} from 'openid-client'

/** Where the stranger says it listens. Nobody does: the address is read from the redirect. */
export const strangerRedirectUri = 'http://127.0.0.1:45999/callback'

export const everyScope =
  'login:read routing:read conversation:read conversation:control:write coaching:read coaching:write transcript:read'

export function discoverStranger(baseUrl: string): Promise<Configuration> {
  return discovery(new URL(baseUrl), 'stranger', undefined, None(), {
    execute: [allowInsecureRequests],
  })
}

/** Follows redirects and presses the login page's button with that name, without a browser; answers the redirect to us. */
export async function pressLoginButton(authorizeUrl: URL, personName: string): Promise<URL> {
  const jar = new Map<string, string>()
  let url = authorizeUrl
  let form: string | undefined
  for (let hop = 0; hop < 12; hop += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      method: form === undefined ? 'GET' : 'POST',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: form }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? []
      if (name !== undefined && value !== undefined) jar.set(name, value)
    }
    form = undefined
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url)
      if (url.origin !== authorizeUrl.origin) return url
      continue
    }
    const html = await response.text()
    const action = html.match(/<form[^>]*action="([^"]+)"/)?.[1]
    const button = [...html.matchAll(/<button([^>]*)>([^<]+)<\/button>/g)].find(
      ([, , name]) => name?.trim() === personName,
    )
    const field = button?.[1]?.match(/\bname="([^"]+)"/)?.[1]
    const value = button?.[1]?.match(/\bvalue="([^"]+)"/)?.[1]
    if (action === undefined || field === undefined || value === undefined)
      throw new Error(`no button "${personName}" (${response.status}) on: ${html.slice(0, 400)}`)
    url = new URL(action, url)
    form = new URLSearchParams({ [field]: value }).toString()
  }
  throw new Error('signing in went round in circles')
}

export interface AuthorizationInput {
  readonly personName: string
  readonly scope?: string
  readonly redirectUri?: string
}

/** The whole authorization code flow with PKCE, by a well-known client library. */
export async function signInAsStranger(
  config: Configuration,
  input: AuthorizationInput,
): Promise<TokenEndpointResponse> {
  const verifier = randomPKCECodeVerifier()
  const state = randomState()
  const authorizeUrl = buildAuthorizationUrl(config, {
    redirect_uri: input.redirectUri ?? strangerRedirectUri,
    scope: input.scope ?? everyScope,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  })
  const callback = await pressLoginButton(authorizeUrl, input.personName)
  return authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  })
}
