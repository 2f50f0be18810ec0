/** One installation without a network: a scripted platform, the live part behind its real doors, and people who try everything. */
import type { Conversation, Permission, Person } from '@sotto/domain'
import { type Clock, seededRandom, silentLogger } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import type { Stores } from '../../src/database/stores.ts'
import { createHttpApp } from '../../src/http/create-http-app.ts'
import { createPublicAddress } from '../../src/http/public-address.ts'
import type { Coaching } from '../../src/live/coaching.ts'
import { createCoaching } from '../../src/live/create-coaching.ts'
import type { Session } from '../../src/sessions/session.ts'
import { makeConversation, makeMember, makeSupervisor } from '../coaching/people.ts'
import {
  createScriptedPlatform,
  type ScriptedPlatform,
  scriptedCredentials,
} from '../coaching/scripted-platform.ts'

export const queueIds = ['q0', 'q1', 'q2'] as const
export const roles = ['supervisor', 'lead', 'agent', 'auditor', 'administrator'] as const
export const conversationIds = Array.from({ length: 9 }, (_, index) => `c${index}`)
export const personIds = roles.flatMap((role) => [`${role}-0`, `${role}-1`])

const sessionRights: readonly Permission[] = [
  'read-routing',
  'read-conversation',
  'whisper',
  'monitor',
  'barge',
  'read-coaching',
  'write-coaching',
  'read-transcript',
  'reveal-sensitive',
]

/** What is true of somebody at the platform, and what was until lately. */
export interface Rights {
  permissions: readonly Permission[]
  queueIds: readonly string[]
  /** Of each thing they lost sight of, by its mark: until when a frame of it may still come. */
  readonly lostUntil: Map<string, number>
}

export interface Installation {
  readonly index: number
  readonly app: FastifyInstance
  readonly coaching: Coaching
  readonly platform: ScriptedPlatform
  readonly rights: ReadonlyMap<string, Rights>
  session(personId: string): Session
  conversation(conversationId: string): Conversation | undefined
  /** The queue in which the server has it, undefined: in none. */
  knownQueue(conversationId: string): string | undefined
  /** True within five seconds of a move that no event told the server of. */
  leftUntold(conversationId: string): boolean
  /** Somebody in it says something, with a mark of the queue it is said in, and a card number. */
  say(conversationId: string, serial: number): void
  /** Every mark this person may meet now. */
  marksOf(personId: string): ReadonlySet<string>
  /** Moves it, with other people in it: their names tell whose they are. */
  moveTo(conversationId: string, queueId: string): void
  setRights(personId: string, permissions: readonly Permission[], queues: readonly string[]): void
  close(): Promise<void>
}

/**
 * Stand in the names of a queue's conversations' people and of its agents, and in what is written about them, so that a leak is
 * found wherever it comes out. What is said bears the conversation's own mark, as letters: digits would be masked.
 */
type MarkKind = 'talk' | 'desk' | 'note'

export function markOf(kind: MarkKind, installation: number, queueId: string): string {
  return `‹${kind} ${installation} ${queueId}›`
}

/** What was said in that conversation while it was in its `era`-th queue. */
function saidMark(installation: number, conversationId: string, era: number): string {
  const letters = [installation, Number(conversationId.slice(1)), era].map(inLetters)
  return `zq${letters.join('q')}qz`
}

const inLetters = (count: number) =>
  [...String(count)].map((digit) => 'abcdefghij'[Number(digit)] ?? '').join('')

export function findMarks(text: string): readonly string[] {
  const found = text.includes('‹') ? (text.match(/‹(talk|desk|note) \d q\d›/g) ?? []) : []
  const said = text.includes('zq') ? (text.match(/zq[a-j]q[a-j]+q[a-j]+qz/g) ?? []) : []
  return [...new Set([...found, ...said])]
}

function may(rights: Rights, ...permissions: readonly Permission[]): boolean {
  return permissions.every((permission) => rights.permissions.includes(permission))
}

/** Of nobody; a test number that passes its check digit. */
export const cardNumber = '4111 1111 1111 1111'

export function mayLook(rights: Rights, queueId: string): boolean {
  return rights.permissions.includes('read-conversation') && rights.queueIds.includes(queueId)
}

