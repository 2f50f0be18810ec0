/**
 * In place of the simulator's OAuth server, which lives on the machine's own time: the same doors and rules as far as our server
 * meets them (code grant, rotation with its grace, reuse ends the family, revocation), on the simulation's clock.
 */
import type { Clock, Random } from '@sotto/kernel'
import type { SimulatorStage, TokenAuthority, TokenVerdict } from '@sotto/simulator'

type App = Parameters<SimulatorStage['webSockets']>[0]

export interface TokenDesk extends TokenAuthority {
  register(app: App): void
  /** The person has said yes on the sign-in page. Answers the code to come back with. */
  approve(personId: string, scope: string): string
}

interface Family {
  readonly personId: string
  readonly scope: string
  isOver: boolean
}

interface RefreshToken {
  readonly family: Family
  usedAtMs: number | undefined
  uses: number
  successor: string | undefined
}

interface AccessToken {
  readonly family: Family
  readonly expiresAtWallMs: number
  isExpired: boolean
}

export interface TokenDeskOptions {
  readonly clock: Clock
  readonly random: Random
  readonly issuer: string
  readonly accessTokenSeconds: number
  readonly refreshGraceSeconds: number
}

export function createTokenDesk(options: TokenDeskOptions): TokenDesk {
  const { clock, random, issuer } = options
  const codes = new Map<string, Family>()
  const refreshTokens = new Map<string, RefreshToken>()
  const accessTokens = new Map<string, AccessToken>()
  const listeners = new Set<() => void>()

  function issue(family: Family, refreshToken?: string) {
    const access = `access-${random.id()}`
    const refresh = refreshToken ?? `refresh-${random.id()}`
    const lifetimeMs = options.accessTokenSeconds * 1_000
    accessTokens.set(access, {
      family,
      expiresAtWallMs: clock.wallNow() + lifetimeMs,
      isExpired: false,
    })
    if (!refreshTokens.has(refresh))
      refreshTokens.set(refresh, { family, usedAtMs: undefined, uses: 0, successor: undefined })
    return {
      access_token: access,
      refresh_token: refresh,
      token_type: 'bearer',
      expires_in: options.accessTokenSeconds,
      scope: family.scope,
    }
  }

  function redeem(code: string) {
    const family = codes.get(code)
    codes.delete(code)
    return family === undefined ? undefined : issue(family)
  }

  function endFamily(family: Family): void {
    family.isOver = true
    tellExpired()
  }

  /** The rules of `refresh-reuse.ts` in the simulator: once more within the grace, while its successor is unused. */
  function rotate(presented: string) {
    const token = refreshTokens.get(presented)
    if (token === undefined || token.family.isOver) return undefined
    const now = clock.monotonicNow()
    token.uses += 1
    if (token.usedAtMs === undefined) {
      token.usedAtMs = now
      const answer = issue(token.family)
      token.successor = answer.refresh_token
      return answer
    }
    const successor = refreshTokens.get(token.successor ?? '')
    const inTime = now - token.usedAtMs < options.refreshGraceSeconds * 1_000
    if (token.uses === 2 && inTime && successor?.usedAtMs === undefined)
      return issue(token.family, token.successor)
    endFamily(token.family)
    return undefined
  }

  function tellExpired(): void {
    for (const listener of listeners) listener()
  }

  function verdictOf(bearerToken: string): TokenVerdict {
    const token = accessTokens.get(bearerToken)
    if (token === undefined || token.family.isOver) return { kind: 'invalid' }
    const { expiresAtWallMs, family } = token
    if (token.isExpired || expiresAtWallMs <= clock.wallNow()) return { kind: 'expired' }
    const scopes = new Set(family.scope.split(' '))
    return { kind: 'valid', personId: family.personId, clientId: 'sotto', scopes, expiresAtWallMs }
  }

  function answerGrant(form: URLSearchParams) {
    const answer =
      form.get('grant_type') === 'authorization_code'
        ? redeem(form.get('code') ?? '')
        : rotate(form.get('refresh_token') ?? '')
    return answer ?? { error: 'invalid_grant' }
  }

  return {
    verify: async (bearerToken) => verdictOf(bearerToken),
    expireAll() {
      for (const token of accessTokens.values()) token.isExpired = true
      tellExpired()
    },
    onExpired(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    approve(personId, scope) {
      const code = `code-${random.id()}`
      codes.set(code, { personId, scope, isOver: false })
      return code
    },
    register(app) {
      void app.register(async (doors) => {
        doors.addContentTypeParser(
          'application/x-www-form-urlencoded',
          { parseAs: 'string' },
          (_request, body, done) => done(null, new URLSearchParams(String(body))),
        )
        doors.get('/.well-known/openid-configuration', async () => ({
          issuer,
          authorization_endpoint: `${issuer}/oauth/authorize`,
          token_endpoint: `${issuer}/oauth/token`,
          revocation_endpoint: `${issuer}/oauth/revoke`,
          authorization_response_iss_parameter_supported: true,
          response_types_supported: ['code'],
        }))
        doors.post('/oauth/token', async (request, reply) => {
          const form =
            request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
          const answer = answerGrant(form)
          return reply.status('error' in answer ? 400 : 200).send(answer)
        })
        doors.post('/oauth/revoke', async (request) => {
          const form =
            request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
          const token = form.get('token') ?? ''
          const found = refreshTokens.get(token) ?? accessTokens.get(token)
          if (found !== undefined) endFamily(found.family)
          return {}
        })
      })
    },
  }
}
