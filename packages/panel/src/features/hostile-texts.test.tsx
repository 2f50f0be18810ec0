import { MantineProvider } from '@mantine/core'
import { type Change, redactedTextSchema } from '@sotto/protocol'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { hostileTexts, tagsOf } from '../../test/hostile-texts.ts'
import { me, type Story, startStory } from '../../test/panel-story.ts'
import { agentRow, control, conversationRow, detail, platformOpen } from '../../test/samples.ts'
import { ModelContext } from '../hooks/use-model.ts'
import { ConversationPage } from './conversation/conversation-page.tsx'
import { PeoplePane } from './conversations/people-pane.tsx'

const id = 'conversation-1'
const atOnce = 60
const batches = Array.from({ length: hostileTexts.length / atOnce }, (_, batch) =>
  hostileTexts.slice(batch * atOnce, (batch + 1) * atOnce),
)
const harmless = batches[0]?.map((_, place) => `harmless ${place}`) ?? []

function draw(story: Story, screen: ReactNode): readonly string[] {
  return tagsOf(
    renderToStaticMarkup(
      <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
        <ModelContext value={story.model}>{screen}</ModelContext>
      </MantineProvider>,
    ),
  )
}

async function list(texts: readonly string[]) {
  const story = startStory()
  await story.begin([
    platformOpen,
    ...texts.flatMap((text, place): readonly Change[] => [
      { kind: 'agent', row: agentRow({ id: `a${place}`, name: text }) },
      {
        kind: 'conversation',
        row: conversationRow({
          id: `c${place}`,
          agentUserId: `b${place}`,
          agentName: text,
          queueName: text,
        }),
      },
    ]),
  ])
  return draw(story, <PeoplePane me={me} openId={id} search="" setSearch={() => {}} />)
}

async function conversation(texts: readonly string[]) {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  const all = texts.join(' ')
  story.tell([
    platformOpen,
    {
      kind: 'detail',
      detail: detail({
        agentName: all,
        queueName: all,
        participants: texts.map((name, place) => ({
          id: `p${place}`,
          purpose: place % 2 === 0 ? 'agent' : 'external',
          name,
          connected: true,
        })),
      }),
    },
    ...texts.map(
      (text, place): Change => ({
        kind: 'control',
        control: control({ id: `w${place}`, kind: 'whisper-text', text: text.slice(0, 1_000) }),
      }),
    ),
  ])
  story.model.transcript.watch(id)
  story.live().say({
    type: 'transcript',
    conversationId: id,
    restart: true,
    status: {
      read: { state: 'available' },
      isCrossRegion: false,
      isPaused: false,
      pauses: [],
      mayReveal: true,
    },
    lines: texts.map((text, place) => ({
      id: `l${place}`,
      version: 1,
      participantId: `p${place}`,
      purpose: place % 2 === 0 ? 'agent' : 'customer',
      startMs: place * 1_000,
      endMs: place * 1_000 + 900,
      isFinal: true,
      text: redactedTextSchema.parse({
        pieces: [
          { type: 'text', text },
          { type: 'mask', kind: 'name', label: text, span: 0 },
        ],
      }),
    })),
    gone: [],
  })
  return draw(story, <ConversationPage conversationId={id} />)
}

describe('three hundred hostile texts', () => {
  it('[PA200] as names of people and queues make no element and no attribute of the list', async () => {
    const plain = await list(harmless)
    expect(plain.length).toBeGreaterThan(100)
    for (const batch of batches) expect(await list(batch)).toEqual(plain)
  })

  it('[PA200] as names, whispers, labels of masks and lines of the transcript make none of the page', async () => {
    const plain = await conversation(harmless)
    expect(plain.length).toBeGreaterThan(300)
    for (const batch of batches) expect(await conversation(batch)).toEqual(plain)
  })
})
