/** What every store of agents' settings, waiting texts and snippets must do. Run on the database and in memory alike. */
import type { ControlRecord } from '@sotto/domain'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type NewSnippet, removedSnippetMs } from '../../src/database/snippet-store.ts'
import type { Stores } from '../../src/database/stores.ts'

const startMs = Date.UTC(2026, 0, 1, 12)
const limit = 3

export function snippet(change: Partial<NewSnippet> = {}): NewSnippet {
  return {
    id: 'snippet-1',
    queueId: 'queue-1',
    title: 'Refund',
    text: 'Offer {agent} the refund 👍\nעברית',
    changedAt: startMs,
    changedBy: 'rafael',
    changedByName: 'Rafael Montoya',
    ...change,
  }
}

export function runAgentSideContract(start: () => Promise<Stores>): void {
  let all: Stores
  beforeEach(async () => {
    all = await start()
  })
  afterEach(() => all.close())

  it('[DB180] a text that is held back comes back as it was, and is taken over like any other', async () => {
    const { controls } = all
    const record: ControlRecord = {
      id: 'held-1',
      conversationId: 'conversation-1',
      supervisorId: 'supervisor-1',
      agentUserId: 'agent-1',
      kind: 'whisper-text',
      coachingSessionId: 'coaching-1',
      text: 'offer the refund',
      platformVersion: 0,
      submittedAt: startMs,
      heldSince: startMs,
      state: { name: 'held-back' },
    }
    const act = {
      at: startMs,
      controlId: 'held-1',
      conversationId: 'conversation-1',
      supervisorId: 'supervisor-1',
      agentUserId: 'agent-1',
      act: 'control-held-back',
    }
    await controls.insert(record, act, 'server-gone')
    expect((await controls.byId('held-1'))?.record).toEqual(record)
    const taken = await controls.takeOver({ serverId: 'server-2', inherits: true })
    expect(taken.map((one) => one.record)).toEqual([record])
  })

  it('[DB181] settings are saved over the revision that was seen, by one of many at once', async () => {
    const { agentSettings } = all
    const save = (volume: number, expectedRevision: number) =>
      agentSettings.save({
        agentUserId: 'agent-1',
        settings: {
          quiet: { kind: 'call', since: 1, until: 2, conversationId: 'conversation-1' },
          sound: false,
          volume,
          keys: { 'got-it': 'ß' },
        },
        expectedRevision,
        at: startMs,
      })
    expect(await agentSettings.byId('agent-1')).toBeUndefined()
    expect(await save(1, 4)).toBeUndefined()
    const first = await Promise.all([save(1, 0), save(2, 0), save(3, 0)])
    expect(first.filter((stored) => stored !== undefined)).toHaveLength(1)
    const second = await Promise.all([save(4, 1), save(5, 1)])
    const [won] = second.filter((stored) => stored !== undefined)
    expect(second.filter((stored) => stored !== undefined)).toHaveLength(1)
    expect(won).toMatchObject({ revision: 2, settings: { keys: { 'got-it': 'ß' } } })
    expect(await agentSettings.byId('agent-1')).toEqual(won)
    expect(await agentSettings.all()).toEqual([won])
  })

  it('[DB182] each save is told to whoever listens, until they stop', async () => {
    const { agentSettings } = all
    const told: unknown[] = []
    const stop = await agentSettings.listen({
      onSaved: (saved) => void told.push(saved),
      onLost: () => {},
    })
    const change = { agentUserId: 'agent-1', settings: { sound: true, volume: 1, keys: {} } }
    await agentSettings.save({ ...change, expectedRevision: 0, at: startMs })
    await vi.waitFor(() => expect(told).toEqual([{ id: 'agent-1', revision: 1 }]), 20_000)
    stop()
    await agentSettings.save({ ...change, expectedRevision: 1, at: startMs })
    expect(told).toHaveLength(1)
  })

  it('[DB183] a shelf holds as many as its limit, however many are added at once', async () => {
    const { snippets } = all
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const shared = await Promise.all(ids.map((id) => snippets.insert(snippet({ id }), limit)))
    expect(shared.filter((one) => one === 'full')).toHaveLength(ids.length - limit)
    const other = snippet({ id: 'other', queueId: 'queue-2', title: 'Zebra' })
    expect(await snippets.insert(other, limit)).toMatchObject({ version: 1 })
    const { queueId: _, ...own } = snippet({ id: 'own', ownerId: 'sam', title: 'Apple' })
    expect(await snippets.insert(own, limit)).toEqual({ ...own, version: 1 })
    await snippets.insert(snippet({ id: 'hers', ownerId: 'sue' }), limit)
    const listed = await snippets.list({ ownerId: 'sam', queueIds: ['queue-1', 'queue-2'] })
    expect(listed).toHaveLength(limit + 2)
    expect(listed[0]?.id).toBe('own')
    expect(listed.at(-1)).toEqual({ ...other, version: 1 })
    const elsewhere = await snippets.list({ ownerId: 'sam', queueIds: [] })
    expect(elsewhere.map(({ id }) => id)).toEqual(['own'])
  })

  it('[DB184] is saved over the version that was seen; taken away it comes back for a day', async () => {
    const { audit, snippets } = all
    const by = { changedBy: 'rita', changedByName: 'Rita' }
    const change = { queueId: 'queue-1', title: 'Two', text: 'two', ...by }
    await snippets.insert(snippet(), limit)
    const saves = await Promise.all(
      ['one', 'two', 'three'].map((title) =>
        snippets.save('snippet-1', 1, { ...change, title, changedAt: startMs + 1 }, limit),
      ),
    )
    expect(saves.filter((saved) => saved !== undefined)).toHaveLength(1)
    expect(await snippets.save('nowhere', 1, { ...change, changedAt: 1 }, limit)).toBeUndefined()
    const removedAt = startMs + 2
    const removal = { ...change, changedAt: removedAt, removedAt }
    expect(await snippets.save('snippet-1', 2, removal, limit)).toMatchObject({ removedAt })
    const wish = { ownerId: 'sam', queueIds: ['queue-1'] }
    expect(await snippets.list(wish)).toEqual([])
    // Meanwhile its place may be taken.
    for (const id of ['a', 'b', 'c']) await snippets.insert(snippet({ id }), limit)
    const back = { ...change, changedAt: startMs + 3 }
    expect(await snippets.save('snippet-1', 3, back, limit)).toBe('full')
    expect(await snippets.save('snippet-1', 3, back, limit + 1)).toEqual({
      ...change,
      id: 'snippet-1',
      changedAt: startMs + 3,
      version: 4,
    })
    const own = snippet({ id: 'own', ownerId: 'sam', changedAt: startMs + 4 })
    await snippets.insert(own, limit)
    await snippets.save('snippet-1', 4, { ...removal, changedAt: startMs + 5 }, limit)
    const late = startMs + removedSnippetMs + 10
    await snippets.save('own', 1, { ...change, changedAt: late }, limit)
    expect(await snippets.byId('snippet-1')).toBeUndefined()
    const acts = (await audit.page({}, 50)).map(({ leaf }) => String(JSON.parse(leaf).act))
    expect(acts.filter((act) => act.startsWith('snippet-')).sort()).toEqual([
      'snippet-added',
      'snippet-added',
      'snippet-added',
      'snippet-added',
      'snippet-changed',
      'snippet-removed',
      'snippet-removed',
      'snippet-restored',
    ])
  })
}
