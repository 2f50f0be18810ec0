/**
 * What the audit costs and how long its readers wait, on the embedded PostgreSQL. Claims: an act's transaction takes at most
 * 1.30 times as long with its entry as without; at 2,000 entries a second each has its place within a second (p99); an export is
 * judged at 100,000 entries a second or more, in at most three times the processor time of one bare hash for each of its lines; every
 * flipped bit of an export is found. What reading costs over years of entries is in `reads.bench.ts`.
 *
 *   npx tsx bench/src/audit.bench.ts [act|sequencer|verify|flips|all]
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  appendLeaf,
  createHeadSigner,
  type ExportedEntry,
  emptyFrontier,
  exportLines,
  type Frontier,
  hashOfLeaf,
  rootOf,
  sealEntry,
} from '@sotto/audit'
import { readHead, verifyExport } from '@sotto/audit-verify'
import type { ControlRecord } from '@sotto/domain'
import { createScope, secret, silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import {
  createPostgresStores,
  type Stores,
  startEmbeddedDatabase,
  startSequencer,
} from '@sotto/server'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'

type Tables = Record<string, Record<string, unknown>>

interface Ground {
  readonly stores: Stores
  readonly database: Kysely<Tables>
}

const [part = 'all'] = process.argv.slice(2)
const scope = createScope()
const directory = await mkdtemp(path.join(tmpdir(), 'sotto-audit-bench-'))
scope.onClose(() => rm(directory, { recursive: true, force: true }))

const shared = { clock: systemClock, random: systemRandom, logger: silentLogger }
const isWanted = (name: string) => part === 'all' || part === name

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await run()
  return performance.now() - startedAt
}

const saltOf = (turn: number) => turn.toString(16).padStart(64, '0')

function sealed(turn: number, wallMs: number) {
  const act = { act: 'control-executing', mode: 'coach', evidence: 'event', from: wallMs }
  const ids = { conversationId: `conversation-${turn % 977}`, controlId: `control-${turn}` }
  const entry = { ...act, ...ids, id: `entry-${turn}`, at: wallMs, customerCouldHear: false }
  const people = { supervisorId: `supervisor-${turn % 97}`, agentUserId: `agent-${turn % 997}` }
  return { ...sealEntry(entry, people, saltOf(turn)), ...ids, ...people }
}

/** (a) The same statements over the same row, once as the store writes them and once without the entry. */
async function measureAct({ database, stores }: Ground): Promise<void> {
  const record = (id: string): ControlRecord => ({
    id,
    conversationId: 'conversation-1',
    kind: 'barge',
    supervisorId: 'supervisor-1',
    agentUserId: 'agent-1',
    coachingSessionId: 'coaching-1',
    platformVersion: 0,
    submittedAt: systemClock.wallNow(),
    state: { name: 'submitted' },
  })
  const act = (controlId: string) => ({
    at: systemClock.wallNow(),
    controlId,
    conversationId: 'conversation-1',
    supervisorId: 'supervisor-1',
    agentUserId: 'agent-1',
    act: 'control-submitted',
  })
  await stores.controls.insert(record('template'), act('template'))
  const { position: _, ...template } = await database
    .selectFrom('control')
    .selectAll()
    .executeTakeFirstOrThrow()

  const withEntry = (id: string) => timed(() => stores.controls.insert(record(id), act(id)))
  const without = (id: string) =>
    timed(() =>
      database.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('control')
          .values({ ...template, id })
          .execute()
        const { at, controlId, conversationId, supervisorId, agentUserId, act: name } = act(id)
        await transaction
          .insertInto('control_act')
          .values({
            at: new Date(at),
            control_id: controlId,
            conversation_id: conversationId,
            supervisor_id: supervisorId,
            agent_user_id: agentUserId,
            act: name,
            reason: null,
          })
          .execute()
      }),
    )

  const rounds = 1_500
  const warmUp = 200
  const one: number[] = []
  const other: number[] = []
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const runs = [
      async () => void one.push(await withEntry(`with-${round}`)),
      async () => void other.push(await without(`without-${round}`)),
    ]
    for (const run of round % 2 === 0 ? runs : runs.toReversed()) await run()
  }
  const [audited, plain] = [one.slice(warmUp), other.slice(warmUp)]
  const ratio = at(audited, 0.5) / at(plain, 0.5)
  console.log(
    `act: median ${at(audited, 0.5).toFixed(2)} ms with its entry, ${at(plain, 0.5).toFixed(2)} ms without: ${ratio.toFixed(2)} times (claim: at most 1.30)`,
  )
}

