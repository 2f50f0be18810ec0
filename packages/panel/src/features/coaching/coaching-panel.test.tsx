import { MantineProvider } from '@mantine/core'
import type { CoachingView, Me } from '@sotto/protocol'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { hostileTexts, tagsOf } from '../../../test/hostile-texts.ts'
import { me, type Story, startStory } from '../../../test/panel-story.ts'
import { coachingView, detail, platformOpen } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { coachingHistoryOf } from '../../model/coaching/coaching-history.ts'
import { AgentStripPage } from '../agent-strip/agent-strip-page.tsx'
import { WhisperComposer } from '../whisper/whisper-composer.tsx'
import { CoachingPanel } from './coaching-panel.tsx'
import { HistoryPage } from './history-page.tsx'
import { RunningSessions } from './running-sessions.tsx'

const able: Me = { ...me, permissions: ['read-conversation', 'read-coaching', 'write-coaching'] }

async function showing(sessions: readonly CoachingView[], who: Me = able): Promise<Story> {
  const story = startStory()
  story.server.reply = () => ({ status: 200, body: who })
  await story.begin([
    platformOpen,
    ...sessions.map((coaching) => ({ kind: 'coaching', coaching }) as const),
  ])
  return story
}

function draw(story: Story, screen: ReactNode): string {
  return renderToStaticMarkup(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      <ModelContext value={story.model}>{screen}</ModelContext>
    </MantineProvider>,
  )
}

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '|')

async function panel(
  sessions: readonly CoachingView[],
  phase: 'active' | 'ended' = 'active',
  who?: Me,
) {
  const html = draw(await showing(sessions, who), <CoachingPanel detail={detail({ phase })} />)
  return { html, text: textOf(html) }
}

const buttonsOf = (html: string) =>
  [...html.matchAll(/<button(?<head>[^>]*)>(?<inner>.*?)<\/button>/gs)].map(({ groups }) => ({
    name: textOf(groups?.inner ?? '')
      .replaceAll('|', '')
      .trim(),
    disabled: / disabled=""/.test(groups?.head ?? ''),
  }))

