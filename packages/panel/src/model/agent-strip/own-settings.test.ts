import type { AgentSettings, AgentStrip, StripWhisper } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { noon, platformOpen } from '../../../test/samples.ts'
import { createMemoryStorage } from '../storage.ts'
import { replyForKey, replyKeysOf, withReplyKey } from './reply-keys.ts'

const usual: AgentSettings = { sound: true, volume: 60, keys: {} }

function whisperOf(id: string, part: Partial<StripWhisper> = {}): StripWhisper {
  return { id, conversationId: 'c1', text: `text ${id}`, sentAt: noon, ...part }
}

async function start(given: Parameters<typeof startStory>[0] = {}) {
  const story = startStory(given)
  await story.begin([platformOpen])
  const tell = (part: Partial<AgentStrip>) =>
    story.tell([
      { kind: 'agent-strip', strip: { settings: usual, conversations: [], whispers: [], ...part } },
    ])
  return { story, tell, own: story.model.agentStrip.settings }
}

describe('the keys of the answers', () => {
  it('[AS41] are the usual ones until one is chosen, which takes the place of both', () => {
    expect(replyKeysOf({})).toEqual({
      'got-it': ['1', 'G'],
      'not-now': ['2', 'N'],
      'need-you': ['3', 'U'],
    })
    expect(replyKeysOf({ 'got-it': 'n', 'need-you': '' })).toEqual({
      'got-it': ['N'],
      'not-now': ['2'],
      'need-you': [],
    })
  })

  it('[AS41] one key is never two answers’, and a key that cannot be typed is none', () => {
    const first = withReplyKey({}, 'got-it', 'X')
    expect(first).toEqual({ 'got-it': 'x' })
    expect(withReplyKey(first ?? {}, 'not-now', 'x')).toEqual({ 'not-now': 'x' })
    expect(withReplyKey({}, 'not-now', '')).toEqual({ 'not-now': '' })
    for (const key of [' ', 'ab', 'Enter', '\u0007'])
      expect(withReplyKey({}, 'got-it', key)).toBeUndefined()
  })

  it('[AS41] do nothing in a field, with a modifier or inside an input method', () => {
    const keys = replyKeysOf({ 'got-it': 'x' })
    const press = { key: 'x', withModifier: false, place: 'page' } as const
    expect(replyForKey(press, keys)).toBe('got-it')
    expect(replyForKey({ ...press, key: 'g' }, keys)).toBeUndefined()
    expect(replyForKey({ ...press, place: 'text-field' }, keys)).toBeUndefined()
    expect(replyForKey({ ...press, withModifier: true }, keys)).toBeUndefined()
    expect(replyForKey({ ...press, isComposing: true }, keys)).toBeUndefined()
  })
})

describe('an arriving text', () => {
  it('[AS42] is heard once at the volume chosen, and what was there before is not', async () => {
    const { story, tell } = await start()
    tell({ whispers: [whisperOf('old')] })
    expect(story.chime.played).toEqual([])
    tell({ whispers: [whisperOf('new'), whisperOf('old')] })
    expect(story.chime.played).toEqual([0.6])
    tell({ whispers: [whisperOf('new', { text: 'again' }), whisperOf('old')] })
    tell({ whispers: [whisperOf('seen', { seenAt: noon }), whisperOf('new'), whisperOf('old')] })
    expect(story.chime.played).toEqual([0.6])
    tell({ settings: { ...usual, volume: 100 }, whispers: [whisperOf('loud')] })
    expect(story.chime.played).toEqual([0.6, 1])
  })

  it('[AS42] is silent where the agent or the browser has it so, and in all tabs but one', async () => {
    const browserStorage = createMemoryStorage()
    const [one, other] = [await start({ browserStorage }), await start({ browserStorage })]
    for (const { tell } of [one, other]) tell({})
    one.story.chime.allowed = false
    for (const { tell } of [one, other]) tell({ whispers: [whisperOf('w1')] })
    expect([one.story.chime.played, other.story.chime.played]).toEqual([[], [0.6]])
    one.story.chime.allowed = true
    for (const { tell } of [one, other]) tell({ whispers: [whisperOf('w2')] })
    expect([one.story.chime.played, other.story.chime.played]).toEqual([[0.6], [0.6]])
    const silent = { ...usual, sound: false }
    one.tell({ settings: silent, whispers: [whisperOf('w3')] })
    expect(one.story.chime.played).toEqual([0.6])
  })
})

describe('a choice', () => {
  it('[AS43] stands when the server has it, one at a time', async () => {
    const { story, tell, own } = await start()
    story.server.reply = () => ({ status: 200, body: { ...usual, volume: 25 } })
    const choosing = own.choose({ volume: 25 })
    expect(own.state.getState()).toEqual({ state: 'choosing', wish: { volume: 25 } })
    expect(await own.choose({ volume: 100 })).toBe(false)
    expect(await choosing).toBe(true)
    expect(story.commands().map(({ path, body }) => [path, body])).toEqual([
      ['/api/agent/settings', '{"volume":25}'],
    ])
    expect(own.now().volume).toBe(60)
    tell({ settings: { ...usual, volume: 25 } })
    expect(own.now().volume).toBe(25)
    expect(own.state.getState()).toEqual({ state: 'idle' })
  })

  it('[AS43] that failed says so and can be tried again', async () => {
    const { story, own } = await start()
    story.server.reply = () => 'no-network'
    const choosing = own.choose({ quiet: { kind: 'hand' } })
    await story.clock.advance(30_000)
    expect(await choosing).toBe(false)
    expect(own.state.getState()).toMatchObject({
      state: 'failed',
      wish: { quiet: { kind: 'hand' } },
      failure: { kind: 'unreachable' },
    })
    story.server.reply = () => ({ status: 200, body: usual })
    expect(await own.choose({ quiet: { kind: 'hand' } })).toBe(true)
    expect(own.state.getState()).toEqual({ state: 'idle' })
  })
})
