import { describe, expect, it } from 'vitest'
import { control, conversationRow, detail, noon } from '../../../test/samples.ts'
import type { SeenView } from '../live/live-store.ts'
import { whatChanged } from './what-changed.ts'

interface Parts {
  readonly rows?: readonly ReturnType<typeof conversationRow>[]
  readonly controls?: readonly ReturnType<typeof control>[]
  readonly detail?: ReturnType<typeof detail>
}

function view({ rows = [], controls = [], detail }: Parts): SeenView {
  return {
    conversations: new Map(rows.map((row) => [row.id, row])),
    controls: new Map(controls.map((one) => [one.id, one])),
    detail,
  }
}

const kinds = (before: Parts, after: Parts) =>
  whatChanged(view(before), view(after)).map((news) => news.kind)

const ana = conversationRow()
const jon = conversationRow({ id: 'c2', agentUserId: 'agent-2', agentName: 'Jon Berg' })
const coach = { by: 'Kim Roy', since: noon, mine: false }

describe('what changed', () => {
  it('[PA92] is nothing between two equal views', () => {
    const same = { rows: [ana, jon], controls: [control()], detail: detail() }
    expect(kinds(same, same)).toEqual([])
  })

  it('[PA92] names who started and who is no longer there; an ended one that left is no news', () => {
    expect(whatChanged(view({ rows: [ana] }), view({ rows: [jon] }))).toEqual([
      { kind: 'gone', conversationId: ana.id, agentName: 'Ana Silva', queueName: 'Billing' },
      {
        kind: 'started',
        conversationId: 'c2',
        agentName: 'Jon Berg',
        queueName: 'Billing',
        at: jon.startedAt,
      },
    ])
    const ended = conversationRow({ phase: 'ended' })
    expect(kinds({ rows: [ended] }, {})).toEqual([])
    expect(kinds({}, { rows: [ended] })).toEqual([])
  })

  it.each(['held', 'in-transfer', 'conference', 'ended'] as const)(
    '[PA92] names a conversation that is %s now, and since when',
    (phase) => {
      const after = conversationRow({ phase, phaseSince: noon + 1_000 })
      expect(whatChanged(view({ rows: [ana] }), view({ rows: [after] }))).toEqual([
        {
          kind: 'phase',
          conversationId: ana.id,
          agentName: 'Ana Silva',
          to: phase,
          since: noon + 1_000,
        },
      ])
    },
  )

  it('[PA92] names another agent, and whoever coaches now or no more', () => {
    const moved = { ...ana, agentUserId: 'agent-2', agentName: 'Jon Berg' }
    expect(whatChanged(view({ rows: [ana] }), view({ rows: [moved] }))).toMatchObject([
      { kind: 'agent', agentName: 'Jon Berg', from: 'Ana Silva' },
    ])
    const coached = { ...ana, coach }
    expect(whatChanged(view({ rows: [ana] }), view({ rows: [coached] }))).toMatchObject([
      { kind: 'coach', to: coach },
    ])
    expect(whatChanged(view({ rows: [coached] }), view({ rows: [ana] }))).toMatchObject([
      { kind: 'coach', to: undefined },
    ])
    // Since when may be told more exactly later; it is the same person.
    expect(
      kinds({ rows: [coached] }, { rows: [{ ...ana, coach: { ...coach, since: 1 } }] }),
    ).toEqual([])
  })

  it.each(['completed', 'cancelled', 'expired', 'failed', 'refused'] as const)(
    '[PA92] names a whisper of mine that ended as %s, once',
    (state) => {
      const ended = control({ state })
      expect(kinds({ controls: [control()] }, { controls: [ended] })).toEqual(['control'])
      expect(kinds({ controls: [ended] }, { controls: [ended] })).toEqual([])
    },
  )

  it('[PA92] a whisper that is only further on its way is no news; one that was answered is', () => {
    expect(
      kinds({ controls: [control()] }, { controls: [control({ state: 'executing' })] }),
    ).toEqual([])
    const delivered = control({ state: 'completed' })
    const answered = control({ state: 'completed', answer: 'need-you' })
    expect(kinds({ controls: [delivered] }, { controls: [answered] })).toEqual(['control'])
  })

  it('[PA92] names the mode that fell, with its reason, before everything else', () => {
    const before = {
      rows: [ana],
      detail: detail({ mode: { wanted: 'coach', confirmed: 'coach', switching: false } }),
    }
    const after = {
      rows: [conversationRow({ phase: 'held' })],
      detail: detail({
        recording: 'paused',
        mode: {
          wanted: 'monitor',
          confirmed: 'monitor',
          switching: false,
          reason: 'conversation-held',
        },
      }),
    }
    expect(whatChanged(view(before), view(after))[0]).toEqual({
      kind: 'mode',
      conversationId: ana.id,
      agentName: 'Ana Silva',
      from: 'coach',
      to: 'monitor',
      reason: 'conversation-held',
    })
    expect(kinds(before, after)).toEqual(['mode', 'recording', 'phase'])
  })

  it('[PA92] two different conversations on the right side are not compared', () => {
    const other = detail({
      id: 'c2',
      mode: { wanted: 'off', confirmed: 'monitor', switching: true },
    })
    expect(kinds({ detail: detail() }, { detail: other })).toEqual([])
    expect(kinds({ detail: detail() }, {})).toEqual([])
  })
})
