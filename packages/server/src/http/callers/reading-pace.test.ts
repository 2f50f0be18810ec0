import { expect, it } from 'vitest'
import { lookAt, type ReadingPace, restMs, startsAnew } from './reading-pace.ts'

/** Looked at each 100 ms, with so much read by then; the states it went through. */
function statesOf(bytesRead: readonly number[], from = startsAnew(0)): readonly string[] {
  let pace: ReadingPace = from
  return bytesRead.map((bytes, look) => {
    pace = lookAt(pace, bytes, look * 100)
    return pace.state
  })
}

it('[HT74] a head in one or two pieces, and a connection that is only kept, are read as they come', () => {
  expect(statesOf([900, 900, 900, 1_500, 1_500])).toEqual(Array(5).fill('listening'))
  expect(statesOf(Array(50).fill(0))).toEqual(Array(50).fill('listening'))
})

it('[HT74] the third bit of a request is followed by a rest, however long it took to come', () => {
  expect(statesOf([1, 2, 3])).toEqual(['listening', 'listening', 'resting'])
  expect(statesOf([1, 1, 1, 1, 2, 2, 2, 2, 3]).at(-1)).toBe('resting')
})

it('[HT74] after its rest it is read again, and the next bit earns another', () => {
  const rested = lookAt({ state: 'resting', bytesRead: 3, untilMono: 5_000 }, 3, 5_000)
  expect(rested.state).toBe('listening')
  expect(lookAt(rested, 3, 5_100)).toBe(rested)
  expect(lookAt(rested, 40, 5_200)).toEqual({
    state: 'resting',
    bytesRead: 40,
    untilMono: 5_200 + restMs,
  })
  const resting: ReadingPace = { state: 'resting', bytesRead: 3, untilMono: 5_000 }
  expect(lookAt(resting, 3, 4_999)).toBe(resting)
})

it('[HT74] ten bytes a second for ten seconds are read a handful of times', () => {
  let [pace, arrived, read, reads]: [ReadingPace, number, number, number] = [startsAnew(0), 0, 0, 0]
  for (let atMono = 0; atMono < 10_000; atMono += 100) {
    arrived += 1
    if (pace.state === 'listening') {
      if (read < arrived) reads += 1
      read = arrived
    }
    pace = lookAt(pace, read, atMono)
  }
  expect(reads).toBeLessThanOrEqual(8)
  expect(reads).toBeGreaterThan(4)
})
