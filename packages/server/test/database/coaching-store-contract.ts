/** What every store of coaching sessions must do. Run on the database and in memory alike. */
import type { CoachingRecord, CoachingStateName } from '@sotto/domain'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CoachingQuery, SavedCoaching } from '../../src/database/coaching-store.ts'
import type { IncidentFact, Stores } from '../../src/database/stores.ts'

const startMs = Date.UTC(2026, 0, 1, 12)

export function coachingRecord(change: Partial<CoachingRecord> = {}): CoachingRecord {
  return {
    id: 'record-1',
    conversationId: 'conversation-1',
    agentUserId: 'agent-1',
    agentName: 'Ana Silva',
    supervisorId: 'supervisor-1',
    supervisorName: 'Maren Brandt',
    queueId: 'queue-1',
    queueName: 'Billing',
    media: 'voice',
    kind: 'real-time',
    coachingSessionId: 'session-1',
    platformVersion: 0,
    startedAt: startMs,
    state: { name: 'starting', at: startMs },
    details: { notes: '', tags: [], moments: [] },
    ...change,
  }
}

const everyState: readonly CoachingRecord['state'][] = [
  { name: 'starting', at: 1 },
  { name: 'started', at: 2 },
  { name: 'in-progress', at: 3 },
  { name: 'paused', at: 4 },
  { name: 'completed', at: 5 },
  { name: 'completed', at: 5, reason: 'queue-taken' },
  { name: 'invalid', at: 6 },
  { name: 'vanished', at: 7 },
  { name: 'refused', at: 8, reason: 'missing-licence', missing: 'CX2' },
  { name: 'refused', at: 8, reason: 'not-arrived' },
]

