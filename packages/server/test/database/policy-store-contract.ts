/** What every store of policies must do. Run on the database and in memory alike. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { NewPolicy } from '../../src/database/policy-store.ts'
import type { Stores } from '../../src/database/stores.ts'

const startMs = Date.UTC(2026, 0, 1, 12)

function policy(change: Partial<NewPolicy> = {}): NewPolicy {
  return {
    rules: {},
    changedAt: startMs,
    changedBy: 'administrator-1',
    changedByName: 'Rafael Montoya',
    ...change,
  }
}

export function runPolicyContract(start: () => Promise<Stores>): void {
  let all: Stores
  beforeEach(async () => {
    all = await start()
  })
  afterEach(() => all.close())

  it('[DB128] every version comes back as it was written, newest first, of each queue its own', async () => {
    const { policies } = all
    const rules = {
      hiddenListening: false,
      notice: { monitor: true, coach: false },
      reasonRequired: { barge: true },
      protectedAgents: [{ userId: 'agent-1', name: 'Ana "the best" Silva', why: '§ 12' }],
      protectedCustomers: [{ customer: '+49 30 1234' }],
      factDays: 7,
      coachingDays: 90,
      revealAllowed: false,
      keptKinds: ['name' as const, 'postcode' as const],
      explanation: 'Ask the data protection officer.',
    }
    const first = await policies.append(policy({ rules }), 0)
    const second = await policies.append(policy({ changedAt: startMs + 1, restoredFrom: 1 }), 1)
    const queue = await policies.append(policy({ queueId: 'queue-1', rules: { factDays: 3 } }), 0)
    expect(first).toMatchObject({ ...policy({ rules }), version: 1 })
    expect(second).toMatchObject({ version: 2, restoredFrom: 1 })
    expect(queue).toMatchObject({ queueId: 'queue-1', version: 1 })
    expect(await policies.versions(undefined, 10)).toEqual([second, first])
    expect(await policies.versions(undefined, 1)).toEqual([second])
    expect(await policies.versions('queue-1', 10)).toEqual([queue])
    expect(await policies.versions('queue-2', 10)).toEqual([])
    const newest = await policies.newest()
    expect(newest).toHaveLength(2)
    expect(newest).toEqual(expect.arrayContaining([second, queue]))
    const revisions = [first, second, queue].map((one) => one?.revision ?? 0)
    expect(revisions).toEqual([...revisions].sort((one, other) => one - other))
  })

  it('[DB129] of many who change the same version one is written, and the others leave nothing', async () => {
    const { policies } = all
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5].map((factDays) => policies.append(policy({ rules: { factDays } }), 0)),
    )
    const written = outcomes.filter((outcome) => outcome !== undefined)
    expect(written).toHaveLength(1)
    expect(await policies.versions(undefined, 10)).toEqual(written)
    expect(await policies.append(policy(), 0)).toBeUndefined()
    expect(await policies.append(policy(), 2)).toBeUndefined()
    expect(await policies.append(policy({ queueId: 'queue-1' }), 1)).toBeUndefined()
    expect(await policies.append(policy(), 1)).toMatchObject({ version: 2 })
  })

  it('[DB130] whoever listens is told of each version once it can be read, until they stop', async () => {
    const { policies } = all
    const seen: number[] = []
    let tell: (count: number) => void = () => {}
    const stop = await policies.listen(
      () => void policies.versions(undefined, 10).then((rows) => tell(seen.push(rows.length))),
      () => seen.push(-1),
    )
    const news = () =>
      new Promise<void>((resolve) => {
        tell = () => resolve()
      })
    const told = news()
    await policies.append(policy(), 0)
    await told
    expect(seen).toEqual([1])
    await stop()
    await policies.append(policy(), 1)
    await policies.newest()
    expect(seen).toEqual([1])
  })

  it('[DB131] finished sessions of a queue that are old go, no more at once than told; what goes on stays', async () => {
    const { coachings } = all
    const record = {
      conversationId: 'conversation-1',
      agentUserId: 'agent-1',
      agentName: 'Ana Silva',
      supervisorId: 'supervisor-1',
      supervisorName: 'Marta Blom',
      queueId: 'queue-1',
      queueName: 'Billing',
      media: 'voice',
      kind: 'real-time',
      coachingSessionId: 'session-1',
      platformVersion: 1,
      details: { notes: '', tags: [], moments: [] },
    } as const
    const over = { name: 'completed', at: startMs } as const
    const old = { ...record, startedAt: startMs - 2, state: over }
    await coachings.insert({ ...old, id: 'old-1' })
    await coachings.insert({ ...old, id: 'old-2', startedAt: startMs - 1 })
    await coachings.insert({ ...old, id: 'elsewhere', queueId: 'queue-2' })
    await coachings.insert({ ...old, id: 'young', startedAt: startMs })
    await coachings.insert({ ...old, id: 'running', state: { name: 'in-progress', at: startMs } })
    expect(await coachings.removeOver('queue-1', startMs, 1)).toBe(1)
    expect(await coachings.byId('old-1')).toBeUndefined()
    expect(await coachings.removeOver('queue-1', startMs, 5)).toBe(1)
    expect(await coachings.removeOver('queue-1', startMs, 5)).toBe(0)
    const left = await coachings.byConversation('conversation-1', 10)
    expect(left.map((stored) => stored.record.id).sort()).toEqual(['elsewhere', 'running', 'young'])
  })

  it('[DB132] facts of one queue’s conversations go before the others’, also those that do not name the queue', async () => {
    const { facts } = all
    const phase = (conversationId: string, queueId: string, at: number) =>
      ({
        kind: 'phase',
        conversationId,
        at: startMs + at,
        sourceKey: `phase-${at}`,
        phase: 'active',
        version: 1,
        media: 'voice',
        queueId,
        agentUserId: 'agent-1',
        startedAt: startMs,
      }) as const
    const report = (conversationId: string, at: number) =>
      ({
        kind: 'metrics',
        conversationId,
        at: startMs + at,
        sourceKey: `event-${at}`,
        figures: {
          silenceMs: 0,
          overlapMs: 0,
          agentShare: 0,
          customerShare: 0,
          negativeRun: 0,
          keywords: [],
        },
      }) as const
    const kept = [phase('other', 'queue-2', 0), report('other', 1)]
    const young = [report('short', 5), phase('short', 'queue-1', 6)]
    await facts.append([...kept, ...young, phase('short', 'queue-1', 0), report('short', 1)])
    expect(await facts.removeBefore(startMs + 5, 1, 'queue-1')).toBe(1)
    expect(await facts.removeBefore(startMs + 5, 9, 'queue-1')).toBe(1)
    expect(await facts.removeBefore(startMs + 5, 9, 'queue-1')).toBe(0)
    const everything = { fromAt: 0, toAt: startMs * 2 }
    expect(await facts.ofConversation('short', everything)).toEqual(young)
    expect(await facts.ofConversation('other', everything)).toEqual(kept)
  })

  it('[DB133] what a supervisor gave as the reason stands with the act', async () => {
    const { controls } = all
    const act = {
      at: startMs,
      controlId: 'control-1',
      conversationId: 'conversation-1',
      supervisorId: 'supervisor-1',
      agentUserId: 'agent-1',
      act: 'control-submitted',
      statedReason: 'A complaint was announced.',
    }
    await controls.insert(
      {
        id: 'control-1',
        conversationId: 'conversation-1',
        kind: 'barge',
        supervisorId: 'supervisor-1',
        agentUserId: 'agent-1',
        coachingSessionId: 'session-1',
        platformVersion: 0,
        submittedAt: startMs,
        state: { name: 'submitted' },
      },
      act,
    )
    expect(await controls.acts('control-1')).toEqual([act])
  })
}
