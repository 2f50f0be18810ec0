/** Asks the platform's doors what can be asked of them without anybody signing in. */
import type { Clock, Secret } from '@sotto/kernel'
import { onlyTo } from '@sotto/platform'
import { z } from 'zod'
import { type OpenSocket, openWebSocket } from './http/client-socket.ts'
import type { Fetch } from './http/guide-http.ts'
import { outboundPlacesOf } from './outbound-places.ts'

/** What a door made of the question. */
export type DoorAnswer =
  /** As a platform of this kind answers it. */
  | { readonly kind: 'as-expected' }
  /** It answered, and not as the guide says; `status` is HTTP's. */
  | { readonly kind: 'unexpected'; readonly status: number; readonly isJson: boolean }
  /** Nobody answered: `code` is the system's, or `timeout`. */
  | { readonly kind: 'silent'; readonly code: string }

export interface PlatformProbe {
  readonly discovery: DoorAnswer
  /** `wrong-secret`: the platform knows the client and not this secret, or not the client. Undefined without a secret. */
  readonly token: DoorAnswer | { readonly kind: 'wrong-secret' } | undefined
  readonly api: DoorAnswer
  readonly events: DoorAnswer
  /** By how much the platform's clock is ahead of ours, to the second. Undefined when it did not say. */
  readonly clockAheadMs: number | undefined
}

export interface ProbeOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: Secret<string> | undefined
  readonly clock: Clock
  readonly fetch: Fetch
  readonly openSocket?: OpenSocket
  readonly timeoutMs: number
}

const discoverySchema = z.object({ issuer: z.string(), token_endpoint: z.string() })
const oauthErrorSchema = z.object({ error: z.string() })

export async function probeGuidePlatform(options: ProbeOptions): Promise<PlatformProbe> {
  const { baseUrl, clientSecret } = options
  const fetch = onlyTo(outboundPlacesOf(baseUrl), options.fetch)
  let clockAheadMs: number | undefined

  async function ask(path: string, init: RequestInit, isExpected: IsExpected): Promise<DoorAnswer> {
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        ...init,
        headers: { accept: 'application/json', ...init.headers },
        signal: AbortSignal.timeout(options.timeoutMs),
      })
      clockAheadMs = clockAheadOf(response, options.clock) ?? clockAheadMs
      const body = jsonOf(await response.text())
      if (isExpected(response.status, body)) return { kind: 'as-expected' }
      return { kind: 'unexpected', status: response.status, isJson: body !== undefined }
    } catch (failure) {
      return { kind: 'silent', code: codeOf(failure) }
    }
  }

  const [discovery, api, token, events] = await Promise.all([
    ask(
      '/.well-known/openid-configuration',
      {},
      (status, body) => status === 200 && discoverySchema.safeParse(body).success,
    ),
    ask('/api/v2/users/me', {}, (status, body) => status === 401 && body !== undefined),
    clientSecret === undefined ? undefined : askForToken(options, clientSecret, ask),
    knock(options),
  ])
  return { discovery, api, token, events, clockAheadMs }
}

type IsExpected = (status: number, body: unknown) => boolean
type Ask = (path: string, init: RequestInit, isExpected: IsExpected) => Promise<DoorAnswer>

/** With a code nobody was given: who is refused for the code was not refused for the secret (RFC 6749, 5.2). */
async function askForToken(
  { clientId }: ProbeOptions,
  clientSecret: Secret<string>,
  ask: Ask,
): Promise<PlatformProbe['token']> {
  const pair = [clientId, clientSecret.reveal()].map(encodeURIComponent).join(':')
  let isWrongSecret = false
  const answer = await ask(
    '/oauth/token',
    {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'nobody-was-given-this',
        redirect_uri: 'http://localhost/auth/callback',
        code_verifier: 'x'.repeat(43),
      }).toString(),
    },
    (_status, body) => {
      const parsed = oauthErrorSchema.safeParse(body)
      isWrongSecret = parsed.success && parsed.data.error === 'invalid_client'
      return parsed.success && ['invalid_grant', 'invalid_request'].includes(parsed.data.error)
    },
  )
  return isWrongSecret ? { kind: 'wrong-secret' } : answer
}

/** A handshake without a valid token: a platform refuses it as 401 or 403; what lets no sockets through answers otherwise. */
function knock(options: ProbeOptions): Promise<DoorAnswer> {
  const openSocket = options.openSocket ?? openWebSocket
  return new Promise((resolve) => {
    const socket = openSocket({
      url: `${options.baseUrl.replace(/^http/, 'ws')}/api/v2/events`,
      bearerToken: 'nobody-was-given-this',
      handshakeTimeoutMs: options.timeoutMs,
      largestMessageBytes: 1_024,
      listener: {
        onOpen: () => {
          socket.close()
          resolve({ kind: 'as-expected' })
        },
        onText() {},
        onBinary() {},
        onEnd(end) {
          if (end.kind !== 'refused') resolve({ kind: 'silent', code: end.kind })
          else if ([401, 403].includes(end.answer.status)) resolve({ kind: 'as-expected' })
          else resolve({ kind: 'unexpected', status: end.answer.status, isJson: false })
        },
      },
    })
  })
}

/** HTTP tells whole seconds: the middle of that second is the best guess. */
function clockAheadOf(response: Response, clock: Clock): number | undefined {
  const told = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(told) ? undefined : told + 500 - clock.wallNow()
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown'
  if (failure.name === 'TimeoutError') return 'timeout'
  const { cause } = failure
  return cause instanceof Error && 'code' in cause ? String(cause.code) : failure.name
}
