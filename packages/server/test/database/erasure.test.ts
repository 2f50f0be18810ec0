import { createHeadSigner, exportLines } from '@sotto/audit'
import { readHead, verifyExport } from '@sotto/audit-verify'
import type { ControlRecord } from '@sotto/domain'
import { silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import {
  createPostgresStores,
  type PostgresStores,
} from '../../src/database/postgres/create-postgres-stores.ts'
import { coachingRecord } from './coaching-store-contract.ts'
import { intervention, phaseFact } from './fact-store-contract.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'

let server: TestDatabase
let stores: PostgresStores
let schema: string
beforeAll(async () => {
  server = await startTestDatabase()
}, 60_000)
afterAll(() => server?.close(), 60_000)

beforeEach(async () => {
  schema = server.freshSchema()
  stores = await createPostgresStores({
    ...{ url: server.url, connections: 2, random: systemRandom, logger: silentLogger, schema },
  })
  onTestFinished(() => stores.close())
})

const at = systemClock.wallNow()
const [ana, maren, rita] = ['planted-ana', 'planted-maren', 'planted-rita']
const signer = createHeadSigner(Buffer.alloc(32, 5))

/** Ana is coached by maren, who hands over to rita; both write about her. */
async function fill(): Promise<void> {
  const people = { conversationId: 'conversation-1', supervisorId: maren, agentUserId: ana }
  const control: ControlRecord = {
    ...{ ...people, id: 'control-1', kind: 'whisper-text', coachingSessionId: 'coaching-1' },
    ...{ text: 'planted words to ana', platformVersion: 0, submittedAt: at },
    state: { name: 'completed', evidence: 'event', at },
  }
  const act = { ...people, at, controlId: 'control-1', act: 'control-completed' }
  const facts = [{ ...people, at, what: 'queued', evidence: 'event' } as const]
  await stores.controls.insert(control, { ...act, statedReason: 'helps Ana Planted', facts })
  await stores.audit.sealedSecret('sealed')
  const over = { name: 'completed', at } as const
  const names = { agentName: 'Ana Planted', supervisorName: 'Maren Planted' }
  const details = { notes: 'Ana Planted was kind', tags: ['calm'], moments: [] }
  await stores.coachings.insert(coachingRecord({ ...people, ...names, state: over, details }))
  const other = { id: 'record-2', agentUserId: 'ivo', agentName: 'Ivo', supervisorId: rita }
  const mention = { ...details, notes: 'as Ana Planted did, Ivo was kind' }
  await stores.coachings.insert(
    coachingRecord({ ...other, supervisorName: 'Rita Planted', state: over, details: mention }),
  )
  await stores.reveals.insert({
    ...{ requestKey: 'key-1', at, supervisorId: maren, conversationId: 'conversation-1' },
    ...{ segmentId: 'segment-1', kind: 'card', reason: 'Ana Planted asked' },
  })
  const protectedAgents = [{ userId: ana, name: 'Ana Planted', why: 'works council' }]
  const customers = [{ customer: 'Acme', why: 'Ana Planted knows them, Maren Planted says' }]
  const rules = {
    protectedAgents,
    protectedCustomers: customers,
    explanation: 'Ask Maren Planted.',
  }
  await stores.policies.append(
    { rules, changedAt: at, changedBy: maren, changedByName: 'Maren Planted' },
    0,
  )
  for (const [personId, name] of [
    [ana, 'Ana Planted'],
    [maren, 'Maren Planted'],
  ] as const)
    await stores.sessions.insert({
      ...{ id: personId, cookieHash: personId, personId, person: JSON.stringify({ name }) },
      ...{ sealedTokens: 'sealed', accessExpiresAt: at, tokenVersion: 0 },
      ...{ createdAt: at, lastSeenAt: at },
    })
  const phase = phaseFact(0)
  if (phase.kind === 'phase') await stores.facts.append([{ ...phase, agentUserId: ana }])
  await stores.interventions.begin({ ...intervention(), agentUserId: ana, supervisorId: maren }, at)
  await stores.idempotency.begin({ supervisorId: maren, key: 'key-00001', bodyHash: 'x', at })
  const holder = { supervisorId: maren, tabId: 'tab-1', name: 'Maren Planted' }
  const lease = { agentUserId: ana, ttlMs: 60_000 }
  await stores.leases.acquire({ ...lease, holder })
  await stores.leases.ask({ ...lease, holder: { ...holder, supervisorId: rita, name: 'Rita' } })
  await stores.leases.handOver({ ...lease, fence: 1, to: { supervisorId: rita, tabId: 'tab-1' } })
  await stores.leases.acquire({ ...lease, agentUserId: 'ivo', holder })
  await stores.audit.place({
    limit: 99,
    sign: (tree) => signer.sign({ ...tree, installation: 'test', at: 1 }),
  })
}

/** Everything that stands in any table, as text. */
async function everything(): Promise<string> {
  const pool = new pg.Pool({ connectionString: server.url.reveal(), max: 1 })
  const { rows: tables } = await pool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables where table_schema = $1`,
    [schema],
  )
  let text = ''
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} as t`)
    text += rows.map(({ row }) => `${name} ${row}\n`).join('')
  }
  await pool.end()
  return text
}

