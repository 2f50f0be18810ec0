// Every "no" about a coaching session, in our doors' shape.
import { type CoachingStart, isCoachingOver, longestMetadataBytes } from '@sotto/domain'
import { assertNever } from '@sotto/kernel'
import type { PlatformRefusal } from '@sotto/platform'
import type { StoredCoaching } from '../database/coaching-store.ts'
import { ApiRefusal, notFound } from '../http/api-refusal.ts'

export function startRefusal(verdict: Extract<CoachingStart, { allowed: false }>): ApiRefusal {
  const isRight = verdict.reason === 'missing-permission' || verdict.reason === 'missing-licence'
  return new ApiRefusal({
    status: isRight ? 403 : 409,
    code: verdict.reason,
    message: 'No coaching session can be started in this conversation now.',
    ...(verdict.missing === undefined ? {} : { missing: verdict.missing }),
  })
}

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

export function missingCoachingRight(
  code: 'missing-permission' | 'missing-licence',
  missing: string,
): ApiRefusal {
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
