import { MantineProvider } from '@mantine/core'
import type { IncidentEntry } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { detail, noon } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { incidentsOf } from '../../model/incidents/incidents.ts'
import { incidentWords } from '../../words/incident-words.ts'
import { timeOfDay } from '../../words/time-words.ts'
import { ConversationPage } from '../conversation/conversation-page.tsx'
import { IncidentPanel } from './incident-panel.tsx'
import { Timeline } from './timeline.tsx'

const id = 'conversation-1'

async function draw(entries: readonly IncidentEntry[], part: { status?: number } = {}) {
  const story = startStory()
  await story.begin()
  story.server.reply = () => ({
    status: part.status ?? 200,
    body:
      part.status === undefined
        ? { conversationId: id, entries, truncated: false, readAt: noon }
        : { status: part.status, code: 'not-found', message: '', contextId: '' },
  })
  const stop = incidentsOf(story.model).watch(id)
  const screen = (shown: React.ReactNode) =>
    renderToStaticMarkup(
      <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
        <ModelContext value={story.model}>{shown}</ModelContext>
      </MantineProvider>,
    )
  const loading = screen(<Timeline />)
  await story.pass(100)
  const html = screen(<Timeline />)
  const folded = screen(<IncidentPanel conversationId={id} />)
  stop()
  return { loading, html, folded, text: html.replaceAll(/<[^>]*>/g, '|') }
}

describe('the timeline on the screen', () => {
  it('[IN13] tells time, words, evidence and how long after the beginning, step by step', async () => {
    const { html, text } = await draw([
      {
        at: noon,
        what: 'submitted',
        evidence: 'console',
        controlId: 'control-1',
        kind: 'whisper-text',
        who: { mine: false, name: 'Oskar Lindqvist' },
      },
      { at: noon + 400, what: 'queued', evidence: 'command-answer', controlId: 'control-1' },
      { at: noon + 6_200, what: 'completed', evidence: 'event', controlId: 'control-1' },
    ])
    expect(html).toContain('<ol aria-label="Text whisper · Oskar Lindqvist"')
    expect(text.indexOf('Queued by the platform')).toBeGreaterThan(text.indexOf('Sent'))
    expect(text).toContain(timeOfDay(noon + 6_200))
    expect(text).toMatch(/Arrived on the agent’s desk\|+platform’s event\|+\+6\.2 s/)
    expect(html).toContain('aria-label="What happened"')
  })

  it('[IN22] a coaching session is a group of its own, in words, with whose it was', async () => {
    const of = { coachingId: 'record-1', coachingKind: 'real-time' } as const
    const who = { mine: false, name: 'Oskar Lindqvist' }
    const { html, text } = await draw([
      { at: noon, what: 'coaching-asked', evidence: 'console', ...of, who },
      { at: noon + 400, what: 'coaching-started', evidence: 'command-answer', ...of, who },
      { at: noon + 500, what: 'coaching-step-asked', evidence: 'console', ...of, step: 'pause' },
      {
        at: noon + 600,
        what: 'coaching-step-refused',
        evidence: 'command-answer',
        reason: 'missing-scope',
        ...of,
        step: 'pause',
      },
      {
        at: noon + 900,
        what: 'coaching-completed',
        evidence: 'command-answer',
        reason: 'queue-taken',
        ...of,
      },
    ])
    expect(html).toContain('<ol aria-label="Coaching session · Oskar Lindqvist"')
    expect(text).toMatch(/Started on the platform\|+platform’s answer\|+\+0\.4 s/)
    expect(text).toContain('|Asked to pause|')
    expect(text).toContain('Asked to pause, refused (missing-scope)')
    expect(text).toContain('Completed: its queue was taken from its supervisor')
  })

  it('[IN12] says that it is loading, that there is nothing, and that it could not be read', async () => {
    expect((await draw([])).loading).toContain('aria-label="Loading the timeline"')
    expect((await draw([])).text).toContain('Nothing has been sent in this conversation yet')
    const failed = await draw([], { status: 404 })
    expect(failed.html).toContain('role="alert"')
    expect(failed.text).toContain('Try again')
  })

  it('[IN14] is folded away until asked for, with the export beside it', async () => {
    const { folded } = await draw([])
    expect(folded).toContain('<section aria-label="Timeline"')
    expect(folded).toContain('aria-expanded="false"')
    expect(folded).toContain('Show timeline')
    expect(folded).toContain('Export support bundle')
    expect(folded).not.toContain('What happened')
  })

  it('[IN16] is still there when the conversation it was seen in is over, and only then', async () => {
    const story = startStory()
    await story.begin()
    const page = () =>
      renderToStaticMarkup(
        <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
          <ModelContext value={story.model}>
            <ConversationPage conversationId={id} />
          </ModelContext>
        </MantineProvider>,
      )
    story.model.live.show(id)
    story.tell([{ kind: 'detail-gone', conversationId: id }])
    expect(page()).not.toContain('Show timeline')
    story.tell([{ kind: 'detail', detail: detail() }])
    expect(page()).toContain('Show timeline')
    story.tell([{ kind: 'detail-gone', conversationId: id }])
    expect(page()).toContain('This conversation is over')
    expect(page()).toContain('Show timeline')
  })

  it.each([
    [{ hears: { agent: true, customer: false, recording: false } }, 'Heard by the agent'],
    [
      { hears: { agent: true, customer: true, recording: true } },
      'Heard by the agent and the customer; the recording takes it too',
    ],
    [{ hears: { agent: false, customer: false, recording: false } }, 'Heard by nobody'],
  ] as const)('[IN13] who hears in words: %j', (part, words) => {
    const entry = { at: noon, what: 'hearing', evidence: 'participants', ...part } as const
    expect(incidentWords(entry, undefined)).toBe(words)
  })

  it('[IN13] an end is told with its reason, an answer with its word, sound in seconds', () => {
    const entry = { at: noon, evidence: 'event' } as const
    const failed = { ...entry, what: 'failed', reason: 'no-media' } as const
    expect(incidentWords(failed, 'barge')).toBe('Failed. No sound reached the platform in time.')
    const colleague = { mine: false, name: 'Oskar Lindqvist' }
    for (const who of [{ mine: true }, colleague]) {
      const stopped = {
        ...entry,
        what: 'cancelling',
        reason: 'stopped-by-supervisor',
        who,
      } as const
      expect(incidentWords(stopped, 'barge')).toBe('Being taken back: stopped by hand')
    }
    const refused = { ...entry, what: 'refused', reason: 'missing-permission' } as const
    expect(incidentWords({ ...refused, who: colleague }, 'barge')).toBe(
      'Refused by the platform (missing-permission)',
    )
    expect(incidentWords({ ...refused, who: { mine: true } }, 'barge')).toContain('Your account')
    expect(incidentWords({ ...entry, what: 'answered', reason: 'got-it' }, 'whisper-text')).toBe(
      'Agent’s answer: “Got it”',
    )
    const sound = {
      receivedSamples: 40_000,
      mixedSamples: 32_000,
      underrunSamples: 0,
      clippedSamples: 0,
    }
    expect(incidentWords({ ...entry, what: 'sound-total', sound }, 'whisper-audio')).toBe(
      'Voice played by the platform: 2.0 s',
    )
  })
})