const erase = (personId: string, isTrial = false) =>
  stores.erasure.erase({ personId, by: 'administrator-1', at, isTrial })

async function verdict() {
  const head = await stores.audit.latestHead()
  if (head === undefined) throw new Error('no head')
  async function* entries() {
    yield* await stores.audit.inTreeOrder({}, { index: 0, size: head?.size ?? 0 }, 99)
  }
  const lines = exportLines({ head, entries: entries(), readNodes: stores.audit.nodes })
  async function* bytes() {
    for await (const line of lines) yield Buffer.from(line)
  }
  const reading = readHead(JSON.stringify(head))
  if (reading.kind !== 'head') throw new Error('not signed')
  return verifyExport(bytes(), { head: reading.head })
}

it('[AL92] [AL93] an agent is taken out of every table there is, what was written about them too; the tree still verifies', async () => {
  await fill()
  const before = await everything()
  expect(before).toMatch(/planted-ana[\s\S]*Ana Planted/)
  const tried = await erase(ana, true)
  expect(tried).toMatchObject({ kind: 'tried' })
  expect(await everything()).toBe(before)

  const erased = await erase(ana)
  expect(erased).toEqual({ ...tried, kind: 'erased' })
  expect(erased).toMatchObject({
    counts: { sessions: 1, controls: 1, acts: 1, coachings: 1, reveals: 0, policies: 1 },
  })
  const after = await everything()
  // What another typed as the reason of their own act is theirs: it stays while they do.
  const lines = after.split('\n').filter((line) => !line.includes('Ana Planted asked'))
  expect(lines.join('\n')).not.toMatch(/planted-ana|ana planted|words to ana/i)
  expect(after).toMatch(/transcript_reveal .*\[erased\] asked/)
  expect(after).toMatch(/as \[erased\] did, Ivo was kind/)
  expect(after).toMatch(/planted-maren[\s\S]*Maren Planted/)
  expect(await verdict()).toMatchObject({ good: true })
  const [act] = await stores.audit.page({ acts: ['person-erased'] }, 9)
  expect(act?.leaf).toMatch(/"outcome":"\d+ rows"/)
  expect(JSON.parse(act?.leaf ?? '')).toMatchObject({ policyVersion: 1 })
  expect(act?.personal?.values).toEqual({ supervisorId: 'administrator-1' })
  // Whoever is erased already is nowhere.
  const { counts } = (await erase(ana)) as Extract<typeof erased, { kind: 'erased' }>
  expect(Object.values(counts).every((count) => count === 0)).toBe(true)
})

it('[AL92] a supervisor is taken out of everything; what they wrote about others stays without them', async () => {
  await fill()
  await erase(maren)
  const after = await everything()
  expect(after).not.toMatch(/planted-maren|maren planted/i)
  expect(after).toMatch(/Ana Planted was kind/)
  expect((await stores.coachings.byId('record-1'))?.record).toMatchObject({
    supervisorName: '[erased]',
  })
  expect(await verdict()).toMatchObject({ good: true })
})

it('[AL94] nobody is erased in the middle of a line or a coaching session, and nothing is changed', async () => {
  const record = coachingRecord({ agentUserId: ana })
  await stores.coachings.insert(record)
  const before = await everything()
  expect(await erase(ana)).toEqual({ kind: 'still-active', controls: 0, coachings: 1 })
  expect(await everything()).toBe(before)
})

