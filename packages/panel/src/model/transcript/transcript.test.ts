import {
  redactedTextSchema,
  type TranscriptLine,
  type TranscriptMessage,
  type TranscriptStatus,
} from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { control } from '../../../test/samples.ts'
import { welcome } from '../../../test/scripted-socket.ts'
import { arrangeTranscript } from './arrange-rows.ts'

const id = 'conversation-1'

const status: TranscriptStatus = {
  read: { state: 'available' },
  isCrossRegion: false,
  isPaused: false,
  pauses: [],
  mayReveal: true,
}

function line(part: Partial<Omit<TranscriptLine, 'text'>> & { readonly text?: string } = {}) {
  const { text = 'hello', ...rest } = part
  return {
    id: 'l1',
    version: 1,
    participantId: 'p1',
    purpose: 'customer',
    startMs: 1_000,
    endMs: 2_000,
    isFinal: true,
    ...rest,
    text: redactedTextSchema.parse({ pieces: [{ type: 'text', text }] }),
  } satisfies TranscriptLine
}

const masked = (version = 1): TranscriptLine => ({
  ...line({ id: 'l2', startMs: 5_000, version }),
  text: redactedTextSchema.parse({
    pieces: [
      { type: 'text', text: 'call me at ' },
      { type: 'mask', kind: 'phone', label: 'phone', span: 0 },
    ],
  }),
})

async function opened() {
  const story = startStory()
  await story.begin()
  const { transcript } = story.model
  const stop = transcript.watch(id)
  const tell = (part: Partial<TranscriptMessage>) =>
    story.live().say({
      type: 'transcript',
      conversationId: id,
      restart: false,
      lines: [],
      gone: [],
      ...part,
    })
  const lines = () => {
    const state = transcript.state.getState()
    return state.state === 'open' ? state.lines : []
  }
  const revealed = () => {
    const state = transcript.state.getState()
    return state.state === 'open' ? [...state.revealed.values()].map(({ value }) => value) : []
  }
  return { story, transcript, stop, tell, lines, revealed }
}

const saidBy = (story: ReturnType<typeof startStory>) => story.live().sent

