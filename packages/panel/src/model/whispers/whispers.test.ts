import { describe, expect, it } from 'vitest'
import { type Story, startStory } from '../../../test/panel-story.ts'
import { checkWhisperText } from './whisper-text.ts'

const id = 'conversation-1'

async function writing(text: string): Promise<Story> {
  const story = startStory()
  await story.begin()
  story.model.drafts.write(id, text)
  return story
}

describe('text whispers', () => {
  it('[PA52] a text is given up only when the server has it', async () => {
    const story = await writing('Offer the refund.')
    const sending = story.model.whispers.sendDraft(id)
    expect(story.model.drafts.text(id)).toBe('Offer the refund.')
    expect(await sending).toBe(true)
    expect(story.model.drafts.text(id)).toBe('')
    expect(JSON.parse(story.commands().at(-1)?.body ?? '')).toEqual({ text: 'Offer the refund.' })
  })

  it('[PA52] what is typed while the text is on its way is not taken away', async () => {
    const story = await writing('Offer the refund.')
    const sending = story.model.whispers.sendDraft(id)
    story.model.drafts.write(id, 'Offer the refund. And')
    await sending
    expect(story.model.drafts.text(id)).toBe('Offer the refund. And')
  })

  it('[PA52] not sent, it stays with the reason', async () => {
    const story = await writing('Offer the refund.')
    story.server.reply = () => ({
      status: 403,
      body: { status: 403, code: 'missing-engagement', message: '', contextId: '' },
    })
    expect(await story.model.whispers.sendDraft(id)).toBe(false)
    expect(story.model.drafts.text(id)).toBe('Offer the refund.')
    expect(story.model.whispers.state.getState()[id]).toMatchObject({
      state: 'failed',
      failure: { refusal: { code: 'missing-engagement' } },
    })
  })

  it('[PA40] a text whose fate is unknown is sent again under the same key, an edited one under a new one', async () => {
    const story = await writing('Offer the refund.')
    const { reply } = story.server
    story.server.reply = () => 'no-network'
    const lost = story.model.whispers.sendDraft(id)
    await story.clock.advance(30_000)
    expect(await lost).toBe(false)
    const key = () => story.commands().at(-1)?.headers['idempotency-key']
    const first = key()
    story.server.reply = reply
    await story.model.whispers.sendDraft(id)
    expect(key()).toBe(first)
    story.model.drafts.write(id, 'Offer the refund.')
    await story.model.whispers.sendDraft(id)
    expect(key()).not.toBe(first)
  })

  it('does not send twice while one is on its way, nor what cannot be sent', async () => {
    const story = await writing('Offer the refund.')
    const sending = story.model.whispers.sendDraft(id)
    expect(await story.model.whispers.sendDraft(id)).toBe(false)
    await sending
    story.model.drafts.write(id, ' ')
    expect(await story.model.whispers.sendDraft(id)).toBe(false)
    expect(story.commands()).toHaveLength(1)
  })

  it.each([
    ['', false, 0],
    ['  \n', false, 3],
    ['a', true, 1],
    ['👍'.repeat(1_000), true, 1_000],
    ['👍'.repeat(1_001), false, 1_001],
    ['broken \ud83d', false, 8],
    ['ok 👨‍👩‍👧', true, 8],
  ])('[PA52] counts code points, as the platform does (%#)', (text, sendable, length) => {
    expect(checkWhisperText(text)).toMatchObject({ sendable, length })
  })
})
