/** The names and texts that people, screen readers and outside checks rely on, as they stand in the page. */
import { MantineProvider } from '@mantine/core'
import type { Change } from '@sotto/protocol'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { me, type Story, startStory } from '../../test/panel-story.ts'
import {
  agentRow,
  coachingDetail,
  control,
  conversationRow,
  detail,
  noon,
  platformOpen,
} from '../../test/samples.ts'
import { App } from '../app.tsx'
import { ModelContext } from '../hooks/use-model.ts'
import { unknownTruth } from '../model/truth/shown-truth.ts'
import { timeOfDay } from '../words/time-words.ts'
import { ConversationPage } from './conversation/conversation-page.tsx'
import { PeoplePane } from './conversations/people-pane.tsx'
import { AwayList } from './shell/away-list.tsx'
import { LiveChip, PlatformChip } from './shell/live-chip.tsx'

const id = 'conversation-1'

function draw(story: Story, screen: ReactNode): string {
  return renderToStaticMarkup(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      <ModelContext value={story.model}>{screen}</ModelContext>
    </MantineProvider>,
  )
}

async function showing(changes: readonly Change[]): Promise<{ story: Story; html: () => string }> {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  story.tell([platformOpen, ...changes])
  return { story, html: () => draw(story, <ConversationPage conversationId={id} />) }
}

/** The text of a page, tags taken out without leaving a gap. */
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '')

function button(html: string, name: string): string {
  const buttons = html.match(/<button[^>]*>.*?<\/button>/gs) ?? []
  const found = buttons.find((candidate) => textOf(candidate).trim().startsWith(name))
  if (found === undefined) throw new Error(`no button ${name}`)
  return found.slice(0, found.indexOf('>') + 1)
}

async function people(changes: readonly Change[], search = ''): Promise<string> {
  const story = startStory()
  await story.begin(changes)
  return draw(story, <PeoplePane me={me} openId={id} search={search} setSearch={() => {}} />)
}

describe('signing in', () => {
  it('[PA41] has one button, named "Sign in"', async () => {
    const story = startStory()
    story.server.reply = () => ({
      status: 401,
      body: { status: 401, code: 'signed-out', message: '', contextId: '' },
    })
    story.model.start()
    await story.clock.advance(0)
    const html = draw(story, <App />)
    expect(html.match(/<button/g)).toHaveLength(1)
    expect(button(html, 'Sign in')).toBeDefined()
  })
})