describe('the coaching session on the conversation’s page', () => {
  it('[CS68] can be started while the call lives, and reviewed after it', async () => {
    const live = await panel([])
    expect(live.html).toContain('<section aria-label="Coaching session"')
    expect(buttonsOf(live.html)).toEqual([{ name: 'Start coaching session', disabled: false }])
    expect(buttonsOf((await panel([], 'ended')).html)[0]?.name).toBe('Start review')
  })

  it('[CS68] says what a licence or an account lacks, beside the button', async () => {
    const cx1 = await panel([], 'active', { ...able, licence: 'cx1' })
    expect(buttonsOf(cx1.html)).toEqual([{ name: 'Start coaching session', disabled: true }])
    expect(cx1.text).toContain('Your licence has no live coaching sessions; CX2 has.')
    const described = /aria-describedby="([^"]+)"/.exec(cx1.html)?.[1]
    expect(cx1.html).toContain(`id="${described}"`)
    const reader = { ...me, permissions: ['read-conversation'] }
    expect((await panel([], 'active', reader)).text).toContain('Missing: write-coaching')
    expect(
      (await panel([], 'active', { ...able, unsupported: { coaching: 'no records' } })).text,
    ).toContain('The platform cannot do this: no records')
  })

  it('[CS68] shows how it stands, what can be done, and who holds it', async () => {
    const own = await panel([coachingView()])
    expect(own.text).toContain('In progress')
    expect(own.text).toContain('held by you')
    const names = buttonsOf(own.html).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['Pause session', 'Complete session']))
    expect(names).not.toContain('Start coaching session')
    expect(own.text).toContain('Saved')
    const none = { begin: false, pause: false, resume: false, complete: false }
    const other = await panel([
      coachingView({
        mine: false,
        supervisorName: 'Mia Roth',
        allowed: none,
        details: { notes: 'theirs', tags: ['a', 'b'], rating: 4, moments: [] },
      }),
    ])
    expect(other.text).toContain('held by Mia Roth')
    expect(other.text).toContain('theirs')
    expect(other.text).toContain('4 of 5')
    expect(buttonsOf(other.html)).toEqual([])
    expect(other.html).not.toContain('<textarea')
  })

  it.each([
    ['invalid', 'attached to nothing'],
    ['vanished', 'does not know this session any more'],
    ['completed', 'may not see its queue any more', 'queue-taken'],
  ] as const)(
    '[CS68] a session that is %s is told as closed, with its notes',
    async (state, words, ...[reason]) => {
      const none = { begin: false, pause: false, resume: false, complete: false }
      const details = { notes: 'still here', tags: [], moments: [] }
      const { html, text } = await panel([
        coachingView({
          state,
          allowed: none,
          details,
          ...(reason === undefined ? {} : { reason }),
        }),
      ])
      expect(text).toContain(words)
      expect(text).toContain('notes are kept')
      expect(html).toContain('still here')
      expect(buttonsOf(html).map(({ name }) => name)).toContain('Start coaching session')
    },
  )

  it('[CS68] a session left open after the call asks to be completed', async () => {
    const { text } = await panel([coachingView()], 'ended')
    expect(text).toContain('The call has ended. Complete the session when you are done.')
  })

  it('[CS68] a refused start says why, with a way to the session in the way', async () => {
    const story = await showing([])
    story.server.reply = () => ({
      status: 409,
      body: {
        status: 409,
        code: 'coaching-exists',
        message: '',
        contextId: '',
        coachingId: 'theirs',
        by: 'Mia Roth',
      },
    })
    await story.model.coaching.start('conversation-1', 'real-time', '')
    const text = textOf(draw(story, <CoachingPanel detail={detail()} />))
    expect(text).toContain(
      'This conversation has a coaching session already. It is held by Mia Roth.',
    )
    expect(text).toContain('Open that session')
  })

  it('[CS69] names every field, and draws what people wrote as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>'
    const { html } = await panel([
      coachingView({
        agentName: hostile,
        reference: hostile,
        details: {
          notes: `</textarea><script>alert(1)</script>${hostile}`,
          tags: [hostile, '"><svg onload=alert(1)>'],
          rating: 3,
          followUpOn: '2026-03-31',
          moments: [{ id: 'm1', atMs: 61_000, label: hostile }],
        },
      }),
    ])
    expect(html).not.toMatch(/<img|<script|<svg onload/)
    for (const name of ['Notes', 'Rating', 'Follow up on']) expect(html).toContain(`>${name}<`)
    expect(html).toContain('aria-label="New tag"')
    expect(html).toContain('aria-label="Moment at 01:01"')
    expect(html).toContain('aria-label="Remove moment at 01:01"')
    expect(html).toContain('value="2026-03-31"')
    const inputs = html.match(/<(?:input|textarea)[^>]*>/g) ?? []
    for (const input of inputs) {
      const id = / id="([^"]+)"/.exec(input)?.[1]
      const isNamed =
        input.includes('aria-label') ||
        input.includes('type="radio"') ||
        html.includes(`for="${id}"`)
      expect(isNamed, input).toBe(true)
    }
  })
})

describe('sessions that go on elsewhere', () => {
  it('[CS70] are named wherever one works, with a way to each; none of a colleague’s and none that is over', async () => {
    const story = await showing([
      coachingView({ id: 'mine', conversationId: 'other', agentName: 'Jon Berg', state: 'paused' }),
      coachingView({ id: 'theirs', conversationId: 'third', mine: false }),
      coachingView({ id: 'over', conversationId: 'fourth', state: 'completed' }),
    ])
    const html = draw(story, <RunningSessions />)
    expect(html).toContain('aria-label="Open your coaching session with Jon Berg"')
    expect(textOf(html)).toContain('Paused')
    expect(buttonsOf(html)).toHaveLength(1)
    expect(draw(await showing([]), <RunningSessions />)).toBe('')
  })
})

describe('what people wrote', () => {
  it('[CS69] is text wherever it stands: three hundred hostile strings in notes, tags, moments, names and references', async () => {
    const hostile = hostileTexts
    expect(hostile).toHaveLength(300)
    const story = await showing([])
    const screen = (mine: boolean, texts: readonly string[]) => {
      const all = texts.join('\n').slice(0, 9_900)
      // What can be edited is many fields: a part of them there, all of them where they are read.
      const tags = mine ? texts.filter((_, place) => place % 5 === 0) : texts
      const coaching = coachingView({
        mine,
        agentName: all,
        supervisorName: all,
        queueName: all,
        reference: all,
        details: {
          notes: all,
          tags: [...tags],
          moments: tags.map((label, place) => ({ id: `m${place}`, atMs: place, label })),
        },
      })
      story.tell([{ kind: 'coaching', coaching }], true)
      return tagsOf(draw(story, <CoachingPanel detail={detail()} />))
    }
    for (const mine of [true, false])
      expect(screen(mine, hostile)).toEqual(
        screen(
          mine,
          hostile.map((_, place) => `harmless ${place}`),
        ),
      )
  })
})

