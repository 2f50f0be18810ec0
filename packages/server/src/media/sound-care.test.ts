import { describe, expect, it } from 'vitest'
import { speak, startCoaching, talkFrame } from '../../test/coaching/start-coaching.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'

const good = { clippingRatio: 0, lossRatio: 0, jitterMs: 4 }

async function coached() {
  const coaching = await startCoaching()
  const { lineOf, panel, story } = coaching
  let received = 0
  let clipped = 0
  let underrun = 0
  return {
    ...coaching,
    sound: () => panel.detail()?.sound,
    causes: () => panel.detail()?.sound?.causes,
    /** The platform tells of half a second, of which so many samples were clipped or missing. */
    async position({ clips = 0, receives = 8_000, underruns = 0, settleMs = 500 } = {}) {
      received += receives
      clipped += clips
      underrun += underruns
      lineOf('whisper-audio').listener.onPosition({
        receivedSamples: received,
        mixedSamples: received - underrun,
        underrunSamples: underrun,
        clippedSamples: clipped,
      })
      await story.settle(settleMs)
    },
    quality: (of: 'agent' | 'supervisor', part: Partial<typeof good>) =>
      story.platform.change('c1', { audioQuality: { [of]: { ...good, ...part } } }),
    levels: () =>
      story.platform.started
        .filter(({ kind }) => kind === 'whisper-audio')
        .map(({ mixLevel }) => mixLevel),
  }
}

async function setCodecs(story: Story, codecs: readonly string[]): Promise<void> {
  const { participants } = story.platform.conversation('c1')
  story.platform.change('c1', {
    participants: participants.map((one) => ({
      ...one,
      channels: one.channels.map((channel) =>
        channel.media === 'audio' ? { ...channel, codecs } : channel,
      ),
    })),
  })
  await story.settle()
}

