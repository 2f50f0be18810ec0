/** Every door that somebody may try, and what the model says of its answer: nothing of the server's own judgement is in here. */
import { randomUUID } from 'node:crypto'
import type { Permission } from '@sotto/domain'
import { refusalSchema } from '@sotto/protocol'
import { conversationIds, type Installation, markOf, mayLook, type Rights } from './installation.ts'

export const tabId = 'tab-00000001'

/** A mask that somebody has seen, as it stood on their screen. */
export interface SeenMask {
  readonly conversationId: string
  readonly lineId: string
  readonly version: number
  readonly span: number
}

/** What somebody is about to do: by whom, about what, and what is known of it. */
export interface Attempt {
  readonly installation: Installation
  readonly personId: string
  readonly rights: Rights
  readonly conversationId: string
  /** Undefined: there is no such conversation. */
  readonly queueId: string | undefined
  /** It left for a queue of nobody who is there, so that no event told, and a reading of before may still be answered. */
  readonly leftUntold: boolean
  readonly hasPanel: boolean
  readonly masks: readonly SeenMask[]
  /** Sessions of record that somebody began, and in whose queue. */
  readonly coachings: Map<string, { readonly queueId: string; readonly holder: string }>
  readonly pick: <T>(from: readonly T[]) => T
}

export interface Answer {
  readonly status: number
  readonly body: string
}

export interface Door {
  readonly name: string
  readonly path: string
  /** Undefined: it is read. */
  readonly payload?: object
  /** A whisper's text, which its author alone may meet. */
  readonly secret?: string
  /** What was due, if it was not this. */
  judge(answer: Answer): string | undefined
}

/** What the model says of one act: what it needs beside sight, and of the person's own. */
export const rightFor = {
  monitor: 'monitor',
  coach: 'whisper',
  barge: 'barge',
  text: 'whisper',
} as const

type Judge = Door['judge']
type MakeDoor = (attempt: Attempt) => Door

const whole =
  (...statuses: readonly number[]): Judge =>
  ({ status }) =>
    statuses.includes(status) ? undefined : `${statuses.join(' or ')} was due`

function missingOf(rights: Rights, needed: readonly Permission[]): Permission | undefined {
  return needed.find((right) => !rights.permissions.includes(right))
}

function namesMissing({ status, body }: Answer, missing: string): string | undefined {
  if (status !== 403) return `${missing} was missing`
  const told = refusalSchema.parse(JSON.parse(body)).missing
  return told === missing ? undefined : `not named ${missing}`
}

/** Absent where it is not seen; who may look into nothing is told so, whatever they name. */
function bySight({ queueId, rights }: Attempt, seen: Judge): Judge {
  return (answer) => {
    if (queueId !== undefined && mayLook(rights, queueId)) return seen(answer)
    const isBlind = rights.queueIds.length > 0 && !rights.permissions.includes('read-conversation')
    if (isBlind) return answer.status === 403 ? undefined : 'the right to see was missing'
    return answer.status === 404 ? undefined : 'it was absent'
  }
}

const reading =
  (name: string): MakeDoor =>
  (attempt) => ({
    name,
    path: `conversations/${attempt.conversationId}/${name}`,
    judge: attempt.leftUntold ? whole(200, 403, 404) : bySight(attempt, whole(200)),
  })

const whispers: MakeDoor = (attempt) => {
  const secret = `secret-${randomUUID()}`
  return {
    name: 'whispers',
    path: `conversations/${attempt.conversationId}/whispers`,
    payload: { text: secret },
    secret,
    judge: bySight(attempt, byActs(attempt.rights, ['text'])),
  }
}

function byActs(rights: Rights, acts: readonly (keyof typeof rightFor)[]): Judge {
  const missing = missingOf(
    rights,
    acts.map((act) => rightFor[act]),
  )
  return (answer) => {
    if (missing === undefined) return whole(202, 409)(answer)
    // The conversation's own state may stand in the way first of a second act.
    if (answer.status === 409 && acts.length > 1 && missing !== 'monitor') return undefined
    return namesMissing(answer, missing)
  }
}

const mode: MakeDoor = (attempt) => {
  const wanted = attempt.pick(['monitor', 'coach', 'barge', 'off'] as const)
  const door = {
    name: `mode ${wanted}`,
    path: `conversations/${attempt.conversationId}/mode`,
    payload: { mode: wanted, tabId },
  }
  if (wanted === 'off') return { ...door, judge: whole(202) }
  if (!attempt.hasPanel) return { ...door, judge: whole(409) }
  const acts = wanted === 'monitor' ? (['monitor'] as const) : (['monitor', wanted] as const)
  return { ...door, judge: bySight(attempt, byActs(attempt.rights, acts)) }
}

const askForLease: MakeDoor = (attempt) => ({
  name: 'ask',
  path: `agents/agent-of-${attempt.queueId ?? 'q9'}/lease/ask`,
  payload: { tabId, conversationId: attempt.conversationId },
  judge: bySight(attempt, byActs(attempt.rights, ['monitor', 'coach'])),
})

