/** What every store must do with what has been kept long enough. Run on the database and in memory alike. */
import type { ControlRecord } from '@sotto/domain'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RetainedKind, Stores } from '../../src/database/stores.ts'
import { coachingRecord } from './coaching-store-contract.ts'
import { intervention, outcome } from './fact-store-contract.ts'

const day = 86_400_000
const now = Date.UTC(2026, 5, 1)
/** Ages in days: two are old, one is not. */
const ages = [40, 31, 29] as const
const before = now - 30 * day

export function runRetentionContract(start: () => Promise<Stores>): void {
  let stores: Stores
  beforeEach(async () => {
    stores = await start()
  })
  afterEach(() => stores.close())

  const forget = async (kind: RetainedKind) => [
    await stores.retention.forget(kind, before, 1),
    await stores.retention.forget(kind, before, 9),
    await stores.retention.forget(kind, before, 9),
  ]

  it('[DB140] facts of timelines and looks behind masks go oldest first, so many at once, and the young stay', async () => {
    const conversationId = 'conversation-1'
    for (const age of ages) {
      const at = now - age * day
      await stores.incidents.append([
        { at, conversationId, what: 'queued', evidence: 'event', reason: `${age}` },
      ])
      await stores.reveals.insert({
        requestKey: `key-${age}`,
        at,
        supervisorId: 'supervisor-1',
        conversationId,
        segmentId: 'segment-1',
        kind: 'card',
        reason: `${age}`,
      })
    }
    const reasons = async () => [
      (await stores.incidents.byConversation(conversationId, 9)).map(({ reason }) => reason),
      (await stores.reveals.byConversation(conversationId, 9)).map(({ reason }) => reason),
    ]
    expect(await stores.retention.forget('incident-facts', before, 1)).toBe(1)
    expect(await reasons()).toEqual([
      ['31', '29'],
      ['40', '31', '29'],
    ])
    expect(await forget('incident-facts')).toEqual([1, 0, 0])
    expect(await forget('reveals')).toEqual([1, 1, 0])
    expect(await reasons()).toEqual([['29'], ['29']])
  })

  it('[DB140] a settled control goes with its acts and its text; one that is not settled stays', async () => {
    for (const [id, age, state] of [
      ['open', 50, { name: 'queued' }],
      ['old', 40, { name: 'completed', evidence: 'event', at: 1 }],
      ['older', 41, { name: 'expired', at: 1 }],
      ['young', 29, { name: 'expired', at: 1 }],
    ] as const) {
      const shared = { conversationId: 'c', supervisorId: 's', agentUserId: 'a' }
      const submittedAt = now - age * day
      const record: ControlRecord = {
        ...shared,
        id,
        kind: 'whisper-text',
        coachingSessionId: 'coaching-1',
        platformControlId: `platform-${id}`,
        platformVersion: 0,
        submittedAt,
        text: 'offer the refund',
        state,
      }
      const act = { ...shared, at: submittedAt, controlId: id, act: 'control-submitted' }
      await stores.controls.insert(record, act)
    }
    expect(await forget('acts')).toEqual([1, 1, 0])
    const left = await stores.controls.byIds(['open', 'old', 'older', 'young'])
    expect(left.map(({ record }) => record.id).sort()).toEqual(['open', 'young'])
    expect(await stores.controls.acts('old')).toEqual([])
    expect(await stores.controls.acts('young')).toHaveLength(1)
    expect(await stores.controls.byPlatformId('platform-old')).toBeUndefined()
  })

  it('[DB140] a settled outcome goes; what is not settled yet stays', async () => {
    for (const [id, age, isSettled] of [
      ['unsettled', 50, false],
      ['old', 40, true],
      ['older', 41, true],
      ['young', 29, true],
    ] as const) {
      await stores.interventions.begin(intervention({ id, beganAt: now - age * day }), now)
      if (isSettled) await stores.interventions.settle(id, outcome)
    }
    expect(await forget('outcomes')).toEqual([1, 1, 0])
    const left = await stores.interventions.ofConversation('conversation-1')
    expect(left.map((one) => one.intervention.id)).toEqual(['unsettled', 'young'])
  })

  it('[PO50] a finished coaching session goes with its notes, oldest first; what goes on stays', async () => {
    const over = { name: 'completed', at: now } as const
    for (const [id, age, state] of [
      ['running', 50, { name: 'in-progress', at: now }],
      ['old', 40, over],
      ['older', 41, over],
      ['young', 29, over],
    ] as const)
      await stores.coachings.insert(
        coachingRecord({ id, startedAt: now - age * day, state, platformCoachingId: `p-${id}` }),
      )
    expect(await stores.retention.forget('coachings', before, 1)).toBe(1)
    expect(await stores.coachings.byId('older')).toBeUndefined()
    expect(await forget('coachings')).toEqual([1, 0, 0])
    const left = await stores.coachings.byIds(['running', 'old', 'older', 'young'])
    expect(left.map(({ record }) => record.id).sort()).toEqual(['running', 'young'])
    // Its place is free again.
    expect(await stores.coachings.byPlatformId('p-old')).toBeUndefined()
  })
}
