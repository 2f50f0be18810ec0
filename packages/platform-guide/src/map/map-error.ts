/** The platform's "no" and the world's failures in our words. The only place where a `PlatformError` of this platform is made. */
import { PlatformError, type PlatformRefusal } from '@sotto/platform'
import { refusalSchema, type WireRefusal } from '../wire/refusal.ts'

export interface RefusedAnswer {
  readonly status: number
  /** The body as parsed JSON; undefined when it was none. */
  readonly body: unknown
  /** The `Retry-After` header, as it came. */
  readonly retryAfter: string | undefined
}

export type RefusalOrError =
  | { readonly kind: 'refusal'; readonly refusal: PlatformRefusal }
  | { readonly kind: 'error'; readonly error: PlatformError }

/** What an answer outside 2xx means. */
export function mapRefusedAnswer(answer: RefusedAnswer): RefusalOrError {
  const parsed = refusalSchema.safeParse(answer.body)
  const told = parsed.success ? parsed.data : undefined
  const refusal = told === undefined ? undefined : expectedRefusalOf(answer.status, told)
  if (refusal !== undefined) return { kind: 'refusal', refusal }
  return { kind: 'error', error: errorOf(answer, told) }
}

function expectedRefusalOf(status: number, told: WireRefusal): PlatformRefusal | undefined {
  switch (status) {
    case 400:
    case 413:
      return {
        code: 'bad-request',
        ...(told.field == null ? {} : { field: told.field }),
        message: told.message,
      }
    case 403:
      return missingRightOf(told)
    case 404:
      return { code: 'not-found' }
    case 409:
      return {
        code: 'conflict',
        reason: told.code,
        ...(told.coachingId == null ? {} : { existingId: told.coachingId }),
      }
    default:
      return undefined
  }
}

function missingRightOf(told: WireRefusal): PlatformRefusal | undefined {
  const missing = told.missing ?? ''
  switch (told.code) {
    case 'missing.permission':
      return { code: 'missing-permission', missing }
    case 'missing.scope':
      return { code: 'missing-scope', missing }
    case 'missing.licence':
      return { code: 'missing-licence', missing }
    default:
      return undefined
  }
}

function errorOf(answer: RefusedAnswer, told: WireRefusal | undefined): PlatformError {
  const { status } = answer
  const retryAfterMs = retryAfterMsOf(answer.retryAfter)
  const details = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  if (status === 401)
    return told?.code === 'token.expired'
      ? new PlatformError('token-expired', 'the access token has expired', details)
      : new PlatformError('token-invalid', 'the access token is not accepted', details)
  if (status === 429) return new PlatformError('rate-limited', 'too many requests', details)
  if (status >= 500) return new PlatformError('unavailable', `answered ${status}`, details)
  return new PlatformError('unexpected-answer', `answered ${status}`, details)
}

/** Whole seconds, as the contract has it; a date or nonsense is no wish. At most an hour is believed. */
export function retryAfterMsOf(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,6}(\.\d{1,3})?$/.test(header.trim())) return undefined
  return Math.min(Number(header) * 1_000, 3_600_000)
}

/** The request did not come back: the network, or our own patience. */
export function networkErrorOf(cause: unknown): PlatformError {
  return new PlatformError('unreachable', 'the platform cannot be reached', { cause })
}

export function timeoutErrorOf(afterMs: number): PlatformError {
  return new PlatformError('timeout', `no answer within ${afterMs} ms`)
}

/** 2xx, but not what the contract says. */
export function unexpectedAnswerOf(status: number, cause?: unknown): PlatformError {
  return new PlatformError('unexpected-answer', 'the answer cannot be read', { status, cause })
}

/** Our own share of the platform's limit is used up for longer than a request may wait; a pause the platform asked for may last on. */
export function budgetErrorOf(waitedMs: number, retryAfterMs: number): PlatformError {
  return new PlatformError('rate-limited', `no request to spare within ${waitedMs} ms`, {
    ...(retryAfterMs > 0 ? { retryAfterMs } : {}),
  })
}

/** Our own secret at the platform cannot be read: often the platform has not made it yet. */
export function secretErrorOf(cause: unknown): PlatformError {
  return new PlatformError('unavailable', 'the client secret cannot be read', { cause })
}
