import { MantineProvider } from '@mantine/core'
import type { ConversationDetail } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { coachingDetail, detail, noon, platformOpen } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { backAgain } from '../../words/monitoring-words.ts'
import { hourAndMinute } from '../../words/time-words.ts'
import { ConversationPage } from '../conversation/conversation-page.tsx'

const id = 'conversation-1'

async function open(...details: readonly ConversationDetail[]) {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  story.tell([platformOpen, ...details.map((one) => ({ kind: 'detail', detail: one }) as const)])
  const html = () =>
    renderToStaticMarkup(
      <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
        <ModelContext value={story.model}>
          <ConversationPage conversationId={id} />
        </ModelContext>
      </MantineProvider>,
    )
  return { story, html }
}

const regionOf = (html: string) =>
  /<section aria-label="Monitoring only".*?<\/section>/s.exec(html)?.[0]
const textOf = (html: string | undefined) => (html ?? '').replaceAll(/<[^>]*>/g, ' ')

const held = detail({
  phase: 'held',
  phaseSince: noon - 90_000,
  figures: {
    holds: { begun: 2, endedMs: 12_000, heldSince: noon - 90_000 },
    talk: { agent: 0.625, customer: 0, silenceMs: 4_000, measuredAt: noon },
  },
})

describe('"Monitoring only"', () => {
  it('[PA162] says why, since when, what comes back, who is there, and the figures in words', async () => {
    const { html } = await open(held)
    const text = textOf(regionOf(html()))
    expect(text).toContain(
      `On hold since ${hourAndMinute(noon - 90_000)} · coaching comes back by itself`,
    )
    expect(text).toContain('You can listen and whisper in writing meanwhile.')
    expect(text).toMatch(/Dana Whitfield\s+Customer, on hold\s+Ana Silva\s+Agent/)
    expect(text).toContain('twice, 01:42 in all')
    expect(text).toMatch(/Customer\s+0 %\s+Agent\s+63 %/)
    expect(text).toContain('Silent for 00:04.')
    expect(regionOf(html())).toContain('<meter aria-label="Agent talks"')
  })

  it('[PA162] calls unknown what nobody told', async () => {
    const { html } = await open(detail({ phase: 'in-transfer' }))
    const text = textOf(regionOf(html()))
    expect(text).toMatch(/In transfer since/)
    expect(text).toContain('not known yet')
    expect(text).toContain('The platform has sent no figures of this moment yet.')
  })

  it('[PA163] it is gone when the call goes on, and nothing has asked for a microphone', async () => {
    const { html, story } = await open(held)
    expect(regionOf(html())).toBeDefined()
    story.tell([{ kind: 'detail', detail: detail() }])
    expect(regionOf(html())).toBeUndefined()
    expect(/<button[^>]*data-mode="coach"[^>]*>/.exec(html())?.[0]).not.toContain('disabled')
    expect(story.microphone.asked).toHaveLength(0)
    expect(story.commands()).toHaveLength(0)
    const { allowed } = detail()
    expect(backAgain('held', allowed)).toBe(
      'The customer is back. Coaching is possible again: press Coach. Your microphone was not opened.',
    )
    const coach = { allowed: false, reason: 'missing-permission', missing: 'whisper' } as const
    expect(backAgain('held', { coach })).toBe('The customer is back.')
  })

  it('[PA163] a coaching that was interrupted does not open its microphone again by itself', async () => {
    const { story } = await open(detail())
    await story.model.line.setMode(id, 'coach')
    story.tell([{ kind: 'detail', detail: coachingDetail() }])
    const asked = story.microphone.asked.length
    expect(asked).toBe(1)
    const monitor = { wanted: 'monitor', confirmed: 'monitor', switching: false } as const
    story.tell([{ kind: 'detail', detail: { ...held, mode: monitor } }])
    story.tell([{ kind: 'detail', detail: detail({ mode: monitor }) }])
    await story.clock.advance(10_000)
    expect(story.microphone.asked).toHaveLength(asked)
    expect(story.line()).toMatchObject({ microphone: 'off' })
    expect(story.line().talk.state).not.toBe('talking')
  })
})

describe('in writing', () => {
  it('[PA160] the messages stand beside the whisper, and nothing is said to be heard', async () => {
    const { html } = await open(detail({ media: 'chat' }))
    const page = html()
    const group = /<div class="[^"]*" data-media="chat">(.*?)<section aria-label="Text whispers"/s
    expect(group.exec(page)?.[1]).toContain('<section aria-label="Messages"')
    expect(page).not.toContain('aria-label="What you hear"')
  })

  it('[PA161] what an administrator has to grant stands under the box', async () => {
    const no = (reason: 'agent-missing-engagement' | 'whisper-not-supported', missing?: string) =>
      ({ allowed: false, reason, ...(missing === undefined ? {} : { missing }) }) as const
    const { allowed } = detail()
    const { html } = await open(
      detail({
        media: 'email',
        allowed: { ...allowed, whisperText: no('agent-missing-engagement', 'engagement') },
      }),
    )
    expect(textOf(html())).toContain(
      'Ask an administrator to add digital engagement to the licence of Ana Silva: whispering in writing needs it on both sides.',
    )
    const unsupported = await open(
      detail({ allowed: { ...allowed, coach: no('whisper-not-supported') } }),
    )
    expect(textOf(unsupported.html())).toContain(
      'Ask an administrator to give Ana Silva a phone for which whispering is switched on.',
    )
  })
})