describe('the transcript that is watched', () => {
  it('[TC30] is asked for, again on every connection, and given up when nobody looks', async () => {
    const { story, transcript, stop, tell } = await opened()
    expect(saidBy(story)).toContainEqual({ type: 'transcript', conversationId: id })
    expect(transcript.state.getState()).toEqual({ state: 'opening', conversationId: id })
    tell({ restart: true, status, lines: [line()] })
    expect(transcript.state.getState()).toMatchObject({ state: 'open', lines: [{ id: 'l1' }] })
    story.live().cut(1006)
    await story.clock.advance(20_000)
    story.live().open()
    story.live().say(welcome())
    expect(saidBy(story)).toContainEqual({ type: 'transcript', conversationId: id })
    stop()
    expect(transcript.state.getState()).toEqual({ state: 'closed' })
    expect(saidBy(story).at(-1)).toEqual({ type: 'transcript', conversationId: null })
    tell({ restart: true, status, lines: [line()] })
    expect(transcript.state.getState()).toEqual({ state: 'closed' })
  })

  it('[TC31] a newer version takes the older one’s place; older, repeated and departed ones change nothing', async () => {
    const { tell, lines } = await opened()
    tell({
      restart: true,
      status,
      lines: [line({ id: 'c', startMs: 9 }), line({ id: 'a', startMs: 1 })],
    })
    tell({ lines: [line({ id: 'b', startMs: 5, version: 2, text: 'good mor' })] })
    tell({ lines: [line({ id: 'b', startMs: 5, version: 4, text: 'good morning' })] })
    tell({ lines: [line({ id: 'b', startMs: 5, version: 3, text: 'good morn' })], gone: ['x'] })
    expect(lines().map(({ id, version }) => [id, version])).toEqual([
      ['a', 1],
      ['b', 4],
      ['c', 1],
    ])
    tell({ gone: ['a'] })
    expect(lines().map(({ id }) => id)).toEqual(['b', 'c'])
    tell({ restart: true, status, lines: [line({ id: 'z' })] })
    expect(lines().map(({ id }) => id)).toEqual(['z'])
  })

  it('[TC31] 10,000 lines in pieces and in any order stand in order', async () => {
    const { tell, lines } = await opened()
    const all = Array.from({ length: 10_000 }, (_, index) =>
      line({ id: `n${index}`, startMs: (index * 7_919) % 10_000 }),
    )
    tell({ restart: true, status })
    for (let from = 0; from < all.length; from += 250) tell({ lines: all.slice(from, from + 250) })
    expect(lines()).toHaveLength(10_000)
    expect(lines().every(({ startMs }, index) => startMs === index)).toBe(true)
  })

  it('[TC32] what was revealed is there for 30 s, and gone at once with the line, the page or a pause', async () => {
    const { story, transcript, stop, tell, revealed } = await opened()
    story.server.reply = () => ({
      status: 200,
      body: { kind: 'phone', value: '555 0100', forMs: 30_000 },
    })
    tell({ restart: true, status, lines: [line(), masked()] })
    const reveal = () => transcript.reveal(masked(), 0, 'call them back')
    expect(await reveal()).toEqual({ ok: true, value: true })
    expect(revealed()).toEqual(['555 0100'])
    expect(JSON.parse(story.commands().at(-1)?.body ?? '')).toEqual({
      lineId: 'l2',
      version: 1,
      span: 0,
      reason: 'call them back',
    })
    await story.pass(29_900)
    expect(revealed()).toEqual(['555 0100'])
    await story.pass(200)
    expect(revealed()).toEqual([])

    await reveal()
    transcript.hide('l2', 0)
    expect(revealed()).toEqual([])
    await reveal()
    tell({ status: { ...status, isPaused: true } })
    expect(revealed()).toEqual([])
    tell({ status })
    await reveal()
    tell({ lines: [masked(2)] })
    expect(revealed()).toEqual([])
    // An answer about a line that has changed meanwhile, or to a page that was left, is not shown.
    await reveal()
    expect(revealed()).toEqual([])
    const late = transcript.reveal(masked(2), 0, 'call them back')
    stop()
    await late
    expect(transcript.state.getState()).toEqual({ state: 'closed' })
    expect(story.failures).toEqual([])
  })

  it('[TC32] a refusal is told and shows nothing', async () => {
    const { story, transcript, tell, revealed } = await opened()
    tell({ restart: true, status, lines: [masked()] })
    const refusal = { status: 403, code: 'missing-permission', message: '', contextId: '' }
    story.server.reply = () => ({ status: 403, body: refusal })
    expect(await transcript.reveal(masked(), 0, 'because')).toMatchObject({
      ok: false,
      error: { kind: 'refused', refusal: { code: 'missing-permission' } },
    })
    expect(revealed()).toEqual([])
  })

  it('[TC33] nothing of it outlives the session', async () => {
    const { story, transcript, tell } = await opened()
    tell({ restart: true, status, lines: [line()] })
    story.live().cut(4401)
    await story.clock.advance(100)
    expect(transcript.state.getState()).toEqual({ state: 'closed' })
  })
})

describe('what stands below what', () => {
  const started = 1_000_000
  const arrange = (lines: TranscriptLine[], rest: object = {}) =>
    arrangeTranscript({ lines, pauses: [], whispers: [], startedAt: started, ...rest })

  it('[TC34] what is being said stands apart, and moves up when it is finished', () => {
    const before = line({ id: 'a' })
    const partial = line({ id: 'b', startMs: 3_000, isFinal: false })
    const agent = line({ id: 'c', purpose: 'agent', participantId: 'p2', isFinal: false })
    const { now, rows } = arrange([before, partial, agent])
    expect(rows.map(({ key }) => key)).toEqual(['a'])
    expect(now.map(({ id }) => id)).toEqual(['b', 'c'])
    const finished = arrange([before, { ...partial, isFinal: true }, agent])
    expect(finished.rows.map(({ key }) => key)).toEqual(['a', 'b'])
    // One whose end never came is passed by what the same speaker says next.
    const next = line({ id: 'd', startMs: 6_000 })
    expect(arrange([before, partial, next]).rows.map(({ key }) => key)).toEqual(['a', 'b', 'd'])
  })

  it('[TC35] a whisper stands with the line it answers, a pause where it was', () => {
    const lines = [line({ id: 'a', startMs: 1_000 }), line({ id: 'b', startMs: 60_000 })]
    const whispers = [
      control({ id: 'w0', submittedAt: started - 5 }),
      control({ id: 'w1', submittedAt: started + 9_000 }),
      control({ id: 'w2', submittedAt: started + 61_000 }),
    ]
    const { rows } = arrange(lines, { whispers, pauses: [{ fromMs: 20_000, toMs: 40_000 }] })
    expect(
      rows.map((row) => [row.type, 'whispers' in row ? row.whispers.map(({ id }) => id) : []]),
    ).toEqual([
      ['whispers', ['w0']],
      ['line', ['w1']],
      ['pause', []],
      ['line', ['w2']],
    ])
  })
})
