import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { writingPauseMs } from './whisper-checks.ts'

const id = 'conversation-1'
const card = { kind: 'card', label: 'card •••• 1111', mayBeSent: false } as const

async function writing() {
  const story = startStory()
  await story.begin()
  const { drafts, whisperChecks } = story.model
  const { reply } = story.server
  story.server.reply = (call) =>
    call.path.endsWith('/check')
      ? { status: 200, body: { found: call.body?.includes('4111 1111') === true ? [card] : [] } }
      : reply(call)
  return {
    story,
    reply,
    checks: () => story.commands().filter(({ path }) => path.endsWith('/check')),
    found: () => whisperChecks.state.getState()[id],
    type(text: string) {
      drafts.write(id, text)
      whisperChecks.look(id, text)
    },
  }
}

describe('a warning while a whisper is written', () => {
  it('[PA210] comes after a pause in the writing, by one question, and goes with what it was about', async () => {
    const { checks, found, story, type } = await writing()
    for (const text of ['4111', '4111 11', '4111 1111 1111 1111']) {
      type(text)
      await story.clock.advance(writingPauseMs - 1)
    }
    expect(checks()).toHaveLength(0)
    await story.clock.advance(1)
    expect(checks().map(({ body }) => body)).toEqual([
      JSON.stringify({ text: '4111 1111 1111 1111' }),
    ])
    expect(found()).toEqual([card])
    type('offer the refund')
    await story.clock.advance(writingPauseMs)
    expect(found()).toBeUndefined()
    type('4111 1111 1111 1111')
    await story.clock.advance(writingPauseMs)
    type('')
    expect(found()).toBeUndefined()
  })

  it('[PA210] asks one question at a time, and what was typed meanwhile after it', async () => {
    const { checks, found, reply, story, type } = await writing()
    const answering = story.server.reply
    story.server.reply = () => 'no-network'
    type('one')
    await story.clock.advance(writingPauseMs)
    const first = checks().length
    type('4111 1111')
    await story.clock.advance(writingPauseMs)
    // Only the first one's own tries.
    expect(checks().every(({ body }) => body === '{"text":"one"}')).toBe(true)
    expect(first).toBeGreaterThan(0)
    story.server.reply = answering
    await story.clock.advance(10_000)
    expect(found()).toEqual([card])
    // The same text is not asked about twice.
    const count = checks().length
    type('4111 1111')
    await story.clock.advance(5_000)
    expect(checks()).toHaveLength(count)
    story.server.reply = reply
  })

  it('[PA210] refused or without an answer there is none, and sending goes on', async () => {
    const { found, story, type } = await writing()
    story.server.reply = () => ({
      status: 429,
      body: { status: 429, code: 'too-many-requests', message: '', contextId: '' },
    })
    type('4111 1111 1111 1111')
    await story.clock.advance(writingPauseMs)
    expect(found()).toBeUndefined()
  })

  it('[PA211] what was left out of a whisper is told once it is sent; "as it is" goes as a wish', async () => {
    const { reply, story, type } = await writing()
    story.server.reply = (call) =>
      call.path.endsWith('/whispers')
        ? {
            status: 202,
            body: { controlId: 'c', masked: [{ kind: 'card', label: 'card •••• 1111' }] },
          }
        : reply(call)
    const { whispers } = story.model
    type('4111 1111 1111 1111')
    expect(await whispers.sendDraft(id)).toBe(true)
    expect(whispers.state.getState()[id]).toEqual({
      state: 'masked',
      masked: [{ kind: 'card', label: 'card •••• 1111' }],
    })
    type('DE89 3704 0044 0532 0130 00')
    await whispers.sendDraft(id, 'as-written')
    expect(JSON.parse(story.commands().at(-1)?.body ?? '')).toEqual({
      text: 'DE89 3704 0044 0532 0130 00',
      personal: 'as-written',
    })
  })
})
