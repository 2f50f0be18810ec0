import { encodeAudioFrame } from '@sotto/audio'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { type Story, startStory } from '../../../test/panel-story.ts'
import { coachingDetail, detail } from '../../../test/samples.ts'
import { createMemoryStorage } from '../storage.ts'
import { createListening } from './listening.ts'
import { boundVolume, gainOf, type ListeningMix, loadMix, plainMix } from './listening-mix.ts'

const id = 'conversation-1'

async function monitoring(): Promise<Story> {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  story.tell([{ kind: 'detail', detail: detail() }])
  await story.model.line.setMode(id, 'monitor')
  story.audio().open()
  story.tell([
    {
      kind: 'detail',
      detail: detail({ mode: { wanted: 'monitor', confirmed: 'monitor', switching: false } }),
    },
  ])
  return story
}

function frame(sequence: number, value = 400, takenAtMs = sequence * 20): Uint8Array {
  const encoded = encodeAudioFrame({
    kind: 'listen',
    sequence,
    captureTimeMs: takenAtMs,
    samples: new Int16Array(640).fill(value),
  })
  if (!encoded.ok) throw new Error(encoded.error.code)
  return encoded.value
}

const presence = (story: Story) => story.model.listening.state.getState().presence

describe('volumes', () => {
  it('[PA140] are told to the player, kept on this machine, and there again next time', () => {
    const storage = createMemoryStorage()
    const told: ListeningMix[] = []
    const start = () =>
      createListening({
        clock: createFakeClock(),
        storage,
        player: { setMix: (mix) => void told.push(mix) },
      })
    const listening = start()
    expect(told).toEqual([plainMix])
    listening.setVolume('customer', 0.4)
    listening.setVolume('agent', 9)
    listening.setMuted('agent', true)
    expect(told.at(-1)).toEqual({
      customer: { volume: 0.4, muted: false },
      agent: { volume: 2, muted: true },
    })
    // A mute is of today only.
    expect(start().state.getState().mix).toEqual({
      customer: { volume: 0.4, muted: false },
      agent: { volume: 2, muted: false },
    })
  })

  it.each(['', '{', 'null', '[]', '{"customer":"loud","agent":null}', '{"customer":1e999}'])(
    '[PA140] what is kept as %j is as it comes',
    (text) => {
      const storage = createMemoryStorage()
      storage.set('sotto.listening', text)
      expect(loadMix(storage)).toEqual(plainMix)
    },
  )

  it('[PA140] are held within nothing and double; muted is nothing', () => {
    expect([-1, 0, 1.5, 2, 3, Number.NaN].map(boundVolume)).toEqual([0, 0, 1.5, 2, 2, 1])
    expect(gainOf({ volume: 1.5, muted: true })).toBe(0)
    expect(gainOf({ volume: 1.5, muted: false })).toBe(1.5)
  })
})

describe('the sound connection', () => {
  it('[PA141] lost and back within two seconds: the same line, heard on, and said how long it was away', async () => {
    const story = await monitoring()
    story.audio().sayBytes(frame(0))
    const heard = story.player.heard.length
    expect(presence(story)).toEqual({ state: 'here' })
    const before = story.audio()
    before.cut()
    expect(presence(story)).toEqual({ state: 'away' })
    expect(story.player.sound()).toBe('playing')
    await story.clock.advance(1_000)
    expect(story.audio()).not.toBe(before)
    story.audio().open()
    // A new connection counts from the beginning.
    story.audio().sayBytes(frame(0))
    expect(story.player.heard).toHaveLength(heard + 1)
    expect(presence(story)).toMatchObject({ state: 'back' })
    expect(story.commands()).toHaveLength(1)
    await story.pass(10_500)
    expect(presence(story)).toEqual({ state: 'here' })
  })

  it('[PA141] a line we ended ourselves is not called away', async () => {
    const story = await monitoring()
    await story.model.line.setMode(id, 'off')
    expect(presence(story)).toEqual({ state: 'never' })
  })

  it('[PA145] what is not sound is counted by its reason, never played, and listening goes on', async () => {
    const story = await monitoring()
    const audio = story.audio()
    audio.sayBytes(frame(1))
    const good = story.player.heard.length
    const spoken = encodeAudioFrame({
      kind: 'talk',
      sequence: 2,
      captureTimeMs: 0,
      samples: new Int16Array(320),
    })
    const talkFrame = spoken.ok ? spoken.value : new Uint8Array()
    audio.sayBytes(frame(2).slice(0, 100))
    audio.sayBytes(frame(2).slice(0, 1_295))
    audio.sayBytes(new Uint8Array(3))
    audio.sayBytes(new Uint8Array(1_296))
    audio.sayBytes(talkFrame)
    expect(story.player.heard).toHaveLength(good)
    expect(story.model.listening.state.getState().unreadableFrames).toBe(5)
    audio.sayBytes(frame(5_000))
    audio.sayBytes(frame(3))
    expect(story.player.heard).toHaveLength(good + 2)
    expect(story.failures).toEqual([])
  })
})

