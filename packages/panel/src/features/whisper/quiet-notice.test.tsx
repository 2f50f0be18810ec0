import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { control, detail, noon } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { quietSentences } from '../../words/quiet-words.ts'
import { timeOfDay } from '../../words/time-words.ts'
import { WhisperPanel } from './whisper-panel.tsx'

const until = noon + 15 * 60_000
const quiet = { kind: 'time', since: noon, until } as const
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '')

async function draw(
  over: Parameters<typeof detail>[0],
  whisper?: Parameters<typeof control>[0],
): Promise<string> {
  const story = startStory()
  await story.begin()
  const shown = detail(over)
  story.model.live.show(shown.id)
  story.tell([
    { kind: 'detail', detail: shown },
    ...(whisper === undefined ? [] : [{ kind: 'control' as const, control: control(whisper) }]),
  ])
  return renderToStaticMarkup(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      <ModelContext value={story.model}>
        <WhisperPanel detail={shown} doubt={undefined} />
      </ModelContext>
    </MantineProvider>,
  )
}

describe('an agent who wants no texts', () => {
  it('[PA336] is told of where the text is written, and the button says that it is for later', async () => {
    const text = textOf(await draw({ quiet, agentName: 'Ana Silva' }))
    expect(text).toContain(
      `Ana Silva does not want to be disturbed by text until ${timeOfDay(until)}.`,
    )
    expect(text).toContain(`it will be shown at ${timeOfDay(until)}, if this call still goes on`)
    expect(text).toContain('Coaching by voice is not held back.')
    expect(text).toContain('Send for later')
    expect(text).not.toContain('Send whisper')
    expect(textOf(await draw({}))).toContain('Send whisper')
  })

  it('[PA336] says of each kind when it ends, and what a text about this very call comes to', () => {
    const about = { agentName: '', conversationId: 'c1' }
    const call = { ...quiet, kind: 'call', conversationId: 'c1' } as const
    expect(quietSentences(call, about)).toMatchObject({
      claim: 'The agent does not want to be disturbed by text until this call is over.',
      consequence: expect.stringContaining('shown only if they take texts again before'),
    })
    expect(quietSentences({ ...call, conversationId: 'c2' }, about)).toMatchObject({
      claim: expect.stringContaining('until another call of theirs is over'),
      consequence: expect.stringContaining('it will be shown then'),
    })
    expect(quietSentences({ ...quiet, kind: 'hand' }, about).claim).toContain(
      'until they take texts again',
    )
  })

  it('[PA337] a text that waits is not said to have arrived, and can be taken back', async () => {
    const held = { kind: 'whisper-text', text: 'offer the refund', heldSince: noon } as const
    const waiting = textOf(await draw({}, { ...held, state: 'held-back', submittedAt: noon }))
    expect(waiting).toContain('Held back')
    expect(waiting).toContain('It is not with them yet')
    expect(waiting).toContain('Take back')
    expect(waiting).not.toContain('Delivered')
    const released = { ...held, state: 'completed', submittedAt: until, at: until } as const
    const arrived = textOf(await draw({}, released))
    expect(arrived).toContain(`Held back from ${timeOfDay(noon)}`)
    expect(arrived).toContain(`Sent ${timeOfDay(until)}`)
    expect(arrived).toContain('Delivered')
    expect(arrived).not.toContain('Take back')
  })
})
