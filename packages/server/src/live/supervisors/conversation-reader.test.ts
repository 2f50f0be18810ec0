import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../../test/coaching/people.ts'
import { startStory } from '../../../test/coaching/story.ts'

const ids = Array.from({ length: 50 }, (_, index) => `super-${String(index).padStart(2, '0')}`)

/** Fifty supervisors of the same queue, each with an open panel. */
async function startFifty() {
  const story = startStory()
  const panels = ids.map((id) => {
    story.platform.addPerson(makeSupervisor(id), ['q1'])
    return story.connectPanel(story.session(makeSupervisor(id)), `tab-${id}`)
  })
  await story.settle(2_000)
  return { story, panels }
}

describe('reading conversations', () => {
  it('[LV60] nothing is read whole until somebody opens it', async () => {
    const { story, panels } = await startFifty()
    await story.settle(60_000)
    expect(story.callsOf('conversation')).toEqual([])
    expect(panels.every((panel) => panel.rows().includes('c1'))).toBe(true)
    panels[0]!.show('c1')
    await story.settle(2_000)
    expect(story.callsOf('conversation')).toHaveLength(1)
  })

  it('[LV60] fifty who open the same conversation at the same moment cost one request', async () => {
    const { story, panels } = await startFifty()
    for (const panel of panels) panel.show('c1')
    await story.settle()
    expect(story.callsOf('conversation')).toHaveLength(1)
    expect(panels.map((panel) => panel.detail()?.id)).toEqual(ids.map(() => 'c1'))
    expect(story.count('reads-shared')).toBe(49)
  })

  it('[LV61] what an event told is not asked for, however long ago, and is what is shown', async () => {
    const { story, panels } = await startFifty()
    story.platform.setPhase('c1', 'held')
    await story.settle(3_600_000)
    panels[7]!.show('c1')
    await story.settle()
    expect(story.callsOf('conversation')).toEqual([])
    expect(panels[7]!.detail()?.phase).toBe('held')
    expect(panels[7]!.detail()?.truth.agent.certainty).toBe('confirmed')
  })

  it('[LV61] what somebody has read is read for nobody once more, whoever opens it and how often', async () => {
    const { story, panels } = await startFifty()
    for (let round = 0; round < 3; round += 1)
      for (const panel of panels) {
        panel.show(null)
        panel.show('c1')
        await story.settle(7_000)
      }
    expect(story.callsOf('conversation')).toHaveLength(1)
    expect(panels.every((panel) => panel.detail()?.id === 'c1')).toBe(true)
  })

  it('[LV61] a stream that has said nothing for a heartbeat may be dead: it is asked then', async () => {
    const { story, panels } = await startFifty()
    story.platform.setPhase('c1', 'held')
    await story.settle()
    for (const stream of story.platform.streams) stream.lastWordAtMono = story.clock.monotonicNow()
    await story.settle(16_000)
    panels[7]!.show('c1')
    await story.settle()
    expect(story.callsOf('conversation')).toEqual([])
    await story.settle(1_000)
    panels[8]!.show('c1')
    await story.settle()
    expect(story.callsOf('conversation')).toHaveLength(1)
  })

  it('[LV61] nothing that was known before events may have been lost is taken for an answer', async () => {
    const { story, panels } = await startFifty()
    story.platform.setPhase('c1', 'held')
    await story.settle()
    story.platform.change('c1', { phase: 'active' }, 'silently')
    story.platform.tellState({ state: 'gap' })
    panels[7]!.show('c1')
    await story.settle()
    expect(story.callsOf('conversation').length).toBeGreaterThan(0)
    expect(panels[7]!.detail()?.phase).toBe('active')
  })

  it('[LV62] what somebody presses is asked in their own name, however lately others have read it', async () => {
    const { story, panels } = await startFifty()
    for (const panel of panels) panel.show('c1')
    await story.settle()
    const before = story.callsOf('conversation').length
    const [first, second] = ids.map((id) => story.supervisor(story.session(makeSupervisor(id))))
    const reader = story.reader
    await Promise.all([reader.read(first!, 'c1', 'act'), reader.read(second!, 'c1', 'act')])
    const asked = story.callsOf('conversation').slice(before)
    expect(asked.map(({ personId }) => personId)).toEqual(['super-00', 'super-01'])
  })

  it('[LV62] one whose reading fails for reasons of their own fails for nobody else', async () => {
    const { story, panels } = await startFifty()
    story.platform.failNext('conversation', 'token-expired')
    for (const panel of panels) panel.show('c1')
    await story.settle()
    expect(panels.slice(1).every((panel) => panel.detail()?.id === 'c1')).toBe(true)
  })

  it('[LV62] a platform that is away is asked once for all who wait, and all wait for it', async () => {
    const { story, panels } = await startFifty()
    story.platform.failNext('conversation', 'unavailable')
    for (const panel of panels) panel.show('c1')
    await story.settle(1_000)
    expect(story.callsOf('conversation')).toHaveLength(1)
    expect(panels.some((panel) => panel.detail() !== undefined)).toBe(false)
    await story.settle(5_000)
    expect(panels.every((panel) => panel.detail()?.id === 'c1')).toBe(true)
    expect(story.callsOf('conversation').length).toBeLessThan(10)
  })

  it('[LV62] nobody is told what somebody else may read and they may not', async () => {
    const { story, panels } = await startFifty()
    story.platform.addPerson(makeSupervisor('otto'), ['q2'])
    const blind = makeSupervisor('blind', { permissions: ['read-routing'] })
    story.platform.addPerson(blind, ['q1'])
    story.platform.refuseNext('conversation', { code: 'not-found' })
    const otto = story.connectPanel(story.session(makeSupervisor('otto')), 'tab-otto-0001')
    const other = story.connectPanel(story.session(blind), 'tab-blind-001')
    await story.settle()
    otto.show('c1')
    await story.settle()
    panels[0]!.show('c1')
    await story.settle()
    story.platform.refuseNext('conversation', { code: 'missing-permission', missing: 'x' })
    other.show('c1')
    await story.settle()
    expect(otto.detail()).toBeUndefined()
    const askers = story.callsOf('conversation').map(({ personId }) => personId)
    expect(askers).toEqual(['otto', 'super-00', 'blind'])
  })
})
