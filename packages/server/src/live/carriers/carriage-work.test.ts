import { createScope } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import type { CarryingStream } from './carrying-stream.ts'
import { createQueueCarriage } from './queue-carriage.ts'

interface Looks {
  count: number
}

/** Serves at once what it is asked to carry, and counts how often anybody looks at it. */
function fakeStream(id: string, queueIds: readonly string[], looks: Looks): CarryingStream {
  const own = new Set(queueIds)
  let carried: readonly string[] = []
  return {
    session: { id },
    get queueIds() {
      looks.count += 1
      return own
    },
    get link() {
      looks.count += 1
      return { state: 'open' }
    },
    mayView() {
      looks.count += 1
      return true
    },
    isStarted: true,
    lastWordAtMono: 0,
    ready: async () => {},
    carry(next) {
      carried = next
    },
    heardSince: (queueId) => (carried.includes(queueId) ? 0 : undefined),
    askForWord() {},
  }
}

/** How often streams were looked at while `count` supervisors came, each with these queues, and told of themselves thrice. */
async function looksFor(count: number, queuesOf: (one: number) => readonly string[]) {
  const looks = { count: 0 }
  const clock = createFakeClock()
  const streams = new Map<string, { stream: CarryingStream; isWatched: boolean }>()
  const heard = new Set<string>()
  const read: string[] = []
  const carriage = createQueueCarriage({
    clock,
    scope: createScope(),
    streamOf: (sessionId) => streams.get(sessionId),
    async read(_stream, queueId) {
      read.push(queueId)
      return true
    },
    onHeard: (queueId) => heard.add(queueId),
    onFailure(failure) {
      throw failure
    },
  })
  for (let one = 0; one < count; one += 1) {
    const id = `s${one}`
    streams.set(id, { stream: fakeStream(id, queuesOf(one), looks), isWatched: true })
    for (let told = 0; told < 3; told += 1) carriage.arrange(id)
    await clock.advance(1)
  }
  await clock.advance(1_000)
  return { looks: looks.count, heard, read, carriage }
}

describe('the work of sharing queues out', () => {
  it.each([
    ['a queue of their own', (one: number) => [`q${one}`]],
    ['one queue for all', () => ['q']],
  ])('[LV95] grows with the supervisors, not with their square: %s', async (_what, queuesOf) => {
    const few = await looksFor(50, queuesOf)
    const many = await looksFor(200, queuesOf)
    expect(many.looks / 200).toBeLessThan(1.1 * (few.looks / 50))
    expect(many.looks / 200).toBeLessThan(100)
  })

  it('[LV95] every queue is carried, heard and read once all the same', async () => {
    const { carriage, heard, read } = await looksFor(60, (one) => [`q${one}`, 'all'])
    expect(heard.size).toBe(61)
    expect([...read].sort()).toEqual([...heard].sort())
    for (const queueId of heard) expect(carriage.isWhole(queueId)).toBe(true)
  })

  it('[LV95] of a session that is over nothing is left', async () => {
    const looks = { count: 0 }
    const streams = new Map([['a', { stream: fakeStream('a', ['q1'], looks), isWatched: true }]])
    const told: unknown[] = []
    const carriage = createQueueCarriage({
      clock: createFakeClock(),
      scope: createScope(),
      streamOf: (sessionId) => streams.get(sessionId),
      read: async () => true,
      onHeard: (queueId, since) => told.push([queueId, since]),
      onFailure: () => {},
    })
    carriage.arrange('a')
    streams.delete('a')
    carriage.arrange('a')
    expect(told).toEqual([
      ['q1', 0],
      ['q1', undefined],
    ])
    expect([...carriage.streamsWith('q1')]).toEqual([])
    expect(carriage.lastWordAtMono('q1')).toBeUndefined()
  })
})