describe('care for the supervisor’s sound', () => {
  it('[MD53] samples clipped on the line lower the level to 0.5, said at once, done when nobody speaks', async () => {
    const { audio, levels, position, sound, story, lineOf } = await coached()
    audio.talk('c1', true)
    await position()
    await position({ clips: 900 })
    expect(sound()).toEqual({ causes: ['voice-distorted'], loweredMixLevel: 0.5 })
    await story.settle(10_000)
    expect(levels()).toEqual([0.65])
    audio.talk('c1', false)
    const before = lineOf('whisper-audio')
    await story.settle(1_000)
    expect(levels()).toEqual([0.65])
    await story.settle(1_200)
    expect(before.isClosed).toBe(true)
    expect(levels()).toEqual([0.65, 0.5])
    expect(sound()?.loweredMixLevel).toBe(0.5)
  })

  it('[MD53] clipping that the platform reports of the agent’s ear does the same', async () => {
    const { levels, quality, story } = await coached()
    quality('agent', { clippingRatio: 0.1 })
    await story.settle(2_500)
    expect(levels()).toEqual([0.65, 0.5])
  })

  it('[MD54] once in a conversation: a level chosen afterwards is the supervisor’s own', async () => {
    const { levels, panel, quality, story, supervisor } = await coached()
    quality('agent', { clippingRatio: 0.1 })
    await story.settle(2_500)
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    await story.commands.changeMode(supervisor, 'c1', {
      mode: 'coach',
      tabId: panel.tabId,
      mixLevel: 0.8,
    })
    await story.settle()
    story.platform.openLine(story.platform.control().id)
    quality('agent', { clippingRatio: 0.2 })
    await story.settle(5_000)
    expect(levels()).toEqual([0.65, 0.5, 0.8])
  })

  it('[MD54] the key pressed while the line opens anew says nothing into either', async () => {
    const { audio, lineOf, quality, story } = await coached()
    const first = lineOf('whisper-audio')
    quality('agent', { clippingRatio: 0.1 })
    await story.settle(2_500)
    expect(audio.gate()).toMatchObject({ open: false })
    audio.talk('c1', true)
    await speak(story, audio, 30)
    expect(first.sent).toEqual([])
    expect(lineOf('whisper-audio').sent).toEqual([])
  })

  it('[MD50] what never came from the panel is told as the supervisor’s network', async () => {
    const { audio, causes, position, story } = await coached()
    await position()
    audio.talk('c1', true)
    for (let index = 0; index < 50; index += 1) {
      // Every tenth frame is missing: its number has come to nobody.
      if (index % 10 !== 9) audio.connection.takeFrame(talkFrame(index, story.clock.monotonicNow()))
      await story.clock.advance(20)
    }
    await position({ receives: 16_000, underruns: 800 })
    expect(causes()).toEqual(['supervisor-network-loses'])
  })

  it('[MD50] frames a full socket threw away before they had a number are missed by their time', async () => {
    const { audio, causes, position, story } = await coached()
    await position()
    audio.talk('c1', true)
    for (let index = 0; index < 50; index += 1) {
      if (index % 10 !== 9)
        audio.connection.takeFrame(
          talkFrame(index - Math.floor(index / 10), story.clock.monotonicNow()),
        )
      await story.clock.advance(20)
    }
    await position({ receives: 16_000 })
    expect(causes()).toEqual(['supervisor-network-loses'])
  })

  it('[MD50] what comes too late to be played in its place is told as an uneven network', async () => {
    const { audio, causes, position, story } = await coached()
    await position()
    audio.talk('c1', true)
    await speak(story, audio, 40)
    for (let stall = 0; stall < 2; stall += 1) {
      const from = 40 + stall * 60
      const beganAt = story.clock.monotonicNow()
      // Longer than anything is kept: what was said at first is too old when it comes.
      await story.clock.advance(1_100)
      for (let index = 0; index < 55; index += 1)
        audio.connection.takeFrame(talkFrame(from + index, beganAt + index * 20))
      await speak(story, audio, 5, from + 55)
    }
    await position({ receives: 60_000, underruns: 3_000 })
    expect(causes()).toEqual(['supervisor-network-uneven'])
  })

  it('[MD50] loss and jitter that the platform reports are told as the platform’s', async () => {
    const { causes, quality, story } = await coached()
    quality('supervisor', { lossRatio: 0.2 })
    await story.settle()
    expect(causes()).toEqual(['platform-loses'])
    quality('supervisor', { jitterMs: 90 })
    await story.settle()
    expect(causes()).toEqual(['platform-loses', 'platform-uneven'])
    quality('supervisor', {})
    await story.settle(10_500)
    expect(causes()).toEqual([])
  })

  it('[MD51] sound that left us in time and is missing at the mixer is the platform’s', async () => {
    const { audio, causes, position, story } = await coached()
    await position()
    audio.talk('c1', true)
    await speak(story, audio, 50)
    await position({ receives: 16_000, underruns: 2_000 })
    expect(causes()).toEqual(['platform-uneven'])
  })

  it('[MD51] frames that left us and the platform does not count are lost there, not uneven', async () => {
    const { audio, causes, position, story } = await coached()
    await position()
    audio.talk('c1', true)
    await speak(story, audio, 100)
    await position({ receives: 16_000, underruns: 4_000 })
    expect(causes()).toEqual(['platform-loses'])
  })

  it('[MD55] an endpoint without PCMU or PCMA is named before anybody coaches', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    expect(panel.detail()?.sound).toEqual({ causes: [] })
    await setCodecs(story, ['OPUS', 'G722'])
    expect(panel.detail()?.sound).toEqual({ causes: ['agent-codec'] })
    await setCodecs(story, ['PCMA'])
    expect(panel.detail()?.sound).toEqual({ causes: [] })
  })

  it('[MD56] what is wrong with one line is forgotten when the supervisor stops', async () => {
    const { panel, quality, sound, story, supervisor } = await coached()
    quality('supervisor', { lossRatio: 0.2 })
    await story.settle()
    await story.commands.changeMode(supervisor, 'c1', { mode: 'off', tabId: panel.tabId })
    await story.settle()
    expect(sound()).toEqual({ causes: [] })
  })

  it('[MD56] a barge is judged like a whisper, and its level is not ours to lower', async () => {
    const { panel, levels, quality, sound, story, supervisor } = await coached()
    await story.commands.changeMode(supervisor, 'c1', { mode: 'barge', tabId: panel.tabId })
    await story.settle()
    story.platform.endControl(story.platform.control().id, { status: 'completed' })
    await story.settle()
    story.platform.openLine(story.platform.control().id)
    quality('agent', { clippingRatio: 0.1 })
    await story.settle(5_000)
    expect(sound()).toEqual({ causes: ['voice-distorted'] })
    expect(levels()).toEqual([0.65])
    expect(story.platform.started.filter(({ kind }) => kind === 'barge')).toHaveLength(1)
  })

  it('[MD57] a barge takes the whisper’s way: the same delay, gate and samples, and its positions are told', async () => {
    const { audio, lineOf, panel, story, supervisor } = await coached()
    audio.talk('c1', true)
    await speak(story, audio, 40)
    const whisper = lineOf('whisper-audio').sent.map((frame) => [...frame])
    expect(whisper.length).toBeGreaterThan(20)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'barge', tabId: panel.tabId })
    await story.settle()
    story.platform.endControl(story.platform.control().id, { status: 'completed' })
    await story.settle()
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    expect(audio.gate()).toMatchObject({ open: true })
    audio.talk('c1', true)
    await speak(story, audio, 40, 100)
    const barge = lineOf('barge')
    expect(Math.abs(barge.sent.length - whisper.length)).toBeLessThan(15)
    expect([...barge.sent.at(-1)!]).toEqual(whisper.at(-1))
    barge.listener.onPosition({
      receivedSamples: 640,
      mixedSamples: 640,
      underrunSamples: 0,
      clippedSamples: 0,
    })
    expect(audio.messages.at(-1)).toMatchObject({ type: 'position', mixedSamples: 640 })
    story.platform.setPhase('c1', 'held')
    const before = barge.sent.length
    await speak(story, audio, 20, 140)
    expect(barge.sent).toHaveLength(before)
  })
})
