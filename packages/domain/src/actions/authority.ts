/**
 * Who may do what, by right, scope, licence and queue: decided here and nowhere else. What the conversation's own state allows on
 * top of it is in `allowed-actions.ts`.
 *
 *   not my queue ──► absent: told apart from what does not exist for nobody
 *   my queue     ──► a right is missing ─► a scope is missing ─► a licence is missing ──► refused, and by what name
 *                └─► allowed
 *
 * A list has no queue of its own: its rights are asked for once, and each row's queue when it is looked for.
 */
import { coachingLicence, fullCoachingLicence } from '../coaching/coaching-licence.ts'
import type { Permission, Person } from '../conversation/people.ts'

/** Everything somebody can want of a conversation, its agent or its coaching. */
export type Act =
  | 'view'
  | 'monitor'
  | 'coach'
  | 'barge'
  | 'whisper-text'
  | 'read-transcript'
  | 'reveal-sensitive'
  | 'read-coaching'
  | 'write-coaching'
  | 'coach-live-session'
  | 'answer-whisper'
  | 'manage-policies'
  | 'manage-sign-ins'
  | 'erase-person'

/** What of a person is looked at; somebody told by a server of ours has the names of their permissions only. */
export type RightsHolder = Pick<Person, 'licence' | 'telephony' | 'engagement' | 'withoutScope'> & {
  readonly permissions: readonly string[]
}

/** A person as the platform tells them now, and the queues they see now. */
export interface Authority {
  readonly person: Person
  readonly queueIds: ReadonlySet<string>
}

export type AuthorityReason =
  | 'missing-permission'
  | 'missing-scope'
  | 'missing-licence'
  | 'missing-telephony'
  | 'missing-engagement'

export type RightsVerdict =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'refused'
      readonly reason: AuthorityReason
      /** The permission, or the licence or its part, by our name. */
      readonly missing: string
    }

export type AuthorityVerdict = RightsVerdict | { readonly kind: 'absent' }

interface Needs {
  readonly permissions: readonly Permission[]
  /** Of the supervisor's own licence. */
  readonly licence?: 'telephony' | 'engagement' | 'real-time-coaching'
}

const needs = {
  view: { permissions: ['read-conversation'] },
  monitor: { permissions: ['read-conversation', 'monitor'] },
  coach: { permissions: ['read-conversation', 'whisper'], licence: 'telephony' },
  barge: { permissions: ['read-conversation', 'barge'], licence: 'telephony' },
  'whisper-text': { permissions: ['read-conversation', 'whisper'], licence: 'engagement' },
  'read-transcript': { permissions: ['read-conversation', 'read-transcript'] },
  'reveal-sensitive': {
    permissions: ['read-conversation', 'read-transcript', 'reveal-sensitive'],
  },
  'read-coaching': { permissions: ['read-conversation', 'read-coaching'] },
  'write-coaching': { permissions: ['read-conversation', 'write-coaching'] },
  'coach-live-session': {
    permissions: ['read-conversation', 'write-coaching'],
    licence: 'real-time-coaching',
  },
  // The agent a whisper went to, who need not see any queue: whose it is, is asked beside this.
  'answer-whisper': { permissions: ['answer-as-agent'] },
  'manage-policies': { permissions: ['manage-policies'] },
  // The platform's administrators, as for policies: it has no right of its own for this.
  'manage-sign-ins': { permissions: ['manage-policies'] },
  // Auditors may, too, who have no permission of their own: `judgeErasure`.
  'erase-person': { permissions: ['manage-policies'] },
} as const satisfies Readonly<Record<Act, Needs>>

const allowed: RightsVerdict = { kind: 'allowed' }

/** What is in `queueId`; undefined: in none that anybody knows. */
export function judgeAct(
  authority: Authority,
  act: Act,
  queueId: string | undefined,
): AuthorityVerdict {
  if (queueId === undefined || !authority.queueIds.has(queueId)) return { kind: 'absent' }
  return judgeRights(authority.person, act)
}

/** The same without its queue, for what is known to be this person's to see, and for a list, whose rows are of their queues. */
export function judgeRights(person: RightsHolder, act: Act): RightsVerdict {
  const { permissions, licence }: Needs = needs[act]
  const missing = permissions.find((permission) => !person.permissions.includes(permission))
  if (missing !== undefined) {
    const isHeld = person.withoutScope?.includes(missing) === true
    return { kind: 'refused', reason: isHeld ? 'missing-scope' : 'missing-permission', missing }
  }
  return licence === undefined ? allowed : judgeLicence(person, licence)
}

function judgeLicence(person: RightsHolder, licence: NonNullable<Needs['licence']>): RightsVerdict {
  switch (licence) {
    case 'telephony':
      return person.telephony ? allowed : refused('missing-telephony', 'telephony')
    case 'engagement':
      return person.engagement ? allowed : refused('missing-engagement', 'engagement')
    case 'real-time-coaching':
      return coachingLicence(person.licence).realTime
        ? allowed
        : refused('missing-licence', fullCoachingLicence)
  }
}

function refused(reason: AuthorityReason, missing: string): RightsVerdict {
  return { kind: 'refused', reason, missing }
}

/** For what comes to a person unasked, whatever queue it is about. */
export function hasRights(person: RightsHolder, act: Act): boolean {
  return judgeRights(person, act).kind === 'allowed'
}

export function hasAuthority(authority: Authority, act: Act, queueId: string | undefined): boolean {
  return judgeAct(authority, act, queueId).kind === 'allowed'
}
