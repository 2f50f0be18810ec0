import { describe, expect, it } from 'vitest'
import { makeConversation, makeMember, makeSupervisor } from '../../../test/coaching/people.ts'
import { startStory } from '../../../test/coaching/story.ts'

const metrics = {
  silenceMs: 0,
  overlapMs: 0,
  talkShare: { agent: 0.5, customer: 0.5 },
  negativeRun: 0,
  keywords: [],
}

/** `c9` came through `q1` to `eve`, who is a member of `q2` only: no browse of `q1` finds it. */
function startWithStranger() {
  const story = startStory()
  story.platform.addConversation(makeConversation('c9', 'q1', 'eve', story.clock.wallNow()))
  const metricsOf = (conversationId: string) =>
    story.platform.toEverybody({ type: 'conversation-metrics', conversationId, metrics })
  return { ...story, metricsOf }
}

describe('conversations that only their events tell of', () => {
  it('[LV40] one whose agent is no member of its queue is read at its first event, and listed', async () => {
    const story = startWithStranger()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    expect(panel.rows()).toEqual(['c1'])
    story.metricsOf('c9')
    await story.settle()
    expect(panel.rows()).toEqual(['c1', 'c9'])
    story.metricsOf('c9')
    await story.settle()
    expect(story.callsOf('conversation').map((call) => call.argument)).toEqual(['c9'])
  })

  it('[LV40] a control of an unknown conversation has it read as well', async () => {
    const story = startWithStranger()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.toEverybody({
      type: 'control-changed',
      control: {
        id: 'elsewhere-1',
        version: 1,
        conversationId: 'c9',
        kind: 'monitor',
        status: 'executing',
        supervisorId: 'rita',
        targetUserId: 'eve',
      },
    })
    await story.settle()
    expect(panel.rows()).toEqual(['c1', 'c9'])
  })

  it('[LV40] many streams that tell of it at once read it once', async () => {
    const story = startWithStranger()
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    const sam = story.connectPanel(story.sam)
    const rita = story.connectPanel(story.session(makeSupervisor('rita')))
    await story.settle()
    story.metricsOf('c9')
    await story.settle()
    expect(story.callsOf('conversation')).toHaveLength(1)
    expect(sam.rows()).toEqual(['c1', 'c9'])
    expect(rita.rows()).toEqual(['c1', 'c9'])
  })

  it('[LV40] where the first may not see it, the next who was told is asked', async () => {
    const story = startWithStranger()
    story.platform.addPerson(makeSupervisor('nell'), ['q2'])
    const nell = story.connectPanel(story.session(makeSupervisor('nell')))
    const sam = story.connectPanel(story.sam)
    await story.settle()
    story.metricsOf('c9')
    await story.settle()
    expect(story.callsOf('conversation').map((call) => call.personId)).toEqual(['nell', 'sam'])
    expect(sam.rows()).toEqual(['c1', 'c9'])
    expect(nell.rows()).toEqual(['c2'])
  })

  it('[LV41] while the queues are being read nothing is read whole', async () => {
    const story = startWithStranger()
    const letGo = story.platform.holdBack('members')
    story.connectPanel(story.sam)
    await story.settle()
    story.metricsOf('c1')
    story.metricsOf('c9')
    await story.settle()
    letGo()
    await story.settle()
    expect(story.callsOf('conversation')).toEqual([])
  })

  it('[LV41] a reading that fails is repeated; what is absent is left alone for a minute', async () => {
    const story = startWithStranger()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.failNext('conversation', 'unreachable')
    story.metricsOf('c9')
    await story.settle(2_000)
    expect(panel.rows()).toEqual(['c1', 'c9'])
    const before = story.callsOf('conversation').length
    for (let second = 0; second < 59; second += 5) {
      story.metricsOf('nowhere')
      await story.settle(5_000)
    }
    expect(story.callsOf('conversation').length - before).toBe(1)
    await story.settle(1_000)
    story.metricsOf('nowhere')
    await story.settle()
    expect(story.callsOf('conversation').length - before).toBe(2)
  })

  it('[LV41] at most four are read at a time', async () => {
    const story = startWithStranger()
    story.connectPanel(story.sam)
    await story.settle()
    const letGo = story.platform.holdBack('conversation')
    for (let place = 0; place < 20; place += 1) story.metricsOf(`unknown-${place}`)
    await story.settle()
    expect(story.callsOf('conversation')).toHaveLength(4)
    letGo()
    await story.settle()
    expect(story.callsOf('conversation')).toHaveLength(20)
  })

  it('[LV18] nothing is asked for in the name of a session that has ended', async () => {
    const story = startWithStranger()
    story.platform.addMember('q1', makeMember('ivo'))
    story.connectPanel(story.sam)
    await story.settle()
    story.platform.failNext('conversation', 'unreachable')
    story.metricsOf('c9')
    await story.settle(1)
    const before = story.callsOf('conversation').length
    story.endSession(story.sam.id)
    story.coaching.engines.supervisors.end(story.sam.id)
    await story.settle(30_000)
    expect(story.callsOf('conversation')).toHaveLength(before)
  })
})
