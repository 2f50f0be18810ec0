import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { networkVerdict } from '../../words/microphone-test-words.ts'
import { createRoundTrips } from '../audio/round-trips.ts'
import { gradeNetwork } from './network-grade.ts'

describe('the grade of the connection', () => {
  it.each([
    ['a cable', [10, 12, 11, 10, 13], 'good', 'Good'],
    ['a far server', [220, 225, 221, 230, 224], 'fair', 'Fair'],
    ['uneven Wi-Fi', [20, 90, 30, 95, 25, 80], 'fair', 'Fair'],
    ['a bad line', [400, 410, 420, 405, 400], 'poor', 'Poor'],
    ['a line that stops and starts', [20, 300, 20, 310, 15, 290], 'poor', 'Poor'],
  ] as const)('[PA107] %s (%j ms) is %s', (_name, measured, grade, word) => {
    const found = gradeNetwork(measured)
    expect(found.grade).toBe(grade)
    expect(networkVerdict(found)?.word).toBe(word)
  })

  it('[PA107] gives the numbers, and says nothing before it has measured enough', () => {
    expect(gradeNetwork([10, 10, 10, 10])).toEqual({ grade: 'unknown' })
    expect(networkVerdict({ grade: 'unknown' })).toBeUndefined()
    const found = gradeNetwork([10, 14, 10, 14, 12])
    expect(found).toEqual({ grade: 'good', roundTripMs: 12, jitterMs: 3.5 })
    expect(networkVerdict(found)?.sentence).toContain('12 ms there and back, ± 3.5 ms')
  })

  it('[PA107] measures from a ping to its own answer, once, and keeps the newest twenty', async () => {
    const clock = createFakeClock()
    const trips = createRoundTrips(clock)
    trips.sent(1)
    await clock.advance(30)
    trips.sent(2)
    await clock.advance(10)
    trips.answered(2)
    trips.answered(1)
    trips.answered(1)
    trips.answered(99)
    expect(trips.measuredMs()).toEqual([10, 40])
    for (let pingId = 3; pingId < 40; pingId += 1) {
      trips.sent(pingId)
      trips.answered(pingId)
    }
    expect(trips.measuredMs()).toHaveLength(20)
    trips.sent(50)
    trips.forget()
    trips.answered(50)
    expect(trips.measuredMs()).toEqual([])
  })
})
