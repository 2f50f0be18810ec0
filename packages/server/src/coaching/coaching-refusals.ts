// Every "no" about a coaching session, in our doors' shape.
import {
  type Act,
  type AuthorityReason,
  type CoachingStart,
  type CoachingStartRefusal,
  isCoachingOver,
  judgeAct,
  judgeRights,
  longestMetadataBytes,
} from '@sotto/domain'
import { assertNever } from '@sotto/kernel'
import type { PlatformRefusal } from '@sotto/platform'
import type { StoredCoaching } from '../database/coaching-store.ts'
import { ApiRefusal, notFound } from '../http/api-refusal.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'

/** Throws what stands in the way of this act on this session; what is not there, or not theirs to see, is absent alike. */
export function requireCoaching(
  supervisor: Supervisor,
  act: Act,
  stored: StoredCoaching | undefined,
): void {
  const verdict = judgeAct(supervisor, act, stored?.record.queueId)
  if (verdict.kind === 'allowed') return
  // Whoever lacks the right altogether is told so, whatever they name, there or not.
  requireCoachingRights(supervisor, act)
  throw notFound()
}

/** The same for a list, whose rows are looked for in this supervisor's queues only. */
export function requireCoachingRights({ person }: Supervisor, act: Act): void {
  const verdict = judgeRights(person, act)
  if (verdict.kind === 'refused') throw missingCoachingRight(verdict.reason, verdict.missing)
}

export function startRefusal(verdict: Extract<CoachingStart, { allowed: false }>): ApiRefusal {
  return new ApiRefusal({
    status: startStatus[verdict.reason],
    code: verdict.reason,
    message: 'No coaching session can be started in this conversation now.',
    ...(verdict.missing === undefined ? {} : { missing: verdict.missing }),
  })
}

const startStatus = {
  'missing-permission': 403,
  'missing-scope': 403,
  'missing-licence': 403,
  'missing-telephony': 403,
  'missing-engagement': 403,
  'conversation-ended': 409,
  'conversation-not-ended': 409,
  'no-agent': 409,
  'coaching-exists': 409,
} as const satisfies Readonly<Record<CoachingStartRefusal, number>>

/** `existing` where it is one that this supervisor may see. */
export function coachingExists(existing: StoredCoaching | undefined): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'coaching-exists',
    message: 'This conversation has a coaching session that is not over.',
    ...(existing === undefined
      ? {}
      : { coachingId: existing.record.id, by: existing.record.supervisorName }),
  })
}

/** Measured before anything is written or sent; nothing is ever cut to fit (S10). */
export function metadataTooLarge(bytes: number): ApiRefusal {
  return new ApiRefusal({
    status: 400,
    code: 'metadata-too-large',
    message: `The platform keeps ${longestMetadataBytes} bytes with a session, and this would be ${bytes}.`,
    field: 'reference',
    bytes,
  })
}

export function missingCoachingRight(code: AuthorityReason, missing: string): ApiRefusal {
  return new ApiRefusal({
    status: 403,
    code,
    message: 'This needs a right or a licence that this person does not have.',
    missing,
  })
}

export function notYours(): ApiRefusal {
  return new ApiRefusal({
    status: 403,
    code: 'not-yours',
    message: 'Only who holds a coaching session can change it.',
  })
}

export function notNow({ record }: StoredCoaching): ApiRefusal {
  const isOver = isCoachingOver(record.state.name)
  return new ApiRefusal({
    status: 409,
    code: isOver ? 'coaching-over' : 'coaching-not-now',
    message: `The coaching session is ${record.state.name}.`,
  })
}

export function vanished(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'coaching-vanished',
    message: 'The platform does not know this coaching session any more.',
  })
}

export function editedElsewhere(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'edited-elsewhere',
    message: 'These details were changed elsewhere since they were read.',
  })
}

export function tooManyRows(most: number): ApiRefusal {
  return new ApiRefusal({
    status: 413,
    code: 'too-many-rows',
    message: `More than ${most} sessions: ask for fewer.`,
  })
}

/** What the platform said to a start, apart from a conflict with another session. */
export function platformRefusal(refusal: PlatformRefusal): ApiRefusal {
  switch (refusal.code) {
    case 'not-found':
      return notFound()
    case 'missing-permission':
    case 'missing-scope':
    case 'missing-licence':
      return new ApiRefusal({
        status: 403,
        code: refusal.code,
        message: 'The platform does not let this person do that.',
        missing: refusal.missing,
      })
    case 'conflict':
      return new ApiRefusal({
        status: 409,
        code: 'interaction-invalid',
        message: 'The platform takes no such session for this conversation as it is now.',
      })
    case 'bad-request':
      return new ApiRefusal({
        status: 400,
        code: 'coaching-refused',
        message: 'The platform did not take the request.',
        ...(refusal.field === undefined ? {} : { field: refusal.field }),
      })
    case 'not-supported':
      return new ApiRefusal({
        status: 501,
        code: 'not-supported',
        message: 'The platform cannot do this.',
      })
    default:
      return assertNever(refusal)
  }
}