describe('the list', () => {
  const rows: readonly Change[] = [
    { kind: 'conversation', row: conversationRow() },
    { kind: 'conversation', row: conversationRow({ id: 'c2', queueName: 'Sales', media: 'chat' }) },
    { kind: 'agent', row: agentRow() },
    { kind: 'agent', row: agentRow({ id: 'agent-9', name: 'Kim Roy' }) },
  ]

  it('[PA1] [PA306] is named "Conversations", each row by agent, queue, medium and phase, with its place', async () => {
    const html = await people(rows)
    expect(html).toContain('aria-label="Conversations" aria-rowcount="2" role="table"')
    expect(html).toMatch(
      /aria-rowindex="2"[^>]*role="row".*?aria-label="Ana Silva, Billing, voice, active"/,
    )
    expect(html).toContain('aria-label="Ana Silva, Sales, chat, active"')
  })

  it('[PA2] has the free agents in a list of their own', async () => {
    const html = await people(rows)
    expect(html).toContain('aria-label="Available agents" role="list"')
    expect(html).toMatch(/aria-label="Kim Roy, available" aria-posinset="1" aria-setsize="1"/)
    expect(html).not.toContain('aria-label="Ana Silva, available"')
  })

  it('[PA170] says how many conversations an agent is in, once, and since when somebody is free', async () => {
    const since = noon - 31_000
    const html = await people([
      ...rows,
      { kind: 'agent', row: agentRow({ id: 'agent-8', name: 'Bo Lind', since }) },
    ])
    expect(html.match(/2 conversations/g)).toHaveLength(1)
    expect(html.match(/data-beneath="true"/g)).toHaveLength(1)
    expect(textOf(html)).toContain('Bo Lindavailable 00:31')
    expect(textOf(html)).toContain('Kim Royavailable')
    expect(textOf(html)).not.toMatch(/Kim Royavailable \d/)
  })

  it('[PA171] idle agents can be left out by name, and it says how many are not shown', async () => {
    const story = startStory()
    await story.begin(rows)
    const pane = <PeoplePane me={me} openId={id} search="" setSearch={() => {}} />
    expect(draw(story, pane)).toContain('Idle agents too')
    story.model.preferences.setState({ idleAgentsToo: false })
    const html = draw(story, pane)
    expect(html).not.toContain('Kim Roy')
    expect(html).not.toContain('Available agents')
    expect(textOf(html)).toContain('1 not shown')
  })

  it('[PA173] an agent is a button that opens a card with what the list does not know', async () => {
    const story = startStory()
    await story.begin(rows)
    story.server.reply = () => ({
      status: 200,
      body: {
        queues: [
          { id: 'q1', name: 'Billing' },
          { id: 'q2', name: ' ' },
        ],
      },
    })
    const pane = <PeoplePane me={me} openId={id} search="" setSearch={() => {}} />
    expect(button(draw(story, pane), 'Kim Roy')).toContain('aria-expanded="false"')
    story.model.agentCard.toggle('agent-9')
    expect(textOf(draw(story, pane))).toContain('Asking in which queues')
    await story.clock.advance(0)
    const html = draw(story, pane)
    expect(button(html, 'Kim Roy')).toContain('aria-expanded="true"')
    expect(html).toContain('aria-label="Agent Kim Roy"')
    expect(textOf(html)).toContain('Takes conversations in Billing, Unnamed queue.')
  })

  it('[PA172] draws whatever people and queues are called as text', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "javascript:alert('x')",
      '\u202egnirts',
      '\u0000\u0007',
      '👩‍👩‍👧‍👦'.repeat(50),
      'z\u0301\u0302\u0303'.repeat(200),
      '   ',
      '{{7*7}} %s #{7*7}',
    ]
    const html = await people(
      hostile.flatMap((name, index): readonly Change[] => [
        { kind: 'agent', row: agentRow({ id: `a${index}`, name }) },
        {
          kind: 'conversation',
          row: conversationRow({
            id: `c${index}`,
            agentUserId: `b${index}`,
            agentName: name,
            queueName: name,
          }),
        },
      ]),
    )
    expect(html).not.toMatch(/<script|<img/)
    expect(html.match(/role="(?:listitem|row)"/g)).toHaveLength(2 * hostile.length)
    expect(html).toContain('<bdi>\u202egnirts</bdi>')
    expect(html).toContain('Unnamed agent')
    expect(html).toContain('Unnamed queue')
  })

  it('[PA172] says what became of a queue, in its own name, whatever that is', async () => {
    const story = startStory()
    const hostile = '<img src=x onerror=alert(1)>\u202e'
    const tell = (...names: readonly string[]) =>
      story.tell([
        { kind: 'queues', queues: names.map((name, index) => ({ id: `q${index}`, name })) },
      ])
    await story.begin(rows)
    tell('Billing', 'Sales')
    tell(hostile)
    const html = draw(story, <PeoplePane me={me} openId={id} search="" setSearch={() => {}} />)
    expect(html).toContain('role="status"')
    expect(html).not.toContain('<img src=x')
    expect(textOf(html)).toContain('The queue “Billing” is now called “&lt;img')
    expect(textOf(html)).toContain('The queue “Sales” is no longer one of yours')
    expect(html).toContain('<bdi>&lt;img')
    expect(button(html, '')).toContain('Dismiss changes to your queues')
  })

  it('[PA7] somebody who lost their last queue is told so', async () => {
    const story = startStory()
    await story.begin([])
    story.tell([{ kind: 'queues', queues: [] }])
    const html = draw(story, <PeoplePane me={me} openId={id} search="" setSearch={() => {}} />)
    expect(html).toContain('No queue is assigned to you')
  })

  it('[PA5] leads to the conversation’s own address', async () => {
    expect(await people(rows)).toContain('href="/conversations/conversation-1"')
  })

  it('[PA1] [PA302] [PA306] draws a few dozen of five thousand rows, and says how many there are', async () => {
    const many = Array.from(
      { length: 5_000 },
      (_, index): Change => ({
        kind: 'conversation',
        row: conversationRow({ id: `c${index}`, agentName: `Agent ${index}` }),
      }),
    )
    const html = await people(many)
    const drawn = [...html.matchAll(/aria-rowindex="(\d+)"/g)].map((match) => Number(match[1]))
    expect(drawn).toEqual(Array.from({ length: drawn.length }, (_, index) => index + 1))
    expect(drawn.length).toBeLessThan(60)
    expect(html).toContain('aria-rowcount="5000"')
  })

  it('[PA7] says why it is empty', async () => {
    expect(await people([])).toContain('Nobody works in your queues')
    expect(await people(rows.slice(2))).toContain('Nobody in your queues is in a conversation')
    expect(await people(rows, 'nobody')).toContain('No conversation matches “nobody”')
  })
})

