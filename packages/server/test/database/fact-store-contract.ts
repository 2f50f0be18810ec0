/** What every store of facts and interventions must do. Run on the database and in memory alike. */
import type { ConversationFact, Intervention, Outcome } from '@sotto/domain'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Stores } from '../../src/database/stores.ts'

const startMs = Date.UTC(2026, 0, 1, 12)

export function phaseFact(at: number): ConversationFact {
  return {
    kind: 'phase',
    conversationId: 'conversation-1',
    at: startMs + at,
    sourceKey: `phase-${at}`,
    phase: 'active',
    version: 3,
    media: 'voice',
    queueId: 'queue-1',
    agentUserId: 'agent-1',
    startedAt: startMs - 500,
  }
}

function metricsFact(at: number, change: { conversationId?: string } = {}): ConversationFact {
  return {
    kind: 'metrics',
    conversationId: 'conversation-1',
    at: startMs + at,
    sourceKey: `event-${at}`,
    figures: {
      silenceMs: 12_345,
      overlapMs: 0,
      agentShare: 0.33,
      customerShare: 0.125,
      negativeRun: 2,
      keywords: at === 0 ? [] : ['refund', 'payment-card'],
    },
    ...change,
  }
}

export function intervention(change: Partial<Intervention> = {}): Intervention {
  return {
    id: 'intervention-1',
    kind: 'whisper-audio',
    conversationId: 'conversation-1',
    agentUserId: 'agent-1',
    supervisorId: 'supervisor-1',
    beganAt: startMs + 1_000,
    ...change,
  }
}

export const outcome: Outcome = {
  queueId: 'queue-1',
  media: 'chat',
  before: {
    fromAt: startMs,
    toAt: startMs + 1_000,
    reports: 3,
    talkShare: { agent: 0.5, customer: 0.125 },
    silence: { totalMs: 700, longestMs: 300 },
    negativeRun: { highest: 4, last: 2 },
    holds: { begun: 1, totalMs: 250 },
  },
  after: {
    fromAt: startMs + 2_000,
    toAt: startMs + 3_000,
    reports: 0,
    holds: { begun: 0, totalMs: 0 },
  },
  isWhole: true,
}

