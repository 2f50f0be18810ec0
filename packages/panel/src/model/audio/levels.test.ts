import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createLevels, meterPosition } from './levels.ts'

describe('levels', () => {
  it('[PA62] tells customer and agent apart, and falls to nothing when no sound comes', async () => {
    const clock = createFakeClock()
    const levels = createLevels(clock)
    const stereo = new Int16Array(640)
    for (let index = 0; index < stereo.length; index += 2) stereo[index] = 16_384
    levels.hear(stereo)
    expect([levels.customer, levels.agent]).toEqual([0.5, 0])
    await clock.advance(200)
    expect(levels.customer).toBe(0)
  })

  it.each([
    [0, 0],
    [0.001, 0],
    [0.0316, 0.5],
    [1, 1],
    [2, 1],
  ])('a level of %d stands at %d of the meter', (level, position) => {
    expect(meterPosition(level)).toBeCloseTo(position, 2)
  })
})
