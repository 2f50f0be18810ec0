import { seededRandom } from '@sotto/kernel'
import { PlatformError, type PlatformErrorCode } from '@sotto/platform'
import { expect, it } from 'vitest'
import { type HttpMethod, retryDelayMs } from './retry-policy.ts'

function retries(method: HttpMethod, code: PlatformErrorCode, details = {}): number {
  const random = seededRandom(3)
  const error = new PlatformError(code, 'for the test', details)
  let attempt = 0
  while (retryDelayMs({ method, attempt, error, random }) !== undefined) attempt += 1
  return attempt
}

it.each([
  ['GET', 'rate-limited', { status: 429 }, 2],
  ['POST', 'rate-limited', { status: 429 }, 2],
  ['GET', 'rate-limited', {}, 0],
  ['GET', 'unavailable', { status: 503 }, 2],
  ['DELETE', 'unavailable', { status: 503 }, 2],
  ['POST', 'unavailable', { status: 503 }, 0],
  ['PATCH', 'rate-limited', { status: 429 }, 2],
  ['PATCH', 'unavailable', { status: 503 }, 0],
  ['PATCH', 'timeout', {}, 0],
  ['GET', 'unreachable', {}, 1],
  ['DELETE', 'timeout', {}, 1],
  ['POST', 'timeout', {}, 0],
  ['POST', 'unreachable', {}, 0],
  ['GET', 'unexpected-answer', { status: 418 }, 0],
  ['GET', 'token-expired', { status: 401 }, 0],
] as const)(
  '[PL63] a %s that met %s %o is asked again %i times',
  (method, code, details, times) => {
    expect(retries(method, code, details)).toBe(times)
  },
)

it('[PL63] the wait is the platform’s own plus some chance, and never longer than somebody would wait', () => {
  const random = seededRandom(3)
  const delayMs = (retryAfterMs: number) =>
    retryDelayMs({
      method: 'GET',
      attempt: 0,
      error: new PlatformError('rate-limited', 'x', { status: 429, retryAfterMs }),
      random,
    })
  expect(delayMs(2_000)).toBeGreaterThan(2_000)
  expect(delayMs(2_000)).toBeLessThan(2_300)
  expect(delayMs(30_000)).toBeUndefined()
})