describe('the conversation', () => {
  it('[PA32] has the region "Who hears you now" with its three lines to the letter', async () => {
    const { html } = await showing([{ kind: 'detail', detail: coachingDetail() }])
    const region = /<section aria-label="Who hears you now".*?<\/section>/s.exec(html())?.[0] ?? ''
    const lines = (region.match(/<li.*?<\/li>/gs) ?? []).map(textOf)
    const at = timeOfDay(noon)
    expect(lines).toEqual([
      `Agent: hears you · confirmed ${at}`,
      `Customer: does not hear you · confirmed ${at}`,
      `Recording: does not record you · confirmed ${at}`,
    ])
  })

  it('[PA31] turns unknown by itself when the panel socket is cut', async () => {
    const { story, html } = await showing([{ kind: 'detail', detail: coachingDetail() }])
    story.live().cut()
    const text = textOf(html())
    expect(text).toContain('Agent: may hear you · unknown')
    expect(text).not.toContain('only the agent hears you')
    expect(button(html(), 'Coach')).toContain('aria-pressed="true"')
    expect(button(html(), 'Monitor')).toContain('disabled=""')
    expect(button(html(), 'Stop')).not.toContain('disabled')
  })

  it('[PA36] the buttons show what is confirmed, not what was pressed', async () => {
    const { html } = await showing([
      {
        kind: 'detail',
        detail: detail({ mode: { wanted: 'coach', confirmed: 'monitor', switching: true } }),
      },
    ])
    expect(button(html(), 'Monitor')).toContain('aria-pressed="true"')
    expect(button(html(), 'Coach')).toContain('aria-pressed="false"')
    expect(button(html(), 'Coach')).toContain('aria-busy="true"')
  })

  it('[PA36] what cannot be pressed says why, in words on the page', async () => {
    const { html } = await showing([
      {
        kind: 'detail',
        detail: detail({
          phase: 'held',
          allowed: {
            ...detail().allowed,
            coach: { allowed: false, reason: 'conversation-held' },
            whisperText: { allowed: false, reason: 'missing-permission', missing: 'whisper' },
          },
        }),
      },
    ])
    expect(button(html(), 'Coach')).toContain('disabled=""')
    expect(button(html(), 'Monitor')).not.toContain('disabled')
    expect(textOf(html())).toContain('Coach: The customer is on hold')
    expect(textOf(html())).toContain(
      'Your account lacks the right for this. Missing: Conversation:Control:Write.',
    )
  })

  it('[PA36] what the platform cannot do at all says so in its words', async () => {
    const { story, html } = await showing([{ kind: 'detail', detail: detail() }])
    const unsupported = {
      audioWhisper: 'no whisper here',
      mixLevel: 'no level',
      textWhisper: 'no text',
    }
    story.model.session.setState({ state: 'signed-in', me: { ...me, unsupported } }, true)
    expect(button(html(), 'Coach')).toContain('disabled=""')
    expect(textOf(html())).toContain('The platform cannot do this: no whisper here')
    expect(textOf(html())).toContain('The platform cannot do this: no text')
    expect(textOf(html())).not.toContain('Mix 0.65')
  })

  it('[PA212] warns of a card number before it is sent, and lets only what may be sent go as it is', async () => {
    const { html, story } = await showing([{ kind: 'detail', detail: coachingDetail() }])
    story.model.drafts.write(id, '4111 1111 1111 1111')
    const card = { kind: 'card', label: 'card •••• 1111', mayBeSent: false } as const
    story.model.whisperChecks.state.setState({ [id]: [card] })
    expect(textOf(html())).toContain('[card •••• 1111] will be left out')
    expect(button(html(), 'Send without the number')).not.toContain('disabled')
    expect(html()).not.toMatch(/Send as it is|Send with /)
    const iban = { kind: 'iban', label: 'iban', mayBeSent: true } as const
    story.model.whisperChecks.state.setState({ [id]: [card, iban] })
    expect(button(html(), 'Send without the numbers')).not.toContain('disabled')
    expect(button(html(), 'Send with [IBAN]')).not.toContain('disabled')
    story.model.whisperChecks.state.setState({ [id]: [iban] })
    expect(button(html(), 'Send as it is')).not.toContain('disabled')
    expect(textOf(html())).not.toContain('Send whisper')
  })

  it('[PA37] has "Hold to talk", "Whisper to agent" and "Send whisper"', async () => {
    const { html } = await showing([{ kind: 'detail', detail: detail() }])
    expect(button(html(), 'Hold to talk')).toContain('aria-disabled="true"')
    expect(html()).toContain('aria-label="Whisper to agent"')
    expect(button(html(), 'Send whisper')).toContain('disabled')
  })

  it('[PA30] has a named switch for each processing of the microphone', async () => {
    const { html } = await showing([{ kind: 'detail', detail: detail() }])
    const switches = html().match(/<input[^>]*role="switch"[^>]*>/g) ?? []
    const labels = ['Echo cancellation', 'Noise suppression', 'Automatic gain', 'Wait for a gap']
    expect(switches).toHaveLength(labels.length)
    for (const label of labels) expect(textOf(html())).toContain(label)
  })

  it('[PA50] shows the life of the last coaching line, and what to do when it is late', async () => {
    const { html } = await showing([
      { kind: 'detail', detail: detail() },
      {
        kind: 'control',
        control: control({ id: 'old', kind: 'whisper-audio', state: 'executing', submittedAt: 1 }),
      },
      {
        kind: 'control',
        control: control({ kind: 'whisper-audio', state: 'pending-delivery' }),
      },
    ])
    const text = textOf(html())
    expect(text).toContain('Pending delivery')
    expect(text).not.toContain('Live')
    expect(button(html(), 'Send as text instead')).toBeDefined()
  })

  it('[PA51] shows each text with its state, its times, the read mark and the answer', async () => {
    const { html } = await showing([
      { kind: 'detail', detail: detail() },
      {
        kind: 'control',
        control: control({
          state: 'completed',
          at: noon + 1_000,
          seenAt: noon + 5_000,
          answer: 'got-it',
          answeredAt: noon + 9_000,
        }),
      },
      { kind: 'control', control: control({ id: 'late', state: 'failed', submittedAt: noon + 1 }) },
    ])
    const list = /<ol aria-label="Whispers".*?<\/ol>/s.exec(html())?.[0] ?? ''
    const [first, second] = (list.match(/<li.*?<\/li>/gs) ?? []).map(textOf)
    expect(first).toContain(`Delivered${timeOfDay(noon + 1_000)}`)
    expect(first).toContain(`Sent ${timeOfDay(noon)}`)
    expect(first).toContain(`Seen ${timeOfDay(noon + 5_000)}`)
    expect(first).toContain(`“Got it” ${timeOfDay(noon + 9_000)}`)
    expect(second).toContain('Failed')
    expect(second).toContain('Send again')
  })

  it('[PA52] counts when the text gets long, and says so when it is too long', async () => {
    const { story, html } = await showing([{ kind: 'detail', detail: detail() }])
    story.model.drafts.write(id, 'x'.repeat(950))
    expect(textOf(html())).toContain('950 / 1000')
    story.model.drafts.write(id, 'x'.repeat(1_001))
    expect(textOf(html())).toContain('Too long for a whisper')
    expect(button(html(), 'Send whisper')).toContain('disabled')
  })

  it('[PA38] draws a text as text, whatever is in it', async () => {
    const { html } = await showing([
      { kind: 'detail', detail: detail() },
      { kind: 'control', control: control({ text: '<img src=x onerror=alert(1)>' }) },
    ])
    expect(html()).not.toContain('<img src=x')
  })

  it('a conversation without a voice has no microphone', async () => {
    const { html } = await showing([{ kind: 'detail', detail: detail({ media: 'chat' }) }])
    expect(html()).not.toContain('Hold to talk')
  })

  it('[PA7] says what there is to say when it is awaited, gone, or not for this person', async () => {
    const { story, html } = await showing([])
    expect(html()).toContain('aria-label="Loading the conversation"')
    story.tell([{ kind: 'detail-gone', conversationId: id }])
    expect(textOf(html())).toContain('it is not yours to see')
    story.model.live.show(null)
    story.model.live.show(id)
    story.tell([{ kind: 'detail', detail: detail() }])
    story.tell([{ kind: 'detail-gone', conversationId: id }])
    expect(textOf(html())).toContain('This conversation is over')
  })
})

