import { MantineProvider } from '@mantine/core'
import {
  type ConversationDetail,
  redactedTextSchema,
  type TranscriptLine,
  type TranscriptStatus,
} from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { control, detail, noon, platformOpen } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { maskKindWords, maskWords } from '../../words/transcript-words.ts'
import { TranscriptPanel } from './transcript-panel.tsx'

const id = 'conversation-1'
const available: TranscriptStatus = {
  read: { state: 'available' },
  isCrossRegion: false,
  isPaused: false,
  pauses: [],
  mayReveal: false,
}

const line = (
  part: Partial<Omit<TranscriptLine, 'text'>>,
  pieces: TranscriptLine['text']['pieces'],
): TranscriptLine => ({
  id: 'l1',
  version: 1,
  participantId: 'participant-1',
  purpose: 'customer',
  startMs: 65_000,
  endMs: 66_000,
  isFinal: true,
  ...part,
  text: redactedTextSchema.parse({ pieces }),
})

async function drawn(
  status: Partial<TranscriptStatus>,
  lines: readonly TranscriptLine[] = [],
  over: Partial<ConversationDetail> = {},
) {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  const shown = detail(over)
  story.tell([
    platformOpen,
    { kind: 'detail', detail: shown },
    {
      kind: 'control',
      control: control({ submittedAt: shown.startedAt + 70_000, state: 'completed' }),
    },
  ])
  story.model.transcript.watch(id)
  story.live().say({
    type: 'transcript',
    conversationId: id,
    restart: true,
    status: { ...available, ...status },
    lines: [...lines],
    gone: [],
  })
  return renderToStaticMarkup(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      <ModelContext value={story.model}>
        <TranscriptPanel detail={shown} />
      </ModelContext>
    </MantineProvider>,
  )
}

const text = (words: string) => ({ type: 'text', text: words }) as const
const card = { type: 'mask', kind: 'card', label: 'card •••• 1111', span: 0 } as const

