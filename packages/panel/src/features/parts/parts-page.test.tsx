/** Every part in every state, drawn by the real components from samples, with nothing that reaches anybody. */
import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { confirmedModeWords, modeUnknownWords } from '../../words/mode-words.ts'
import { ConversationHeader } from '../conversation/conversation-header.tsx'
import { ConversationItem } from '../conversations/conversation-item.tsx'
import { LineElsewhere } from '../shell/line-elsewhere.tsx'
import { TalkPanel } from '../talk/talk-panel.tsx'
import { PartsPage } from './parts-page.tsx'
import {
  longName,
  openLink,
  rightToLeftName,
  sampleControl,
  sampleDetail,
  sampleNow,
  sampleRow,
} from './samples.ts'
import { createStillModel } from './still-model.ts'

async function drawParts(): Promise<{ html: string; sockets: number; calls: number }> {
  const story = startStory()
  await story.begin()
  const [sockets, calls] = [story.sockets.all.length, story.calls.length]
  const html = renderToStaticMarkup(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      <ModelContext value={story.model}>
        <PartsPage />
      </ModelContext>
    </MantineProvider>,
  )
  return {
    html,
    sockets: story.sockets.all.length - sockets,
    calls: story.calls.length - calls,
  }
}

describe('the page of parts', () => {
  it('[PA340] shows each mode, each certainty and each end of a whisper, and connects nothing', async () => {
    const { calls, html, sockets } = await drawParts()
    for (const words of [...Object.values(confirmedModeWords), modeUnknownWords])
      expect(html).toContain(words)
    for (const words of ['may hear you', 'pending', 'Secure pause']) expect(html).toContain(words)
    for (const word of ['Queued', 'On its way', 'Delivered', 'Seen ', 'Got it', 'Not now'])
      expect(html).toContain(word)
    for (const word of ['Need you', 'Taking back', 'Cancelled', 'Expired', 'Failed', 'Refused'])
      expect(html).toContain(word)
    expect({ calls, sockets }).toEqual({ calls: 0, sockets: 0 })
  })

  it('[PA341] a name of two hundred characters and one from right to left are among its samples', async () => {
    expect(longName.length).toBeGreaterThanOrEqual(190)
    const { html } = await drawParts()
    expect(html).toContain(longName)
    expect(html).toContain(rightToLeftName)
  })

  it('[PA361] the strip, the record, policies and sign-ins are among its parts, in each of their states', async () => {
    const { html } = await drawParts()
    for (const words of ['You are being coached by Maria Bell', 'No texts until', 'Sound and keys'])
      expect(html).toContain(words)
    for (const words of [
      'Nothing is on record yet.',
      'The record could not be read',
      'placed, no. 2',
    ])
      expect(html).toContain(words)
    for (const words of ['Rules for All queues', 'The policies could not be read', 'Not saved: '])
      expect(html).toContain(words)
    for (const words of ['Firefox on Windows', 'The list could not be', 'lacks the right'])
      expect(html).toContain(words)
  })

  it('[PA340] what stands still hears its samples once, and never asks for time', async () => {
    const model = createStillModel({
      changes: [openLink, { kind: 'conversation', row: sampleRow() }],
      line: { conversationId: 'conversation-1', sound: 'playing' },
    })
    await Promise.resolve()
    await Promise.resolve()
    expect(model.live.link()).toEqual({ state: 'live' })
    expect(model.store.conversation('conversation-1')).toEqual(sampleRow())
    expect(model.line.state.getState().sound).toBe('playing')
    expect(model.clock.wallNow()).toBe(sampleNow)
    let ran = false
    model.clock.schedule(0, () => {
      ran = true
    })
    await Promise.resolve()
    expect(ran).toBe(false)
  })
})

describe('a call that is over', () => {
  it('[PA364] still says whose it was, no longer that it is recorded, and nothing of keys that cannot be pressed', async () => {
    const refused = { allowed: false, reason: 'conversation-ended' } as const
    const detail = sampleDetail({
      agentName: undefined,
      phase: 'ended',
      allowed: { monitor: refused, coach: refused, barge: refused, whisperText: refused },
    })
    const model = createStillModel({
      changes: [openLink, { kind: 'conversation', row: sampleRow({ phase: 'ended' }) }],
    })
    await Promise.resolve()
    await Promise.resolve()
    const draw = (shown: typeof detail) =>
      renderToStaticMarkup(
        <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
          <ModelContext value={model}>
            <ConversationHeader detail={shown} />
            <TalkPanel detail={shown} />
          </ModelContext>
        </MantineProvider>,
      )
    const over = draw(detail)
    expect(over).toContain('Ana Silva')
    expect(over).not.toContain('REC')
    expect(over).not.toContain('Press Coach')
    expect(draw(sampleDetail())).toMatch(/REC.*Press Coach first/s)
  })
})

describe('one’s own line', () => {
  it.each([
    ['whisper-audio', 'coach'],
    ['barge', 'barge'],
    ['monitor', 'monitor'],
  ] as const)('[PA360] for %s is marked in the list as %s', async (kind, mode) => {
    const model = createStillModel({
      changes: [
        openLink,
        { kind: 'conversation', row: sampleRow() },
        { kind: 'control', control: sampleControl({ kind, state: 'executing' }) },
      ],
      line: { conversationId: 'conversation-1' },
    })
    await Promise.resolve()
    await Promise.resolve()
    const html = renderToStaticMarkup(
      <ModelContext value={model}>
        <ConversationItem
          chosen={false}
          id="conversation-1"
          place={{ position: 1, size: 1, topPx: 0, style: {} }}
          withAgent={{ isBeneath: false, count: 1 }}
        />
      </ModelContext>,
    )
    expect(html).toMatch(new RegExp(`data-mode="${mode}"[^>]*title="Your line`))
  })
})

describe('the line in another conversation', () => {
  it('[PA333] is in sight on every page, in its mode, with the way back and the way out', async () => {
    const model = createStillModel({
      changes: [
        openLink,
        { kind: 'conversation', row: sampleRow() },
        {
          kind: 'control',
          control: sampleControl({ kind: 'whisper-audio', state: 'executing' }),
        },
      ],
      line: { conversationId: 'conversation-1' },
    })
    await Promise.resolve()
    await Promise.resolve()
    const draw = (openId: string | undefined) =>
      renderToStaticMarkup(
        <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
          <ModelContext value={model}>
            <LineElsewhere openId={openId} />
          </ModelContext>
        </MantineProvider>,
      )
    const html = draw('conversation-2')
    expect(html).toContain('data-mode="coach"')
    expect(html).toContain('Ana Silva')
    expect(html).toMatch(/Go back.*Stop listening/s)
    expect(draw('conversation-1')).not.toContain('Go back')
  })
})