export function runCoachingContract(start: () => Promise<Stores>): void {
  let all: Stores
  beforeEach(async () => {
    all = await start()
  })
  afterEach(() => all.close())

  it('[DB80] comes back as it was written, and an id, and a platform’s coaching, belong to one record', async () => {
    const { coachings } = all
    const record = coachingRecord({
      platformCoachingId: 'platform-1',
      platformVersion: 7,
      reference: 'QM-2026/17',
      media: 'chat',
      kind: 'post-call',
      details: {
        notes: 'Line one\nرمز \u{1F600} <b>"quoted"</b> \\ %',
        tags: ['empathy', "it's"],
        rating: 4,
        followUpOn: '2026-02-28',
        moments: [{ id: 'm-1', atMs: 61_000, label: 'the refund', segmentId: 'segment-9' }],
      },
    })
    expect(await coachings.insert(record)).toEqual({ record, revision: 1, detailsRevision: 1 })
    expect(await coachings.byId('record-1')).toEqual({ record, revision: 1, detailsRevision: 1 })
    expect((await coachings.byPlatformId('platform-1'))?.record).toEqual(record)
    for (const [place, state] of everyState.entries()) {
      await coachings.insert(coachingRecord({ id: `state-${place}`, state }))
      expect((await coachings.byId(`state-${place}`))?.record.state).toEqual(state)
    }
    expect(await coachings.byId('nothing')).toBeUndefined()
    expect(await coachings.byPlatformId('nothing')).toBeUndefined()
    await expect(coachings.insert(coachingRecord())).rejects.toThrow()
    const other = coachingRecord({ id: 'record-2' })
    await coachings.insert(other)
    await expect(
      coachings.saveState({ ...other, platformCoachingId: 'platform-1' }, 1),
    ).rejects.toThrow()
  })

  it('[DB81] state and details are saved apart; of many who save at once exactly one wins', async () => {
    const { coachings } = all
    const record = coachingRecord()
    await coachings.insert(record)
    const details = { notes: 'typed', tags: ['calm'], moments: [] }
    expect(await coachings.saveDetails('record-1', details, 1, 5)).toEqual({
      record: { ...record, details },
      revision: 2,
      detailsRevision: 2,
    })
    const paused = { ...record, state: { name: 'paused', at: 9 } } as const
    expect(await coachings.saveState(paused, 1)).toBeUndefined()
    expect(await coachings.saveState(paused, 2)).toEqual({
      record: { ...paused, details },
      revision: 3,
      detailsRevision: 2,
    })
    // What was written before the pause is still the newest that was written.
    expect(await coachings.saveDetails('record-1', { ...details, rating: 5 }, 2, 6)).toMatchObject({
      record: { state: { name: 'paused' } },
      revision: 4,
      detailsRevision: 3,
    })
    expect(await coachings.saveDetails('record-1', details, 2, 7)).toBeUndefined()
    expect(await coachings.saveDetails('nothing', details, 1, 7)).toBeUndefined()
    expect((await coachings.byId('record-1'))?.record.details.rating).toBe(5)
    await coachings.insert(coachingRecord({ id: 'record-2' }))
    const texts = ['one', 'two', 'three', 'four', 'five']
    const saved = await Promise.all(
      texts.map((notes) =>
        coachings.saveDetails('record-2', { notes, tags: [], moments: [] }, 1, 8),
      ),
    )
    const winners = saved.flatMap((one) => one ?? [])
    expect(winners).toHaveLength(1)
    expect((await coachings.byId('record-2'))?.record).toEqual(winners[0]?.record)
  })

  it('[DB83] what is not over is found by its supervisor and by its agent', async () => {
    const { coachings } = all
    const names: readonly CoachingStateName[] = ['starting', 'started', 'in-progress', 'paused']
    for (const [place, state] of everyState.entries())
      await coachings.insert(
        coachingRecord({ id: `record-${place}`, startedAt: startMs + place, state }),
      )
    await coachings.insert(
      coachingRecord({ id: 'other', supervisorId: 'supervisor-2', agentUserId: 'agent-2' }),
    )
    for (const found of [
      await coachings.unfinishedOf('supervisor-1'),
      await coachings.unfinishedOfAgent('agent-1'),
    ])
      expect(found.map(({ record }) => record.state.name)).toEqual([...names].reverse())
    expect(await coachings.unfinishedOf('nobody')).toEqual([])
    expect((await coachings.unfinishedOfAgent('agent-2')).map(({ record }) => record.id)).toEqual([
      'other',
    ])
  })

  /** What is told until the newest save is. */
  async function listening(stores: Stores) {
    const told: SavedCoaching[] = []
    const stop = await stores.coachings.listen({
      onSaved: (saved) => void told.push(saved),
      onLost: () => {},
    })
    const until = (last: SavedCoaching) =>
      vi.waitFor(() => expect(told).toContainEqual(last), { timeout: 10_000, interval: 5 })
    return { told, stop, until }
  }

  it('[DB120] every save is told with its commit, by id and revision, and to nobody who has stopped', async () => {
    const { coachings } = all
    const record = coachingRecord({ id: 'a "quoted" \u{1F600} id' })
    const gone = await listening(all)
    const { told, until } = await listening(all)
    gone.stop()
    await coachings.insert(record)
    await coachings.saveState({ ...record, state: { name: 'started', at: 2 } }, 1)
    await coachings.saveState({ ...record, state: { name: 'paused', at: 2 } }, 1)
    await coachings.saveDetails(
      record.id,
      { notes: 'x'.repeat(10_000), tags: [], moments: [] },
      1,
      3,
    )
    await coachings.saveDetails(record.id, { notes: 'late', tags: [], moments: [] }, 1, 3)
    await until({ id: record.id, revision: 3 })
    expect(told).toEqual([1, 2, 3].map((revision) => ({ id: record.id, revision })))
    expect(gone.told).toEqual([])
  })

  it('[DB122] facts are written with the change of their session or not at all', async () => {
    const { coachings, incidents } = all
    const record = coachingRecord()
    const fact = (what: IncidentFact['what']): IncidentFact => ({
      at: startMs,
      what,
      evidence: 'console',
      conversationId: 'conversation-1',
      details: { coachingId: 'record-1', coachingKind: 'real-time', step: 'pause' },
    })
    await coachings.insert(record, [fact('coaching-asked')])
    await expect(coachings.insert(record, [fact('coaching-refused')])).rejects.toThrow()
    const paused = { ...record, state: { name: 'paused', at: 9 } } as const
    await coachings.saveState(paused, 1, [fact('coaching-paused')])
    await coachings.saveState(paused, 1, [fact('coaching-completed')])
    expect(await incidents.byConversation('conversation-1', 10)).toEqual([
      fact('coaching-asked'),
      fact('coaching-paused'),
    ])
  })

  it('[DB80] many are read at once by their ids; what is not there is left out', async () => {
    const { coachings } = all
    for (const id of ['a', 'b', 'c']) await coachings.insert(coachingRecord({ id }))
    const read = await coachings.byIds(['c', 'nothing', 'a'])
    expect(read.map(({ record }) => record.id).sort()).toEqual(['a', 'c'])
    expect(await coachings.byIds([])).toEqual([])
  })

  async function found(query: Partial<CoachingQuery>): Promise<string> {
    const rows = await all.coachings.search({ queueIds: ['queue-1'], limit: 100, ...query })
    return rows.map(({ record }) => record.id).join(' ')
  }

  it('[DB82] are searched by everything that can be asked for', async () => {
    const { coachings } = all
    const details = { notes: '100 % calm_down\nMüller', tags: ['empathy'], moments: [] }
    await coachings.insert(coachingRecord({ id: 'a' }))
    await coachings.insert(
      coachingRecord({
        id: 'b',
        startedAt: startMs + 1_000,
        state: { name: 'completed', at: startMs },
        kind: 'post-call',
        supervisorId: 'supervisor-2',
        agentUserId: 'agent-2',
        agentName: 'Zoë Keller',
        details: { ...details, followUpOn: '2026-03-01' },
      }),
    )
    await coachings.insert(coachingRecord({ id: 'c', queueId: 'queue-2', startedAt: startMs + 5 }))
    expect(await found({})).toBe('b a')
    expect(await found({ queueIds: ['queue-1', 'queue-2'] })).toBe('b c a')
    expect(await found({ queueIds: [] })).toBe('')
    expect(await found({ states: ['completed', 'invalid'] })).toBe('b')
    expect(await found({ states: [] })).toBe('')
    expect(await found({ kind: 'real-time' })).toBe('a')
    expect(await found({ supervisorId: 'supervisor-2' })).toBe('b')
    expect(await found({ agentUserId: 'agent-1' })).toBe('a')
    expect(await found({ tag: 'empathy' })).toBe('b')
    expect(await found({ tag: 'emp' })).toBe('')
    expect(await found({ from: startMs + 1_000 })).toBe('b')
    expect(await found({ until: startMs + 1_000 })).toBe('a')
    expect(await found({ followUpBy: '2026-02-28' })).toBe('')
    expect(await found({ followUpBy: '2026-03-01' })).toBe('b')
    for (const text of ['zoe', 'MULLER empathy', '100 %', 'calm_', 'keller billing'])
      expect(await found({ text }), text).toBe('b')
    for (const text of [
      '100 %%',
      'calm%down',
      "'; drop table coaching_record; --",
      'zoe ana',
      '\\',
    ])
      expect(await found({ text }), text).toBe('')
    expect(await found({ text: ' \n ' })).toBe('b a')
  })

  it('[DB82] come page by page without a hole or a double, also where times are equal', async () => {
    const { coachings } = all
    for (const id of ['r-1', 'R-2', 'r-3', 'ä-4', 'r-5'])
      await coachings.insert(coachingRecord({ id }))
    await coachings.insert(coachingRecord({ id: 'newer', startedAt: startMs + 1 }))
    const seen: string[] = []
    let after: CoachingQuery['after']
    for (let page = 0; page < 3; page += 1) {
      const rows = await coachings.search({
        queueIds: ['queue-1'],
        limit: 2,
        ...(after === undefined ? {} : { after }),
      })
      for (const { record } of rows) seen.push(record.id)
      after = rows.at(-1)?.record
    }
    expect(seen).toEqual(['newer', 'ä-4', 'r-5', 'r-3', 'r-1', 'R-2'])
    const newest = await coachings.byConversation('conversation-1', 2)
    expect(newest.map(({ record }) => record.id)).toEqual(['newer', 'ä-4'])
    expect(await coachings.byConversation('conversation-2', 2)).toEqual([])
  })
}