describe('fields that people type into', () => {
  it('[PA298] are not remembered by the browser', async () => {
    const story = await showing([coachingView()])
    const screens = [
      <CoachingPanel detail={detail()} key="open" />,
      <HistoryPage coachingId={undefined} key="history" me={able} />,
      <WhisperComposer
        agentName="Ana"
        allowed={{ allowed: true }}
        conversationId="conversation-1"
        doubt={undefined}
        key="whisper"
      />,
    ]
    const fields = screens
      .flatMap((screen) => draw(story, screen).match(/<(?:input|textarea)[^>]*>/g) ?? [])
      .filter((field) => !/ type="(?:radio|checkbox|date)"| aria-hidden="true"/.test(field))
    expect(fields.length).toBeGreaterThan(3)
    expect(fields.filter((field) => !/ autocomplete="off"/i.test(field))).toEqual([])
  })
})

describe('the history on the screen', () => {
  it('[CS67] tells CX1 people what their licence lacks, has its filters, and a file', async () => {
    const story = await showing([])
    const html = draw(
      story,
      <HistoryPage coachingId={undefined} me={{ ...able, licence: 'cx1' }} />,
    )
    expect(textOf(html)).toContain('Your licence (CX1) has no live coaching sessions')
    expect(textOf(html)).toContain('|Export CSV|')
    for (const label of ['State', 'Kind']) expect(html).toContain(`aria-label="${label}"`)
    expect(textOf(draw(story, <HistoryPage coachingId={undefined} me={able} />))).not.toContain(
      'Your licence',
    )
  })
})

describe('a row of the history', () => {
  it('[CS67] is found by its tag, and the chosen tag can be given up', async () => {
    const story = await showing([])
    const history = coachingHistoryOf(story.model)
    const { allowed: _a, details: _d, detailsRevision: _r, ...head } = coachingView()
    story.server.reply = ({ path }) => ({
      status: 200,
      body: path.includes('ended')
        ? { conversations: [] }
        : { coachings: [{ ...head, tags: ['empathy'], rating: 4, excerpt: 'calm' }] },
    })
    history.filter({ tag: 'empathy' })
    await story.clock.advance(300)
    expect(story.calls.at(-1)).toMatchObject({
      path: '/api/coachings/search',
      body: '{"tag":"empathy"}',
    })
    const html = draw(story, <HistoryPage coachingId={undefined} me={able} />)
    expect(html).toContain('aria-label="Show sessions with the tag empathy"')
    expect(html).toContain('aria-label="Any tag, not only empathy"')
    expect(html).toContain('href="/history/coaching-1"')
    expect(textOf(html)).toContain('rated 4 of 5')
  })
})

describe('the agent’s strip', () => {
  it('[AS26] says who holds the session of a conversation, and how it stands', async () => {
    const story = await showing([])
    const strip = (session?: { state: 'running' | 'paused' | 'finished'; by?: string }) => {
      story.tell([
        {
          kind: 'agent-strip',
          strip: {
            conversations: [
              {
                id: 'c1',
                media: 'voice',
                phase: 'active',
                startedAt: 0,
                coached: { state: 'known', by: [] },
                ...(session === undefined ? {} : { session }),
              },
            ],
            whispers: [],
          },
        },
      ])
      return textOf(
        draw(story, <AgentStripPage me={{ ...me, role: 'agent' }} sessionEnded={false} />),
      )
    }
    expect(strip({ state: 'running', by: 'Maria Bell' })).toContain('Coaching session: Maria Bell')
    expect(strip({ state: 'paused' })).toContain('Coaching session paused: a supervisor')
    expect(strip({ state: 'finished', by: 'Maria Bell' })).toContain('Coaching session finished')
    expect(strip()).not.toContain('Coaching session')
  })
})
