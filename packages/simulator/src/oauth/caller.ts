/** Who stands before a door: the one place where a bearer token becomes a caller. */
import { assertNever } from '@sotto/kernel'
import { Refusal } from '../api/refusal.ts'
import type { Person } from '../world/shapes.ts'
import type { TokenAuthority } from './token-authority.ts'

export interface Caller {
  /** Absent for client credentials, which speak for no person. */
  readonly person?: Person
  readonly clientId: string
  readonly scopes: ReadonlySet<string>
  readonly expiresAtWallMs: number
}

/** The part of a request that is looked at; every HTTP request fits. */
export interface RequestWithToken {
  readonly headers: { readonly authorization?: string | undefined }
}

export interface Authentication {
  /** Throws `Refusal` 401 `token.invalid` or `token.expired`. The person is as they are now, rights included. */
  authenticate(request: RequestWithToken): Promise<Caller>
  /** As `authenticate`, for a token that came another way; `undefined` stands for none. */
  authenticateToken(bearerToken: string | undefined): Promise<Caller>
}

export interface AuthenticationDeps {
  readonly tokens: TokenAuthority
  readonly people: () => ReadonlyMap<string, Person>
}

export function createAuthentication({ tokens, people }: AuthenticationDeps): Authentication {
  async function authenticateToken(bearerToken: string | undefined): Promise<Caller> {
    if (bearerToken === undefined) throw refuse('token.invalid', 'A bearer token is needed.')
    const verdict = await tokens.verify(bearerToken)
    switch (verdict.kind) {
      case 'expired':
        throw refuse('token.expired', 'The access token has expired.')
      case 'invalid':
        throw refuse('token.invalid', 'The access token is not known, or was revoked.')
      case 'valid': {
        const { clientId, scopes, expiresAtWallMs, personId } = verdict
        if (personId === undefined) return { clientId, scopes, expiresAtWallMs }
        const person = people().get(personId)
        if (person?.active !== true) {
          throw refuse('token.invalid', 'The person of this token is out of service.')
        }
        return { person, clientId, scopes, expiresAtWallMs }
      }
      default:
        return assertNever(verdict)
    }
  }
  return {
    authenticate: async (request) => authenticateToken(readBearerToken(request)),
    authenticateToken,
  }
}

/** The token of an `Authorization: Bearer …` header (RFC 6750); undefined when there is none, or of another kind. */
export function readBearerToken(request: RequestWithToken): string | undefined {
  return /^bearer +([\w.~+/=-]+) *$/i.exec(request.headers.authorization ?? '')?.[1]
}

function refuse(code: 'token.invalid' | 'token.expired', message: string): Refusal {
  const challenge = `Bearer realm="simulator", error="invalid_token", error_description="${message}"`
  return new Refusal({ status: 401, code, message, headers: { 'www-authenticate': challenge } })
}
