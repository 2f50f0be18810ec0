/** The scopes a token can carry, and which of them each client may ask for. */

/** What the platform's doors ask of a token (guide's API, table under OAuth), and `user:read` as another name clients use. */
export const platformScopes = [
  'login:read',
  'user:read',
  'routing:read',
  'conversation:read',
  'conversation:control:write',
  'coaching:read',
  'coaching:write',
  'transcript:read',
] as const

/** Understood so that OpenID Connect clients work unchanged: an ID token with `openid`; `offline_access` changes nothing. */
export const openidScopes = ['openid', 'offline_access'] as const

export const allScopes: readonly string[] = [...openidScopes, ...platformScopes]

/** Acts on people; never for a client that speaks for no person. */
const actingScopes: ReadonlySet<string> = new Set(['conversation:control:write', 'coaching:write'])

export const backgroundScopes: readonly string[] = platformScopes.filter(
  (scope) => !actingScopes.has(scope),
)

/** The first requested scope that is not among the allowed ones; undefined when all are. */
export function findForeignScope(
  requested: string,
  allowed: ReadonlySet<string>,
): string | undefined {
  return requested.split(' ').find((scope) => scope !== '' && !allowed.has(scope))
}