it('[AL101] people are found by a part of their name and by their id, also those who have no name here; the erased are not', async () => {
  await fill()
  expect(await stores.erasure.people('pLANted', 9)).toEqual([
    { id: ana, name: 'Ana Planted' },
    { id: maren, name: 'Maren Planted' },
    { id: rita, name: 'Rita Planted' },
  ])
  expect(await stores.erasure.people('planted', 2)).toHaveLength(2)
  expect(await stores.erasure.people('a%', 9)).toEqual([])
  await stores.audit.append({ at, act: 'reveal', supervisorId: 'only-once' })
  expect(await stores.erasure.people('only-once', 9)).toEqual([{ id: 'only-once' }])
  await erase(ana)
  for (const text of ['ana planted', ana, 'erased'])
    expect(await stores.erasure.people(text, 9)).toEqual([])
})

it('[AL100] the reason of an erasure is entered without the id and the names of who was erased', async () => {
  await fill()
  const reason = `ana planted (${ana}) asked for it`
  await stores.erasure.erase({ personId: ana, by: 'administrator-1', at, isTrial: false, reason })
  const [act] = await stores.audit.page({ acts: ['person-erased'] }, 9)
  expect(act?.personal?.values).toEqual({
    supervisorId: 'administrator-1',
    words: '[erased] ([erased]) asked for it',
  })
})

it('[AL103] whoever stands on a list of the policies is taken off it, in every version, and servers are told', async () => {
  await fill()
  const listed = { userId: 'only-listed', name: 'Lisa Listed', why: 'Lisa Listed asked' }
  const policy = { changedAt: at, changedBy: rita, changedByName: 'Rita Planted' }
  await stores.policies.append({ ...policy, rules: { protectedAgents: [listed] } }, 1)
  await stores.policies.append({ ...policy, rules: { hiddenListening: false } }, 2)
  expect(await stores.erasure.people('lisa', 9)).toEqual([
    { id: 'only-listed', name: 'Lisa Listed' },
  ])
  expect(await erase('only-listed')).toMatchObject({ counts: { policies: 1 } })
  expect(await everything()).not.toMatch(/only-listed|lisa listed/i)
  let tell = () => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  onTestFinished(await stores.policies.listen(tell, () => {}))
  await erase(maren)
  await told
  expect((await stores.policies.versions(undefined, 9)).map(({ rules }) => rules)).toEqual([
    { hiddenListening: false },
    { protectedAgents: [] },
    {
      protectedAgents: [{ userId: ana, name: 'Ana Planted', why: 'works council' }],
      protectedCustomers: [{ customer: 'Acme', why: 'Ana Planted knows them, [erased] says' }],
      explanation: 'Ask [erased].',
    },
  ])
})

it('[AL98] the first act after a start is entered with the policies that were laid down before', async () => {
  const policy = { rules: {}, changedAt: at, changedBy: maren, changedByName: 'Maren Planted' }
  const stored = await stores.policies.append(policy, 0)
  const again = await createPostgresStores({
    ...{ url: server.url, connections: 2, random: systemRandom, logger: silentLogger, schema },
  })
  onTestFinished(() => again.close())
  await again.audit.append({ at: at + 1, act: 'signed-in', supervisorId: rita })
  const [act] = await again.audit.page({ acts: ['signed-in'] }, 9)
  expect(JSON.parse(act?.leaf ?? '').policyVersion).toBe(stored?.revision)
})

it('[SV29] every server is told with the commit who was erased, and of a trial nobody', async () => {
  await fill()
  const told: string[] = []
  const heard = new Promise<void>((resolve, reject) => {
    stores.erasureNews
      .listen({
        onErased(personId) {
          told.push(personId)
          if (personId === rita) resolve()
        },
        onLost: () => reject(new Error('nothing is told any more')),
      })
      .then((stop) => onTestFinished(() => stop()), reject)
      .then(async () => {
        const by = 'ingrid'
        await stores.erasure.erase({ personId: maren, by, at, isTrial: true })
        await stores.erasure.erase({ personId: ana, by, at, isTrial: false })
        await stores.erasure.erase({ personId: rita, by, at, isTrial: false })
      })
      .catch(reject)
  })
  await heard
  expect(told).toEqual([ana, rita])
})
