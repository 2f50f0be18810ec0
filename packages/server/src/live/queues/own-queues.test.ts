import { createScope } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../../test/coaching/people.ts'
import {
  createScriptedPlatform,
  type ScriptedPlatform,
  scriptedCredentials,
} from '../../../test/coaching/scripted-platform.ts'
import { createCounters } from '../counters.ts'
import { createLiveWorld } from '../live-world.ts'
import { createOwnQueues } from './own-queues.ts'
import { createToldLately, type Told, type ToldLately } from './told-lately.ts'

let clock: FakeClock
let platform: ScriptedPlatform
let lately: ToldLately<Told>
beforeEach(() => {
  clock = createFakeClock()
  platform = createScriptedPlatform(clock)
  lately = createToldLately(clock)
  platform.addPerson(makeSupervisor('sam'), ['q1'])
})

function startOwn() {
  const credentials = scriptedCredentials('sam')
  const counters = createCounters()
  const scope = createScope()
  const gained: string[] = []
  const own = createOwnQueues({
    platform: platform.forPerson(credentials),
    session: { id: 's1', person: makeSupervisor('sam'), credentials },
    world: createLiveWorld({ clock, scope, counters, endedRowMs: 1, onFailure: () => {} }),
    counters,
    toldLately: lately.take,
    grant: async (_session, told) => told,
    onOthers: (others) => gained.push(...others),
    onRead: () => {},
  })
  return { own, gained }
}

const told = { person: makeSupervisor('sam'), queues: [{ id: 'q7', name: 'Seven' }] }

describe('own queues', () => {
  it('[LV67] what was told within the last seconds is not asked for again, once', async () => {
    lately.note('s1', told)
    const { own, gained } = startOwn()
    await own.ready()
    expect([...own.ids]).toEqual(['q7'])
    expect(platform.calls).toEqual([])
    own.doubt()
    await own.ready()
    expect([...own.ids]).toEqual(['q1'])
    expect(gained).toEqual(['q1'])
    expect(platform.calls.map(({ method }) => method)).toEqual(['whoAmI', 'queues'])
  })

  it('[LV67] what is older, or of another session, is', async () => {
    lately.note('s1', told)
    lately.note('s2', told)
    await clock.advance(5_001)
    const { own } = startOwn()
    await own.ready()
    expect([...own.ids]).toEqual(['q1'])
  })

  it('[LV13] a failure is forgotten, and who asks at the same time asks together', async () => {
    const { own } = startOwn()
    platform.failNext('queues', 'unavailable')
    const failed = [own.ready(), own.ready()]
    for (const one of failed) await expect(one).rejects.toMatchObject({ code: 'unavailable' })
    await own.ready()
    expect(own.known).toBe(true)
    expect(platform.calls.filter(({ method }) => method === 'queues')).toHaveLength(2)
  })
})
