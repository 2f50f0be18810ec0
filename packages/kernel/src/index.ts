export { assertNever } from './assert-never.ts'
export { type BackoffInput, backoff } from './backoff.ts'
export {
  type Cancel,
  type Clock,
  type MonotonicMs,
  repeat,
  sleep,
  systemClock,
  type WallMs,
} from './clock.ts'
export { createListeners, type Listeners, type Unsubscribe } from './listeners.ts'
export { type LogFields, type Logger, silentLogger } from './logger.ts'
export { nameOfFailure } from './name-of-failure.ts'
export { type Random, seededRandom, systemRandom } from './random.ts'
export { err, ok, type Result } from './result.ts'
export { createScope, type Scope } from './scope.ts'
export { type Secret, secret } from './secret.ts'
