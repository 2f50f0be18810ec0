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
  /** Moves it, with other people in it: their names tell whose they are. */
  moveTo(conversationId: string, queueId: string): void
  setRights(personId: string, permissions: readonly Permission[], queues: readonly string[]): void
  close(): Promise<void>
}

/** Stand in the names of a queue's conversations' people, and of its agents, so that a leak is found wherever it comes out. */
const markKinds = ['talk', 'desk'] as const
type MarkKind = (typeof markKinds)[number]

export function markOf(kind: MarkKind, installation: number, queueId: string): string {
  return `‹${kind} ${installation} ${queueId}›`
}

export function findMarks(text: string): readonly string[] {
  return text.includes('‹') ? [...new Set(text.match(/‹(talk|desk) \d q\d›/g) ?? [])] : []
}

/** Every mark this person may meet now. */
export function marksOf(installation: number, rights: Rights): readonly string[] {
  return rights.queueIds.flatMap((queueId) => [
    markOf('desk', installation, queueId),
    ...(mayLook(rights, queueId) ? [markOf('talk', installation, queueId)] : []),
  ])
}

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
  for (const [place, id] of conversationIds.entries()) {
    const queueId = queueIds[place % queueIds.length] ?? 'q0'
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

  function setRights(
    personId: string,
    permissions: readonly Permission[],
    queues: readonly string[],
  ): void {
    const own = rights.get(personId)
    if (own === undefined) throw new Error(`nobody is ${personId}`)
    const before = marksOf(index, own)
    const isLess =
      own.queueIds.some((queueId) => !queues.includes(queueId)) ||
      own.permissions.some((permission) => !permissions.includes(permission))
    own.permissions = permissions
    own.queueIds = queues
    const after = marksOf(index, own)
    for (const mark of before)
      if (!after.includes(mark)) own.lostUntil.set(mark, clock.monotonicNow() + 1_000)
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
    moveTo(conversationId, queueId) {
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
