/** The names and texts of the strip that people, screen readers and outside checks rely on. */
import type { AgentStrip, Me } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { me, type Story, startStory } from '../../../test/panel-story.ts'
import { noon, platformOpen } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { coachedWords } from '../../words/strip-words.ts'
import { timeOfDay } from '../../words/time-words.ts'
import { AuditPage } from '../audit/audit-page.tsx'
import { WrongPlace } from '../sign-in/wrong-place.tsx'
import { AgentStripPage } from './agent-strip-page.tsx'

const agent: Me = { ...me, id: 'agent-1', name: 'Ana Silva', role: 'agent', queues: [] }

const strip: AgentStrip = {
  conversations: [
    {
      id: 'c1',
      media: 'voice',
      phase: 'active',
      startedAt: noon - 65_000,
      phaseSince: noon,
      customerName: 'Carla Client',
      queueName: 'Billing',
      coached: { state: 'known', by: [{ name: 'Maria Bell', how: 'coach' }] },
    },
  ],
  whispers: [
    { id: 'w2', conversationId: 'c1', from: 'Maria Bell', text: 'offer the refund', sentAt: noon },
    {
      id: 'w1',
      conversationId: 'c1',
      text: 'slow down',
      sentAt: noon - 60_000,
      seenAt: noon - 50_000,
      reply: 'not-now',
      repliedAt: noon - 40_000,
    },
  ],
}

async function showing(shown: AgentStrip = strip): Promise<Story> {
  const story = startStory()
  await story.begin([platformOpen, { kind: 'agent-strip', strip: shown }])
  return story
}

function draw(story: Story, sessionEnded = false): string {
  return renderToStaticMarkup(
    <ModelContext value={story.model}>
      <AgentStripPage me={agent} sessionEnded={sessionEnded} />
    </ModelContext>,
  )
}

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '')

