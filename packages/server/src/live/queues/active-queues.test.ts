import { describe, expect, it } from 'vitest'
import { makeMember, makeSupervisor } from '../../../test/coaching/people.ts'
import { startStory } from '../../../test/coaching/story.ts'
import { createActiveQueues } from './active-queues.ts'

async function start() {
  const story = startStory()
  story.platform.addPerson(makeSupervisor('rita'), ['q1'])
  story.platform.addPerson(makeSupervisor('otto'), ['q2'])
  for (const id of ['sam', 'rita', 'otto'])
    story.connectPanel(story.session(makeSupervisor(id)), `tab-${id}-00001`)
  await story.settle()
  const queues = createActiveQueues({ clock: story.clock, world: story.world })
  const of = (id: string) => story.supervisor(story.session(makeSupervisor(id)))
  return { story, read: (id: string, agent: string) => queues.read(of(id), agent) }
}

const billing = [{ id: 'q1', name: 'Queue q1' }]

describe('active queues of an agent', () => {
  it('[LV70] are asked for once for all who see the same queues, and only when an agent is opened', async () => {
    const { story, read } = await start()
    expect(story.callsOf('activeQueues')).toEqual([])
    expect(await Promise.all([read('sam', 'ivo'), read('rita', 'ivo')])).toEqual([billing, billing])
    await story.settle(10_000)
    expect(await read('sam', 'ivo')).toEqual(billing)
    expect(story.callsOf('activeQueues')).toHaveLength(1)
    await story.settle(6_000)
    await read('sam', 'ivo')
    expect(story.callsOf('activeQueues')).toHaveLength(2)
  })

  it('[LV70] are asked for anew once something was told of the agent, or events may have been lost', async () => {
    const { story, read } = await start()
    await read('sam', 'ivo')
    const member = makeMember('ivo', { routing: 'off-queue' })
    story.platform.toEverybody({ type: 'member-changed', queueId: 'q1', member })
    await read('sam', 'ivo')
    expect(story.callsOf('activeQueues')).toHaveLength(2)
    story.platform.tellState({ state: 'gap' })
    await story.settle(1)
    await read('sam', 'ivo')
    expect(story.callsOf('activeQueues')).toHaveLength(3)
  })

  it('[LV70] of an agent of others, and of nobody, there are none, and nothing is asked', async () => {
    const { story, read } = await start()
    expect(await read('otto', 'ivo')).toBeUndefined()
    expect(await read('sam', 'nobody')).toBeUndefined()
    expect(story.callsOf('activeQueues')).toEqual([])
  })

  it('[LV70] a failure is told and not kept', async () => {
    const { story, read } = await start()
    story.platform.failNext('activeQueues', 'rate-limited')
    await expect(read('sam', 'ivo')).rejects.toMatchObject({ code: 'rate-limited' })
    expect(await read('sam', 'ivo')).toEqual(billing)
  })
})
