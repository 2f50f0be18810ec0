import type { AgentStrip, StripWhisper, WhisperReceipt } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { noon, platformOpen } from '../../../test/samples.ts'
import { keyTarget, replyForKey } from './reply-keys.ts'

function whisperOf(id: string, part: Partial<StripWhisper> = {}): StripWhisper {
  return { id, conversationId: 'c1', text: `text ${id}`, sentAt: noon, from: 'Maria Bell', ...part }
}

async function strip(...whispers: readonly StripWhisper[]) {
  const story = startStory()
  const tell = (part: Partial<AgentStrip>) =>
    story.tell([{ kind: 'agent-strip', strip: { conversations: [], whispers: [], ...part } }])
  await story.begin([platformOpen])
  const recorded: WhisperReceipt = { seenAt: noon }
  story.server.reply = () => ({ status: 200, body: recorded })
  tell({ whispers: [...whispers] })
  const { agentStrip } = story.model
  agentStrip.setPageVisible(true)
  agentStrip.setInView(new Set(whispers.map(({ id }) => id)))
  const receipts = () =>
    story.commands().map(({ path, body, headers }) => ({
      id: path.split('/')[4],
      body: JSON.parse(body ?? ''),
      key: headers['idempotency-key'],
    }))
  return { story, tell, agentStrip, receipts }
}

describe('seeing', () => {
  it('[AS20] counts after a second on a visible page, once', async () => {
    const { story, receipts } = await strip(whisperOf('w1'))
    await story.clock.advance(999)
    expect(receipts()).toEqual([])
    await story.clock.advance(1)
    expect(receipts()).toMatchObject([{ id: 'w1', body: { seen: true } }])
    await story.clock.advance(60_000)
    expect(receipts()).toHaveLength(1)
  })

  it('[AS20] a break begins the second anew, whether the page or the whisper was out of sight', async () => {
    const { story, agentStrip, receipts } = await strip(whisperOf('w1'))
    await story.clock.advance(900)
    agentStrip.setPageVisible(false)
    agentStrip.setPageVisible(true)
    await story.clock.advance(900)
    agentStrip.setInView(new Set())
    agentStrip.setInView(new Set(['w1']))
    await story.clock.advance(900)
    expect(receipts()).toEqual([])
    await story.clock.advance(100)
    expect(receipts()).toHaveLength(1)
  })

  it('[AS20] what was seen elsewhere already is not told again', async () => {
    const { story, receipts } = await strip(whisperOf('w1', { seenAt: noon }))
    await story.clock.advance(5_000)
    expect(receipts()).toEqual([])
  })

  it('[AS20] a mark that did not arrive is sent again, as the same act; a refusal is final', async () => {
    const { story, receipts } = await strip(whisperOf('w1'))
    const good = story.server.reply
    story.server.reply = () => 'no-network'
    await story.clock.advance(8_000)
    const failed = receipts().length
    expect(failed).toBeGreaterThan(1)
    story.server.reply = good
    await story.clock.advance(20_000)
    expect(receipts()).toHaveLength(failed + 1)
    expect(new Set(receipts().map(({ key }) => key)).size).toBe(1)
  })
})

describe('answering', () => {
  it.each([
    ['1', 'got-it'],
    ['g', 'got-it'],
    ['2', 'not-now'],
    ['N', 'not-now'],
    ['3', 'need-you'],
    ['u', 'need-you'],
    ['4', undefined],
  ] as const)('[AS21] key %s is %s', (key, reply) => {
    expect(replyForKey({ key, withModifier: false, place: 'page' })).toBe(reply)
    expect(replyForKey({ key, withModifier: true, place: 'page' })).toBeUndefined()
    expect(replyForKey({ key, withModifier: false, place: 'text-field' })).toBeUndefined()
  })

  it('[AS21] goes to the newest that waits and was read, never to one that has only just come', async () => {
    const { story, tell, agentStrip } = await strip(whisperOf('w1'))
    expect(agentStrip.keyTarget()).toBeUndefined()
    await story.clock.advance(1_000)
    expect(agentStrip.keyTarget()?.id).toBe('w1')
    tell({ whispers: [whisperOf('w2'), whisperOf('w1')] })
    agentStrip.setInView(new Set(['w1', 'w2']))
    await story.clock.advance(500)
    expect(agentStrip.keyTarget()?.id).toBe('w1')
    await story.clock.advance(500)
    expect(agentStrip.keyTarget()?.id).toBe('w2')
    tell({ whispers: [whisperOf('w2', { reply: 'got-it' }), whisperOf('w1')] })
    expect(agentStrip.keyTarget()?.id).toBe('w1')
  })

  it('[AS21] is nobody’s when all are answered', () => {
    const answered = whisperOf('w1', { reply: 'not-now' })
    expect(keyTarget([answered], new Set(['w1']))).toBeUndefined()
  })

  it('[AS22] a failed answer says so; pressing it again is the same act, another one is another', async () => {
    const { story, agentStrip, receipts } = await strip(whisperOf('w1', { seenAt: noon }))
    const good = story.server.reply
    const shown = () => agentStrip.state.getState().replying.w1
    story.server.reply = () => 'no-network'
    const failing = agentStrip.reply('w1', 'need-you')
    expect(shown()).toEqual({ state: 'sending', reply: 'need-you' })
    await story.clock.advance(20_000)
    await failing
    expect(shown()).toMatchObject({ state: 'failed', failure: { kind: 'unreachable' } })
    story.server.reply = good
    await agentStrip.reply('w1', 'need-you')
    expect(shown()).toBeUndefined()
    expect(new Set(receipts().map(({ key }) => key)).size).toBe(1)
    await agentStrip.reply('w1', 'got-it')
    expect(new Set(receipts().map(({ key }) => key)).size).toBe(2)
  })

  it('[AS22] a second key while the first is on its way answers nothing twice', async () => {
    const { story, agentStrip, receipts } = await strip(whisperOf('w1', { seenAt: noon }))
    await story.clock.advance(1_000)
    const first = agentStrip.reply('w1', 'got-it')
    expect(agentStrip.keyTarget()).toBeUndefined()
    await agentStrip.reply('w1', 'not-now')
    await first
    expect(receipts()).toHaveLength(1)
  })
})