export function runFactContract(start: () => Promise<Stores>): void {
  let all: Stores
  beforeEach(async () => {
    all = await start()
  })
  afterEach(() => all.close())

  const everything = { fromAt: 0, toAt: startMs * 2 }

  it('[DB100] facts come back as they were written, by their times: all phases, and reports of the time asked for', async () => {
    const { facts } = all
    const written = [metricsFact(900), phaseFact(-800), metricsFact(0), phaseFact(5_000)]
    expect(await facts.append(written)).toBe(4)
    await facts.append([metricsFact(1, { conversationId: 'conversation-2' })])
    expect(await facts.ofConversation('conversation-1', everything)).toEqual([
      phaseFact(-800),
      metricsFact(0),
      metricsFact(900),
      phaseFact(5_000),
    ])
    const until = { fromAt: startMs + 1, toAt: startMs + 900 }
    expect(await facts.ofConversation('conversation-1', until)).toEqual([
      phaseFact(-800),
      metricsFact(900),
      phaseFact(5_000),
    ])
    expect(await facts.ofConversation('conversation-3', everything)).toEqual([])
    expect(await facts.append([])).toBe(0)
  })

  it('[DB101] what several servers tell of is kept once, in whatever batches and orders', async () => {
    const { facts } = all
    const told = Array.from({ length: 1_200 }, (_, at) => metricsFact(at))
    const added = await Promise.all([
      facts.append(told),
      facts.append([...told].reverse()),
      facts.append([...told.slice(300), ...told.slice(0, 600)]),
    ])
    expect(added.reduce((sum, count) => sum + count)).toBe(1_200)
    expect(await facts.ofConversation('conversation-1', everything)).toHaveLength(1_200)
    // The same name in another conversation is another fact.
    expect(await facts.append([metricsFact(7, { conversationId: 'conversation-2' })])).toBe(1)
  })

  it('[DB102] old facts are deleted oldest first, never more at once than told', async () => {
    const { facts } = all
    await facts.append([metricsFact(3), metricsFact(1), phaseFact(2), metricsFact(4)])
    expect(await facts.removeBefore(startMs + 4, 2)).toBe(2)
    expect(await facts.ofConversation('conversation-1', everything)).toEqual([
      metricsFact(3),
      metricsFact(4),
    ])
    expect(await facts.removeBefore(startMs + 4, 2)).toBe(1)
    expect(await facts.removeBefore(startMs + 4, 2)).toBe(0)
    expect(await facts.ofConversation('conversation-1', everything)).toEqual([metricsFact(4)])
  })

  it('[DB103] an intervention comes back as it was written; its first beginning and end hold', async () => {
    const { interventions } = all
    const later = intervention({ id: 'intervention-2', kind: 'coaching', beganAt: startMs + 9_000 })
    await interventions.begin(later, startMs)
    await interventions.begin(intervention(), startMs)
    await interventions.begin(intervention({ beganAt: startMs + 5_000 }), startMs)
    expect(await interventions.ofConversation('conversation-1')).toEqual([
      { intervention: intervention() },
      { intervention: later },
    ])
    await interventions.end('intervention-1', startMs + 2_000, startMs)
    await interventions.end('intervention-1', startMs + 7_000, startMs)
    await interventions.end('nothing', startMs, startMs)
    const [first] = await interventions.ofConversation('conversation-1')
    expect(first).toEqual({ intervention: intervention({ endedAt: startMs + 2_000 }) })
  })

  it('[DB104] what is due is found oldest first: after its end, or with its conversation', async () => {
    const { interventions } = all
    const dueAt = async (at: number, limit = 10) =>
      (await interventions.due(startMs + at, limit)).map(({ id }) => id)
    for (const id of ['one', 'two', 'three'])
      await interventions.begin(intervention({ id }), startMs + 90_000)
    const elsewhere = intervention({ id: 'elsewhere', conversationId: 'conversation-2' })
    await interventions.begin(elsewhere, startMs + 90_000)
    await interventions.end('two', startMs + 10_000, startMs + 20_000)
    expect(await dueAt(19_999)).toEqual([])
    expect(await dueAt(20_000)).toEqual(['two'])
    await interventions.end('elsewhere', startMs + 30_000, startMs + 35_000)
    await interventions.endConversation('conversation-1', startMs + 40_000)
    expect(await dueAt(39_999)).toEqual(['two', 'elsewhere'])
    expect((await dueAt(40_000)).slice(2).sort()).toEqual(['one', 'three'])
    expect(await dueAt(40_000, 1)).toEqual(['two'])
  })

  it('[DB104] an outcome is written once, and of many who write it exactly one wins', async () => {
    const { interventions } = all
    const { after: _, ...withoutAfter } = outcome
    await interventions.begin(intervention(), startMs)
    await interventions.begin(intervention({ id: 'short', beganAt: startMs + 2_000 }), startMs)
    const written = await Promise.all(
      [1, 2, 3, 4].map(() => interventions.settle('intervention-1', outcome)),
    )
    expect(written.filter(Boolean)).toHaveLength(1)
    expect(await interventions.settle('short', { ...withoutAfter, isWhole: false })).toBe(true)
    expect(await interventions.settle('nothing', outcome)).toBe(false)
    expect(await interventions.due(startMs, 10)).toEqual([])
    // What is settled stays as it is.
    await interventions.end('intervention-1', startMs + 2_000, startMs)
    expect(await interventions.ofConversation('conversation-1')).toEqual([
      { intervention: intervention(), outcome },
      {
        intervention: intervention({ id: 'short', beganAt: startMs + 2_000 }),
        outcome: { ...withoutAfter, isWhole: false },
      },
    ])
  })
}
