import { MantineProvider } from '@mantine/core'
import type { ConversationDetail } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { detail, platformOpen } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { hearingCauseWords } from '../../words/listening-words.ts'
import { soundCauseWords } from '../../words/sound-words.ts'
import { ListeningPanel } from './listening-panel.tsx'
import { SoundAdvice } from './sound-advice.tsx'

const id = 'conversation-1'

async function drawn(over: Partial<ConversationDetail>, mode?: 'monitor') {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  const shown = detail(over)
  story.tell([platformOpen, { kind: 'detail', detail: shown }])
  if (mode !== undefined) await story.model.line.setMode(id, mode)
  const html = () =>
    renderToStaticMarkup(
      <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
        <ModelContext value={story.model}>
          <SoundAdvice sound={shown.sound} />
          <ListeningPanel detail={shown} />
        </ModelContext>
      </MantineProvider>,
    )
  return { story, html }
}

const monitors = {
  mode: { wanted: 'monitor', confirmed: 'monitor', switching: false },
} as const

describe('What you hear', () => {
  it('[PA140] has a named slider and a mute button per side, with the value in words', async () => {
    const { story, html } = await drawn(monitors, 'monitor')
    story.model.listening.setVolume('customer', 0.8)
    story.model.listening.setMuted('agent', true)
    expect(html()).toMatch(/<label[^>]*>Customer volume<\/label>/)
    expect(html()).toMatch(/<label[^>]*>Agent volume<\/label>/)
    expect(html()).toContain('aria-valuetext="80 percent"')
    expect(html()).toMatch(/aria-pressed="true"[^>]*>Mute agent</)
    expect(html()).toMatch(/aria-pressed="false"[^>]*>Mute customer</)
  })

  it('[PA140] offers no volumes where nothing is heard, and nothing at all for a chat', async () => {
    const idle = await drawn({})
    expect(idle.html()).not.toContain('type="range"')
    expect(idle.html()).toContain('Press Monitor to listen.')
    const chat = await drawn({ media: 'chat' })
    expect(chat.html()).not.toContain('What you hear')
  })

  it('[PA144] shows each cause and what was done, with text only', async () => {
    const { html } = await drawn({
      sound: { causes: ['agent-codec', 'platform-uneven'], loweredMixLevel: 0.5 },
    })
    const text = html().replaceAll(/<[^>]*>/g, '')
    expect(text).toContain(soundCauseWords['agent-codec'])
    expect(text).toContain(soundCauseWords['platform-uneven'])
    expect(text).toContain('lowered to 0.50')
    expect(html()).not.toContain('<style')
  })

  it('[PA147] says what is wrong with what is heard, only where it is heard', async () => {
    const { story, html } = await drawn(monitors, 'monitor')
    const words = hearingCauseWords['listening-platform-uneven']
    expect(html()).not.toContain(words)
    story.model.listening.state.setState({ causes: ['listening-platform-uneven'] })
    expect(html()).toContain(words)
    const elsewhere = await drawn({})
    elsewhere.story.model.listening.state.setState({ causes: ['listening-platform-uneven'] })
    expect(elsewhere.html()).not.toContain(words)
  })
})
