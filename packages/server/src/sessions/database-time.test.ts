import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createRecordingLogger } from '../../test/support/recording-logger.ts'
import { createMemoryStores } from '../database/memory/create-memory-stores.ts'
import { createDatabaseTime, tellingTime } from './database-time.ts'

const hourMs = 3_600_000

function start() {
  const clock = createFakeClock()
  const database = createFakeClock()
  const logger = createRecordingLogger()
  const time = createDatabaseTime({ clock, logger })
  const servers = tellingTime(createMemoryStores(database).servers, clock, time)
  const events = () => logger.lines.map(({ event }) => event)
  const advance = async (ms: number) => {
    await clock.advance(ms)
    await database.advance(ms)
  }
  return { advance, clock, database, events, servers, time }
}

it('[SV23] a clock that jumps an hour moves no time of a session, and is said once', async () => {
  const { advance, clock, database, events, servers, time } = start()
  await servers.beat('north', 2_000)
  for (const jumpMs of [hourMs, -2 * hourMs]) {
    clock.jumpWall(jumpMs)
    expect(time.wallNow()).toBe(database.wallNow())
    await advance(700)
    expect(time.wallNow()).toBe(database.wallNow())
    await servers.beat('north', 2_000)
    await servers.beat('north', 2_000)
  }
  expect(events()).toEqual(['clock-differs'])
  clock.jumpWall(hourMs)
  await servers.beat('north', 2_000)
  expect(events()).toEqual(['clock-differs', 'clock-agrees'])
})

it('[SV23] a slow answer is no difference, and before the first the own clock counts', async () => {
  const { clock, events, time } = start()
  expect(time.wallNow()).toBe(clock.wallNow())
  const askedAtMono = clock.monotonicNow()
  const at = clock.wallNow()
  await clock.advance(20_000)
  time.learn({ at, askedAtMono })
  expect(events()).toEqual([])
})
