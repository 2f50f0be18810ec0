/** What every store of the audit must do. Run on the database and in memory alike. */
import { createHeadSigner, type ExportedEntry, exportLines } from '@sotto/audit'
import { readHead, verifyExport } from '@sotto/audit-verify'
import type { ControlRecord } from '@sotto/domain'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AuditAct } from '../../src/audit/audit-act.ts'
import type { AuditFilter } from '../../src/database/audit-store.ts'
import type { ActRow, Stores } from '../../src/database/stores.ts'
import { coachingRecord } from './coaching-store-contract.ts'

const startMs = Date.UTC(2026, 0, 1, 12)
const signer = createHeadSigner(Buffer.alloc(32, 5))
const sign = (tree: { size: number; root: string }) =>
  signer.sign({ installation: 'test', at: startMs, ...tree })

function act(turn: number, change: Partial<AuditAct> = {}): AuditAct {
  return {
    at: startMs + Math.floor(turn / 2),
    act: turn % 3 === 0 ? 'control-executing' : 'reveal',
    supervisorId: `supervisor-${turn % 2}`,
    agentUserId: `agent-${turn % 5}`,
    conversationId: `conversation-${turn % 4}`,
    ...change,
  }
}

const record: ControlRecord = {
  id: 'control-1',
  conversationId: 'conversation-1',
  kind: 'barge',
  supervisorId: 'supervisor-1',
  agentUserId: 'agent-1',
  coachingSessionId: 'coaching-1',
  platformVersion: 0,
  submittedAt: startMs,
  state: { name: 'submitted' },
}

const row: ActRow = {
  at: startMs,
  controlId: 'control-1',
  conversationId: 'conversation-1',
  supervisorId: 'supervisor-1',
  agentUserId: 'agent-1',
  act: 'control-submitted',
}

