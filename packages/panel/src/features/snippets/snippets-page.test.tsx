import { MantineProvider } from '@mantine/core'
import type { SnippetList, SnippetView } from '@sotto/protocol'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { me, type Story, startStory } from '../../../test/panel-story.ts'
import { platformOpen } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { parseRoute, routePath } from '../../model/route.ts'
import { snippetsOf } from '../../model/snippets/snippets.ts'
import { SnippetList as OfferedSnippets } from '../whisper/snippet-list.tsx'
import { UnfilledNote } from '../whisper/unfilled-note.tsx'
import { SnippetsView } from './snippets-page.tsx'

const own: SnippetView = {
  ...{ id: 's1', shelf: 'own', title: 'Refund', text: 'Offer {agent} it', version: 1 },
  ...{ changedAt: 1, changedByName: 'Maria Bell', mayChange: true },
}
const shared: SnippetView = {
  ...own,
  ...{ id: 's2', shelf: 'shared', queueId: 'queue-1', title: 'עברית', mayChange: false },
}
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '')

function draw(story: Story, screen: ReactNode): string {
  return renderToStaticMarkup(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      <ModelContext value={story.model}>{screen}</ModelContext>
    </MantineProvider>,
  )
}

async function showing(snippets: readonly SnippetView[], over: Partial<SnippetList> = {}) {
  const story = startStory()
  await story.begin()
  const list = { snippets: [...snippets], mayKeepOwn: true, mayShareIn: [], ...over }
  story.server.reply = () => ({ status: 200, body: list })
  await snippetsOf(story.model).open()
  return { story, text: () => textOf(draw(story, <SnippetsView me={me} />)) }
}

describe('the page of snippets', () => {
  it('[PA342] has its own address, and shows one’s own and what each queue shares by its present name', async () => {
    expect(routePath(parseRoute('/snippets'))).toBe('/snippets')
    const { story, text } = await showing([own, shared])
    expect(text()).toContain('My ownRefundOffer {agent} itChangeTake away')
    expect(text()).toContain('Shared in Billingעברית')
    story.tell([platformOpen, { kind: 'queues', queues: [{ id: 'queue-1', name: 'Invoices' }] }])
    expect(text()).toContain('Shared in Invoices')
    story.tell([{ kind: 'queues', queues: [] }])
    expect(text()).toContain('Shared in a queue that is no longer yours')
  })

  it('[PA343] says what it is reading, that there are none, that it could not read, and keeps what it had', async () => {
    const story = startStory()
    await story.begin()
    const text = () => textOf(draw(story, <SnippetsView me={me} />))
    void snippetsOf(story.model).open()
    expect(text()).toContain('Reading the snippets …')
    const { text: none } = await showing([])
    expect(none()).toContain('There are no snippets yet.')
    expect(none()).toContain('New snippet')
    const { story: failing, text: old } = await showing([own])
    failing.server.reply = () => ({
      status: 403,
      body: {
        status: 403,
        code: 'missing-permission',
        missing: 'whisper',
        message: '',
        contextId: 'c',
      },
    })
    await snippetsOf(failing.model).open()
    expect(old()).toContain('What stands here is as it was read last.')
    expect(old()).toContain('Refund')
    expect(old()).toContain('Try again')
    const nobody = await showing([], { mayKeepOwn: false })
    expect(nobody.text()).not.toContain('New snippet')
  })

  it('[PA344] says what is wrong where it is written, what somebody else made of it, and offers the way back', async () => {
    const { story, text } = await showing([own])
    const snippets = snippetsOf(story.model)
    snippets.edit({ id: 's1', version: 1, shelf: 'own', queueId: '', title: 'A', text: '{name}' })
    await snippets.save()
    expect(text()).toContain(
      'Nothing stands for {name}. There are {agent}, {queue}, {supervisor}, {time}.',
    )
    snippets.state.setState({ theirs: { ...own, title: 'Theirs', changedByName: 'Rafael' } })
    expect(text()).toContain('Rafael has changed it meanwhile to: “Theirs”')
    expect(text()).toContain('Save mine in its place')
    snippets.leave()
    snippets.state.setState({ removed: { ...own, masked: [] } })
    expect(text()).toContain('“Refund” is taken away.')
    expect(text()).toContain('Bring it back')
    const masked = [{ kind: 'card' as const, label: 'card •••• 1111' }]
    snippets.state.setState({ removed: undefined, saved: { ...own, masked } })
    expect(text()).toContain('“Refund” is saved without [card •••• 1111].')
  })
})

describe('snippets beside the whisper', () => {
  const choice = {
    ...{ found: [own, shared], active: 1 },
    ...{ choose() {}, hide() {}, onKey: () => false, show() {} },
  }

  it('[PA345] are a list box whose option the keys are at is named, and nothing where none fits', async () => {
    const story = startStory()
    const html = draw(story, <OfferedSnippets choice={choice} />)
    expect(html).toContain('role="listbox"')
    expect(html.match(/aria-selected="(true|false)"/g)).toEqual([
      'aria-selected="false"',
      'aria-selected="true"',
    ])
    expect(html).toContain('id="whisper-snippets-1"')
    expect(textOf(html)).toContain('2 snippets. Arrow down to choose one.')
    expect(draw(story, <OfferedSnippets choice={{ ...choice, found: [] }} />)).not.toContain(
      'listbox',
    )
  })

  it('[PA346] what is still to be filled in is named before it is sent', () => {
    const story = startStory()
    const note = (draft: string) =>
      textOf(draw(story, <UnfilledNote draft={draft} onGo={() => {}} />))
    expect(note('offer {agent} {queue} {agent}')).toContain(
      'Fill in {agent}, {queue} before it can be sent.',
    )
    expect(note('offer it')).toBe('')
  })
})
