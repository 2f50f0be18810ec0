import { createHeadSigner } from '@sotto/audit'
import { readHead, verifyConsistency, verifyExport, verifyInclusion } from '@sotto/audit-verify'
import type { Person } from '@sotto/domain'
import { silentLogger } from '@sotto/kernel'
import {
  type AuditExportRequest,
  type AuditSearchRequest,
  auditConsistencySchema,
  auditHeadSchema,
  auditInclusionSchema,
  auditPageSchema,
  auditTimelineSchema,
  ownAuditPageSchema,
} from '@sotto/protocol'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeAgent, makeSupervisor } from '../../../test/coaching/people.ts'
import { startStory } from '../../../test/coaching/story.ts'
import { createRecordingLogger } from '../../../test/support/recording-logger.ts'
import { registerErrorHandler } from '../../http/error-handler.ts'
import { registerGuards } from '../../http/guards.ts'
import { createPublicAddress } from '../../http/public-address.ts'
import type { AuditAct } from '../audit-act.ts'

const auditor = makeSupervisor('ingrid', { role: 'auditor', permissions: ['read-conversation'] })
const origin = 'http://localhost:4400'
const signer = createHeadSigner(Buffer.alloc(32, 7))

async function openDoors(person: Person = auditor) {
  const logger = createRecordingLogger()
  const story = startStory({
    logger,
    sessionOf: async (id) => (id === 'rita' ? story.session(makeSupervisor('rita')) : undefined),
  })
  story.platform.addPerson(person, [])
  story.supervisor(story.sam)
  const session = story.session(person)
  const app = fastify({ genReqId: () => 'context-1' })
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress(origin),
    sessions: {
      authenticate: async (request) =>
        request.headers['x-person'] === 'nobody' ? undefined : session,
      onEnded: () => () => {},
    },
  })
  await story.coaching.register(app)
  const startedAt = story.clock.wallNow()
  const { audit } = story.stores

  async function get(path: string, headers: Record<string, string> = {}) {
    const asking = app.inject({ method: 'GET', url: `/api/audit/${path}`, headers })
    await story.settle()
    const answer = await asking
    return { status: answer.statusCode, text: answer.payload, headers: answer.headers }
  }
  async function post(path: string, body: object, headers: Record<string, string> = {}) {
    const asking = app.inject({
      method: 'POST',
      url: `/api/audit/${path}`,
      headers: { origin, 'content-type': 'application/json', ...headers },
      payload: body,
    })
    await story.settle()
    const answer = await asking
    return { status: answer.statusCode, text: answer.payload, headers: answer.headers }
  }
  const json = async (path: string): Promise<unknown> => JSON.parse((await get(path)).text)
  const enter = (at: number, act: Partial<AuditAct>) =>
    audit.append({
      at: startedAt + at,
      act: 'control-submitted',
      supervisorId: 'sam',
      agentUserId: 'ana',
      conversationId: 'c1',
      controlId: 'line-1',
      mode: 'coach',
      ...act,
    })
  const place = () =>
    audit.place({
      limit: 1_000,
      sign: (tree) => signer.sign({ ...tree, installation: 'test', at: startedAt }),
    })
  return {
    ...{ app, audit, enter, get, json, logger, place, post, startedAt, story },
    page: async (search: AuditSearchRequest = {}) =>
      auditPageSchema.parse(JSON.parse((await post('entries/search', search)).text)),
    file: (wish: AuditExportRequest) => post('export', wish),
  }
}

type Doors = Awaited<ReturnType<typeof openDoors>>

/** A whisper of sam’s to ana, a text of rita’s to ivo that never arrived, a look behind a mask. */
async function enterStory({ enter, place, startedAt }: Doors) {
  await enter(1, {})
  await enter(2, { act: 'control-executing', from: startedAt + 2, evidence: 'event' })
  await enter(3, {
    supervisorId: 'rita',
    agentUserId: 'ivo',
    controlId: 'text-1',
    mode: 'whisper-text',
  })
  await enter(4, {
    ...{ act: 'control-completed', from: startedAt + 2, to: startedAt + 4 },
    ...{ outcome: 'completed', customerCouldHear: false },
  })
  await place()
  await enter(5, { act: 'reveal', supervisorId: 'gone', words: '=cmd|A1', subject: 'card' })
}

async function judged(text: string, head: object, previous?: object) {
  const read = (one: object) => {
    const reading = readHead(JSON.stringify(one))
    if (reading.kind !== 'head') throw new Error('not signed')
    return reading.head
  }
  async function* bytes() {
    yield Buffer.from(text)
  }
  return verifyExport(bytes(), { head: read(head), previous: previous && read(previous) })
}

