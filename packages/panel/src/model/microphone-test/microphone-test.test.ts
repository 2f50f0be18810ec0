import { describe, expect, it } from 'vitest'
import { type Story, startStory } from '../../../test/panel-story.ts'
import { coachingDetail, detail } from '../../../test/samples.ts'
import { microphoneTestOf } from './microphone-test.ts'

const id = 'conversation-1'

async function signedIn(): Promise<Story> {
  const story = startStory()
  await story.begin()
  return story
}

async function opened(): Promise<Story> {
  const story = await signedIn()
  await microphoneTestOf(story.model).open()
  story.audio().open()
  return story
}

const state = (story: Story) => microphoneTestOf(story.model).state.getState()

/** The microphone speaks that many frames of the newest press. */
async function deliver(story: Story, frames: number): Promise<void> {
  const burst = Number(story.microphone.log.findLast((entry) => entry.startsWith('open'))?.slice(5))
  for (let frame = 0; frame < frames; frame += 1) {
    story.microphone.listener().onLevel({ rms: 0.1, peak: 0.4, clipped: 0, damaged: 0 })
    story.frame(burst, 2_000)
    await story.clock.advance(20)
  }
}

describe('the microphone test', () => {
  it('[PA105] records three seconds, judges them and plays them here, and nothing of it leaves', async () => {
    const story = await opened()
    const recording = microphoneTestOf(story.model).record()
    await deliver(story, 150)
    await recording
    expect(state(story)).toMatchObject({
      state: 'open',
      recording: { state: 'recorded', level: { verdict: 'good' } },
    })
    await microphoneTestOf(story.model).play()
    expect(story.clips).toHaveLength(1)
    expect(story.clips[0]).toHaveLength(48_000)
    expect(story.clips[0]?.every((sample) => sample === 2_000)).toBe(true)
    expect(story.audio().sentBytes).toEqual([])
    expect(story.commands()).toEqual([])
  })

  it('[PA105] asks for the microphone when it is opened, not before, and gives it back when it is closed', async () => {
    const story = await signedIn()
    await story.pass(2_000)
    expect(story.microphone.asked).toEqual([])
    await microphoneTestOf(story.model).open()
    expect(story.microphone.asked).toHaveLength(1)
    expect(story.model.preferences.getState().microphoneTestSeen).toBe(true)
    microphoneTestOf(story.model).close()
    expect(story.microphone.log.at(-1)).toBe('stop')
    expect(state(story)).toEqual({ state: 'closed' })
  })

  it('[PA105] closed while the person is being asked, the microphone that comes goes back at once', async () => {
    const story = await signedIn()
    story.microphone.undecided = true
    const opening = microphoneTestOf(story.model).open()
    await story.clock.advance(0)
    microphoneTestOf(story.model).close()
    story.microphone.decide()
    await opening
    expect(state(story)).toEqual({ state: 'closed' })
    expect(story.microphone.log).toEqual(['asked', 'stop'])
  })

  it('[PA105] says why the microphone does not start, and asks again when told to', async () => {
    const story = await signedIn()
    story.microphone.failure = 'dismissed'
    await microphoneTestOf(story.model).open()
    expect(state(story)).toEqual({ state: 'failed', failure: 'dismissed' })
    story.microphone.failure = undefined
    await microphoneTestOf(story.model).open()
    expect(state(story).state).toBe('open')
    story.microphone.listener().onLost('unplugged')
    expect(state(story)).toEqual({ state: 'failed', failure: 'unplugged' })
  })

  it('[PA105] a microphone that delivers too little keeps nobody waiting', async () => {
    const story = await opened()
    const recording = microphoneTestOf(story.model).record()
    await story.pass(5_000)
    await recording
    expect(state(story)).toMatchObject({
      recording: { state: 'recorded', level: { verdict: 'nothing' } },
    })
  })

  it('[PA105] stands on the page from the first question on, and goes when the session ends', async () => {
    const story = await signedIn()
    const isShown = () => story.model.microphoneTestShown.getState()
    expect(isShown()).toBe(false)
    const opening = microphoneTestOf(story.model).open()
    expect(isShown()).toBe(true)
    await opening
    expect(story.microphone.log).not.toContain('stop')
    story.model.session.setState({ state: 'signed-out' }, true)
    expect(isShown()).toBe(false)
    expect(state(story)).toEqual({ state: 'closed' })
    expect(story.microphone.log).toContain('stop')
  })

  it('[PA105] opened while talking it cuts the line first', async () => {
    const story = await signedIn()
    story.model.live.show(id)
    story.tell([{ kind: 'detail', detail: detail() }])
    await story.model.line.setMode(id, 'coach')
    story.audio().open()
    story.tell([{ kind: 'detail', detail: coachingDetail() }])
    story.audio().say({ type: 'gate', conversationId: id, open: true })
    story.model.line.toggleLatch()
    expect(story.line().talk.state).toBe('talking')
    const opening = microphoneTestOf(story.model).open()
    expect(story.microphone.log.at(-2)).toBe('shut')
    await opening
    expect(story.line().talk.state).toBe('cut')
    expect(story.line().microphone).toBe('on')
  })

  it('[PA107] measures the sound connection by its own pings, also without a line, and lets it go', async () => {
    const story = await opened()
    const audio = story.audio()
    for (let round = 0; round < 8; round += 1) {
      await story.clock.advance(250)
      const pings = audio.sentTexts.map((text): { id?: number } => JSON.parse(text))
      audio.say({ type: 'pong', id: pings.at(-1)?.id ?? 0 })
    }
    await story.clock.advance(250)
    expect(state(story)).toMatchObject({ network: { grade: 'good' } })
    microphoneTestOf(story.model).close()
    expect(audio.closedByPanel).toBe(true)
  })

  it('[PA108] plays a soft sound and finds what comes back, with the browser’s own cancelling off for that time', async () => {
    const story = await opened()
    const checking = microphoneTestOf(story.model).checkHeadset()
    await story.clock.advance(0)
    expect(story.microphone.used).toEqual([
      { echoCancellation: false, noiseSuppression: false, automaticGain: false },
    ])
    const [played = new Int16Array(0)] = story.clips
    const burst = Number(story.microphone.log.findLast((line) => line.startsWith('open'))?.slice(5))
    for (let frame = 0; frame < 110; frame += 1) {
      const samples = Int16Array.from({ length: 320 }, (_, index) =>
        Math.round((played[frame * 320 + index - 1_600] ?? 0) / 4),
      )
      story.microphone.listener().onFrame(samples, frame * 20, burst)
    }
    await checking
    expect(state(story)).toMatchObject({
      headset: { state: 'checked', echo: { heard: 'returns', delayMs: 100 } },
    })
    expect(story.microphone.used.at(-1)).toMatchObject({ echoCancellation: true })
  })

  it('[PA105] the end of the session closes it', async () => {
    const story = await opened()
    await story.model.signOut()
    expect(state(story).state).toBe('closed')
  })
})
