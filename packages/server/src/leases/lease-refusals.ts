import type { CoachInPlace } from '@sotto/domain'
import { ApiRefusal } from '../http/api-refusal.ts'

/** A coach whose line no console of ours opened: by name where the platform tells it. */
export function anotherConsole(name: string | undefined): string {
  return name === undefined || name === '' ? 'another console' : `${name} (another console)`
}

/** Somebody else coaches this agent. */
export function beingCoached({ by, since }: CoachInPlace): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'being-coached',
    message: 'Somebody else coaches this agent now.',
    by,
    since,
  })
}

/** It cannot be found out who coaches this agent, so nobody may talk. Worth trying again. */
export function leaseUnknown(): ApiRefusal {
  return new ApiRefusal({
    status: 503,
    code: 'lease-unknown',
    message: 'It cannot be found out who coaches this agent now.',
    retryAfterMs: 1_000,
  })
}

/** The lease has moved on since the caller saw it. */
export function staleFence(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'stale-fence',
    message: 'The coaching of this agent is not yours any more.',
  })
}

export function notAsked(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'not-asked',
    message: 'That supervisor does not ask to coach this agent.',
  })
}

export function nothingToAskFor(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'nothing-to-ask-for',
    message: 'Nobody coaches this agent now.',
  })
}
