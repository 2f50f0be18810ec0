/** Requests of one person: token in the header, within the shared budget, refreshed once when expired, asked again when sensible. */
import { type Clock, err, ok, type Random, type Result, type Secret, sleep } from '@sotto/kernel'
import {
  type Credentials,
  type PlatformError,
  type PlatformRefusal,
  type RequestPurpose,
  requestPurposes,
} from '@sotto/platform'
import type { z } from 'zod'
import {
  mapRefusedAnswer,
  networkErrorOf,
  timeoutErrorOf,
  unexpectedAnswerOf,
} from '../map/map-error.ts'
import type { RequestBudget } from './request-budget.ts'
import { type HttpMethod, retryDelayMs } from './retry-policy.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface GuideHttp {
  /**
   * Equal requests of one person that run at the same time are one, unless the later is the more urgent. `path` undefined:
   * there is no such thing. `purpose`: `detail` unless told.
   */
  get<T>(
    path: string | undefined,
    schema: z.ZodType<T>,
    purpose?: RequestPurpose,
  ): Promise<Result<T, PlatformRefusal>>
  send<T>(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string | undefined,
    body: unknown,
    schema: z.ZodType<T>,
  ): Promise<Result<T, PlatformRefusal>>
}

export interface GuideHttpOptions {
  /** For instance `http://127.0.0.1:4500/api/v2`. */
  readonly apiUrl: string
  readonly credentials: Credentials
  readonly budget: RequestBudget
  readonly clock: Clock
  readonly random: Random
  readonly fetch: Fetch
  readonly timeoutMs: number
}

interface Call {
  readonly method: HttpMethod
  readonly path: string
  readonly body: unknown
  readonly purpose: RequestPurpose
}

interface Flight {
  readonly purpose: RequestPurpose
  readonly answer: Promise<Answer>
}

type Answer =
  | { readonly kind: 'done'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refusal'; readonly refusal: PlatformRefusal }
  | { readonly kind: 'error'; readonly error: PlatformError }

export function createGuideHttp(options: GuideHttpOptions): GuideHttp {
  const { credentials, budget, clock, random } = options
  const person = {}
  const running = new Map<string, Flight>()

  async function call(request: Call): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await callWithFreshToken(request)
      if (answer.kind !== 'error') return answer
      const delayMs = retryDelayMs({ method: request.method, attempt, error: answer.error, random })
      if (answer.error.status === 429) budget.pause(answer.error.retryAfterMs ?? 0, request.purpose)
      if (delayMs === undefined) return answer
      await sleep(clock, delayMs)
    }
  }

  /** Once refreshed, once asked again; a second "expired" is the caller's to hear. */
  async function callWithFreshToken(request: Call): Promise<Answer> {
    const token = await credentials.accessToken()
    const answer = await callOnce(request, token)
    if (answer.kind !== 'error' || !isTokenError(answer.error)) return answer
    return callOnce(request, await credentials.refresh(token))
  }

  async function callOnce(request: Call, token: Secret<string>): Promise<Answer> {
    await budget.take(person, request.purpose)
    const controller = new AbortController()
    let isTooLate = false
    const cancelTimeout = clock.schedule(options.timeoutMs, () => {
      isTooLate = true
      controller.abort()
    })
    try {
      return await exchange(options, request, token, controller.signal)
    } catch (cause) {
      const error = isTooLate ? timeoutErrorOf(options.timeoutMs) : networkErrorOf(cause)
      return { kind: 'error', error }
    } finally {
      cancelTimeout()
    }
  }

  function callShared(path: string, purpose: RequestPurpose): Promise<Answer> {
    const known = running.get(path)
    // One that waits its turn behind others would hold up who is more urgent.
    if (
      known !== undefined &&
      requestPurposes.indexOf(known.purpose) <= requestPurposes.indexOf(purpose)
    )
      return known.answer
    const flight = { purpose, answer: call({ method: 'GET', path, body: undefined, purpose }) }
    running.set(path, flight)
    const land = () => {
      if (running.get(path) === flight) running.delete(path)
    }
    flight.answer.then(land, land)
    return flight.answer
  }

  return {
    async get(path, schema, purpose = 'detail') {
      if (path === undefined) return err({ code: 'not-found' })
      return readAnswer(await callShared(path, purpose), schema)
    },
    async send(method, path, body, schema) {
      if (path === undefined) return err({ code: 'not-found' })
      return readAnswer(await call({ method, path, body, purpose: 'act' }), schema)
    },
  }
}

function isTokenError(error: PlatformError): boolean {
  return error.code === 'token-expired' || error.code === 'token-invalid'
}

async function exchange(
  options: GuideHttpOptions,
  { method, path, body }: Call,
  token: Secret<string>,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await options.fetch(`${options.apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token.reveal()}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // A redirect would carry the token elsewhere.
    redirect: 'error',
    signal,
  })
  const parsed = parseJson(await response.text())
  if (response.ok) return { kind: 'done', status: response.status, body: parsed }
  return mapRefusedAnswer({
    status: response.status,
    body: parsed,
    retryAfter: response.headers.get('retry-after') ?? undefined,
  })
}

/** Throws the world's failures; gives back the platform's "no". */
function readAnswer<T>(answer: Answer, schema: z.ZodType<T>): Result<T, PlatformRefusal> {
  if (answer.kind === 'error') throw answer.error
  if (answer.kind === 'refusal') return err(answer.refusal)
  const parsed = schema.safeParse(answer.body)
  if (!parsed.success) throw unexpectedAnswerOf(answer.status, parsed.error)
  return ok(parsed.data)
}

function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
