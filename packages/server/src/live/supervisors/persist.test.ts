import { createScope, seededRandom } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createCounters } from '../counters.ts'
import { createTimers } from '../timers.ts'
import { forEachBounded, persist } from './persist.ts'

function startRetry() {
  const clock = createFakeClock()
  const scope = createScope()
  const timers = createTimers(clock, scope)
  return {
    clock,
    scope,
    options: { timers, random: seededRandom(3), counters: createCounters() },
  }
}

describe('reading again', () => {
  it('[LV16] never asks again before the platform allows it', async () => {
    const { clock, options } = startRetry()
    const askedAt: number[] = []
    const reading = persist(options, async () => {
      askedAt.push(clock.monotonicNow())
      if (askedAt.length === 1)
        throw new PlatformError('rate-limited', 'slow down', { retryAfterMs: 9_000 })
      return 'read'
    })
    await clock.advance(20_000)
    expect(await reading).toBe('read')
    expect(askedAt[1]).toBeGreaterThanOrEqual(9_000)
  })

  it('[LV16] waits longer from try to try, and gives up when it was told to', async () => {
    const { clock, options } = startRetry()
    const askedAt: number[] = []
    const reading = persist({ ...options, attempts: 5 }, async () => {
      askedAt.push(clock.monotonicNow())
      throw new PlatformError('timeout', 'no answer')
    }).catch((failure: unknown) => failure)
    await clock.advance(120_000)
    expect(await reading).toBeInstanceOf(PlatformError)
    expect(askedAt).toHaveLength(5)
    expect(askedAt[1]).toBeLessThanOrEqual(500)
    expect(clock.pending).toBe(0)
  })

  it('[LV16] a token that is no good, and a bug, are not asked again', async () => {
    const { options } = startRetry()
    for (const failure of [new PlatformError('token-invalid', 'over'), new TypeError('bug')]) {
      let tries = 0
      const reading = persist(options, async () => {
        tries += 1
        throw failure
      })
      await expect(reading).rejects.toBe(failure)
      expect(tries).toBe(1)
    }
  })

  it('[LV16] a few readings at a time, and all of them', async () => {
    let running = 0
    let most = 0
    const done: number[] = []
    await forEachBounded([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      running -= 1
      done.push(item)
    })
    expect(most).toBe(3)
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})
