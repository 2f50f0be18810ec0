import { describe, expect, it } from 'vitest'
import { type Story, startStory } from '../../../test/panel-story.ts'
import { coachingDetail, detail } from '../../../test/samples.ts'
import { noLevel } from './microphone.ts'

const id = 'conversation-1'

async function coaching(): Promise<Story> {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  story.tell([{ kind: 'detail', detail: detail() }])
  await story.model.line.setMode(id, 'coach')
  story.audio().open()
  story.tell([{ kind: 'detail', detail: coachingDetail() }])
  story.audio().say({ type: 'gate', conversationId: id, open: true })
  return story
}

describe('a running microphone', () => {
  it('[PA100] takes another switch at once, and the key stays down', async () => {
    const story = await coaching()
    story.model.line.press()
    story.model.preferences.setState({ noiseSuppression: false })
    await story.clock.advance(0)
    expect(story.microphone.used).toEqual([
      { echoCancellation: true, noiseSuppression: false, automaticGain: true },
    ])
    expect(story.line().talk.state).toBe('talking')
    expect(story.microphone.log).toEqual(['asked', 'open 1'])
  })

  it('[PA101] becomes the device that is chosen, and the one the system moves to', async () => {
    const story = await coaching()
    story.model.preferences.setState({ microphone: { deviceId: 'headset', label: 'Headset' } })
    await story.clock.advance(0)
    expect(story.microphone.used.at(-1)?.deviceId).toBe('headset')
    story.model.preferences.setState({ microphone: undefined })
    await story.clock.advance(0)
    story.devices.become([{ deviceId: 'default', label: 'Default - Headset' }])
    await story.clock.advance(0)
    expect(story.microphone.used).toHaveLength(3)
    expect(story.microphone.used.at(-1)).not.toHaveProperty('deviceId')
  })

  it('[PA100] says why a change was refused, and goes on with what ran', async () => {
    const story = await coaching()
    story.model.line.press()
    story.microphone.useFailure = 'busy'
    story.model.preferences.setState({ automaticGain: false })
    await story.clock.advance(0)
    expect(story.line()).toMatchObject({
      problem: { kind: 'microphone', failure: 'busy' },
      microphone: 'on',
      talk: { state: 'talking' },
    })
  })

  it('[PA100] wishes that come quickly one after the other end with the last', async () => {
    const story = await coaching()
    story.model.preferences.setState({ automaticGain: false })
    story.model.preferences.setState({ noiseSuppression: false })
    story.model.preferences.setState({ automaticGain: true })
    await story.clock.advance(0)
    expect(story.microphone.used.at(-1)).toMatchObject({
      automaticGain: true,
      noiseSuppression: false,
    })
    story.model.preferences.setState({ echoCancellation: false })
    await story.clock.advance(0)
    expect(story.microphone.used.at(-1)?.echoCancellation).toBe(false)
  })

  it('[PA100] nothing is asked of the browser while it is off', async () => {
    const story = startStory()
    await story.begin()
    story.model.preferences.setState({ noiseSuppression: false })
    story.devices.become([])
    await story.clock.advance(1_000)
    expect(story.microphone.asked).toEqual([])
    expect(story.microphone.used).toEqual([])
  })

  it('[PA102] unplugged while talking: cut first, then said, and what else is plugged in is known', async () => {
    const story = await coaching()
    story.model.line.press()
    story.devices.become([{ deviceId: 'headset', label: 'Headset' }])
    story.microphone.listener().onLost('unplugged')
    expect(story.microphone.log.slice(0, 3)).toEqual(['asked', 'open 1', 'shut'])
    await story.clock.advance(0)
    expect(story.line()).toMatchObject({
      problem: { kind: 'microphone', failure: 'unplugged' },
      microphone: 'off',
      microphoneFacts: undefined,
    })
    expect(story.model.line.microphones.getState()).toEqual([
      { deviceId: 'headset', label: 'Headset' },
    ])
    story.frame(1)
    expect(story.audio().sentBytes).toEqual([])
  })

  it('[PA104] says which device it is and what is wrong with its sound', async () => {
    const story = await coaching()
    expect(story.line().microphoneFacts).toMatchObject({ label: 'Desk', sampleRateHz: 48_000 })
    story.microphone.listener().onLevel({ rms: 1, peak: 1, clipped: 1, damaged: 0 })
    expect(story.line().microphoneHealth).toBe('clipping')
    expect(story.model.line.levels.yourPeak).toBe(1)
    await story.pass(4_000)
    story.microphone.listener().onLevel({ ...noLevel, rms: 0.1, peak: 0.2 })
    expect(story.line().microphoneHealth).toBe('fine')
  })
})
