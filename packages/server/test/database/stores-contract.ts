/** What every implementation of the stores must do. Run on the database and in memory alike. */
import type { ControlRecord, ControlState } from '@sotto/domain'
import { sleep, systemClock } from '@sotto/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  ActRow,
  IncidentFact,
  RevealQuery,
  RevealRow,
  SessionRow,
  Stores,
} from '../../src/database/stores.ts'

const startMs = Date.UTC(2026, 0, 1, 12)

function controlRecord(change: Partial<ControlRecord> = {}): ControlRecord {
  return {
    id: 'control-1',
    conversationId: 'conversation-1',
    kind: 'whisper-text',
    supervisorId: 'supervisor-1',
    agentUserId: 'agent-1',
    coachingSessionId: 'coaching-1',
    platformVersion: 0,
    submittedAt: startMs,
    state: { name: 'submitted' },
    ...change,
  }
}

function actRow(change: Partial<ActRow> = {}): ActRow {
  return {
    at: startMs,
    controlId: 'control-1',
    conversationId: 'conversation-1',
    supervisorId: 'supervisor-1',
    agentUserId: 'agent-1',
    act: 'control-submitted',
    ...change,
  }
}

function fact(change: Partial<IncidentFact> = {}): IncidentFact {
  return {
    at: startMs,
    conversationId: 'conversation-1',
    what: 'queued',
    evidence: 'command-answer',
    ...change,
  }
}

function sessionRow(change: Partial<SessionRow> = {}): SessionRow {
  return {
    id: 'session-1',
    cookieHash: 'hash-1',
    personId: 'person-1',
    person: JSON.stringify({ id: 'person-1', name: 'Ana "the best" Silva' }),
    sealedTokens: 'sealed-0',
    accessExpiresAt: startMs + 1_800_000,
    tokenVersion: 0,
    createdAt: startMs,
    lastSeenAt: startMs,
    ...change,
  }
}

const everyState: readonly ControlState[] = [
  { name: 'submitted' },
  { name: 'queued' },
  { name: 'pending-delivery' },
  { name: 'executing', evidence: 'event', at: startMs + 1 },
  { name: 'completed', evidence: 'status-check', at: startMs + 2 },
  { name: 'cancelling', reason: 'conversation-held' },
  { name: 'cancelled', reason: 'panel-gone', at: startMs + 3 },
  { name: 'expired', at: startMs + 4 },
  { name: 'failed', failure: 'path-severed', at: startMs + 5 },
  {
    name: 'refused',
    code: 'missing-permission',
    missing: 'Conversation:Control:Write',
    at: startMs,
  },
  { name: 'refused', code: 'conflict', at: startMs },
]

