/** What our doors say when they say no: one shape everywhere (`refusalSchema` of the protocol). */
import type { WallMs } from '@sotto/kernel'
import type { Refusal } from '@sotto/protocol'

export interface ApiRefusalInput {
  /** The HTTP status, 400–599. */
  readonly status: number
  /** A fixed kebab-case word; the panel chooses the words for people by it. */
  readonly code: string
  /** One English sentence for whoever reads the answer raw. Never any of the caller's own data. */
  readonly message: string
  /** Which field of the request was wrong. */
  readonly field?: string
  /** The permission, scope or licence that is missing, in the platform's own words. */
  readonly missing?: string
  /** Who stands in the way, and since when. */
  readonly by?: string
  readonly since?: WallMs
  /** How many bytes there were, where there were too many. */
  readonly bytes?: number
  /** The coaching session that stands in the way. */
  readonly coachingId?: string
  /** What an administrator wrote for whoever is refused by a policy. */
  readonly words?: string
  /** Sent as `Retry-After`, rounded up to whole seconds. */
  readonly retryAfterMs?: number
}

/** Thrown by any door; the error handler prints it. An expected "no", never a fault of ours. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined
  readonly missing: string | undefined
  readonly by: string | undefined
  readonly since: WallMs | undefined
  readonly bytes: number | undefined
  readonly coachingId: string | undefined
  readonly words: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(input: ApiRefusalInput) {
    const { status, code, message, field, missing, by, since, retryAfterMs } = input
    super(message)
    this.name = 'ApiRefusal'
    this.status = status
    this.code = code
    this.field = field
    this.missing = missing
    this.by = by
    this.since = since
    this.bytes = input.bytes
    this.coachingId = input.coachingId
    this.words = input.words
    this.retryAfterMs = retryAfterMs
  }
}

export function badRequest(field: string, message: string): ApiRefusal {
  return new ApiRefusal({ status: 400, code: 'bad-request', message, field })
}

/** Nobody is signed in here, or no more: the panel goes to the sign-in page and comes back. */
export function signedOut(): ApiRefusal {
  return new ApiRefusal({ status: 401, code: 'signed-out', message: 'Sign in first.' })
}

/** Absent, or not for this person to see: told apart for nobody. */
export function notFound(): ApiRefusal {
  return new ApiRefusal({ status: 404, code: 'not-found', message: 'There is no such thing here.' })
}

/** The body of a refusal as it goes over the wire. */
export function refusalBody(refusal: ApiRefusal, contextId: string): Refusal {
  return {
    status: refusal.status,
    code: refusal.code,
    message: refusal.message,
    contextId,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(refusal.missing === undefined ? {} : { missing: refusal.missing }),
    ...(refusal.by === undefined ? {} : { by: refusal.by }),
    ...(refusal.since === undefined ? {} : { since: refusal.since }),
    ...(refusal.bytes === undefined ? {} : { bytes: refusal.bytes }),
    ...(refusal.coachingId === undefined ? {} : { coachingId: refusal.coachingId }),
    ...(refusal.words === undefined ? {} : { words: refusal.words }),
    ...(refusal.retryAfterMs === undefined ? {} : { retryAfterMs: refusal.retryAfterMs }),
  }
}
