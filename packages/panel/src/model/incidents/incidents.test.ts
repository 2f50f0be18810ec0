import type { IncidentEntry, IncidentTimeline } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { coachingView, control, detail, noon, platformOpen } from '../../../test/samples.ts'
import { groupTimeline } from './group-timeline.ts'
import { incidentCallsOf } from './incident-calls.ts'
import { incidentsOf } from './incidents.ts'

const id = 'conversation-1'

function entry(over: Partial<IncidentEntry> = {}): IncidentEntry {
  return { at: noon, what: 'submitted', evidence: 'console', controlId: 'control-1', ...over }
}

async function start() {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  const answer = {
    timeline: { conversationId: id, entries: [entry()], truncated: false, readAt: noon },
    isAway: false,
    refusal: undefined as number | undefined,
  }
  const { reply } = story.server
  story.server.reply = (call) => {
    if (!call.path.endsWith('/incidents')) return reply(call)
    if (answer.isAway) return 'no-network'
    if (answer.refusal !== undefined)
      return {
        status: answer.refusal,
        body: { status: answer.refusal, code: 'not-found', message: '', contextId: '' },
      }
    return { status: 200, body: answer.timeline satisfies IncidentTimeline }
  }
  const readings = () => story.calls.filter(({ path }) => path.endsWith('/incidents')).length
  return { story, answer, readings, incidents: incidentsOf(story.model) }
}

describe('the timeline that is watched', () => {
  it('[IN11] is read at once, and again soon after anything of the conversation changes', async () => {
    const { story, incidents, readings, answer } = await start()
    const stop = incidents.watch(id)
    expect(incidents.state.getState()).toEqual({ state: 'loading', conversationId: id })
    await story.pass(100)
    expect(incidents.state.getState()).toMatchObject({ state: 'known' })
    expect(readings()).toBe(1)
    answer.timeline = { ...answer.timeline, entries: [entry(), entry({ what: 'queued' })] }
    story.tell([platformOpen, { kind: 'control', control: control() }])
    story.tell([{ kind: 'detail', detail: detail() }])
    await story.pass(500)
    expect(readings()).toBe(2)
    expect(incidents.state.getState()).toMatchObject({ timeline: { entries: [{}, {}] } })
    stop()
  })

  it('[IN22] is read again when a coaching session changes', async () => {
    const { story, incidents, readings } = await start()
    const stop = incidents.watch(id)
    await story.pass(100)
    story.tell([{ kind: 'coaching', coaching: coachingView() }])
    await story.pass(500)
    expect(readings()).toBe(2)
    stop()
  })

  it('[IN11] is read every ten seconds besides, and no more once nobody looks', async () => {
    const { story, incidents, readings } = await start()
    const stop = incidents.watch(id)
    await story.pass(10_500)
    expect(readings()).toBe(2)
    stop()
    expect(incidents.state.getState()).toEqual({ state: 'closed' })
    story.tell([{ kind: 'control', control: control({ state: 'executing' }) }])
    await story.pass(30_000)
    expect(readings()).toBe(2)
  })

  it('[IN11] an answer about a conversation that was left is dropped', async () => {
    const { story, incidents } = await start()
    const stop = incidents.watch('conversation-0')
    const stopNext = incidents.watch(id)
    stop()
    await story.pass(100)
    expect(incidents.state.getState()).toMatchObject({ state: 'known', conversationId: id })
    stopNext()
  })

  it('[IN12] that cannot be read says so, and is read by hand', async () => {
    const { story, incidents, answer } = await start()
    answer.refusal = 404
    const stop = incidents.watch(id)
    await story.pass(100)
    expect(incidents.state.getState()).toMatchObject({
      state: 'failed',
      failure: { kind: 'refused', refusal: { code: 'not-found' } },
    })
    answer.refusal = undefined
    incidents.readAgain()
    expect(incidents.state.getState().state).toBe('loading')
    await story.pass(100)
    expect(incidents.state.getState().state).toBe('known')
    stop()
    incidents.readAgain()
    expect(incidents.state.getState().state).toBe('closed')
  })

  it('[IN12] keeps what it showed when it cannot be read again, with the failure beside it', async () => {
    const { story, incidents, answer } = await start()
    const stop = incidents.watch(id)
    await story.pass(100)
    answer.isAway = true
    await story.pass(25_000)
    expect(incidents.state.getState()).toMatchObject({
      state: 'known',
      timeline: { entries: [{ what: 'submitted' }] },
      failure: { kind: 'unreachable' },
    })
    answer.isAway = false
    await story.pass(20_000)
    expect(incidents.state.getState()).not.toHaveProperty('failure')
    stop()
  })
})

describe('a timeline sorted for reading', () => {
  it('[IN13] puts each control with its steps, the newest control first, the conversation last', () => {
    const groups = groupTimeline([
      entry({ kind: 'whisper-text', who: { mine: true } }),
      { at: noon + 1, what: 'hearing', evidence: 'participants', who: { mine: false } },
      entry({ at: noon + 2, controlId: 'control-2', kind: 'monitor' }),
      entry({ at: noon + 3, what: 'completed' }),
    ])
    expect(groups.map(({ key, steps }) => [key, steps.map(({ what }) => what)])).toEqual([
      ['control-2', ['submitted']],
      ['control-1', ['submitted', 'completed']],
      ['conversation', ['hearing']],
    ])
    expect(groups[1]).toMatchObject({
      kind: 'whisper-text',
      who: { mine: true },
      startedAt: noon,
      latestAt: noon + 3,
    })
    expect(groups[2]?.who).toBeUndefined()
    expect(groupTimeline([])).toEqual([])
  })
})

describe('the support bundle', () => {
  const bundle = {
    format: 'sotto-support-bundle',
    formatVersion: 1,
    fileName: 'sotto-support-2026.json',
    createdAt: '2026-01-01T12:00:00.000Z',
    product: { name: 'Sotto', version: '1.2.3' },
    conversationId: id,
    settings: { leaseTtlMs: 5_000 },
    timeline: [],
    leases: [],
    truth: [],
    correlation: {
      contextId: 'context-1',
      controlIds: [],
      platformControlIds: [],
      coachingSessionIds: [],
      supervisorIds: [],
      agentUserIds: [],
    },
    truncated: false,
    redaction: { leftOut: [], replaced: 0 },
  }

  it('[IN15] is saved pretty under its own name, with nothing that the schema does not know', async () => {
    const { story } = await start()
    story.server.reply = () => ({ status: 200, body: { ...bundle, text: 'offer the refund' } })
    const answer = await incidentCallsOf(story.model).supportBundle(id)
    expect(answer).toEqual({
      ok: true,
      value: { fileName: bundle.fileName, text: `${JSON.stringify(bundle, undefined, 2)}\n` },
    })
  })

  it('[IN15] that cannot be read is a failure, not an empty file', async () => {
    const { story } = await start()
    story.server.reply = () => ({ status: 200, body: { format: 'something else' } })
    expect(await incidentCallsOf(story.model).supportBundle(id)).toMatchObject({
      ok: false,
      error: { kind: 'unreadable' },
    })
  })
})