describe('the strip', () => {
  it('[AS24] names who coaches, the conversation and the whispers with their answers', async () => {
    const html = draw(await showing())
    expect(html).toContain('<ol aria-label="Whispers"')
    expect(textOf(html)).toContain('You are being coached by Maria Bell.')
    expect(textOf(html)).toContain('Carla ClientBilling · voice · active01:05')
    expect(textOf(html)).toContain(`Maria Bell${timeOfDay(noon)}offer the refund`)
    expect(textOf(html)).toContain(`A supervisor${timeOfDay(noon - 60_000)}slow down`)
    expect(textOf(html)).toContain(`Seen ${timeOfDay(noon - 50_000)}`)
    expect(textOf(html)).toContain(`Answered “Not now” ${timeOfDay(noon - 40_000)}`)
    expect(html.match(/aria-keyshortcuts/g)).toBeNull()
  })

  it('[AS24] the buttons bear their keys once the whisper has been read', async () => {
    const story = await showing()
    story.model.agentStrip.setPageVisible(true)
    story.model.agentStrip.setInView(new Set(['w2']))
    await story.clock.advance(1_000)
    const html = draw(story)
    expect(html.match(/aria-keyshortcuts="[^"]*"/g)).toEqual([
      'aria-keyshortcuts="1 G"',
      'aria-keyshortcuts="2 N"',
      'aria-keyshortcuts="3 U"',
    ])
  })

  it('[AS41] [AS44] the buttons bear the keys that were chosen', async () => {
    const settings = { sound: true, volume: 60, keys: { 'got-it': 'x', 'not-now': '' } }
    const story = await showing({ ...strip, settings })
    story.model.agentStrip.setPageVisible(true)
    story.model.agentStrip.setInView(new Set(['w2']))
    await story.clock.advance(1_000)
    expect(draw(story).match(/aria-keyshortcuts="[^"]*"/g)).toEqual([
      'aria-keyshortcuts="X"',
      'aria-keyshortcuts="3 U"',
    ])
  })

  it('[AS44] says until when no texts come and what becomes of them, and offers the rest where they come', async () => {
    const settings = { sound: true, volume: 60, keys: {} }
    const text = textOf(draw(await showing({ ...strip, settings })))
    expect(text).toContain('No textsfor 15 minuntil this call is overuntil I take them again')
    expect(text).toContain('never on the line to the customer')
    expect(text).toContain('this page plays none of it')
    const quiet = { kind: 'time', since: noon, until: noon + 15 * 60_000 } as const
    const story = await showing({ ...strip, settings: { ...settings, quiet } })
    const held = textOf(draw(story))
    expect(held).toContain(`No texts until ${timeOfDay(quiet.until)}.`)
    expect(held).toContain('You can still be coached by voice.')
    expect(held).toContain('Take texts again')
    expect(held).not.toContain('for 15 min')
    story.chime.allowed = false
    expect(textOf(draw(story))).toContain('Your browser plays no sound here yet.')
  })

  it('[AS44] names the call where there are several', async () => {
    const [first] = strip.conversations
    if (first === undefined) throw new Error('no conversation')
    const conversations = [first, { ...first, id: 'c2', customerName: 'Dora Dent' }]
    const settings = { sound: true, volume: 60, keys: {} }
    const text = textOf(draw(await showing({ ...strip, settings, conversations })))
    expect(text).toContain('until the call with Carla Client is over')
    expect(text).toContain('until the call with Dora Dent is over')
  })

  it('[AS3] says beside a conversation that its coaching is not known yet', async () => {
    const [known] = strip.conversations
    if (known === undefined) throw new Error('no conversation')
    const conversations = [known, { ...known, id: 'c2', coached: { state: 'unknown' } as const }]
    const text = textOf(draw(await showing({ ...strip, conversations })))
    expect(text.match(/coaching not known yet/g)).toHaveLength(1)
    expect(text).toContain('You are being coached by Maria Bell.')
  })

  it('[AS25] while the connection is interrupted nobody is said to coach', async () => {
    const story = await showing()
    story.live().cut(1006)
    const text = textOf(draw(story))
    expect(text).not.toContain('You are being coached')
    expect(text).toContain('whether somebody coaches you is not known')
  })

  it('[AS25] nor once the session has ended, which is said', async () => {
    const text = textOf(draw(await showing(), true))
    expect(text).toContain('Your session has ended.')
    expect(text).not.toContain('You are being coached')
  })

  it('[AS3] [AS30] who joined the call is told apart from who is heard by the agent alone', () => {
    const [conversation] = strip.conversations
    if (conversation === undefined) throw new Error('no conversation')
    const by = (how: 'coach' | 'barge' | 'monitor', ...names: readonly string[]) =>
      coachedWords(
        [
          {
            ...conversation,
            coached: { state: 'known', by: names.map((name) => ({ name, how })) },
          },
        ],
        false,
      )
    expect(by('coach', 'Maria', 'Tom')).toEqual([
      'You are being coached by Maria and Tom. The customer does not hear it.',
    ])
    expect(by('barge', 'Maria')).toEqual(['Maria has joined the call. The customer hears it too.'])
    expect(by('monitor', 'Maria', 'Tom')).toEqual(['Maria and Tom are listening to this call.'])
    expect(by('coach')).toEqual([])
  })
})

describe('somebody else’s place', () => {
  it('[AS23] says whose it is, who one is, and where one’s own is', () => {
    const story = startStory()
    const html = renderToStaticMarkup(
      <ModelContext value={story.model}>
        <WrongPlace me={me} own={{ view: 'home' }} place="agent-strip" />
      </ModelContext>,
    )
    expect(textOf(html)).toContain('This page is for agents')
    expect(textOf(html)).toContain('You are signed in as Maria Bell, supervisor.')
    expect(html).toContain('href="/"')
  })

  it('[AS23] the auditors’ names its parts, and what is not kept', () => {
    const story = startStory()
    const html = renderToStaticMarkup(
      <ModelContext value={story.model}>
        <AuditPage me={{ ...me, role: 'auditor' }} sessionEnded={false} />
      </ModelContext>,
    )
    expect(html).toContain('href="/audit/reveals"')
    expect(html).toContain('href="/audit/erase"')
    expect(textOf(html)).toMatch(/Everything on record.*Looks behind masks.*Not kept.*Sound/s)
  })
})