describe('the audit, for auditors', () => {
  it('[AL70] entries are told with names and places, the newest first, and page by page', async () => {
    const doors = await openDoors()
    await enterStory(doors)
    const { entries, head } = await doors.page()
    expect(entries.map(({ act, index }) => [act, index])).toEqual([
      ['reveal', undefined],
      ['control-completed', 3],
      ['control-submitted', 2],
      ['control-executing', 1],
      ['control-submitted', 0],
    ])
    expect(entries[0]).toMatchObject({ supervisor: { id: 'gone' }, words: '=cmd|A1' })
    expect(entries[0]?.supervisor).not.toHaveProperty('name')
    expect(entries[1]).toMatchObject({
      supervisor: { id: 'sam', name: 'Supervisor sam' },
      agent: { id: 'ana' },
      customerCouldHear: false,
      outcome: 'completed',
    })
    expect(entries[2]?.supervisor?.name).toBe('Supervisor rita')
    expect(head).toMatchObject({ size: 4, installation: 'test' })
    const seen: string[] = []
    for (let search: AuditSearchRequest = { pageSize: 2 }; ; ) {
      const page = await doors.page(search)
      expect(page.entries.length).toBeLessThanOrEqual(2)
      seen.push(...page.entries.map(({ id }) => id))
      if (page.nextCursor === undefined) break
      search = { pageSize: 2, cursor: page.nextCursor }
    }
    expect(seen).toEqual(entries.map(({ id }) => id))
  })

  it('[AL71] [HT71] are found by person, conversation, control, act, mode and time; nonsense is refused by its field', async () => {
    const doors = await openDoors()
    await enterStory(doors)
    await doors.enter(6, { conversationId: 'c2', supervisorId: 'ana', agentUserId: 'eve' })
    const count = async (search: AuditSearchRequest) => (await doors.page(search)).entries.length
    const { startedAt } = doors
    expect(await count({ personId: 'ana' })).toBe(5)
    expect(await count({ personId: 'rita' })).toBe(1)
    expect(await count({ conversationId: 'c2' })).toBe(1)
    expect(await count({ controlId: 'text-1' })).toBe(1)
    expect(await count({ acts: ['reveal', 'control-executing'] })).toBe(2)
    expect(await count({ mode: 'whisper-text' })).toBe(1)
    expect(await count({ from: startedAt + 2, until: startedAt + 4 })).toBe(2)
    for (const [wrong, field] of [
      [{ pageSize: 101 }, 'pageSize'],
      [{ cursor: 'x' }, 'cursor'],
      [{ cursor: '1.2e3' }, 'cursor'],
      [{ from: 'yesterday' }, 'from'],
      [{ mode: 'shout' }, 'mode'],
      [{ acts: ['a;drop'] }, 'acts.0'],
      [{ acts: [] }, 'acts'],
      [{ until: null }, 'until'],
      [{ value: '4111' }, 'body'],
    ] as const) {
      const { status, text } = await doors.post('entries/search', wrong)
      expect([wrong, status, JSON.parse(text).field]).toEqual([wrong, 400, field])
      expect(text).not.toContain('4111')
    }
    const inAddress = await doors.post('entries/search?personId=ana', {})
    expect([inAddress.status, JSON.parse(inAddress.text).field]).toEqual([400, 'query'])
    expect((await doors.post('export?format=csv', { format: 'csv' })).status).toBe(400)
    expect((await doors.get('entries?personId=ana')).status).toBe(404)
    expect((await doors.get('export?format=csv')).status).toBe(404)
  })

  it('[AL72] one conversation or one control is told from its beginning', async () => {
    const doors = await openDoors()
    await enterStory(doors)
    const acts = async (path: string) =>
      auditTimelineSchema.parse(await doors.json(path)).entries.map(({ act }) => act)
    const ofLine = ['control-submitted', 'control-executing', 'control-completed', 'reveal']
    expect(await acts('controls/line-1')).toEqual(ofLine)
    expect(await acts('conversations/c1')).toHaveLength(5)
    expect(await acts('conversations/nothing')).toEqual([])
  })

  it('[AL73] the head and both proofs come out right, and what is not there is refused', async () => {
    const doors = await openDoors()
    expect((await doors.get('head')).status).toBe(404)
    expect(JSON.parse((await doors.get('proof?index=0&size=1')).text).code).toBe('no-head')
    await enterStory(doors)
    const first = auditHeadSchema.parse(await doors.json('head'))
    await doors.place()
    const second = auditHeadSchema.parse(await doors.json('head'))
    expect([first.size, second.size]).toEqual([4, 5])
    const proof = auditInclusionSchema.parse(await doors.json('proof?index=2&size=5'))
    expect(verifyInclusion({ ...proof, root: second.root })).toBe(true)
    expect(verifyInclusion({ ...proof, index: 3, root: second.root })).toBe(false)
    const growth = auditConsistencySchema.parse(await doors.json('consistency?first=4&second=5'))
    const roots = { firstRoot: first.root, secondRoot: second.root }
    expect(verifyConsistency({ ...growth, ...roots })).toBe(true)
    for (const [path, field] of [
      ['proof?index=0&size=6', 'size'],
      ['proof?index=5&size=5', 'index'],
      ['proof?size=5', 'index'],
      ['proof?index=-1&size=5', 'index'],
      ['consistency?first=0&second=5', 'first'],
      ['consistency?first=5&second=4', 'first'],
      ['consistency?first=1&second=9', 'second'],
    ] as const)
      expect([path, JSON.parse((await doors.get(path)).text).field]).toEqual([path, field])
  })

  it('[AL74] a file of everything, and one of a part, verify against the head and an earlier one', async () => {
    const doors = await openDoors()
    await enterStory(doors)
    const earlier = await doors.json('head')
    await doors.place()
    const head = await doors.json('head')
    const whole = await doors.file({ format: 'jsonl' })
    expect(whole.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="sotto-audit-.*\.jsonl"$/,
      ),
    })
    expect(await judged(whole.text, head as object)).toMatchObject({ good: true, entries: 5 })
    const part = await doors.file({
      ...{ format: 'jsonl', mode: 'whisper-text', earlier: [4] },
    })
    expect(await judged(part.text, head as object, earlier as object)).toMatchObject({
      ...{ good: true, entries: 1, hidden: 4 },
    })
    const flipped = whole.text.replace('"supervisorId":"rita"', '"supervisorId":"rata"')
    expect(await judged(flipped, head as object)).toMatchObject({ good: false })
    expect((await doors.file({ format: 'jsonl', earlier: [6] })).status).toBe(400)
    expect((await doors.post('export', { format: 'jsonl', earlier: ['x'] })).status).toBe(400)
    expect((await doors.post('export', { format: 'pdf' })).status).toBe(400)
  })

  it('[AL75] a file for spreadsheets holds the same rows, and no formula', async () => {
    const doors = await openDoors()
    await enterStory(doors)
    await doors.place()
    const { headers, text } = await doors.file({ format: 'csv', personId: 'ana' })
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    const lines = text.trimEnd().split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFFplace,when,act,by,/)
    expect(lines).toHaveLength(5)
    expect(lines[1]).toContain(',control-submitted,Supervisor sam,sam,')
    expect(lines[4]).toContain("'=cmd|A1")
  })

  it('[AL76] long files are read a page at a time, and only as fast as they are taken', async () => {
    const doors = await openDoors()
    for (let turn = 0; turn < 2_500; turn += 1)
      await doors.enter(turn, { controlId: `line-${turn}` })
    while ((await doors.place())?.placed !== 0);
    const head = await doors.json('head')
    const asked: number[] = []
    const { inTreeOrder } = doors.audit
    Object.assign(doors.audit, {
      inTreeOrder: (...[filter, range, limit]: Parameters<typeof inTreeOrder>) => {
        asked.push(limit)
        return inTreeOrder(filter, range, limit)
      },
    })
    const { text } = await doors.file({ format: 'jsonl' })
    expect(asked).toEqual([1_000, 1_000, 1_000])
    expect(await judged(text, head as object)).toMatchObject({ good: true, entries: 2_500 })
  })

  it('[AL77] every reading is in the log, and every file is in the audit before it leaves', async () => {
    const doors = await openDoors()
    await enterStory(doors)
    await doors.page()
    await doors.file({ format: 'csv', personId: 'ana', until: 7 })
    const { entries } = await doors.page({ acts: ['audit-exported'] })
    expect(entries).toMatchObject([
      { supervisor: { id: 'ingrid' }, agent: { id: 'ana' }, subject: 'csv', to: 7 },
    ])
    const events = doors.logger.lines.filter(({ event }) => event.startsWith('audit-'))
    expect(events.map(({ event, fields }) => [event, fields.door ?? fields.format])).toEqual([
      ['audit-read', '/api/audit/entries/search'],
      ['audit-exported', 'csv'],
      ['audit-read', '/api/audit/entries/search'],
    ])
    expect(events.every(({ fields }) => fields.auditorId === 'ingrid')).toBe(true)
  })

  it('[AL78] is for auditors: anybody else is refused by name, and nothing is entered', async () => {
    const paths = ['conversations/c1', 'controls/x', 'head']
    const asked = [
      ['entries/search', {}],
      ['export', { format: 'jsonl' }],
    ] as const
    for (const role of ['supervisor', 'lead', 'administrator', 'agent'] as const) {
      const doors = await openDoors(makeSupervisor('someone', { role }))
      await enterStory(doors)
      for (const path of [...paths, 'proof?index=0&size=1', 'consistency?first=1&second=1']) {
        const { status, text } = await doors.get(path)
        expect([path, status, JSON.parse(text).missing]).toEqual([path, 403, 'auditor'])
      }
      for (const [path, body] of asked) {
        const { status, text } = await doors.post(path, body)
        expect([path, status, JSON.parse(text).missing]).toEqual([path, 403, 'auditor'])
      }
      expect(await doors.audit.page({ acts: ['audit-exported'] }, 10)).toEqual([])
    }
    const doors = await openDoors()
    for (const path of paths)
      expect((await doors.get(path, { 'x-person': 'nobody' })).status).toBe(401)
    for (const [path, body] of asked)
      expect((await doors.post(path, body, { 'x-person': 'nobody' })).status).toBe(401)
  })
})

