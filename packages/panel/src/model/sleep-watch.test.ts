import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { asleepAfterMs, watchForSleep } from './sleep-watch.ts'

function watching() {
  const clock = createFakeClock()
  const gaps: number[] = []
  const stop = watchForSleep(clock, (gapMs) => gaps.push(gapMs))
  return { clock, gaps, stop }
}

describe('the sleep watch', () => {
  it('[PA96] says nothing while the beats come', async () => {
    const { clock, gaps } = watching()
    await clock.advance(60_000)
    expect(gaps).toEqual([])
  })

  it('[PA96] notices a sleep that the steady clock did not count', async () => {
    const { clock, gaps } = watching()
    clock.jumpWall(30 * 60_000)
    await clock.advance(1_000)
    expect(gaps).toEqual([30 * 60_000 + 1_000])
    await clock.advance(10_000)
    expect(gaps).toHaveLength(1)
  })

  it('[PA96] a small step of the wall clock, or one backwards, is no sleep', async () => {
    const { clock, gaps } = watching()
    clock.jumpWall(asleepAfterMs - 1_500)
    await clock.advance(1_000)
    clock.jumpWall(-60_000)
    await clock.advance(2_000)
    expect(gaps).toEqual([])
  })

  it('stops when it is told to', async () => {
    const { clock, gaps, stop } = watching()
    stop()
    clock.jumpWall(60_000)
    await clock.advance(2_000)
    expect(gaps).toEqual([])
  })
})