const cancel: MakeDoor = ({ installation, personId, pick }) => {
  const controls = [...installation.platform.controls.values()]
  const control = controls.length === 0 ? undefined : pick(controls)
  const isMine = control?.supervisorId === personId
  return {
    name: 'cancel',
    path: `controls/${control?.requestKey ?? 'x-1'}/cancel`,
    payload: {},
    judge: ({ status }) => (isMine === (status !== 404) ? undefined : `mine is ${isMine}`),
  }
}

const startCoaching: MakeDoor = (attempt) => {
  const { coachings, conversationId, personId, queueId, rights } = attempt
  const missing = missingOf(rights, ['write-coaching'])
  return {
    name: 'start coaching',
    path: `conversations/${conversationId}/coachings`,
    payload: { kind: attempt.pick(['real-time', 'real-time', 'post-call']), tabId },
    judge(answer) {
      if (answer.status === 201 && queueId !== undefined) {
        const { id } = JSON.parse(answer.body)
        if (!coachings.has(id)) coachings.set(id, { queueId, holder: personId })
      }
      return bySight(attempt, (seen) =>
        missing === undefined ? whole(201, 409)(seen) : namesMissing(seen, missing),
      )(answer)
    },
  }
}

const readCoaching = ['read-conversation', 'read-coaching'] as const

function someCoaching({ coachings, pick }: Attempt): string {
  return coachings.size === 0 ? 'record-of-nobody' : pick([...coachings.keys()])
}

/** What a session of record answers to whom; `own` judges what its holder may do. */
function bySession({ coachings, personId, rights }: Attempt, id: string, own?: Judge): Judge {
  return (answer) => {
    const missing = missingOf(rights, readCoaching)
    if (missing !== undefined) return namesMissing(answer, missing)
    const coaching = coachings.get(id)
    if (coaching === undefined || !rights.queueIds.includes(coaching.queueId))
      return answer.status === 404 ? undefined : 'it was absent'
    if (own === undefined) return whole(200)(answer)
    if (coaching.holder !== personId) return answer.status === 403 ? undefined : 'not theirs'
    const missingToWrite = missingOf(rights, ['write-coaching'])
    return missingToWrite === undefined ? own(answer) : namesMissing(answer, missingToWrite)
  }
}

const readSession: MakeDoor = (attempt) => {
  const id = someCoaching(attempt)
  return { name: 'read coaching', path: `coachings/${id}`, judge: bySession(attempt, id) }
}

const moveSession: MakeDoor = (attempt) => {
  const id = someCoaching(attempt)
  const action = attempt.pick(['pause', 'resume', 'complete'] as const)
  return {
    name: `${action} coaching`,
    path: `coachings/${id}/state`,
    payload: { action },
    judge: bySession(attempt, id, whole(200, 409)),
  }
}

const writeSession: MakeDoor = (attempt) => {
  const id = someCoaching(attempt)
  const queueId = attempt.coachings.get(id)?.queueId ?? 'q0'
  const notes = `a word of ${markOf('note', attempt.installation.index, queueId)}`
  return {
    name: 'write coaching',
    path: `coachings/${id}/details`,
    payload: { revision: attempt.pick([1, 2, 3]), notes, tags: [], moments: [] },
    judge: bySession(attempt, id, whole(200, 409)),
  }
}

const listing =
  (name: string, address: string, needed: readonly Permission[], payload?: object): MakeDoor =>
  ({ rights }) => {
    const missing = missingOf(rights, needed)
    return {
      name,
      path: address,
      ...(payload === undefined ? {} : { payload }),
      judge: missing === undefined ? whole(200) : (answer) => namesMissing(answer, missing),
    }
  }

/** Whoever may not see it is told nothing, also of what they saw a moment ago. */
const reveal: MakeDoor = ({ installation, masks, pick, rights }) => {
  const nothing = { conversationId: pick(conversationIds), lineId: 'l-1', version: 1, span: 0 }
  const { conversationId, ...mask } = pick([
    ...masks.slice(-1),
    ...masks.slice(-1),
    ...masks,
    nothing,
  ])
  const queueId = installation.knownQueue(conversationId)
  const missing = missingOf(rights, ['read-conversation', 'read-transcript', 'reveal-sensitive'])
  return {
    name: 'reveal',
    path: `conversations/${conversationId}/transcript/reveals`,
    payload: { ...mask, reason: 'the customer asks' },
    judge(answer) {
      if (queueId === undefined || !rights.queueIds.includes(queueId))
        return answer.status === 404 ? undefined : 'it was absent'
      return missing === undefined ? whole(200, 404, 409)(answer) : namesMissing(answer, missing)
    },
  }
}

/** As often as it stands here. */
export const doors: readonly MakeDoor[] = [
  reading('incidents'),
  reading('support-bundle'),
  reading('controls'),
  whispers,
  whispers,
  mode,
  mode,
  mode,
  askForLease,
  cancel,
  startCoaching,
  startCoaching,
  readSession,
  moveSession,
  writeSession,
  listing('list of coachings', 'coachings/search', readCoaching, { pageSize: 5 }),
  listing('search of coachings', 'coachings/search', readCoaching, {
    text: 'word',
    state: 'running',
  }),
  listing('file of coachings', 'coachings/export', readCoaching, { kind: 'real-time' }),
  listing('ended calls', 'ended-conversations', ['read-conversation']),
  reveal,
  reveal,
  reveal,
]
