import { createScope, silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createCounters } from '../live/counters.ts'
import { createTimers } from '../live/timers.ts'
import { forgetOldFacts } from './forget-old-facts.ts'

const day = 86_400_000

function startForgetting(store: { removeBefore(at: number, limit: number): Promise<number> }) {
  const clock = createFakeClock()
  const scope = createScope()
  const counters = createCounters()
  forgetOldFacts({
    clock,
    scope,
    timers: createTimers(clock, scope),
    logger: silentLogger,
    counters,
    store,
    factRetentionMs: 30 * day,
  })
  return { clock, scope, counters }
}

it('[FC7] old facts go in bounded batches with a pause between, at first soon and then hourly', async () => {
  let old = 4_100
  const asked: { readonly before: number; readonly limit: number; readonly at: number }[] = []
  const { clock, counters, scope } = startForgetting({
    async removeBefore(before, limit) {
      asked.push({ before, limit, at: clock.wallNow() })
      const removed = Math.min(old, limit)
      old -= removed
      return removed
    },
  })
  const began = clock.wallNow()
  await clock.advance(61_000)
  expect(old).toBe(0)
  const before = began + 60_000 - 30 * day
  expect(asked).toEqual([
    { before, limit: 2_000, at: began + 60_000 },
    { before, limit: 2_000, at: began + 60_200 },
    { before, limit: 2_000, at: began + 60_400 },
  ])
  await clock.advance(3_600_000)
  expect(asked).toHaveLength(4)
  const forgotten = counters.read().find(({ name }) => name === 'conversation-facts-forgotten')
  expect(forgotten?.value).toBe(4_100)
  await scope.close()
  expect(clock.pending).toBe(0)
})

it('[FC7] a database that is away is asked again the next hour', async () => {
  let asked = 0
  const { clock } = startForgetting({
    async removeBefore() {
      asked += 1
      if (asked === 1) throw new Error('away')
      return 0
    },
  })
  await clock.advance(61_000)
  expect(asked).toBe(1)
  await clock.advance(3_600_000)
  expect(asked).toBe(2)
})