describe('the transcript on screen', () => {
  it('[TC36] says who speaks by a word and a colour, masks by their kind, and a whisper below the line it answers', async () => {
    const html = await drawn({}, [
      line({}, [text('my card is '), card]),
      line({ id: 'l2', purpose: 'agent', startMs: 90_000 }, [text('thank you')]),
    ])
    expect(html).toMatch(/data-purpose="customer".*01:05.*Customer.*my card is/)
    expect(html).toMatch(/data-purpose="agent".*01:30.*Agent.*thank you/)
    expect(html).toContain('[card •••• 1111]')
    expect(html).toMatch(/my card is.*You, to the agent only: .*Offer the refund\..*thank you/)
    expect(html).toMatch(/aria-label="Delivered"[^>]*>✓</)
    // Who may not look behind a mask is not offered to.
    expect(html).not.toContain('aria-haspopup="dialog"')
  })

  it('[TC36] a mask is a button with a name for who may look behind it, a held number never', async () => {
    const held = { type: 'mask', kind: 'held', label: 'number' } as const
    const html = await drawn({ mayReveal: true }, [line({}, [card, text(' and '), held])])
    expect(html).toMatch(/<button aria-haspopup="dialog" aria-label="\[card •••• 1111\], hidden/)
    expect(html.match(/aria-haspopup="dialog"/g)).toHaveLength(1)
    expect(html).toContain('[number]')
    for (const kind of Object.keys(maskKindWords))
      expect(maskWords(kind as keyof typeof maskKindWords, 'x')).toMatch(/^\[[A-Za-z -]+\]$/)
  })

  it('[PA229] where a policy does not allow it no mask can be opened, and the page says so in the administrator’s words', async () => {
    const policy = { told: [], needsReason: [], revealAllowed: false, explanation: 'Ask Rafael.' }
    const html = await drawn({ mayReveal: true }, [line({}, [card])], { policy })
    expect(html).not.toContain('aria-haspopup="dialog"')
    expect(html).toContain(
      'By policy masked personal data stays masked in this queue. “Ask Rafael.”',
    )
  })

  it('[TC36] markup stays text, and every text stands in its own direction', async () => {
    const html = await drawn({}, [line({}, [text('<img src=x onerror=alert(1)> שלום')])])
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; שלום')
    expect(html).toContain('<bdi')
    expect(html).toContain('dir="auto"')
  })

  it('[TC37] pending shows how the tries go, and the sentence about the region where it is another one', async () => {
    const read = {
      state: 'pending',
      attempt: 2,
      attempts: 20,
      nextAttemptAt: noon + 12_000,
    } as const
    const html = await drawn({ read, isCrossRegion: true })
    expect(html).toContain('Try 2 of 20, the next in 12 s')
    expect(html).toContain('Transcript may take longer due to cross-region processing.')
    expect(html).toMatch(/<progress[^>]*max="20"[^>]*value="2"/)
    const near = await drawn({ read: { ...read, attempts: 10 } })
    expect(near).not.toContain('cross-region')
  })

  it('[TC37] unavailable offers a refresh; a missing right is named', async () => {
    const html = await drawn({ read: { state: 'unavailable' } })
    expect(html).toContain('Transcript unavailable')
    expect(html).toContain('Refresh transcript')
    const refused = await drawn({
      read: { state: 'refused', code: 'missing-permission', missing: 'read-transcript' },
    })
    expect(refused).toContain('Missing: Transcript:Read.')
    const byPolicy = { code: 'agent-never-monitored', words: 'Ask the works council.' } as const
    expect(await drawn({ read: { state: 'refused', ...byPolicy } })).toContain(
      '“Ask the works council.”',
    )
    expect(refused).not.toContain('Being said now')
  })

  it('[TC38] while the recording is paused no line is shown, by the word of the transcript or of the conversation', async () => {
    const lines = [line({}, [text('before')])]
    for (const html of [
      await drawn({ isPaused: true }, lines),
      await drawn({}, lines, { recording: 'paused' }),
    ]) {
      expect(html).toContain('Secure pause: recording is paused')
      expect(html).not.toContain('before')
    }
  })

  it('[TC39] what is being said stands in an area of its own, and only states are announced', async () => {
    const html = await drawn({}, [line({ isFinal: false }, [text('good mor')])])
    expect(html).toMatch(/Being said now<.*good mor/)
    expect(html.match(/good mor/g)).toHaveLength(1)
    const announced = /role="status"[^>]*>([^<]*)</.exec(html)?.[1]
    expect(announced).toBe('Transcript available.')
    expect(html).not.toMatch(/aria-live|role="log"/)
  })

  it.each(['chat', 'email'] as const)(
    '[TC53] the messages of a %s are spoken of as written, in every state',
    async (media) => {
      const partial = line({ isFinal: false }, [text('I would like')])
      const pending = { state: 'pending', attempt: 2, attempts: 10, nextAttemptAt: noon } as const
      const pages = [
        await drawn({ read: pending, isCrossRegion: true }, [partial], { media }),
        await drawn({ read: { state: 'unavailable' } }, [], { media }),
        await drawn({}, [], { media }),
        await drawn({ isPaused: true }, [], { media }),
        await drawn({ read: { state: 'gone' } }, [], { media }),
        await drawn({ read: { state: 'refused', code: 'missing-permission' } }, [], { media }),
      ]
      const shown = pages.map((html) =>
        html.replaceAll(
          /class="[^"]*"|id="[^"]*"|aria-(controls|labelledby)="[^"]*"|Transcript:Read/g,
          '',
        ),
      )
      for (const html of shown) expect(html).not.toMatch(/transcri|\bsaid\b/i)
      expect(shown[0]).toContain('Messages pending: what was written before is not ready yet.')
      expect(shown[0]).toContain('Messages may take longer due to cross-region processing.')
      expect(shown[0]).toContain('Being written now')
      expect(shown[1]).toContain('Refresh messages')
    },
  )
})
