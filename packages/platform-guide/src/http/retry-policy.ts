/** What is asked again, and when. A value, not a loop: decided by the failure's code and by what asking twice would do. */
import { backoff, type Random } from '@sotto/kernel'
import type { PlatformError } from '@sotto/platform'

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export interface RetryQuestion {
  readonly method: HttpMethod
  /** 0 after the first failure. */
  readonly attempt: number
  readonly error: PlatformError
  readonly random: Random
}

/** Somebody waits for the answer; a longer wish of the platform is passed on to them instead. */
const longestWaitMs = 5_000

/**
 * How long to wait before asking again; undefined when it must not be.
 *
 * ```
 *                      GET, DELETE            POST, PATCH
 *   rate-limited       twice, as told         twice, as told (a refused request was not carried out)
 *   unavailable        twice, jittered        never (it may have been carried out)
 *   unreachable        once, jittered         never
 *   timeout            once, jittered         never
 *   anything else      never                  never
 * ```
 */
export function retryDelayMs({
  method,
  attempt,
  error,
  random,
}: RetryQuestion): number | undefined {
  if (attempt >= mostRetries(method, error)) return undefined
  const jitteredMs = backoff({ attempt, minMs: 100, maxMs: 1_000, random })
  // Spread out behind the time asked for, so that not everybody comes back at once.
  const delayMs = (error.retryAfterMs ?? 0) + jitteredMs
  return delayMs <= longestWaitMs ? delayMs : undefined
}

function mostRetries(method: HttpMethod, error: PlatformError): number {
  if (error.code === 'rate-limited') return error.status === 429 ? 2 : 0
  if (method === 'POST' || method === 'PATCH') return 0
  if (error.code === 'unavailable') return 2
  return error.code === 'unreachable' || error.code === 'timeout' ? 1 : 0
}
