import { createScope, seededRandom, silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createCounters } from '../live/counters.ts'
import { createTimers } from '../live/timers.ts'
import { createWriteBehind } from './write-behind.ts'

function startWriting(write: (rows: readonly number[]) => Promise<void>) {
  const clock = createFakeClock()
  const scope = createScope()
  const counters = createCounters()
  const rows = createWriteBehind<number>({
    clock,
    timers: createTimers(clock, scope),
    random: seededRandom(1),
    scope,
    logger: silentLogger,
    counters,
    name: 'rows',
    lost: 'conversation-facts-lost',
    gatherMs: 100,
    waitingAtMost: 3_000,
    write,
  })
  const lost = () => counters.read().find(({ name }) => name === 'conversation-facts-lost')?.value
  return { clock, scope, rows, lost }
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index)

it('[FC6] rows are written together, in order, no more at once than a statement takes', async () => {
  const written: (readonly number[])[] = []
  const { clock, rows } = startWriting(async (some) => void written.push(some))
  rows.add([1])
  rows.add([2, 3])
  await clock.advance(99)
  expect(written).toEqual([])
  await clock.advance(1)
  expect(written).toEqual([[1, 2, 3]])
  rows.add(numbers(0, 2_500))
  await clock.advance(1_000)
  expect(written.slice(1).map(({ length }) => length)).toEqual([2_000, 500])
  expect(clock.pending).toBe(0)
})

it('[FC6] what waits too long for a database makes room, the oldest first, and is counted', async () => {
  const written: number[] = []
  let isAway = true
  const { clock, lost, rows } = startWriting(async (some) => {
    if (isAway) throw new Error('away')
    written.push(...some)
  })
  rows.add(numbers(0, 2_000))
  await clock.advance(200)
  rows.add(numbers(2_000, 4_000))
  expect(lost()).toBe(1_000)
  isAway = false
  await clock.advance(60_000)
  expect(written).toEqual(numbers(1_000, 4_000))
})

it('[FC6] what the database never takes is let go after some minutes, and the rest goes on', async () => {
  const written: number[] = []
  const { clock, lost, rows } = startWriting(async (some) => {
    if (some.includes(13)) throw new Error('no')
    written.push(...some)
  })
  rows.add([13])
  await clock.advance(15 * 60_000)
  rows.add([14])
  await clock.advance(1_000)
  expect(lost()).toBe(1)
  expect(written).toEqual([14])
})

it('[FC6] at the end what still waits is written, once', async () => {
  const written: number[] = []
  const { clock, rows, scope } = startWriting(async (some) => void written.push(...some))
  rows.add([1, 2])
  await scope.close()
  expect(written).toEqual([1, 2])
  await clock.advance(1_000)
  expect(written).toEqual([1, 2])
})
