/** The three clients the platform knows: the product, strangers, and the product's background work. */
import type { Secret } from '@sotto/kernel'
import type { ClientMetadata } from 'oidc-provider'
import { allScopes, backgroundScopes } from './scopes.ts'

export const strangerClientId = 'stranger'

/** How the sign-in page speaks of a client. */
export function clientName(clientId: string): string {
  return clientId === 'sotto' ? 'Sotto' : 'a program on this machine'
}

export interface ClientsInput {
  /** The panel's origin, e.g. `http://localhost:4400`. */
  readonly panelUrl: string
  readonly sottoSecret: Secret<string>
  readonly backgroundSecret: Secret<string>
}

export function describeClients(input: ClientsInput): ClientMetadata[] {
  return [
    {
      client_id: 'sotto',
      client_secret: input.sottoSecret.reveal(),
      redirect_uris: [new URL('/auth/callback', input.panelUrl).href],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: allScopes.join(' '),
    },
    {
      client_id: strangerClientId,
      token_endpoint_auth_method: 'none',
      // Stands for any loopback address: `isLoopbackRedirect` decides.
      redirect_uris: ['http://127.0.0.1/'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: allScopes.join(' '),
    },
    {
      client_id: 'sotto-background',
      client_secret: input.backgroundSecret.reveal(),
      redirect_uris: [],
      grant_types: ['client_credentials'],
      response_types: [],
      scope: backgroundScopes.join(' '),
    },
  ]
}

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** RFC 8252, 7.3: plain HTTP to this machine, on any port. */
export function isLoopbackRedirect(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false
  const url = new URL(redirectUri)
  return (
    url.protocol === 'http:' &&
    loopbackHosts.has(url.hostname) &&
    url.username === '' &&
    url.password === '' &&
    !redirectUri.includes('#')
  )
}