describe('a connection on which nothing comes', () => {
  const isMissing = (story: Story) => story.model.listening.state.getState().isMissing

  it('[PA148] is said after two seconds, and no more with the first frame or the end of the line', async () => {
    const story = await monitoring()
    story.audio().sayBytes(frame(1))
    await story.pass(1_500)
    expect(isMissing(story)).toBe(false)
    await story.pass(1_600)
    expect(isMissing(story)).toBe(true)
    story.audio().sayBytes(frame(2))
    expect(isMissing(story)).toBe(false)
    await story.pass(3_100)
    expect(isMissing(story)).toBe(true)
    await story.model.line.setMode(id, 'off')
    expect(isMissing(story)).toBe(false)
  })

  it('[PA148] one that the server ended because of what came from here says so with the reason', async () => {
    const story = await monitoring()
    story.audio().say({ type: 'problem', code: 'odd-length', message: 'Not a frame.' })
    story.audio().cut(4400)
    expect(presence(story)).toEqual({ state: 'away', refusal: 'odd-length' })
    await story.pass(300)
    story.audio().open()
    expect(presence(story)).toMatchObject({ state: 'back', refusal: 'odd-length' })
    story.audio().cut(1006)
    expect(presence(story)).toEqual({ state: 'away' })
  })
})

const causes = (story: Story) => story.model.listening.state.getState().causes

/** Six seconds of the call, of which some frames have a number and do not come, or were never there to be numbered. */
async function listenTo(
  story: Story,
  isThere: (frame: number) => 'here' | 'left-out' | 'never-taken',
  from = 0,
): Promise<number> {
  let sequence = from
  for (let index = 0; index < 320; index += 1) {
    const fate = isThere(index)
    if (fate === 'here') story.audio().sayBytes(frame(sequence, 400, (from + index) * 20))
    if (fate !== 'never-taken') sequence += 1
    await story.pass(20)
  }
  return sequence
}

describe('what is wrong with what is heard', () => {
  it('[PA147] frames left out before they came here, and frames the platform never gave, are told apart', async () => {
    const own = await monitoring()
    await listenTo(own, () => 'here')
    expect(causes(own)).toEqual([])
    await listenTo(own, (index) => (index % 8 === 0 ? 'left-out' : 'here'), 320)
    expect(causes(own)).toEqual(['listening-network-loses'])
    const theirs = await monitoring()
    await listenTo(theirs, (index) => (index % 8 === 0 ? 'never-taken' : 'here'))
    expect(causes(theirs)).toEqual(['listening-platform-loses'])
  })

  it('[PA147] is said until it has been calm for ten seconds, and forgotten with the line', async () => {
    const story = await monitoring()
    const next = await listenTo(story, (index) => (index % 8 === 0 ? 'left-out' : 'here'))
    const after = await listenTo(story, () => 'here', next)
    expect(causes(story)).toEqual(['listening-network-loses'])
    await listenTo(story, () => 'here', await listenTo(story, () => 'here', after))
    expect(causes(story)).toEqual([])
    await listenTo(story, (index) => (index % 8 === 0 ? 'left-out' : 'here'), 5_000)
    expect(causes(story)).toHaveLength(1)
    await story.model.line.setMode(id, 'off')
    expect(causes(story)).toEqual([])
  })
})

describe('a mix level the server lowered', () => {
  const lowered = { causes: ['voice-distorted' as const], loweredMixLevel: 0.5 }

  it('[PA144] is taken over once; what is chosen afterwards stays', async () => {
    const story = await monitoring()
    story.tell([{ kind: 'detail', detail: coachingDetail({ sound: lowered }) }])
    expect(story.line().mixLevel).toBe(0.5)
    story.model.line.setMixLevel(0.8)
    story.tell([{ kind: 'detail', detail: coachingDetail({ sound: { ...lowered, causes: [] } }) }])
    expect(story.line().mixLevel).toBe(0.8)
  })

  it('[PA144] never raises, and the slider keeps its bounds', async () => {
    const story = await monitoring()
    story.model.line.setMixLevel(0.3)
    story.tell([{ kind: 'detail', detail: coachingDetail({ sound: lowered }) }])
    expect(story.line().mixLevel).toBe(0.3)
    story.model.line.setMixLevel(7)
    expect(story.line().mixLevel).toBe(0.9)
    story.model.line.setMixLevel(0)
    expect(story.line().mixLevel).toBe(0.1)
  })
})
