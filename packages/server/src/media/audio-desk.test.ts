import { encodeAudioFrame } from '@sotto/audio'
import { describe, expect, it } from 'vitest'
import { speak, startCoaching, talkFrame } from '../../test/coaching/start-coaching.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'

describe('sound between a tab and the platform', () => {
  it('[MD12] tells of the gate when the socket connects and when it changes, with the reason', async () => {
    const { story, audio } = await startCoaching()
    const gates = audio.messages.flatMap((message) => (message.type === 'gate' ? [message] : []))
    expect(gates.at(-1)).toEqual({ type: 'gate', conversationId: 'c1', open: true })
    expect(gates.slice(0, -1).every((gate) => !gate.open && gate.reason !== undefined)).toBe(true)
    const second = story.connectAudio(story.sam)
    expect(second.messages).toEqual([{ type: 'gate', conversationId: 'c1', open: true }])
    story.platform.setPhase('c1', 'held')
    expect(second.messages.at(-1)).toMatchObject({ open: false, reason: 'conversation-held' })
  })

  it('[MD2] hold shuts the gate in the same event and nothing is sent after it', async () => {
    const { story, audio, lineOf } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 30)
    const line = lineOf('whisper-audio')
    const before = line.sent.length
    expect(before).toBeGreaterThan(15)
    story.platform.setPhase('c1', 'held')
    // Before any promise has run, and before anything was written or called.
    expect(audio.gate()).toMatchObject({ open: false })
    await speak(story, audio, 30, 30)
    expect(line.sent).toHaveLength(before)
  })

  it.each([
    [
      'the stream is interrupted',
      (story: Story) =>
        story.platform.tellState({ state: 'interrupted', reason: 'network', retryInMs: 9_000 }),
    ],
    [
      'events were lost',
      (story: Story) => {
        story.platform.holdBack('conversation')
        story.platform.tellState({ state: 'gap' })
      },
    ],
    [
      'the platform’s path breaks',
      (story: Story) =>
        [...story.platform.lines.values()].at(-1)!.listener.onState({ state: 'interrupted' }),
    ],
    [
      'the call is transferred',
      (story: Story) => void story.platform.setPhase('c1', 'in-transfer'),
    ],
    ['a third party joins', (story: Story) => void story.platform.setPhase('c1', 'conference')],
    ['the call ends', (story: Story) => void story.platform.setPhase('c1', 'ended')],
    [
      'recording is paused',
      (story: Story) =>
        void story.platform.change('c1', {
          recording: { state: 'paused', recordsSupervisor: false },
        }),
    ],
    [
      'the platform says that the customer hears',
      (story: Story) => {
        const { participants } = story.platform.conversation('c1')
        story.platform.change('c1', {
          participants: participants.map((one) =>
            one.supervising?.kind === 'whisper-audio'
              ? {
                  ...one,
                  supervising: { ...one.supervising, heardBy: ['agent', 'customer'] as const },
                }
              : one,
          ),
        })
      },
    ],
    [
      'our participant is gone',
      (story: Story) => {
        const { participants } = story.platform.conversation('c1')
        story.platform.change('c1', {
          participants: participants.filter((one) => one.supervising === undefined),
        })
      },
    ],
    ['the session ends', (story: Story) => story.endSession(story.sam.id)],
  ])('[MD2] no frame passes once %s', async (_name, happens) => {
    const { story, audio, lineOf } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 30)
    const line = lineOf('whisper-audio')
    const before = line.sent.length
    happens(story)
    await speak(story, audio, 30, 30)
    expect(line.sent).toHaveLength(before)
  })

  it('[MD2] no frame passes while the panel’s live socket is gone, whatever the audio socket sends', async () => {
    const { story, audio, panel, lineOf } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 30)
    const before = lineOf('whisper-audio').sent.length
    panel.leave()
    expect(audio.gate()).toMatchObject({ open: false, reason: 'panel-gone' })
    await speak(story, audio, 30, 30)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
  })

  it('[MD2] what waited when the gate shut is not played, even when it opens again at once', async () => {
    const { story, audio, lineOf } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 30)
    const before = lineOf('whisper-audio').sent.length
    expect(before).toBeLessThan(30)
    story.platform.tellState({ state: 'gap' })
    expect(audio.gate()).toMatchObject({ open: false, reason: 'hearing-unknown' })
    await story.clock.advance(0)
    expect(audio.gate()).toMatchObject({ open: true })
    await story.settle(600)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
  })

  it('[MD2] the wish to stop shuts the gate before anything is asked of the platform', async () => {
    const { story, audio, panel, supervisor, lineOf } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 30)
    const before = lineOf('whisper-audio').sent.length
    const asked = story.commands.changeMode(supervisor, 'c1', { mode: 'off', tabId: panel.tabId })
    expect(audio.gate()).toMatchObject({ open: false, reason: 'no-line' })
    await asked
    await speak(story, audio, 10, 30)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
  })

  it('[MD7] a key press without a line there is answered', async () => {
    const { story, audio, lineOf } = await startCoaching()
    audio.talk('c2', true)
    expect(audio.messages.at(-1)).toMatchObject({ type: 'problem', code: 'no-line' })
    await speak(story, audio, 20)
    expect(lineOf('whisper-audio').sent).toEqual([])
    const fresh = startStory()
    const idle = fresh.connectAudio(fresh.sam)
    idle.talk('c1', true)
    expect(idle.messages).toMatchObject([{ type: 'problem', code: 'no-line' }])
  })

  it('[MD8] says what is wrong with a frame', async () => {
    const { audio } = await startCoaching()
    const good = talkFrame(0, 0)
    const listen = encodeAudioFrame({
      kind: 'listen',
      sequence: 0,
      captureTimeMs: 0,
      samples: new Int16Array(640),
    })
    expect(audio.connection.takeFrame(good)).toBeUndefined()
    expect(audio.connection.takeFrame(good.slice(0, 100))).toBe('wrong-size')
    expect(audio.connection.takeFrame(good.slice(0, 3))).toBe('too-short')
    expect(audio.connection.takeFrame(new Uint8Array(656))).toBe('unknown-version')
    expect(listen.ok && audio.connection.takeFrame(listen.value)).toBe('wrong-kind')
  })

  it('[MD9] what is heard goes to the tab that listens, and to no other', async () => {
    const { story, audio, lineOf } = await startCoaching()
    story.connectPanel(story.sam, 'tab-00000002')
    const other = story.connectAudio(story.sam, 'tab-00000002')
    lineOf('monitor').listener.onFrame(new Int16Array(640))
    expect(audio.frames).toHaveLength(1)
    expect(other.frames).toHaveLength(0)
  })

  it('[MD17] says that nobody speaks, and what holds again when the key goes up', async () => {
    const { story, audio, lineOf } = await startCoaching()
    audio.talk('c1', true)
    for (let second = 0; second <= 60; second += 1) {
      audio.connection.takeFrame(talkFrame(second, story.clock.monotonicNow(), 10))
      await story.clock.advance(1_000)
    }
    expect(audio.gate()).toMatchObject({ open: false, reason: 'microphone-silent' })
    const before = lineOf('whisper-audio').sent.length
    await speak(story, audio, 30, 100)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
    audio.talk('c1', false)
    expect(audio.gate()).toEqual({ type: 'gate', conversationId: 'c1', open: true })
  })

  it('[MD10] nothing is heard while recording is paused, not even what the platform still sends', async () => {
    const { story, audio, lineOf } = await startCoaching()
    const recording = (state: 'on' | 'paused') =>
      story.platform.change('c1', { recording: { state, recordsSupervisor: false } })
    recording('paused')
    lineOf('monitor').listener.onFrame(new Int16Array(640))
    expect(audio.frames).toHaveLength(0)
    await story.settle()
    recording('on')
    lineOf('monitor').listener.onFrame(new Int16Array(640))
    // The line was taken back with the pause; listening again is asked for again.
    expect(audio.frames).toHaveLength(0)
  })

  it('[MD11] passes on what the ear was given, with the frames the gate refused', async () => {
    const { story, audio, lineOf } = await startCoaching()
    await speak(story, audio, 3)
    const position = {
      receivedSamples: 640,
      mixedSamples: 320,
      underrunSamples: 0,
      clippedSamples: 7,
    }
    lineOf('whisper-audio').listener.onPosition(position)
    expect(audio.messages.at(-1)).toEqual({
      type: 'position',
      conversationId: 'c1',
      ...position,
      refusedFrames: 3,
    })
  })

  it('[MD13] a second audio socket of the tab replaces the first, and the key must go down again', async () => {
    const { story, audio, lineOf } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 12)
    const second = story.connectAudio(story.sam)
    expect(audio.socket.closed).toBe(4409)
    const before = lineOf('whisper-audio').sent.length
    await speak(story, audio, 20, 12)
    await speak(story, second, 20, 12)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
    audio.talk('c1', true)
    await speak(story, audio, 20, 40)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
    second.talk('c1', true)
    await speak(story, second, 20, 40)
    expect(lineOf('whisper-audio').sent.length).toBeGreaterThan(before)
  })

  it('[MD13] nothing said on one line passes over to the next', async () => {
    const { story, audio, panel, supervisor, lineOf } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 12)
    await story.commands.changeMode(supervisor, 'c1', {
      mode: 'coach',
      tabId: panel.tabId,
      mixLevel: 0.5,
    })
    await story.settle()
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    expect(audio.gate()).toMatchObject({ open: true })
    await speak(story, audio, 20, 12)
    expect(lineOf('whisper-audio').sent).toEqual([])
  })

  it('[MD14] what is taken back is cut at once and left to the cancellation; the goodbye comes only if that fails', async () => {
    const { story, audio, lineOf } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 20)
    const letGo = story.platform.holdBack('cancelControl')
    const line = lineOf('whisper-audio')
    const before = line.sent.length
    story.platform.setPhase('c1', 'held')
    await speak(story, audio, 45, 20)
    expect(line.isClosed).toBe(false)
    expect(line.sent).toHaveLength(before)
    await story.settle(200)
    expect(line.isClosed).toBe(true)
    letGo()
  })

  it('[MD1] nobody speaks before they can hear', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    const audio = story.connectAudio(story.sam)
    await story.settle()
    panel.show('c1')
    const supervisor = story.supervisor(story.sam)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'coach', tabId: panel.tabId })
    await story.settle()
    const [monitor, whisper] = [...story.platform.controls.values()]
    story.platform.openLine(whisper!.id)
    await story.settle()
    expect(audio.gate()).toMatchObject({ open: false, reason: 'mode-switching' })
    story.platform.openLine(monitor!.id)
    await story.settle()
    expect(audio.gate()).toMatchObject({ open: true })
  })

  it('[MD14] the sound path opens with the answer, closes with the end, and not for what is taken back', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const supervisor = story.supervisor(story.sam)
    const letGo = story.platform.holdBack('startControl')
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle()
    expect(story.platform.lines.size).toBe(0)
    letGo()
    await story.settle()
    expect(story.platform.lines.size).toBe(1)
    expect(story.platform.control().status).toBe('queued')
    await story.commands.changeMode(supervisor, 'c1', { mode: 'off', tabId: panel.tabId })
    await story.settle()
    expect([...story.platform.lines.values()][0]?.isClosed).toBe(true)
    const again = story.platform.holdBack('startControl')
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.commands.changeMode(supervisor, 'c1', { mode: 'off', tabId: panel.tabId })
    again()
    await story.settle()
    expect(story.platform.lines.size).toBe(1)
    expect(story.platform.control().failure).toBe('cancelled')
  })
})
