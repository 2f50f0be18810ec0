import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createTicker } from './ticker.ts'

describe('the ticker', () => {
  it('beats once a second for all, and sleeps while nobody looks', async () => {
    const clock = createFakeClock()
    const ticker = createTicker(clock, () => {})
    expect(clock.pending).toBe(0)
    let beats = 0
    const undo = [1, 2].map(() =>
      ticker.subscribe(() => {
        beats += 1
      }),
    )
    expect(clock.pending).toBe(1)
    await clock.advance(3_000)
    expect([beats, ticker.count()]).toEqual([6, 3])
    for (const unsubscribe of undo) unsubscribe()
    expect(clock.pending).toBe(0)
  })
})