export function runAuditContract(open: () => Promise<Stores>): void {
  let stores: Stores
  beforeEach(async () => {
    stores = await open()
    await stores.audit.sealedSecret('sealed')
  })
  afterEach(() => stores.close())

  it('[OP12] what has no place yet is counted, with the time of the oldest', async () => {
    expect(await stores.audit.waiting()).toEqual({ count: 0 })
    for (const turn of [4, 2, 6]) await stores.audit.append(act(turn))
    expect(await stores.audit.waiting()).toEqual({ count: 3, oldestAt: startMs + 1 })
    await stores.audit.place({ limit: 10, sign })
    expect(await stores.audit.waiting()).toEqual({ count: 0 })
  })

  const everything = (filter: AuditFilter = {}) => stores.audit.page(filter, 1_000)

  async function* exported(size: number): AsyncGenerator<ExportedEntry> {
    yield* await stores.audit.inTreeOrder({}, { index: 0, size }, 1_000)
  }

  async function verdict() {
    const head = await stores.audit.latestHead()
    if (head === undefined) throw new Error('no head')
    const reading = readHead(JSON.stringify(head))
    if (reading.kind !== 'head') throw new Error('not signed')
    async function* bytes(whole: NonNullable<typeof head>) {
      const lines = exportLines({
        head: whole,
        entries: exported(whole.size),
        readNodes: (places) => stores.audit.nodes(places),
      })
      for await (const line of lines) yield Buffer.from(line)
    }
    return verifyExport(bytes(head), { head: reading.head })
  }

  it('[DB150] a control’s change and its entry are one: both there, or neither', async () => {
    const live = { since: startMs + 5, evidence: 'event' } as const
    const executing: ControlRecord = {
      ...record,
      state: { name: 'executing', evidence: 'event', at: startMs + 5 },
      live,
    }
    await stores.controls.insert(record, row)
    await expect(stores.controls.insert(record, row)).rejects.toThrow()
    const next = { ...row, at: startMs + 5, act: 'control-executing' }
    expect(await stores.controls.save(executing, 1, next)).toMatchObject({ record: { live } })
    expect(await stores.controls.save(executing, 1, next)).toBeUndefined()
    expect((await stores.controls.byId('control-1'))?.record).toEqual(executing)
    const entries = await everything({ controlId: 'control-1' })
    expect(entries.map(({ leaf }) => JSON.parse(leaf))).toMatchObject([
      { act: 'control-executing', customerCouldHear: true, evidence: 'event', from: startMs + 5 },
      { act: 'control-submitted', customerCouldHear: false, evidence: 'never-live', mode: 'barge' },
    ])
    expect(entries[0]?.personal?.values).toEqual({
      supervisorId: 'supervisor-1',
      agentUserId: 'agent-1',
    })
    expect(await everything()).toHaveLength(2)
  })

  it('[DB150] a look behind a mask is entered once, with its reason outside the hash', async () => {
    const look = {
      requestKey: 'key-1',
      at: startMs,
      supervisorId: 'supervisor-1',
      conversationId: 'conversation-1',
      segmentId: 'segment-1',
      kind: 'card',
      reason: 'a dispute',
    }
    expect(await stores.reveals.insert(look)).toBe('new')
    expect(await stores.reveals.insert(look)).toBe('known')
    expect(await stores.reveals.insert({ ...look, kind: 'phone' })).toBe('other')
    const entries = await everything()
    expect(entries).toHaveLength(1)
    expect(entries[0]?.leaf).toContain('"subject":"card"')
    expect(entries[0]?.leaf).not.toContain('dispute')
    expect(entries[0]?.personal?.values).toEqual({
      supervisorId: 'supervisor-1',
      words: 'a dispute',
    })
  })

  it('[DB156] a session’s beginning and end are entered with it, and nothing where there was none', async () => {
    const session = {
      ...{ id: 'session-1', cookieHash: 'hash', personId: 'ana', person: '{}', sealedTokens: 'x' },
      ...{ accessExpiresAt: 1, tokenVersion: 0, createdAt: startMs, lastSeenAt: startMs },
    }
    await stores.sessions.insert(session)
    await expect(stores.sessions.insert(session)).rejects.toThrow()
    await stores.sessions.remove('session-1', 'signed-out', startMs + 9)
    await stores.sessions.remove('session-1', 'signed-out', startMs + 10)
    await stores.sessions.insert({ ...session, id: 'session-2', createdAt: startMs + 20 })
    await stores.sessions.removeExpired(startMs + 30, startMs + 30, startMs + 40)
    const entries = await everything({ supervisorId: 'ana' })
    expect(entries.map(({ leaf }) => JSON.parse(leaf))).toMatchObject([
      { act: 'session-expired', from: startMs + 20, to: startMs + 40 },
      { act: 'signed-in', at: startMs + 20 },
      { act: 'signed-out', from: startMs, to: startMs + 9 },
      { act: 'signed-in', at: startMs },
    ])
  })

  it('[CS110] a coaching’s states and changes of its notes are entered with it, never the notes', async () => {
    const coaching = coachingRecord({ state: { name: 'started', at: startMs } })
    const { coachings } = stores
    await coachings.insert(coaching)
    await expect(coachings.insert(coaching)).rejects.toThrow()
    const paused = { ...coaching, state: { name: 'paused', at: startMs + 1 } } as const
    await coachings.saveState(paused, 1)
    await coachings.saveState(paused, 1)
    // A newer word of the platform that changes nothing is no act.
    await coachings.saveState({ ...paused, platformVersion: 9 }, 2)
    const details = { notes: 'secret words', tags: ['calm'], moments: [] }
    await coachings.saveDetails(coaching.id, details, 1, startMs + 2)
    await coachings.saveDetails(coaching.id, details, 1, startMs + 3)
    const entries = await everything()
    const shared = { coachingId: coaching.id, conversationId: coaching.conversationId }
    expect(entries.map(({ leaf }) => JSON.parse(leaf))).toMatchObject([
      { ...shared, act: 'coaching-details-changed', at: startMs + 2 },
      { ...shared, act: 'coaching-paused', at: startMs + 1 },
      { ...shared, act: 'coaching-started', subject: coaching.kind },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/secret words|calm/)
    expect(entries[0]?.personal?.values).toEqual({
      supervisorId: coaching.supervisorId,
      agentUserId: coaching.agentUserId,
    })
  })

  it('[AL97] [AL98] a real act of each kind says everything that is known of it', async () => {
    const policy = { rules: {}, changedAt: startMs - 9, changedBy: 'rafael', changedByName: 'R' }
    const stored = await stores.policies.append({ ...policy, queueId: 'queue-1' }, 0)
    const policyVersion = stored!.revision
    const { conversationId, coachingSessionId } = record
    const live = { since: startMs + 5, evidence: 'event' } as const
    const completed: ControlRecord = {
      ...{ ...record, live, platformControlId: 'platform-1' },
      state: { name: 'completed', evidence: 'status-check', at: startMs + 9 },
    }
    await stores.controls.insert(record, { ...row, policyVersion: 70, statedReason: 'a call back' })
    const end = { at: startMs + 9, act: 'control-completed', policyVersion: 80 }
    await stores.controls.save(completed, 1, { ...row, ...end, reason: 'released' })
    const shared = { conversationId, controlId: 'control-1', coachingSessionId, mode: 'barge' }
    const people = { supervisorId: 'supervisor-1', agentUserId: 'agent-1' }

    const coaching = coachingRecord({
      ...{ platformCoachingId: 'platform-2', startedAt: startMs },
      state: { name: 'completed', at: startMs + 20 },
    })
    await stores.coachings.insert(coaching)
    const details = { notes: 'calm', tags: [], moments: [] }
    await stores.coachings.saveDetails(coaching.id, details, 1, startMs + 25)
    await stores.reveals.insert({
      ...{ requestKey: 'key-1', at: startMs + 30, supervisorId: 'supervisor-1', conversationId },
      ...{ segmentId: 'segment-1', kind: 'card', reason: 'a dispute', policyVersion: 90 },
    })
    const session = {
      ...{ id: 'session-1', cookieHash: 'hash', personId: 'ana', person: '{}', sealedTokens: 'x' },
      ...{ accessExpiresAt: 1, tokenVersion: 0, createdAt: startMs + 40, lastSeenAt: startMs },
    }
    await stores.sessions.insert(session)
    await stores.sessions.remove('session-1', 'signed-out', startMs + 50)
    const administrator = { act: 'sign-in-ended', by: 'rafael' } as const
    await stores.sessions.insert({ ...session, id: 'session-2' })
    await stores.sessions.remove('session-2', administrator, startMs + 55)
    await stores.sessions.insert({ ...session, id: 'session-3' })
    await stores.sessions.removeExpired(startMs + 60, startMs + 60, startMs + 60)
    const tabOf = (supervisorId: string) => ({ supervisorId, tabId: 'tab-1', name: supervisorId })
    const lease = { agentUserId: 'agent-1', ttlMs: 60_000, conversationId }
    await stores.leases.acquire({ ...lease, holder: tabOf('ana') })
    await stores.leases.ask({ ...lease, holder: tabOf('ben') })
    await stores.leases.handOver({ ...lease, fence: 1, to: tabOf('ben') })
    await stores.audit.append({ at: startMs + 70, act: 'audit-exported', supervisorId: 'ina' })
    const restored = await stores.policies.append({ ...policy, restoredFrom: 1 }, 0)

    const inOrder = (await everything()).toSorted((one, other) =>
      BigInt(one.position) > BigInt(other.position) ? 1 : -1,
    )
    const told = inOrder.map(({ leaf, personal }) => {
      const { id: _, personal: commitment, ...lasting } = JSON.parse(leaf)
      expect(commitment).toMatch(/^[0-9a-f]{64}$/)
      return { ...lasting, ...personal?.values }
    })
    // No kind of act leaves out what was in force.
    expect(told.filter((entry) => !(entry.policyVersion >= policyVersion))).toEqual([])
    const inForce = { policyVersion }
    expect(told).toEqual([
      {
        ...{ at: startMs - 9, act: 'policy-changed', supervisorId: 'rafael' },
        ...{ subject: 'queue-1', policyVersion },
      },
      {
        ...{ ...shared, ...people, at: startMs, act: 'control-submitted', words: 'a call back' },
        ...{ customerCouldHear: false, evidence: 'never-live', policyVersion: 70 },
      },
      {
        ...{ ...shared, ...people, ...end, platformControlId: 'platform-1', reason: 'released' },
        ...{ customerCouldHear: true, evidence: 'event', outcome: 'completed' },
        ...{ from: startMs + 5, to: startMs + 9 },
      },
      {
        ...{ ...people, conversationId, coachingId: 'record-1', coachingSessionId: 'session-1' },
        ...{ platformCoachingId: 'platform-2', at: startMs + 20, act: 'coaching-completed' },
        ...{ from: startMs, to: startMs + 20, outcome: 'completed', subject: 'real-time' },
        ...inForce,
      },
      {
        ...{ ...people, conversationId, coachingId: 'record-1', coachingSessionId: 'session-1' },
        ...{ platformCoachingId: 'platform-2', at: startMs + 25, act: 'coaching-details-changed' },
        ...{ subject: 'real-time', ...inForce },
      },
      {
        ...{
          supervisorId: 'supervisor-1',
          conversationId,
          segmentId: 'segment-1',
          subject: 'card',
        },
        ...{ at: startMs + 30, act: 'reveal', words: 'a dispute', policyVersion: 90 },
      },
      { at: startMs + 40, act: 'signed-in', supervisorId: 'ana', ...inForce },
      {
        ...{ at: startMs + 50, act: 'signed-out', supervisorId: 'ana' },
        ...{ from: startMs + 40, to: startMs + 50, ...inForce },
      },
      { at: startMs + 40, act: 'signed-in', supervisorId: 'ana', ...inForce },
      {
        ...{ at: startMs + 55, act: 'sign-in-ended', supervisorId: 'rafael', agentUserId: 'ana' },
        ...{ from: startMs + 40, to: startMs + 55, ...inForce },
      },
      { at: startMs + 40, act: 'signed-in', supervisorId: 'ana', ...inForce },
      {
        ...{ at: startMs + 60, act: 'session-expired', supervisorId: 'ana' },
        ...{ from: startMs + 40, to: startMs + 60, ...inForce },
      },
      {
        ...{ at: expect.any(Number), act: 'lease-handed-over', supervisorId: 'ana' },
        ...{ toSupervisorId: 'ben', agentUserId: 'agent-1', conversationId, mode: 'coach' },
        ...{ outcome: 'agreed', ...inForce },
      },
      { at: startMs + 70, act: 'audit-exported', supervisorId: 'ina', ...inForce },
      {
        ...{ at: startMs - 9, act: 'policy-restored', supervisorId: 'rafael' },
        ...{ subject: 'all queues', policyVersion: restored?.revision },
      },
    ])
  })

  it('[DB151] places are given once each, and everything verifies', async () => {
    for (let turn = 0; turn < 23; turn += 1) await stores.audit.append(act(turn))
    expect(await stores.audit.latestHead()).toBeUndefined()
    const together = () => Promise.all([1, 2, 3].map(() => stores.audit.place({ limit: 5, sign })))
    let placed = 0
    for (let round = 0; round < 30 && placed < 23; round += 1)
      for (const answer of await together()) placed += answer?.placed ?? 0
    expect(placed).toBe(23)
    expect(await stores.audit.place({ limit: 5, sign })).toEqual({ placed: 0 })
    const all = await stores.audit.inTreeOrder({}, { index: 0, size: 23 }, 100)
    expect(all.map(({ index }) => index)).toEqual(Array.from({ length: 23 }, (_, index) => index))
    expect(await verdict()).toMatchObject({ good: true, size: 23, entries: 23 })
    expect(await stores.audit.headOfSize(23)).toEqual(await stores.audit.latestHead())
    expect(await stores.audit.headOfSize(22)).toBeUndefined()
    await expect(stores.audit.nodes([{ level: 9, index: 0 }])).rejects.toThrow()
  })

  it('[AL96] a clock that jumps an hour changes neither the order of the tree nor any time', async () => {
    const hour = 3_600_000
    const times = [0, 1, hour + 2, hour + 3, 4, 5, -hour + 6, 7].map((at) => startMs + at)
    for (const [turn, at] of times.entries()) {
      await stores.audit.append(act(turn, { at }))
      if (turn % 3 === 2) await stores.audit.place({ limit: 2, sign })
    }
    await stores.audit.place({ limit: 100, sign })
    const placed = await stores.audit.inTreeOrder({}, { index: 0, size: 8 }, 100)
    expect(placed.map(({ at }) => at)).toEqual(times)
    expect(placed.map(({ leaf }) => JSON.parse(leaf).at)).toEqual(times)
    expect(await verdict()).toMatchObject({ good: true, size: 8 })
    const seen: number[] = []
    for (let after = undefined as (typeof placed)[number] | undefined; ; ) {
      const page = await stores.audit.page({}, 3, after)
      seen.push(...page.map(({ at }) => at))
      const last = page.at(-1)
      if (last === undefined) break
      after = { ...last, index: 0 }
    }
    expect(seen).toEqual(times.toSorted((one, other) => other - one))
  })

  it('[DB152] pages have no hole and no double', async () => {
    for (let turn = 0; turn < 25; turn += 1) await stores.audit.append(act(turn))
    const whole = await everything()
    expect(whole).toHaveLength(25)
    expect(whole.map(({ at }) => at)).toEqual(whole.map(({ at }) => at).sort((a, b) => b - a))
    const seen: string[] = []
    for (let after = undefined as (typeof whole)[number] | undefined; ; ) {
      const page = await stores.audit.page({}, 4, after)
      seen.push(...page.map(({ id }) => id))
      after = page.at(-1)
      if (after === undefined) break
    }
    expect(seen).toEqual(whole.map(({ id }) => id))
  })

  it.each<[AuditFilter, number]>([
    [{ supervisorId: 'supervisor-1' }, 12],
    [{ agentUserId: 'agent-2' }, 5],
    [{ conversationId: 'conversation-3' }, 6],
    [{ acts: ['reveal'] }, 16],
    [{ acts: [] }, 0],
    [{ acts: ['reveal', 'control-executing'] }, 25],
    [{ from: startMs + 6, until: startMs + 8 }, 4],
    [{ supervisorId: 'supervisor-0', agentUserId: 'agent-0', acts: ['control-executing'] }, 1],
    [{ controlId: 'nobody' }, 0],
    [{ personId: 'agent-2' }, 5],
    [{ personId: 'supervisor-1', acts: ['reveal'] }, 8],
    [{ controlIds: [] }, 0],
    [{ mode: 'barge' }, 0],
  ])('[DB152] are found by %j', async (filter, count) => {
    for (let turn = 0; turn < 25; turn += 1) await stores.audit.append(act(turn))
    expect(await everything(filter)).toHaveLength(count)
    await stores.audit.place({ limit: 100, sign })
    const placed = await stores.audit.inTreeOrder(filter, { index: 0, size: 25 }, 100)
    expect(placed).toHaveLength(count)
  })

  it('[DB153] an erased person is found by nobody, and the tree still verifies', async () => {
    for (let turn = 0; turn < 10; turn += 1) await stores.audit.append(act(turn))
    await stores.audit.place({ limit: 100, sign })
    expect(await stores.audit.erasePerson('agent-2')).toBe(2)
    expect(await stores.audit.erasePerson('agent-2')).toBe(0)
    expect(await everything({ agentUserId: 'agent-2' })).toEqual([])
    expect(JSON.stringify(await everything())).not.toContain('agent-2')
    expect(await everything()).toHaveLength(10)
    expect(await verdict()).toMatchObject({ good: true, entries: 10, erased: 2 })
  })

  it('[DB153] what is past its time is forgotten, what has no place never', async () => {
    for (let turn = 0; turn < 6; turn += 1) await stores.audit.append(act(turn))
    await stores.audit.place({ limit: 4, sign })
    expect(await stores.retention.forget('audit', startMs + 60_000, 3)).toBe(3)
    expect(await stores.retention.forget('audit', startMs + 60_000, 3)).toBe(1)
    expect(await stores.retention.forget('audit', startMs + 60_000, 3)).toBe(0)
    expect(await everything()).toHaveLength(2)
    expect(await stores.audit.place({ limit: 100, sign })).toMatchObject({ placed: 2 })
    expect(await verdict()).toMatchObject({ good: true, size: 6, entries: 2, hidden: 4 })
  })

  it('[DB154] all servers have one secret, and it can be sealed anew', async () => {
    expect(await stores.audit.sealedSecret('another')).toBe('sealed')
    await stores.audit.resealSecret((sealed) => `${sealed}-again`)
    await stores.audit.resealSecret(() => undefined)
    expect(await stores.audit.sealedSecret('another')).toBe('sealed-again')
  })

  it('[DB155] months are made by many at once, and an act of any other month is kept', async () => {
    await Promise.all([1, 2, 3].map(() => stores.audit.prepareMonths(startMs).catch(() => {})))
    await stores.audit.prepareMonths(startMs)
    for (const at of [startMs, Date.UTC(2026, 1, 3), Date.UTC(2031, 5, 1), 0])
      await stores.audit.append(act(0, { at }))
    expect(await everything()).toHaveLength(4)
  })
}
