import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../../test/coaching/people.ts'
import { startCoaching } from '../../../test/coaching/start-coaching.ts'
import { startStory } from '../../../test/coaching/story.ts'

describe('a stream that falls silent while somebody speaks', () => {
  it('[LV42] is watched closely from the first speaking line to the end of the last', async () => {
    const { story, panel, supervisor } = await startCoaching()
    const [stream] = story.platform.streams
    expect(stream?.silenceLimitMs).toBe(12_000)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle(5_000)
    expect(story.platform.control(story.platform.started.at(-1)?.requestKey).status).toBe('failed')
    expect(stream?.silenceLimitMs).toBeUndefined()
  })

  it('[LV42] listening and texts need no such watch, nor do other supervisors', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    const panel = story.connectPanel(story.sam)
    story.connectPanel(story.session(makeSupervisor('rita')))
    await story.settle()
    const sam = story.supervisor(story.sam)
    await story.commands.changeMode(sam, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.commands.sendText(sam, 'c1', 'Offer the refund.')
    await story.settle()
    expect(story.platform.streams.map((stream) => stream.silenceLimitMs)).toEqual([
      undefined,
      undefined,
    ])
    await story.commands.changeMode(sam, 'c1', { mode: 'coach', tabId: panel.tabId })
    await story.settle()
    expect(story.platform.streams.map((stream) => stream.silenceLimitMs)).toEqual([
      12_000,
      undefined,
    ])
  })

  it('[LV42] its loss makes everything unknown and shuts the gate in the same event', async () => {
    const { story, panel, audio } = await startCoaching()
    expect(audio.gate()).toMatchObject({ open: true })
    story.platform.tellState({ state: 'interrupted', reason: 'silent', retryInMs: 100 })
    expect(audio.gate()).toMatchObject({ open: false, reason: 'hearing-unknown' })
    await story.settle()
    expect(panel.detail()?.truth.agent.certainty).toBe('unknown')
  })

  it('[LV42] a stream opened anew meanwhile is watched as closely', async () => {
    const { story } = await startCoaching()
    story.platform.tellState({ state: 'interrupted', reason: 'silent' })
    await story.settle(2_000)
    expect(story.platform.streams).toHaveLength(2)
    expect(story.platform.streams[1]?.silenceLimitMs).toBe(12_000)
  })
})