export async function startInstallation(
  index: number,
  clock: Clock,
  stores: Stores,
): Promise<Installation> {
  const platform = createScriptedPlatform(clock)
  const people = personIds.map((id) => personOf(index, id))
  const rights = new Map<string, Rights>(
    people.map((person) => [
      person.id,
      { permissions: person.permissions, queueIds: [], lostUntil: new Map() },
    ]),
  )
  for (const person of people) platform.addPerson(person, [])
  for (const queueId of queueIds)
    platform.addMember(queueId, namedMember(index, `agent-of-${queueId}`, queueId))
  /** The queues each conversation has been in, the last one now. */
  const eras = new Map<string, string[]>()
  const movedAt = new Map<string, number>()
  for (const [place, id] of conversationIds.entries()) {
    const queueId = queueIds[place % queueIds.length] ?? 'q0'
    eras.set(id, [queueId])
    platform.addConversation(namedConversation(index, id, queueId, clock.wallNow()))
  }
  const sessions = new Map(people.map((person) => [person.id, sessionOf(person)]))
  const coaching = createCoaching({
    clock,
    random: seededRandom(index + 1),
    logger: silentLogger,
    platform,
    stores,
    sessions: { onEnded: () => () => {} },
  })
  const { app } = await createHttpApp({
    sessions: {
      authenticate: async ({ headers }) => sessions.get(String(headers.cookie)),
      onEnded: () => () => {},
    },
    address: createPublicAddress('http://localhost:4400'),
    random: seededRandom(index + 10),
    logger: silentLogger,
    metrics: { observe() {} },
    trustedProxies: [],
  })
  await coaching.register(app)
  await app.ready()

  /** Asked for at every frame, and new only when somebody's rights or a conversation's queue change. */
  const known = new Map<string, ReadonlySet<string>>()

  function marksOf(personId: string): ReadonlySet<string> {
    const marks = known.get(personId) ?? readMarks(personId)
    known.set(personId, marks)
    return marks
  }

  function readMarks(personId: string): ReadonlySet<string> {
    const own = rights.get(personId)
    const marks = new Set<string>()
    if (own === undefined) return marks
    for (const queueId of own.queueIds) {
      marks.add(markOf('desk', index, queueId))
      if (mayLook(own, queueId)) marks.add(markOf('talk', index, queueId))
      if (mayLook(own, queueId) && may(own, 'read-coaching'))
        marks.add(markOf('note', index, queueId))
    }
    if (may(own, 'read-conversation', 'read-transcript'))
      for (const [conversationId, queues] of eras) addSaid(marks, own, conversationId, queues)
    return marks
  }

  /** Who sees a queue in which it has been since may read what was said before. */
  function addSaid(
    marks: Set<string>,
    { queueIds: mine }: Rights,
    conversationId: string,
    queues: readonly string[],
  ): void {
    const last = queues.findLastIndex((queueId) => mine.includes(queueId))
    for (let era = 0; era <= last; era += 1) marks.add(saidMark(index, conversationId, era))
  }

  function noteLost(personId: string, before: ReadonlySet<string>): void {
    const after = marksOf(personId)
    for (const mark of before)
      if (!after.has(mark)) rights.get(personId)?.lostUntil.set(mark, clock.monotonicNow() + 1_000)
  }

  function setRights(
    personId: string,
    permissions: readonly Permission[],
    queues: readonly string[],
  ): void {
    const own = rights.get(personId)
    if (own === undefined) throw new Error(`nobody is ${personId}`)
    const before = marksOf(personId)
    const isLess =
      own.queueIds.some((queueId) => !queues.includes(queueId)) ||
      own.permissions.some((permission) => !permissions.includes(permission))
    own.permissions = permissions
    own.queueIds = queues
    known.delete(personId)
    noteLost(personId, before)
    platform.addPerson({ ...personOf(index, personId), permissions }, queues)
    for (const stream of platform.streams) {
      if (stream.personId !== personId || stream.isClosed) continue
      stream.state({
        state: 'interrupted',
        reason: isLess ? 'right-removed' : 'network',
        retryInMs: 300,
      })
      clock.schedule(300, () => {
        if (!stream.isClosed) stream.state({ state: 'open' })
      })
    }
  }

  return {
    index,
    app,
    coaching,
    platform,
    rights,
    session: (personId) => sessions.get(personId) ?? sessionOf(personOf(index, personId)),
    conversation: (conversationId) => platform.conversation(conversationId),
    knownQueue: (conversationId) =>
      coaching.engines.world.conversation(conversationId)?.full?.queueId,
    leftUntold: (conversationId) =>
      clock.monotonicNow() - (movedAt.get(conversationId) ?? -Infinity) <= 5_000 &&
      coaching.engines.world.conversation(conversationId)?.full?.queueId !==
        eras.get(conversationId)?.at(-1),
    say(conversationId, serial) {
      const era = (eras.get(conversationId)?.length ?? 1) - 1
      const endMs = clock.wallNow() - platform.conversation(conversationId).startedAt
      platform.say(conversationId, {
        id: `said-${serial}`,
        participantId: `customer-${conversationId}`,
        purpose: 'customer',
        startMs: Math.max(0, endMs - 900),
        endMs,
        text: `it was ${saidMark(index, conversationId, era)} and the card is ${cardNumber}`,
        isFinal: true,
      })
    },
    marksOf,
    moveTo(conversationId, queueId) {
      const queues = eras.get(conversationId)
      if (queues?.at(-1) !== queueId) queues?.push(queueId)
      known.clear()
      movedAt.set(conversationId, clock.monotonicNow())
      const { participants } = namedConversation(index, conversationId, queueId, clock.wallNow())
      platform.change(conversationId, { queueId, participants })
    },
    setRights,
    async close() {
      await app.close()
      await coaching.close()
    },
  }
}

function personOf(installation: number, id: string): Person {
  const role = roles.find((one) => id.startsWith(one)) ?? 'agent'
  const permissions = role === 'agent' ? (['answer-as-agent'] as const) : sessionRights
  return makeSupervisor(id, { name: `${id} of ${installation}`, role, permissions })
}

function sessionOf(person: Person): Session {
  return { id: `session-${person.id}`, person, credentials: scriptedCredentials(person.id) }
}

function namedMember(installation: number, id: string, queueId: string) {
  return makeMember(id, { name: `Agent ${markOf('desk', installation, queueId)}` })
}

function namedConversation(
  installation: number,
  id: string,
  queueId: string,
  now: number,
): Conversation {
  const made = makeConversation(id, queueId, `agent-of-${queueId}`, now)
  const mark = markOf('talk', installation, queueId)
  return {
    ...made,
    participants: made.participants.map((one) => ({ ...one, name: `${one.purpose} ${mark}` })),
  }
}