describe('a call with its recording paused', () => {
  const no = { allowed: false, reason: 'recording-paused' } as const

  it('[PA82] says so, and offers neither listening nor speaking', async () => {
    const { html } = await showing([
      {
        kind: 'detail',
        detail: detail({
          recording: 'paused',
          allowed: { monitor: no, coach: no, barge: no, whisperText: no },
        }),
      },
    ])
    expect(textOf(html())).toContain('Secure pause: recording is paused')
    for (const name of ['Coach', 'Barge in']) expect(button(html(), name)).toContain('disabled=""')
  })
})

describe('Barge in', () => {
  it('[PA83] stands beside Coach, and names its own reason when only it is refused', async () => {
    const { html } = await showing([
      {
        kind: 'detail',
        detail: detail({
          allowed: {
            ...detail().allowed,
            barge: { allowed: false, reason: 'missing-permission', missing: 'barge' },
          },
        }),
      },
    ])
    expect(button(html(), 'Barge in')).toContain('disabled=""')
    expect(button(html(), 'Coach')).not.toContain('disabled')
    expect(textOf(html())).toContain('Barge in: Your account lacks the right for this.')
  })
})

describe('degraded', () => {
  const interrupted: Change = {
    kind: 'platform-link',
    link: { state: 'interrupted', since: noon },
  }

  it('[PA90] says how old it is by the platform’s time, and that it is up to date', async () => {
    const { story, html } = await showing([{ kind: 'detail', detail: detail() }])
    await story.pass(12_000)
    expect(textOf(html())).toContain(
      `Up to date · last word from the platform ${timeOfDay(noon)}, 12 s ago`,
    )
    expect(html()).not.toContain('data-stale')
  })

  it('[PA150] the list is dimmed and says why in words, as long as its rows cannot be relied on', async () => {
    const story = startStory()
    const list = () =>
      draw(story, <PeoplePane me={me} openId={id} search="" setSearch={() => {}} />)
    expect(list()).not.toContain('Stale')
    await story.begin([platformOpen])
    expect(list()).not.toMatch(/data-doubtful|Stale/)
    story.tell([interrupted])
    expect(list()).toContain('data-doubtful="true"')
    expect(textOf(list())).toContain('Stale · the platform sends no events')
    story.tell([platformOpen])
    expect(list()).not.toMatch(/data-doubtful|Stale/)
    story.live().cut()
    expect(list()).toContain('data-doubtful="true"')
    expect(textOf(list())).toContain('Stale · no fresh word from our server')
  })

  it('[PA91] without the platform it is stale, by a word too, and only what is unsafe is disabled, with the cause', async () => {
    const monitoring = detail({
      mode: { wanted: 'monitor', confirmed: 'monitor', switching: false },
    })
    const { html } = await showing([{ kind: 'detail', detail: monitoring }, interrupted])
    const page = html()
    expect(page).toContain('data-stale="true"')
    expect(textOf(page)).toContain(`Stale · as of ${timeOfDay(noon)}`)
    expect(textOf(page)).toContain('Not now: the platform sends no events.')
    for (const name of ['Coach', 'Barge in']) expect(button(page, name)).toMatch(/disabled/)
    expect(button(page, 'Stop')).not.toMatch(/disabled/)
    expect(button(page, 'Send whisper')).toMatch(/disabled/)
    expect(page).toMatch(/<textarea(?![^>]*disabled)/)
  })

  it('[PA91] without our server the cause is another one', async () => {
    const { story, html } = await showing([{ kind: 'detail', detail: coachingDetail() }])
    story.live().cut()
    expect(textOf(html())).toContain('no fresh word from our server')
    expect(textOf(html())).toContain('Not now: the connection to our server is not fresh.')
  })

  it('[PA91] until the platform has said it anew, listening may be pressed and speaking may not', async () => {
    const { html } = await showing([{ kind: 'detail', detail: detail({ truth: unknownTruth }) }])
    expect(textOf(html())).toContain('the platform has not confirmed it again yet')
    expect(button(html(), 'Monitor')).not.toMatch(/disabled/)
    for (const name of ['Coach', 'Barge in']) expect(button(html(), name)).toMatch(/disabled/)
    expect(textOf(html())).toContain('Coach, Barge in: Not now: the platform has not confirmed')
  })

  it('[PA91] names both links, and does not vouch for the platform when our server is not heard', async () => {
    const { story } = await showing([])
    const chips = () =>
      textOf(
        draw(
          story,
          <>
            <LiveChip />
            <PlatformChip />
          </>,
        ),
      )
    expect(chips()).toMatch(/^Serverlive, .*Platformlive$/)
    story.tell([interrupted])
    expect(chips()).toContain(`Platformno events since ${timeOfDay(noon)}`)
    story.live().cut()
    expect(chips()).toBe('ServerReconnecting…Platformunknown')
  })

  it('[PA93] lists what changed, from when to when, with a button to dismiss it', async () => {
    const { story } = await showing([
      { kind: 'conversation', row: conversationRow() },
      { kind: 'detail', detail: detail() },
    ])
    story.tell([interrupted])
    const held = conversationRow({ phase: 'held', phaseSince: noon })
    story.tell([platformOpen, { kind: 'conversation', row: held }])
    await story.pass(1_000)
    const html = draw(story, <AwayList />)
    expect(textOf(html)).toContain('What changed while you were away')
    expect(textOf(html)).not.toContain('told everything anew')
    expect(textOf(html)).toContain(`Now on hold, since ${timeOfDay(noon)}.`)
    expect(html).toContain(`href="/conversations/${id}"`)
    expect(button(html, 'Dismiss')).toBeDefined()
    story.model.away.dismiss()
    expect(textOf(draw(story, <AwayList />))).toBe('')
  })

  it('[PA97] the region says why nothing is heard during a secure pause', async () => {
    const { html } = await showing([{ kind: 'detail', detail: detail({ recording: 'paused' }) }])
    expect(textOf(html())).toContain('Secure pause: the platform has paused recording.')
  })

  it('[PA98] a whisper that failed offers to be sent again or edited', async () => {
    const { html } = await showing([
      { kind: 'detail', detail: detail() },
      { kind: 'control', control: control({ state: 'expired' }) },
    ])
    expect(button(html(), 'Send again')).toBeDefined()
    expect(button(html(), 'Edit as new')).toBeDefined()
  })
})
