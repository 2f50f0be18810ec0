import type { Random } from './random.ts'

export interface BackoffInput {
  /** 0 for the first retry. */
  readonly attempt: number
  readonly minMs: number
  readonly maxMs: number
  readonly random: Random
}

/** Exponential back-off with full jitter: anywhere between `minMs` and the doubled ceiling of this attempt, never past `maxMs`. */
export function backoff({ attempt, minMs, maxMs, random }: BackoffInput): number {
  const ceilingMs = Math.min(maxMs, minMs * 2 ** Math.min(attempt + 1, 30))
  return minMs + random.next() * (ceilingMs - minMs)
}