describe('who listened to me', () => {
  it('[AL80] an agent is told of their own only: who, how, when, from and to, and who could hear', async () => {
    const doors = await openDoors(makeAgent('ana'))
    await enterStory(doors)
    const { enter, startedAt } = doors
    const barge = { controlId: 'line-2', mode: 'barge', supervisorId: 'rita' } as const
    await enter(6, barge)
    await enter(7, {
      ...barge,
      act: 'control-executing',
      from: startedAt + 7,
      customerCouldHear: true,
    })
    await enter(8, {
      ...barge,
      act: 'control-executing',
      from: startedAt + 7,
      customerCouldHear: true,
    })
    const text = { controlId: 'text-2', mode: 'whisper-text' } as const
    await enter(9, { ...text, act: 'control-executing', reason: 'secret-reason' })
    await enter(10, { ...text, act: 'control-completed', to: startedAt + 10 })
    const line = { controlId: 'line-3', mode: 'monitor' } as const
    await enter(11, { ...line, act: 'control-refused', to: startedAt + 11 })
    const { status, text: body } = await doors.get('mine')
    expect(status).toBe(200)
    const { times, nextCursor } = ownAuditPageSchema.parse(JSON.parse(body))
    expect(times.map(({ id: _, ...time }) => time)).toEqual([
      {
        ...{ mode: 'whisper-text', supervisorName: 'Supervisor sam', conversationId: 'c1' },
        ...{ from: startedAt + 10, to: startedAt + 10, customerCouldHear: false },
      },
      {
        ...{ mode: 'barge', supervisorName: 'Supervisor rita', conversationId: 'c1' },
        ...{ from: startedAt + 7, customerCouldHear: true },
      },
      {
        ...{ mode: 'coach', supervisorName: 'Supervisor sam', conversationId: 'c1' },
        ...{ from: startedAt + 2, to: startedAt + 4, customerCouldHear: false },
      },
    ])
    expect(nextCursor).toBeUndefined()
    expect(body).not.toMatch(/secret-reason|ivo|reveal/)
  })

  it('[AL80] page by page without a double, and nothing for who was never listened to', async () => {
    const doors = await openDoors(makeAgent('ivo'))
    expect(await doors.json('mine')).toEqual({ times: [] })
    for (let turn = 0; turn < 130; turn += 1)
      await doors.enter(turn, {
        act: 'control-executing',
        agentUserId: 'ivo',
        controlId: `line-${turn}`,
      })
    const first = ownAuditPageSchema.parse(await doors.json('mine'))
    expect(first.times).toHaveLength(100)
    const second = ownAuditPageSchema.parse(await doors.json(`mine?cursor=${first.nextCursor}`))
    expect(second.times).toHaveLength(30)
    expect(new Set([...first.times, ...second.times].map(({ id }) => id)).size).toBe(130)
  })

  it('[AL80] nobody else asks at this door, and it takes no name', async () => {
    for (const person of [auditor, makeSupervisor('sam')]) {
      const { status, text } = await (await openDoors(person)).get('mine')
      expect([status, JSON.parse(text).missing]).toEqual([403, 'agent'])
    }
    const doors = await openDoors(makeAgent('ana'))
    expect((await doors.get('mine?agentUserId=eve')).status).toBe(400)
    expect((await doors.get('mine', { 'x-person': 'nobody' })).status).toBe(401)
  })
})
