import { describe, expect, it } from 'vitest'
import { startCoaching } from '../../test/coaching/start-coaching.ts'
import { createHearing, hearingOf } from './hearing.ts'

describe('who hears, for the gate', () => {
  it('[MD151] is told again while nothing is another, and is always what it would be worked out to be', async () => {
    const { story, supervisor } = await startCoaching()
    const hearing = createHearing()
    const ask = () => {
      const known = story.world.conversation('c1')
      const told = hearing(supervisor, known, [])
      expect(told).toEqual(hearingOf(supervisor, known, []))
      return told
    }
    const none: readonly never[] = []
    const known = story.world.conversation('c1')
    expect(hearing(supervisor, known, none)).toBe(hearing(supervisor, known, none))
    expect(ask().agent.certainty).toBe('confirmed')
    story.platform.change('c1', { recording: { state: 'paused', recordsSupervisor: false } })
    expect(ask().recording.state).toBe('paused')
    story.platform.tellState({ state: 'interrupted', reason: 'network', retryInMs: 9_000 })
    expect(ask().agent.certainty).toBe('unknown')
    expect(hearing(supervisor, undefined, none).agent.certainty).toBe('unknown')
  })
})