/** (b) Entries come in twenty times a second; when each was placed is when the first head that holds it was signed. */
async function measureSequencer({ database, stores }: Ground): Promise<void> {
  const perSecond = 2_000
  const seconds = 20
  const turnMs = 50
  const before = (await stores.audit.latestHead())?.size ?? 0
  const sequencer = startSequencer({
    ...shared,
    store: stores.audit,
    seal: {
      seal: (content) => content.reveal(),
      open: (content) => secret(content),
    },
    installation: 'bench',
  })
  const startedAt = performance.now()
  const turns = (seconds * 1_000) / turnMs
  for (let turn = 0; turn < turns; turn += 1) {
    const wait = startedAt + turn * turnMs - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const wallMs = Math.floor(systemClock.wallNow())
    const rows = Array.from({ length: (perSecond * turnMs) / 1_000 }, (_, index) => {
      const entry = sealed(turn * 1_000 + index, wallMs)
      return {
        at: new Date(wallMs),
        id: entry.id,
        act: 'control-executing',
        conversation_id: entry.conversationId,
        control_id: entry.controlId,
        supervisor_id: entry.supervisorId,
        agent_user_id: entry.agentUserId,
        personal: JSON.stringify(entry.personal),
        salt: entry.salt,
        leaf: entry.leaf,
      }
    })
    await database.insertInto('audit_entry').values(rows).execute()
  }
  const tookMs = performance.now() - startedAt
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  await sequencer.close()
  const { rows } = await sql<{ lag: string }>`
    select (head.head ->> 'at')::float8 - extract(epoch from entry.at) * 1000 as lag
    from audit_entry as entry
    join lateral (select head from audit_head where size > entry.tree_index order by size limit 1)
      as head on true
    where entry.tree_index >= ${before}`.execute(database)
  const lags = rows.map(({ lag }) => Number(lag))
  console.log(
    `sequencer: ${lags.length} of ${perSecond * seconds} entries placed, written in ${(tookMs / 1_000).toFixed(1)} s; lag median ${at(lags, 0.5).toFixed(0)} ms, p99 ${at(lags, 0.99).toFixed(0)} ms, most ${at(lags, 1).toFixed(0)} ms (claim: p99 at most 1000 ms)`,
  )
}

/** An export of so many entries in a file, as the server writes it. */
async function writeExport(count: number) {
  let frontier: Frontier = emptyFrontier
  for (let turn = 0; turn < count; turn += 1)
    frontier = appendLeaf(frontier, hashOfLeaf(sealed(turn, turn).leaf)).frontier
  const head = createHeadSigner(Buffer.alloc(32, 1)).sign({
    installation: 'bench',
    size: count,
    root: rootOf(frontier),
    at: 1,
  })
  async function* entries(): AsyncGenerator<ExportedEntry> {
    for (let index = 0; index < count; index += 1) {
      const { leaf, personal: values, salt } = sealed(index, index)
      yield { index, leaf, personal: { values, salt } }
    }
  }
  const file = path.join(directory, `export-${count}.jsonl`)
  const lines = exportLines({ head, entries: entries(), readNodes: async () => [] })
  await pipeline(Readable.from(lines), createWriteStream(file))
  const reading = readHead(JSON.stringify(head))
  if (reading.kind !== 'head') throw new Error('the head is not signed')
  return { file, head: reading.head }
}

async function ratesOf(count: number, run: () => Promise<void>) {
  // Of a machine that others use as well the best round says most.
  const byTime: number[] = []
  const byProcessor: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const startedAt = performance.now()
    const usedBefore = process.cpuUsage()
    await run()
    const { system, user } = process.cpuUsage(usedBefore)
    byTime.push((1_000 * count) / (performance.now() - startedAt))
    byProcessor.push((1_000_000 * count) / (system + user))
  }
  return { byTime: at(byTime, 1), byProcessor: at(byProcessor, 1) }
}

/** (c) The judge alone, beside one hash for each line of the same file. */
async function measureVerify(): Promise<void> {
  const count = 300_000
  const { file, head } = await writeExport(count)
  const chunks = () => createReadStream(file, { highWaterMark: 1 << 18 })
  const judged = await ratesOf(count, async () => {
    const verdict = await verifyExport(chunks(), { head })
    if (!verdict.good) throw new Error(`not good: ${verdict.problem}`)
  })
  const bare = await ratesOf(count, async () => {
    let rest = Buffer.alloc(0)
    for await (const chunk of chunks()) {
      const bytes = Buffer.concat([rest, chunk])
      let start = 0
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
        createHash('sha256').update(bytes.subarray(start, end)).digest()
        start = end + 1
      }
      rest = bytes.subarray(start)
    }
  })
  console.log(
    `verify: ${count} entries at ${judged.byTime.toFixed(0)} a second (claim: at least 100000), ${judged.byProcessor.toFixed(0)} a second of processor time; one bare hash for each line ${bare.byProcessor.toFixed(0)}: ${(bare.byProcessor / judged.byProcessor).toFixed(2)} times its work (claim: at most 3)`,
  )
}

/** Every bit of an export, turned alone. */
async function measureFlips(): Promise<void> {
  const { file, head } = await writeExport(5)
  const bytes = await readFile(file)
  async function* whole() {
    yield bytes
  }
  let found = 0
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const place = bit >> 3
    const mask = 1 << (bit & 7)
    bytes.writeUInt8(bytes.readUInt8(place) ^ mask, place)
    if ((await verifyExport(whole(), { head })).good) throw new Error(`bit ${bit} is not found`)
    found += 1
    bytes.writeUInt8(bytes.readUInt8(place) ^ mask, place)
  }
  if (!(await verifyExport(whole(), { head })).good) throw new Error('a true export is refused')
  console.log(`flips: all ${found} bits of an export of ${bytes.length} bytes are found`)
}

async function openGround(url: string, schema: string): Promise<Ground> {
  const stores = await createPostgresStores({
    ...shared,
    url: secret(url),
    connections: 4,
    schema,
  })
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    options: `-c search_path=${schema}`,
  })
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  scope.onClose(() => stores.close())
  scope.onClose(() => database.destroy())
  return { stores, database }
}

try {
  if (isWanted('verify')) await measureVerify()
  if (isWanted('flips')) await measureFlips()
  if (part !== 'verify' && part !== 'flips') {
    const embedded = await startEmbeddedDatabase({ ...shared, dataDirectory: directory })
    scope.onClose(() => embedded.close())
    const url = embedded.url.reveal()
    if (isWanted('act')) await measureAct(await openGround(url, 'act'))
    if (isWanted('sequencer')) await measureSequencer(await openGround(url, 'sequencer'))
  }
} finally {
  await scope.close()
}
