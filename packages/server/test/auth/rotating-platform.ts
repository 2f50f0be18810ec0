/**
 * A platform as far as tokens go, on a clock of the test's: rotation with its grace, reuse ends the family (the simulator's own
 * rules, `refresh-reuse.ts`), tokens that expire before their time, answers that get lost on their way.
 */
import type { Clock } from '@sotto/kernel'

export const platformAddress = 'http://127.0.0.1:4500'

export interface RotatingPlatform {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Signs somebody in, without the pages. */
  issueFirst(): { readonly access: string; readonly refresh: string }
  expireAll(): void
  loseAnswers: number
  /** Successors made, calls served, and calls answered 401. */
  readonly counts: { rotations: number; served: number; refused: number }
  readonly isFamilyOver: boolean
}

export function createRotatingPlatform(clock: Clock, lifetimeMs: number): RotatingPlatform {
  const graceMs = 10_000
  const counts = { rotations: 0, served: 0, refused: 0 }
  const expiresAt = new Map<string, number>()
  let made = 0
  let current = ''
  let previous: { token: string; usedAt: number; uses: number } | undefined
  let isOver = false

  function issue(refresh: string) {
    made += 1
    const access = `access-${made}`
    expiresAt.set(access, clock.monotonicNow() + lifetimeMs)
    return { access, refresh }
  }

  function rotate(presented: string) {
    if (isOver) return undefined
    if (presented === current) {
      previous = { token: current, usedAt: clock.monotonicNow(), uses: 1 }
      counts.rotations += 1
      current = `refresh-${counts.rotations}`
      return issue(current)
    }
    if (
      previous?.token === presented &&
      previous.uses === 1 &&
      clock.monotonicNow() - previous.usedAt < graceMs
    ) {
      previous.uses = 2
      return issue(current)
    }
    isOver = true
    return undefined
  }

  function answerToken(form: URLSearchParams): Response {
    const tokens = rotate(form.get('refresh_token') ?? '')
    if (platform.loseAnswers > 0) {
      platform.loseAnswers -= 1
      throw new TypeError('fetch failed')
    }
    if (tokens === undefined) return Response.json({ error: 'invalid_grant' }, { status: 400 })
    return Response.json({
      access_token: tokens.access,
      refresh_token: tokens.refresh,
      token_type: 'bearer',
      expires_in: lifetimeMs / 1_000,
    })
  }

  function answerCall(init: RequestInit): Response {
    const token = new Headers(init.headers).get('authorization')?.slice('Bearer '.length) ?? ''
    if (isOver || clock.monotonicNow() >= (expiresAt.get(token) ?? 0)) {
      counts.refused += 1
      const body = { status: 401, code: 'token.expired', message: '', contextId: 'c' }
      return Response.json(body, { status: 401 })
    }
    counts.served += 1
    return Response.json({ entities: [] })
  }

  const platform: RotatingPlatform = {
    counts,
    loseAnswers: 0,
    get isFamilyOver() {
      return isOver
    },
    issueFirst() {
      current = 'refresh-0'
      return issue(current)
    },
    expireAll: () => expiresAt.clear(),
    async fetch(url, init) {
      if (url.endsWith('/.well-known/openid-configuration'))
        return Response.json({
          issuer: platformAddress,
          token_endpoint: `${platformAddress}/oauth/token`,
        })
      if (url.endsWith('/oauth/token')) return answerToken(new URLSearchParams(String(init.body)))
      return answerCall(init)
    },
  }
  return platform
}
