import type { Change } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { makeConversation, makeMember, makeSupervisor } from '../../../test/coaching/people.ts'
import { startStory } from '../../../test/coaching/story.ts'
import { leastAsked } from './queue-watch.ts'

function queuesOf(panel: { changes(): readonly Change[] }) {
  return panel.changes().findLast((change) => change.kind === 'queues')?.queues
}

describe('watching over queues', () => {
  it('[LV64] a queue by another name is told within a minute, with its rows and what is opened', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    expect(queuesOf(panel)).toEqual([{ id: 'q1', name: 'Queue q1' }])
    const hostile = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(300)}`
    story.platform.renameQueue('q1', hostile)
    await story.settle(61_000)
    expect(queuesOf(panel)).toEqual([{ id: 'q1', name: hostile }])
    expect(panel.row('c1')).toMatchObject({ row: { queueName: hostile } })
    expect(panel.detail()?.queueName).toBe(hostile)
  })

  it('[LV65] a queue that is gone takes its rows, its agents and what is opened of it along, for everybody', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('sam'), ['q1', 'q2'])
    story.platform.addPerson(makeSupervisor('rita'), ['q1', 'q2'])
    const sam = story.connectPanel(story.sam)
    const rita = story.connectPanel(story.session(makeSupervisor('rita')), 'tab-rita-0001')
    await story.settle()
    sam.show('c2')
    await story.settle()
    expect(sam.rows()).toEqual(['c1', 'c2'])
    for (const id of ['sam', 'rita']) story.platform.setQueues(id, ['q1'])
    await story.settle(61_000)
    for (const panel of [sam, rita]) {
      expect(panel.rows()).toEqual(['c1'])
      expect(queuesOf(panel)).toEqual([{ id: 'q1', name: 'Queue q1' }])
      expect(panel.changes()).toContainEqual({ kind: 'agent-gone', id: 'eve' })
    }
    expect(sam.changes()).toContainEqual({ kind: 'detail-gone', conversationId: 'c2' })
    expect(story.platform.streams[0]?.subscriptions.at(-1)?.queueIds).toEqual(['q1'])
  })

  it('[LV65] somebody who loses a queue that others keep loses it alone', async () => {
    const story = startStory()
    for (const id of ['sam', 'rita']) story.platform.addPerson(makeSupervisor(id), ['q1', 'q2'])
    const sam = story.connectPanel(story.sam)
    const rita = story.connectPanel(story.session(makeSupervisor('rita')), 'tab-rita-0001')
    await story.settle()
    story.platform.setQueues('rita', ['q1'])
    await story.settle(121_000)
    expect(rita.rows()).toEqual(['c1'])
    expect(sam.rows()).toEqual(['c1', 'c2'])
  })

  it('[LV65] a right that is removed takes its queue from the screen at once, whenever the stream may come back', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('sam'), ['q1', 'q2'])
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.setQueues('sam', ['q1'])
    story.platform.tellState({ state: 'interrupted', reason: 'right-removed', retryInMs: 30_000 })
    await story.settle()
    expect(panel.rows()).toEqual(['c1'])
    expect(queuesOf(panel)).toEqual([{ id: 'q1', name: 'Queue q1' }])
  })

  it('[LV65] a queue the platform will not open while it is browsed is asked about at once', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('sam'), ['q1', 'q2'])
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.setQueues('sam', ['q1'])
    story.platform.tellState({ state: 'gap' })
    await story.settle()
    expect(panel.rows()).toEqual(['c1'])
    expect(queuesOf(panel)).toEqual([{ id: 'q1', name: 'Queue q1' }])
  })

  it('[LV66] a queue that somebody is given has its rows read, once', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.setQueues('sam', ['q1', 'q3'])
    story.platform.addMember('q3', makeMember('ula'))
    story.platform.addConversation(makeConversation('c3', 'q3', 'ula', story.clock.wallNow()))
    await story.settle(61_000)
    expect(panel.rows()).toEqual(['c1', 'c3'])
    expect(story.callsOf('members').map(({ argument }) => argument)).toEqual(['q1', 'q3'])
  })

  it('[LV64] it costs one request a minute, however many look, and none when nobody does', async () => {
    const story = startStory()
    const panels = Array.from({ length: 30 }, (_, index) => {
      const person = makeSupervisor(`super-${index}`)
      story.platform.addPerson(person, ['q1'])
      return story.connectPanel(story.session(person), `tab-super-${index}-x`)
    })
    await story.settle(1_000)
    const before = story.callsOf('queues').length
    await story.settle(600_000)
    expect(story.callsOf('queues').length - before).toBe(10)
    const askers = story.callsOf('queues').slice(before)
    expect(new Set(askers.map(({ personId }) => personId)).size).toBe(10)
    for (const panel of panels) panel.leave()
    await story.settle(20_000)
    const left = story.callsOf('queues').length
    await story.settle(600_000)
    expect(story.callsOf('queues')).toHaveLength(left)
  })

  it('[LV64] a platform that fails meanwhile takes nothing from anybody', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.failNext('queues', 'unavailable')
    story.platform.failNext('queues', 'rate-limited')
    await story.settle(125_000)
    expect(panel.rows()).toEqual(['c1'])
    expect(story.count('listener-failures')).toBe(0)
  })

  it('[LV64] whoever looks at the queue asked about longest ago is next', () => {
    const watcher = (id: string, ...queueIds: string[]) => ({
      session: { id },
      queueIds: new Set(queueIds),
    })
    const watchers = [watcher('a', 'q1'), watcher('b', 'q1', 'q2'), watcher('c', 'q2')]
    const asked = new Map([
      ['queue q1', 5],
      ['queue q2', 3],
      ['session b', 4],
      ['session c', 2],
    ])
    expect(leastAsked(watchers, asked)?.session.id).toBe('c')
    expect(leastAsked(watchers, new Map([['queue q2', 9]]))?.session.id).toBe('a')
    expect(leastAsked([], asked)).toBeUndefined()
  })
})
