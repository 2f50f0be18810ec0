import { encodeAudioFrame } from '@sotto/audio'
import { describe, expect, it } from 'vitest'
import { type Story, startStory } from '../../../test/panel-story.ts'
import { coachingDetail, detail } from '../../../test/samples.ts'

const id = 'conversation-1'

/** The line is confirmed, the microphone on and cut. */
async function coaching(): Promise<Story> {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  story.tell([{ kind: 'detail', detail: detail() }])
  await story.model.line.setMode(id, 'coach')
  story.audio().open()
  story.tell([{ kind: 'detail', detail: coachingDetail() }])
  story.audio().say({ type: 'gate', conversationId: id, open: true })
  expect(story.line().gate.open).toBe(true)
  return story
}

const talk = (story: Story) => story.line().talk

/** Frames of the listening line, one every 20 ms. */
async function hear(story: Story, milliseconds: number, isLoud: boolean): Promise<void> {
  const samples = Int16Array.from({ length: 640 }, (_, index) =>
    isLoud && index % 2 === 0 ? Math.round(6_000 * Math.sin(index / 10)) : 0,
  )
  const encoded = encodeAudioFrame({ kind: 'listen', sequence: 0, captureTimeMs: 0, samples })
  if (!encoded.ok) throw new Error('no frame')
  for (let passed = 0; passed < milliseconds; passed += 20) {
    story.audio().sayBytes(encoded.value)
    await story.clock.advance(20)
    if (passed % 500 === 0) await story.pass(0)
    story.live().say({ type: 'pong', id: 0, serverTime: story.clock.wallNow() })
  }
}

/** The microphone delivers, both sockets answer. */
async function speak(story: Story, milliseconds: number, burst: number, value = 3_000) {
  for (let passed = 0; passed < milliseconds; passed += 200) {
    await story.pass(200)
    story.frame(burst, value)
  }
}

describe('keep talking', () => {
  it('[PA110] stays open with no key held, and sends what is spoken', async () => {
    const story = await coaching()
    story.model.line.toggleLatch()
    expect(talk(story)).toEqual({ state: 'talking', latched: true })
    story.model.line.release()
    await speak(story, 2_000, 1)
    expect(talk(story).state).toBe('talking')
    expect(story.audio().sentBytes).toHaveLength(10)
  })

  it('[PA110] ends when it is pressed again, by Esc, by the end of the line and by leaving the page, each at once', async () => {
    const ends = {
      again: (story: Story) => story.model.line.toggleLatch(),
      escape: (story: Story) => story.model.line.silence(),
      leave: (story: Story) => story.model.line.leavePage(),
      stop: (story: Story) => void story.model.line.setMode(id, 'off'),
      gate: (story: Story) =>
        story.audio().say({ type: 'gate', conversationId: id, open: false, reason: 'held' }),
    }
    for (const [name, end] of Object.entries(ends)) {
      const story = await coaching()
      story.model.line.toggleLatch()
      end(story)
      expect(talk(story).state, name).not.toBe('talking')
      expect(story.microphone.log.at(-1), name).toMatch(/shut|stop/)
      story.frame(1)
      expect(story.audio().sentBytes, name).toEqual([])
    }
  })

  it('[PA110] pressed with the key down it takes over without a gap, and the key takes it back', async () => {
    const story = await coaching()
    story.model.line.press()
    story.model.line.toggleLatch()
    story.model.line.release()
    expect(talk(story)).toEqual({ state: 'talking', latched: true })
    story.model.line.press()
    expect(talk(story)).toEqual({ state: 'talking' })
    expect(story.microphone.log).toEqual(['asked', 'open 1'])
    story.model.line.release()
    expect(story.microphone.log.at(-1)).toBe('shut')
  })

  it('[PA110, PA84] a minute of silence into it closes it', async () => {
    const story = await coaching()
    story.model.line.toggleLatch()
    await speak(story, 61_000, 1, 0)
    expect(talk(story)).toEqual({ state: 'cut', reason: 'quiet-too-long', latched: true })
  })

  it('[PA110] what was cut does not open again by itself', async () => {
    const story = await coaching()
    story.model.line.toggleLatch()
    story.audio().say({ type: 'gate', conversationId: id, open: false, reason: 'held' })
    story.audio().say({ type: 'gate', conversationId: id, open: true })
    expect(talk(story).state).toBe('cut')
    story.model.line.toggleLatch()
    expect(talk(story)).toEqual({ state: 'talking', latched: true })
  })
})

describe('waiting for the gap', () => {
  async function waiting(): Promise<Story> {
    const story = await coaching()
    story.model.preferences.setState({ speakInGap: true })
    await hear(story, 200, true)
    story.model.line.press()
    expect(talk(story)).toEqual({ state: 'waiting' })
    expect(story.microphone.log).toEqual(['asked'])
    return story
  }

  it('[PA116] opens in the gap, and not before', async () => {
    const story = await waiting()
    await hear(story, 1_000, true)
    expect(talk(story).state).toBe('waiting')
    await hear(story, 400, false)
    expect(talk(story)).toEqual({ state: 'talking' })
    expect(story.microphone.log.at(-1)).toBe('open 1')
  })

  it('[PA116] opens after three seconds where there is none', async () => {
    const story = await waiting()
    await hear(story, 2_900, true)
    expect(talk(story).state).toBe('waiting')
    await hear(story, 200, true)
    expect(talk(story)).toEqual({ state: 'talking' })
  })

  it('[PA116] let go while it waits, nothing opens', async () => {
    const story = await waiting()
    story.model.line.release()
    await hear(story, 400, false)
    await hear(story, 3_000, true)
    expect(talk(story)).toEqual({ state: 'idle' })
    expect(story.microphone.log).toEqual(['asked'])
  })

  it('[PA116] the gate that shuts meanwhile ends it', async () => {
    const story = await waiting()
    story.audio().say({ type: 'gate', conversationId: id, open: false, reason: 'held' })
    expect(talk(story)).toEqual({ state: 'cut', reason: 'server-gate-shut' })
    await hear(story, 400, false)
    expect(talk(story).state).toBe('cut')
  })

  it('[PA116] is not asked for by default, and waits for nobody when nobody talks', async () => {
    const byDefault = await coaching()
    await hear(byDefault, 200, true)
    byDefault.model.line.press()
    expect(talk(byDefault).state).toBe('talking')
    const quiet = await coaching()
    quiet.model.preferences.setState({ speakInGap: true })
    await hear(quiet, 400, false)
    quiet.model.line.press()
    expect(talk(quiet).state).toBe('talking')
  })
})