export function runStoresContract(name: string, start: () => Promise<Stores>): void {
  describe(name, () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await start()
    })
    afterEach(() => stores.close())

    describe('controls', () => {
      it('[DB20] a record comes back as it was written, every field of it', async () => {
        const record = controlRecord({
          kind: 'whisper-audio',
          leaseFence: 7,
          tabId: 'tab-12345678',
          text: 'try \u{1F600} "this" \\ now',
          mixLevel: 0.65,
          platformControlId: 'platform-1',
          platformVersion: 7,
          seenAt: startMs + 10,
          answer: 'need-you',
          answeredAt: startMs + 20,
        })
        const stored = await stores.controls.insert(record, actRow())
        expect(stored).toEqual({ record, revision: 1 })
        expect(await stores.controls.byId('control-1')).toEqual(stored)
        expect(await stores.controls.byPlatformId('platform-1')).toEqual(stored)
        expect(await stores.controls.byId('control-2')).toBeUndefined()
        expect(await stores.controls.byPlatformId('platform-2')).toBeUndefined()
      })

      it.each(everyState)('[DB20] state $name comes back as it was written', async (state) => {
        await stores.controls.insert(controlRecord({ state }), actRow())
        expect((await stores.controls.byId('control-1'))?.record.state).toEqual(state)
      })

      it('[DB21] the same id cannot be inserted twice, and the second leaves no act', async () => {
        await stores.controls.insert(controlRecord(), actRow())
        await expect(
          stores.controls.insert(controlRecord(), actRow({ act: 'again' })),
        ).rejects.toThrow()
        expect(await stores.controls.acts('control-1')).toHaveLength(1)
      })

      it('[DB21] one platform control belongs to one of ours', async () => {
        await stores.controls.insert(controlRecord({ platformControlId: 'p' }), actRow())
        await expect(
          stores.controls.insert(
            controlRecord({ id: 'control-2', platformControlId: 'p' }),
            actRow({ controlId: 'control-2' }),
          ),
        ).rejects.toThrow()
        expect(await stores.controls.byId('control-2')).toBeUndefined()
      })

      it('[DB22] a save against an older revision changes nothing and writes no act', async () => {
        await stores.controls.insert(controlRecord(), actRow())
        const queued = controlRecord({ state: { name: 'queued' }, platformControlId: 'platform-1' })
        expect(await stores.controls.save(queued, 1, actRow({ act: 'control-queued' }))).toEqual({
          record: queued,
          revision: 2,
        })
        const late = controlRecord({ state: { name: 'expired', at: startMs } })
        expect(await stores.controls.save(late, 1, actRow({ act: 'too-late' }))).toBeUndefined()
        expect((await stores.controls.byId('control-1'))?.record).toEqual(queued)
        expect((await stores.controls.acts('control-1')).map((row) => row.act)).toEqual([
          'control-submitted',
          'control-queued',
        ])
      })

      it('[DB22] of many saves at once against one revision exactly one wins', async () => {
        await stores.controls.insert(controlRecord(), actRow())
        const outcomes = await Promise.all(
          Array.from({ length: 8 }, (_, index) =>
            stores.controls.save(
              controlRecord({ platformVersion: index + 1 }),
              1,
              actRow({ act: `save-${index}` }),
            ),
          ),
        )
        const winners = outcomes.filter((outcome) => outcome !== undefined)
        expect(winners).toHaveLength(1)
        expect(await stores.controls.byId('control-1')).toEqual(winners[0])
        expect(await stores.controls.acts('control-1')).toHaveLength(2)
      })

      it('[DB22] saving what was never inserted is refused the same way', async () => {
        expect(await stores.controls.save(controlRecord(), 1, actRow())).toBeUndefined()
      })

      it("[DB23] a supervisor's controls of a conversation come newest first, up to the limit", async () => {
        for (const [index, submittedAt] of [10, 30, 20, 30].entries()) {
          const id = `control-${index}`
          await stores.controls.insert(
            controlRecord({ id, submittedAt: startMs + submittedAt }),
            actRow({ controlId: id }),
          )
        }
        await stores.controls.insert(
          controlRecord({ id: 'other-person', supervisorId: 'supervisor-2' }),
          actRow({ controlId: 'other-person' }),
        )
        await stores.controls.insert(
          controlRecord({ id: 'other-conversation', conversationId: 'conversation-2' }),
          actRow({ controlId: 'other-conversation' }),
        )
        const list = async (limit: number) =>
          (await stores.controls.byConversation('conversation-1', 'supervisor-1', limit)).map(
            (stored) => stored.record.id,
          )
        expect(await list(10)).toEqual(['control-3', 'control-1', 'control-2', 'control-0'])
        expect(await list(2)).toEqual(['control-3', 'control-1'])
      })

      it('[DB50] the texts that reached an agent come newest first, since then and up to the limit', async () => {
        const completed: ControlState = { name: 'completed', evidence: 'event', at: startMs }
        const insert = (id: string, change: Partial<ControlRecord>) =>
          stores.controls.insert(
            controlRecord({ id, state: completed, ...change }),
            actRow({ controlId: id }),
          )
        await insert('old', { submittedAt: startMs - 1 })
        await insert('first', { submittedAt: startMs })
        await insert('second', { submittedAt: startMs + 5, supervisorId: 'supervisor-2' })
        await insert('third', { submittedAt: startMs + 5, conversationId: 'conversation-2' })
        await insert('colleague', { agentUserId: 'agent-2' })
        await insert('queued', { state: { name: 'queued' } })
        await insert('line', { kind: 'monitor' })
        const list = async (limit: number) =>
          (await stores.controls.deliveredTexts('agent-1', startMs, limit)).map(
            (stored) => stored.record.id,
          )
        expect(await list(10)).toEqual(['third', 'second', 'first'])
        expect(await list(2)).toEqual(['third', 'second'])
      })

      it('[DB23] what is not final is unsettled, and nothing else', async () => {
        for (const [index, state] of everyState.entries()) {
          const id = `control-${index}`
          await stores.controls.insert(controlRecord({ id, state }), actRow({ controlId: id }))
        }
        const left = await stores.controls.takeOver({ serverId: 'server-1', inherits: true })
        const names = left.map(({ record }) => record.state.name)
        expect(names).toEqual([
          'submitted',
          'queued',
          'pending-delivery',
          'executing',
          'cancelling',
        ])
      })

      const insertOwned = (
        id: string,
        ownerId?: string,
        state: ControlState = { name: 'queued' },
      ) => stores.controls.insert(controlRecord({ id, state }), actRow({ controlId: id }), ownerId)
      const takeOver = async (serverId: string, inherits = true) =>
        (await stores.controls.takeOver({ serverId, inherits })).map(({ record }) => record.id)

      it('[DB70] a control keeps its owner through every save, and comes back with it', async () => {
        expect(await insertOwned('control-1', 'server-1')).toMatchObject({ ownerId: 'server-1' })
        expect(await insertOwned('control-2')).not.toHaveProperty('ownerId')
        const saved = await stores.controls.save(controlRecord(), 1, actRow())
        expect(saved).toMatchObject({ revision: 2, ownerId: 'server-1' })
        expect(await stores.controls.byId('control-1')).toEqual(saved)
        expect(await stores.controls.byId('control-2')).not.toHaveProperty('ownerId')
      })

      it('[DB73] many are read at once by their ids, and what is not there is left out', async () => {
        for (const id of ['control-1', 'control-2', 'control-3']) await insertOwned(id, 'server-1')
        const found = await stores.controls.byIds(['control-3', 'control-1', 'control-9'])
        expect(found.map(({ record }) => record.id).sort()).toEqual(['control-1', 'control-3'])
        expect(found).toContainEqual(await stores.controls.byId('control-3'))
        expect(await stores.controls.byIds([])).toEqual([])
      })

      it('[DB71] a server that is there keeps its controls; one that fell silent or left loses the unsettled ones', async () => {
        await stores.servers.beat('living', 60_000)
        await stores.servers.beat('silent', 60_000)
        await stores.servers.beat('leaving', 60_000)
        await stores.servers.beat('taker', 60_000)
        for (const owner of ['living', 'silent', 'leaving', 'never-there'])
          await insertOwned(`of-${owner}`, owner)
        await insertOwned('of-nobody')
        await insertOwned('own', 'taker')
        await insertOwned('over', 'silent', { name: 'expired', at: startMs })
        await stores.servers.end('leaving')
        expect(await takeOver('taker', false)).toEqual(['own'])
        expect(await takeOver('taker')).toEqual([
          'of-leaving',
          'of-never-there',
          'of-nobody',
          'own',
        ])
        await stores.servers.beat('silent', 1)
        await sleep(systemClock, 50)
        expect(await takeOver('taker')).toContain('of-silent')
        expect(await takeOver('taker', false)).toHaveLength(5)
        expect(await takeOver('living')).toEqual(['of-living'])
        expect((await stores.controls.byId('over'))?.ownerId).toBe('silent')
      })

      it('[DB71] a server that is heard again in time keeps them', async () => {
        await stores.servers.beat('late', 100)
        await insertOwned('control-1', 'late')
        await stores.servers.beat('late', 60_000)
        await sleep(systemClock, 150)
        expect(await takeOver('taker')).toEqual([])
      })

      it('[DB72] of many who take over at once each control goes to exactly one, and its last owner’s saves are refused', async () => {
        const ids = Array.from({ length: 12 }, (_, index) => `control-${index}`)
        await stores.servers.beat('silent', 1)
        for (const [index, id] of ids.entries())
          await insertOwned(id, [undefined, 'silent', 'never-there'][index % 3])
        await sleep(systemClock, 50)
        const takers = ['taker-1', 'taker-2', 'taker-3', 'taker-4', 'taker-5']
        for (const taker of takers) await stores.servers.beat(taker, 60_000)
        await Promise.all(takers.map((taker) => takeOver(taker)))
        const held = await Promise.all(takers.map((taker) => takeOver(taker)))
        expect(held.flat().sort()).toEqual([...ids].sort())
        for (const id of ids) {
          expect(await stores.controls.byId(id)).toMatchObject({ revision: 2 })
          const late = controlRecord({ id, state: { name: 'pending-delivery' } })
          expect(await stores.controls.save(late, 1, actRow({ controlId: id }))).toBeUndefined()
        }
      })

      it('[DB24] acts come in the order written, with their reason where there is one', async () => {
        await stores.controls.insert(controlRecord(), actRow())
        const cancelled = actRow({
          at: startMs + 5,
          act: 'control-cancelled',
          reason: 'panel-gone',
        })
        await stores.controls.save(controlRecord(), 1, cancelled)
        expect(await stores.controls.acts('control-1')).toEqual([actRow(), cancelled])
        expect(await stores.controls.acts('control-2')).toEqual([])
      })
    })

    describe('the timeline', () => {
      it('[DB33] a fact comes back as it was written, every field of it, in the order written', async () => {
        const whole = fact({
          at: startMs + 9,
          agentUserId: 'agent-1',
          supervisorId: 'supervisor-1',
          controlId: 'control-1',
          platformControlId: 'platform-1',
          version: 3,
          reason: 'conversation-held',
          details: { platformAt: startMs, agent: true, kind: 'barge' },
          sourceKey: 'key-1',
        })
        await stores.incidents.append([whole, fact()])
        await stores.incidents.append([fact({ what: 'expired', evidence: 'elapsed-time' })])
        const read = await stores.incidents.byConversation('conversation-1', 10)
        expect(read).toEqual([whole, fact(), fact({ what: 'expired', evidence: 'elapsed-time' })])
        expect(await stores.incidents.byConversation('conversation-2', 10)).toEqual([])
      })

      it('[DB33] of more than the limit the newest are told', async () => {
        await stores.incidents.append([1, 2, 3, 4].map((version) => fact({ version })))
        const read = await stores.incidents.byConversation('conversation-1', 2)
        expect(read.map(({ version }) => version)).toEqual([3, 4])
        await stores.incidents.append([])
      })

      it('[DB34] one fact seen by several servers is kept once', async () => {
        const seen = fact({ sourceKey: 'conversation-1 7' })
        await Promise.all([1, 2, 3].map(() => stores.incidents.append([seen, seen])))
        await stores.incidents.append([seen, fact({ what: 'executing' })])
        const read = await stores.incidents.byConversation('conversation-1', 10)
        expect(read.map(({ what }) => what)).toEqual(['queued', 'executing'])
      })

      it('[DB35] a control’s facts are written with its change or not at all', async () => {
        const factsOf = async () =>
          (await stores.incidents.byConversation('conversation-1', 10)).map(({ what }) => what)
        const act = (what: IncidentFact['what']) => actRow({ facts: [fact({ what })] })
        await stores.controls.insert(controlRecord(), act('submitted'))
        await expect(stores.controls.insert(controlRecord(), act('failed'))).rejects.toThrow()
        expect(await stores.controls.save(controlRecord(), 7, act('refused'))).toBeUndefined()
        expect(await factsOf()).toEqual(['submitted'])
        await stores.controls.save(controlRecord(), 1, act('executing'))
        expect(await factsOf()).toEqual(['submitted', 'executing'])
        expect(await stores.controls.acts('control-1')).toEqual([actRow(), actRow()])
      })

      it('[DB36] what is about an agent alone is found by agent and time, and in no conversation', async () => {
        const lease = (agentUserId: string, at: number): IncidentFact => ({
          at,
          agentUserId,
          what: 'lease-held',
          evidence: 'lease',
        })
        await stores.incidents.append([
          lease('agent-1', startMs - 1),
          lease('agent-1', startMs),
          lease('agent-2', startMs + 1),
          lease('agent-3', startMs + 2),
          fact({ agentUserId: 'agent-1', at: startMs + 3 }),
        ])
        const read = await stores.incidents.byAgents(['agent-1', 'agent-2'], startMs, 10)
        expect(read).toEqual([lease('agent-1', startMs), lease('agent-2', startMs + 1)])
        expect(await stores.incidents.byAgents(['agent-1', 'agent-2'], startMs, 1)).toEqual([
          lease('agent-2', startMs + 1),
        ])
        expect(await stores.incidents.byAgents([], startMs, 10)).toEqual([])
      })
    })

    describe('idempotency', () => {
      const begin = (
        change: Partial<{ key: string; bodyHash: string; at: number; aliveMs: number }> = {},
      ) =>
        stores.idempotency.begin({
          supervisorId: 'supervisor-1',
          key: 'key-12345678',
          bodyHash: 'hash-a',
          at: startMs,
          ...change,
        })
      const finish = (key = 'key-12345678') =>
        stores.idempotency.finish({
          supervisorId: 'supervisor-1',
          key,
          status: 202,
          body: '{"controlId":"c"}',
        })

      it('[DB25] a key is new once, then in flight, then answered with the same answer', async () => {
        expect(await begin()).toEqual({ kind: 'new' })
        expect(await begin()).toEqual({ kind: 'in-flight' })
        await finish()
        const answered = { kind: 'answered', status: 202, body: '{"controlId":"c"}' }
        expect(await begin()).toEqual(answered)
        expect(await begin({ at: startMs + 86_399_999 })).toEqual(answered)
      })

      it('[DB25] a key with another body is told apart, in flight or answered', async () => {
        await begin()
        expect(await begin({ bodyHash: 'hash-b' })).toEqual({ kind: 'other-body' })
        await finish()
        expect(await begin({ bodyHash: 'hash-b' })).toEqual({ kind: 'other-body' })
      })

      it('[DB25] of many that begin at once exactly one is first', async () => {
        const outcomes = await Promise.all(Array.from({ length: 8 }, () => begin()))
        expect(outcomes.filter((outcome) => outcome.kind === 'new')).toHaveLength(1)
        expect(outcomes.filter((outcome) => outcome.kind === 'in-flight')).toHaveLength(7)
      })

      it("[DB25] one supervisor's keys are not another's", async () => {
        await begin()
        expect(
          await stores.idempotency.begin({
            supervisorId: 'supervisor-2',
            key: 'key-12345678',
            bodyHash: 'hash-a',
            at: startMs,
          }),
        ).toEqual({ kind: 'new' })
      })

      it('[DB26] a released key may be used again; an answered one cannot be released', async () => {
        await begin()
        await stores.idempotency.release('supervisor-1', 'key-12345678')
        expect(await begin({ bodyHash: 'hash-b' })).toEqual({ kind: 'new' })
        await finish()
        await stores.idempotency.release('supervisor-1', 'key-12345678')
        expect((await begin({ bodyHash: 'hash-b' })).kind).toBe('answered')
      })

      it('[DB60] a command whose heartbeat has stopped goes to one of those who ask, and keeps its moment', async () => {
        const aliveMs = 1_000
        await begin({ aliveMs })
        expect((await begin()).kind).toBe('in-flight')
        await sleep(systemClock, aliveMs + 50)
        expect((await begin({ bodyHash: 'hash-b' })).kind).toBe('other-body')
        const answers = await Promise.all([begin({ at: startMs + 9 }), begin(), begin()])
        expect(answers.filter(({ kind }) => kind === 'in-flight')).toHaveLength(2)
        expect(answers.find(({ kind }) => kind === 'abandoned')).toEqual({
          kind: 'abandoned',
          begunAt: startMs,
        })
      })

      it('[DB60] one that is renewed, answered or released is nobody’s to take over', async () => {
        const aliveMs = 1_000
        for (const key of ['key-renewed', 'key-answered', 'key-released'])
          await begin({ key, aliveMs })
        await stores.idempotency.renew('supervisor-1', 'key-renewed')
        await finish('key-answered')
        await stores.idempotency.release('supervisor-1', 'key-released')
        await sleep(systemClock, aliveMs + 50)
        expect((await begin({ key: 'key-renewed' })).kind).toBe('in-flight')
        expect((await begin({ key: 'key-answered' })).kind).toBe('answered')
        expect((await begin({ key: 'key-released' })).kind).toBe('new')
      })

      it('[DB26] after 24 hours a key is new again, and old ones can be swept away', async () => {
        await begin()
        await finish()
        expect(await begin({ at: startMs + 86_400_000, bodyHash: 'hash-b' })).toEqual({
          kind: 'new',
        })
        expect((await begin({ at: startMs + 86_400_000, bodyHash: 'hash-b' })).kind).toBe(
          'in-flight',
        )
        await begin({ key: 'key-older-000', at: startMs })
        expect(await stores.idempotency.removeBegunBefore(startMs + 1)).toBe(1)
        expect(await begin({ key: 'key-older-000' })).toEqual({ kind: 'new' })
      })
    })

    describe('sessions', () => {
      it('[DB27] a session is found by its id and by its cookie, as it was written', async () => {
        const row = sessionRow()
        await stores.sessions.insert(row)
        const found = await stores.sessions.byCookieHash('hash-1')
        expect({ ...found, person: JSON.parse(found?.person ?? '') }).toEqual({
          ...row,
          person: JSON.parse(row.person),
        })
        expect((await stores.sessions.byId('session-1'))?.sealedTokens).toBe('sealed-0')
        expect(await stores.sessions.byCookieHash('hash-2')).toBeUndefined()
        expect(await stores.sessions.byId('session-2')).toBeUndefined()
      })

      it("[DB27] a person's session is the one used last", async () => {
        await stores.sessions.insert(sessionRow({ id: 'older', cookieHash: 'h1' }))
        await stores.sessions.insert(
          sessionRow({ id: 'newer', cookieHash: 'h2', lastSeenAt: startMs + 5 }),
        )
        await stores.sessions.insert(
          sessionRow({ id: 'other', cookieHash: 'h3', personId: 'p2', lastSeenAt: startMs + 9 }),
        )
        expect((await stores.sessions.byPerson('person-1'))?.id).toBe('newer')
        await stores.sessions.touch('older', startMs + 7)
        expect((await stores.sessions.byPerson('person-1'))?.id).toBe('older')
        expect(await stores.sessions.byPerson('nobody')).toBeUndefined()
      })

      it('[SI81] they are found by their person and by a part of the name, used last first, with where they began', async () => {
        const place = { browser: 'Firefox on Windows', network: '203.0.113.x' }
        const person = (name: string) => JSON.stringify({ id: name, name })
        const rows = [
          sessionRow({
            id: 'ana-1',
            cookieHash: 'a1',
            personId: 'ana',
            person: person('Ana 100%'),
          }),
          sessionRow({
            id: 'ana-2',
            cookieHash: 'a2',
            personId: 'ana',
            person: person('Ana 100%'),
            lastSeenAt: startMs + 9,
            ...place,
          }),
          sessionRow({ id: 'ben-1', cookieHash: 'b1', personId: 'ben', person: person('Ben') }),
        ]
        for (const row of rows) await stores.sessions.insert(row)
        const found = async (search: { name?: string; personId?: string }, limit = 10) =>
          (await stores.sessions.search({ ...search, limit })).map(({ id }) => id)
        expect(await found({ personId: 'ana' })).toEqual(['ana-2', 'ana-1'])
        expect(await found({ personId: 'ana' }, 1)).toEqual(['ana-2'])
        expect((await found({})).toSorted()).toEqual(['ana-1', 'ana-2', 'ben-1'])
        expect(await found({ name: 'bE' })).toEqual(['ben-1'])
        expect(await found({ name: '0%' })).toEqual(['ana-2', 'ana-1'])
        for (const name of ['A_a', 'B%', '\\', "'"]) expect(await found({ name })).toEqual([])
        expect(await stores.sessions.byId('ana-2')).toMatchObject(place)
      })

      it('[SI82] every end is told to whoever listens, until they stop', async () => {
        for (const id of ['one', 'two', 'three'])
          await stores.sessions.insert(sessionRow({ id, cookieHash: id }))
        const told: string[] = []
        const stop = await stores.sessions.listen({
          onEnded: (id) => void told.push(id),
          onLost: () => {},
        })
        await stores.sessions.remove('one', 'signed-out', startMs)
        await stores.sessions.remove('two', { act: 'sign-in-ended', by: 'root' }, startMs)
        await expect.poll(() => told, { timeout: 10_000 }).toEqual(['one', 'two'])
        stop()
        await stores.sessions.remove('three', 'signed-out', startMs)
        await stores.sessions.byId('three')
        expect(told).toEqual(['one', 'two'])
      })

      it('[DB27] two sessions never share a cookie', async () => {
        await stores.sessions.insert(sessionRow())
        await expect(stores.sessions.insert(sessionRow({ id: 'session-2' }))).rejects.toThrow()
      })

      it('[DB28] of many refreshes at once each sees what the one before it left', async () => {
        await stores.sessions.insert(sessionRow())
        let together = 0
        const seen: number[] = []
        const flights = Array.from({ length: 5 }, () =>
          stores.sessions.withLockedTokens('session-1', async (row) => {
            together += 1
            expect(together).toBe(1)
            await new Promise((resolve) => setImmediate(resolve))
            seen.push(row.tokenVersion)
            together -= 1
            return {
              sealedTokens: `sealed-${row.tokenVersion + 1}`,
              accessExpiresAt: startMs + row.tokenVersion,
            }
          }),
        )
        const rows = await Promise.all(flights)
        expect(seen).toEqual([0, 1, 2, 3, 4])
        expect(rows.map((row) => row?.tokenVersion).sort()).toEqual([1, 2, 3, 4, 5])
        expect(await stores.sessions.byId('session-1')).toMatchObject({
          sealedTokens: 'sealed-5',
          tokenVersion: 5,
          accessExpiresAt: startMs + 4,
        })
      })

      it('[DB28] a refresh that changes nothing or fails leaves the row, and the lock free', async () => {
        await stores.sessions.insert(sessionRow())
        const kept = await stores.sessions.withLockedTokens('session-1', async () => undefined)
        expect(kept?.tokenVersion).toBe(0)
        await expect(
          stores.sessions.withLockedTokens('session-1', async () => {
            throw new Error('the platform is away')
          }),
        ).rejects.toThrow('the platform is away')
        const after = await stores.sessions.withLockedTokens('session-1', async () => ({
          sealedTokens: 'sealed-1',
          accessExpiresAt: startMs,
        }))
        expect(after?.tokenVersion).toBe(1)
        const none = await stores.sessions.withLockedTokens('session-2', async () => {
          throw new Error('never asked')
        })
        expect(none).toBeUndefined()
      })

      it('[DB29] use is noted and never runs backwards; a removed session says so', async () => {
        await stores.sessions.insert(sessionRow())
        expect(await stores.sessions.touch('session-1', startMs + 60_000)).toBe(true)
        expect(await stores.sessions.touch('session-1', startMs + 30_000)).toBe(true)
        expect((await stores.sessions.byId('session-1'))?.lastSeenAt).toBe(startMs + 60_000)
        await stores.sessions.updatePerson('session-1', '{"id":"person-1","name":"Ana"}')
        expect(JSON.parse((await stores.sessions.byId('session-1'))?.person ?? '')).toEqual({
          id: 'person-1',
          name: 'Ana',
        })
        await stores.sessions.remove('session-1', 'signed-out', startMs)
        expect(await stores.sessions.touch('session-1', startMs)).toBe(false)
        expect(await stores.sessions.byId('session-1')).toBeUndefined()
      })

      it('[SI24] sealed anew with the row locked: the same version, and no other row', async () => {
        await stores.sessions.insert(sessionRow({ sealedTokens: 'v1.old.n.c', tokenVersion: 3 }))
        await stores.sessions.insert(
          sessionRow({ id: 'session-2', cookieHash: 'h2', sealedTokens: 'v1.new.n.c' }),
        )
        expect(await stores.sessions.sealedOtherwise('new')).toEqual(['session-1'])
        await stores.sessions.reseal('session-1', (sealed) => `v1.new.${sealed}`)
        expect(await stores.sessions.byId('session-1')).toMatchObject({
          sealedTokens: 'v1.new.v1.old.n.c',
          tokenVersion: 3,
        })
        await stores.sessions.reseal('session-2', () => undefined)
        await stores.sessions.reseal('gone', () => 'v1.new.x')
        expect((await stores.sessions.byId('session-2'))?.sealedTokens).toBe('v1.new.n.c')
        expect(await stores.sessions.sealedOtherwise('new')).toEqual([])
      })

      it('[DB29] what is idle or old is removed and named, the rest stays', async () => {
        const insert = (id: string, createdAt: number, lastSeenAt: number) =>
          stores.sessions.insert(
            sessionRow({
              id,
              cookieHash: id,
              createdAt: startMs + createdAt,
              lastSeenAt: startMs + lastSeenAt,
            }),
          )
        await insert('idle', 50, 99)
        await insert('old', 9, 200)
        await insert('kept', 10, 100)
        const removed = await stores.sessions.removeExpired(
          startMs + 100,
          startMs + 10,
          startMs + 300,
        )
        expect(removed.map(({ id }) => id).sort()).toEqual(['idle', 'old'])
        expect(await stores.sessions.byId('kept')).toBeDefined()
        expect(await stores.sessions.byCookieHash('old')).toBeUndefined()
      })
    })

    describe('looks behind masks', () => {
      const look = (change: Partial<RevealRow> = {}): RevealRow => ({
        requestKey: 'key-00000001',
        at: startMs,
        supervisorId: 'supervisor-1',
        conversationId: 'conversation-1',
        segmentId: 'segment-1',
        kind: 'card',
        reason: 'the customer asked to read it back',
        ...change,
      })

      it('[DB90] are on record once for a key, in the order written, and a key serves one look only', async () => {
        const { reveals } = stores
        expect(await reveals.insert(look())).toBe('new')
        expect(await reveals.insert(look({ at: startMs + 5 }))).toBe('known')
        expect(await reveals.insert(look({ segmentId: 'segment-2' }))).toBe('other')
        const second = look({ supervisorId: 'supervisor-2', at: startMs + 9, kind: 'phone' })
        expect(await reveals.insert(second)).toBe('new')
        expect(await reveals.byConversation('conversation-1', 10)).toEqual([look(), second])
        expect(await reveals.byConversation('conversation-1', 1)).toEqual([look()])
        expect(await reveals.byConversation('conversation-2', 10)).toEqual([])
      })

      it('[DB125] are searched by person, kind and time, the newest first, page by page', async () => {
        const { reveals } = stores
        const rows = [
          look({ at: startMs, kind: 'card' }),
          look({ at: startMs + 10, kind: 'phone', supervisorId: 'supervisor-2' }),
          look({ at: startMs + 20, kind: 'phone', requestKey: 'key-00000002' }),
        ]
        for (const row of rows) await reveals.insert(row)
        const found = async (query: Partial<RevealQuery>) =>
          (await reveals.search({ limit: 10, ...query })).map(({ at }) => at - startMs)
        expect(await found({})).toEqual([20, 10, 0])
        expect(await found({ kind: 'phone' })).toEqual([20, 10])
        expect(await found({ supervisorId: 'supervisor-1' })).toEqual([20, 0])
        expect(await found({ from: startMs + 10, until: startMs + 20 })).toEqual([10])
        const [newest] = await reveals.search({ limit: 1 })
        expect(newest).toMatchObject(rows[2]!)
        expect(await found({ before: newest!.position })).toEqual([10, 0])
        expect(await reveals.people()).toEqual(['supervisor-1', 'supervisor-2'])
      })
    })

    it('[DB30] it says that it is healthy while it answers', async () => {
      expect(await stores.healthy()).toBe(true)
    })
  })
}
