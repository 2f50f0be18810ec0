import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../../test/coaching/people.ts'
import { startCoaching } from '../../../test/coaching/start-coaching.ts'
import { startStory } from '../../../test/coaching/story.ts'

const removed = { state: 'interrupted', reason: 'right-removed', retryInMs: 30_000 } as const

describe('what is taken away', () => {
  it('[LV13] a queue taken away is gone from list, view and ear within a second, and said', async () => {
    const { story, panel, audio, lineOf } = await startCoaching()
    const listening = lineOf('monitor')
    listening.listener.onFrame(new Int16Array(640).fill(100))
    expect(audio.frames).toHaveLength(1)
    story.platform.setQueues('sam', [])
    story.platform.tellState(removed)
    await story.settle(200)
    listening.listener.onFrame(new Int16Array(640).fill(100))
    expect(audio.frames).toHaveLength(1)
    expect(panel.rows()).toEqual([])
    expect(panel.changes()).toContainEqual({ kind: 'detail-gone', conversationId: 'c1' })
    expect(audio.gate()).toMatchObject({ open: false })
    await story.settle(800)
    expect([...story.platform.lines.values()].map(({ isClosed }) => isClosed)).toEqual([true, true])
  })

  it('[LV13] the right to listen taken away silences the line at once, and the panel says why', async () => {
    const { story, panel, audio, lineOf } = await startCoaching()
    const rights = { permissions: ['read-routing', 'read-conversation', 'whisper'] as const }
    story.platform.addPerson(makeSupervisor('sam', rights), ['q1'])
    story.platform.tellState(removed)
    await story.settle(200)
    lineOf('monitor').listener.onFrame(new Int16Array(640).fill(100))
    expect(audio.frames).toEqual([])
    expect(panel.detail()).toMatchObject({
      allowed: { monitor: { reason: 'missing-permission', missing: 'monitor' } },
      mode: { reason: 'right-removed' },
    })
  })

  it('[LV13] the right to see conversations taken away empties the screen and leaves the agents', async () => {
    const { story, panel } = await startCoaching()
    story.platform.addPerson(makeSupervisor('sam', { permissions: ['read-routing'] }), ['q1'])
    story.platform.tellState(removed)
    await story.settle(200)
    expect(panel.rows()).toEqual([])
    expect(panel.changes().some(({ kind }) => kind === 'agent-gone')).toBe(false)
  })

  it('[LV13] a conversation that goes to a queue of others takes its lines along', async () => {
    const { story, panel, audio, lineOf } = await startCoaching({}, async (begun) => {
      begun.platform.addPerson(makeSupervisor('rita'), ['q2'])
      begun.connectPanel(begun.session(makeSupervisor('rita')))
      await begun.settle()
    })
    story.platform.change('c1', { queueId: 'q2' })
    lineOf('monitor').listener.onFrame(new Int16Array(640).fill(100))
    expect(audio.frames).toEqual([])
    expect(audio.gate()).toMatchObject({ open: false })
    await story.settle(1_000)
    expect([...story.platform.lines.values()].map(({ isClosed }) => isClosed)).toEqual([true, true])
    expect(panel.rows()).toEqual([])
  })

  it('[LV45] a tab that comes back is not told what it missed of a queue that is no longer theirs', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const welcome = panel.received.find((message) => message.type === 'welcome')
    panel.leave()
    await story.settle(30_000)
    story.platform.setQueues('sam', [])
    const resume = { streamId: welcome?.streamId ?? '', sequence: 0 }
    const back = story.connectPanel(story.sam, panel.tabId, resume)
    await story.settle()
    expect(back.rows()).toEqual([])
    expect(JSON.stringify(back.received)).not.toContain('Agent ana')
  })

  it('[LV45] without a stream rights are asked for again after a second, and not before', async () => {
    const story = startStory()
    const supervisor = story.supervisor(story.sam)
    await supervisor.ready()
    await story.settle(900)
    await supervisor.ready()
    expect(story.callsOf('whoAmI')).toHaveLength(1)
    await story.settle(200)
    await supervisor.ready()
    expect(story.callsOf('whoAmI')).toHaveLength(2)
  })
})
