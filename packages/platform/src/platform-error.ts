/** What went wrong outside: the network, the platform's health, or our right to speak to it. */
export type PlatformErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'rate-limited'
  | 'unavailable'
  | 'token-expired'
  | 'token-invalid'
  | 'unexpected-answer'

/** The world's failure, made only by an adapter's `map-error`. Expected refusals are `Result`s instead. */
export class PlatformError extends Error {
  readonly code: PlatformErrorCode
  /** How long the platform asked us to wait. */
  readonly retryAfterMs: number | undefined
  /** HTTP status when there was an answer. */
  readonly status: number | undefined

  constructor(
    code: PlatformErrorCode,
    message: string,
    details: { cause?: unknown; retryAfterMs?: number; status?: number } = {},
  ) {
    super(message, { cause: details.cause })
    this.name = 'PlatformError'
    this.code = code
    this.retryAfterMs = details.retryAfterMs
    this.status = details.status
  }
}

/** An expected "no" of the platform. */
export type PlatformRefusal =
  /** Absent, or not for this person to see: the two are told apart for nobody. */
  | { readonly code: 'not-found' }
  /** `missing` names the permission, scope or licence in the platform's own words. */
  | {
      readonly code: 'missing-permission' | 'missing-scope' | 'missing-licence'
      readonly missing: string
    }
  | { readonly code: 'bad-request'; readonly field?: string; readonly message: string }
  /** `reason` is the platform's own code, for instance `conversation.not.active`. */
  | {
      readonly code: 'conflict'
      readonly reason: string
      /** The platform's id of what stands in the way, where it names one. */
      readonly existingId?: string
    }
  /** The platform cannot do this at all; see its capabilities. */
  | { readonly code: 'not-supported'; readonly reason: string }
