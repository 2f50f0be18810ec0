import { backoff, type Random } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { Counters } from '../counters.ts'
import type { Timers } from '../timers.ts'

export interface PersistOptions {
  readonly timers: Timers
  readonly random: Random
  readonly counters: Counters
  /** How often to try in all; without it, for as long as its owner lives. */
  readonly attempts?: number
}

const minMs = 250
const maxMs = 15_000

/**
 * Repeats a reading that the world (network, health, rate limit) has failed, with full jitter, at least as late as the platform
 * asks. Never for anything that changes something. When the owner of the timers closes meanwhile, the promise stays open.
 */
export async function persist<T>(options: PersistOptions, read: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await read()
    } catch (failure) {
      if (!(failure instanceof PlatformError) || isAboutToken(failure)) throw failure
      options.counters.count('platform-failures')
      if (attempt + 1 >= (options.attempts ?? Number.POSITIVE_INFINITY)) throw failure
      const delayMs = backoff({ attempt, minMs, maxMs, random: options.random })
      await pause(options.timers, Math.max(delayMs, failure.retryAfterMs ?? 0))
    }
  }
}

function isAboutToken(failure: PlatformError): boolean {
  return failure.code === 'token-expired' || failure.code === 'token-invalid'
}

function pause(timers: Timers, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    timers.schedule(delayMs, resolve)
  })
}

/** Runs `work` over all items, a few at a time, so that one reader does not eat the tenant's whole budget. */
export async function forEachBounded<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  async function worker(): Promise<void> {
    for (let item = items[next]; item !== undefined; item = items[next]) {
      next += 1
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}
