import { describe, expect, it } from 'vitest'
import { speak, startCoaching } from '../../test/coaching/start-coaching.ts'

type Scene = Awaited<ReturnType<typeof startCoaching>>

function setRecording({ story }: Scene, state: 'on' | 'paused') {
  story.platform.change('c1', { recording: { state, recordsSupervisor: false } })
}

describe('secure pause', () => {
  it('[MD42] no sound passes in either direction from the event on, though the database answers nothing', async () => {
    const scene = await startCoaching()
    const { audio, lineOf, story } = scene
    audio.talk('c1', true)
    await speak(story, audio, 30)
    Object.assign(story.stores.controls, { save: () => new Promise(() => {}) })
    const spoken = lineOf('whisper-audio').sent.length
    setRecording(scene, 'paused')
    lineOf('monitor').listener.onFrame(new Int16Array(640))
    await speak(story, audio, 50, 30)
    lineOf('monitor').listener.onFrame(new Int16Array(640))
    expect(lineOf('whisper-audio').sent).toHaveLength(spoken)
    expect(audio.frames).toHaveLength(0)
  })

  it('[MD42] it is shown within 100 ms, also right after another frame and while the database is slow', async () => {
    const scene = await startCoaching()
    const { panel, story } = scene
    Object.assign(story.stores.controls, { save: () => new Promise(() => {}) })
    // A frame has just gone out: the next one is as far away as it can be.
    story.platform.change('c1', { phaseSince: story.clock.wallNow() })
    while (panel.detail()?.phaseSince !== story.platform.conversation('c1').phaseSince)
      await story.settle(1)
    setRecording(scene, 'paused')
    await story.settle(100)
    const refused = { allowed: false, reason: 'recording-paused' }
    expect(panel.detail()).toMatchObject({
      recording: 'paused',
      microphoneMayOpen: false,
      truth: { recording: { state: 'paused', recordsYou: false } },
      allowed: { monitor: refused, coach: refused, barge: refused, whisperText: refused },
    })
  })

  it('[MD42] afterwards nothing comes back by itself: what was open is asked for anew', async () => {
    const scene = await startCoaching()
    const { audio, lineOf, panel, story } = scene
    audio.talk('c1', true)
    await speak(story, audio, 30)
    setRecording(scene, 'paused')
    await story.settle(3_000)
    setRecording(scene, 'on')
    await story.settle(3_000)
    expect(panel.detail()).toMatchObject({
      recording: 'on',
      mode: { wanted: 'off', confirmed: 'not-connected', reason: 'recording-paused' },
      allowed: { coach: { allowed: true } },
    })
    const spoken = lineOf('whisper-audio').sent.length
    await speak(story, audio, 30, 30)
    expect(lineOf('whisper-audio').sent).toHaveLength(spoken)
  })

  it('[MD42] a command that was on its way when the pause came reaches nobody', async () => {
    const scene = await startCoaching()
    const { story, supervisor } = scene
    const letGo = story.platform.holdBack('startControl')
    await story.commands.sendText(supervisor, 'c1', 'Offer the refund.')
    setRecording(scene, 'paused')
    await story.settle()
    letGo()
    await story.settle(2_000)
    const text = [...story.platform.controls.values()].find(({ kind }) => kind === 'whisper-text')
    expect(text).toMatchObject({ status: 'failed', failure: 'cancelled' })
  })
})
