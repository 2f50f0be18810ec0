import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createTimers } from './timers.ts'

describe('timers', () => {
  it('[SW8] end with what they belong to', () => {
    const clock = createFakeClock()
    const timers = createTimers(clock, () => {})
    const runs: string[] = []
    const child = timers.child()
    child.after(10, () => runs.push('child'))
    child.every(10, () => runs.push('beat'))
    timers.after(30, () => runs.push('parent'))
    clock.advanceSync(20)
    child.close()
    child.after(1, () => runs.push('too late'))
    clock.advanceSync(20)
    expect(runs).toEqual(['child', 'beat', 'beat', 'parent'])
    timers.child().after(5, () => runs.push('late'))
    timers.close()
    timers.child().every(5, () => runs.push('later'))
    clock.advanceSync(100)
    expect(runs).toHaveLength(4)
    expect(clock.pending).toBe(0)
  })

  it('[SW8] one that throws is reported and the others go on', () => {
    const clock = createFakeClock()
    const failures: unknown[] = []
    const timers = createTimers(clock, (failure) => failures.push(failure))
    let beats = 0
    timers.every(10, () => {
      beats += 1
      throw new Error('bad beat')
    })
    clock.advanceSync(30)
    expect(beats).toBe(3)
    expect(failures).toHaveLength(3)
  })
})
