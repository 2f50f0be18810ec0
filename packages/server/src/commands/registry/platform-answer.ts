// What the platform's answers mean for a control: pure maps from answer to fact.
import type { ControlFact, ControlRecord } from '@sotto/domain'
import { assertNever, type Result } from '@sotto/kernel'
import type {
  PlatformError,
  PlatformRefusal,
  StartControlRequest,
  StartedControl,
} from '@sotto/platform'

export function startRequestFor(record: ControlRecord): StartControlRequest {
  return {
    conversationId: record.conversationId,
    kind: record.kind,
    targetUserId: record.agentUserId,
    ...(record.text === undefined ? {} : { text: record.text }),
    ...(record.mixLevel === undefined ? {} : { mixLevel: record.mixLevel }),
    coachingSessionId: record.coachingSessionId,
    supervisorId: record.supervisorId,
    requestKey: record.id,
  }
}

export function startAnswerFact(answer: Result<StartedControl, PlatformRefusal>): ControlFact {
  if (answer.ok) return { type: 'accepted', platformControlId: answer.value.platformControlId }
  return { type: 'refused', ...refusalCode(answer.error) }
}

/** The code under which a refusal is recorded and shown. */
export function refusalCode(refusal: PlatformRefusal): {
  readonly code: string
  readonly missing?: string
} {
  switch (refusal.code) {
    case 'missing-permission':
    case 'missing-scope':
    case 'missing-licence':
      return { code: refusal.code, missing: refusal.missing }
    case 'conflict':
    case 'not-supported':
      return { code: refusal.reason }
    case 'bad-request':
    case 'not-found':
      return { code: refusal.code }
    default:
      return assertNever(refusal)
  }
}

/**
 * A call that failed on its way. Where the platform itself answered before doing anything (too many calls, no valid
 * token) it is refused; in every other case it may have arrived, and is looked up by our own key.
 */
export function startFailureFact(failure: PlatformError): ControlFact {
  switch (failure.code) {
    case 'rate-limited':
    case 'token-expired':
    case 'token-invalid':
      return { type: 'refused', code: failure.code }
    case 'unreachable':
    case 'timeout':
    case 'unavailable':
    case 'unexpected-answer':
      return { type: 'answer-lost' }
    default:
      return assertNever(failure.code)
  }
}

export type CancelOutcome =
  | { readonly kind: 'fact'; readonly fact: ControlFact }
  /** The platform will not let this person do it (any more): ask how the control stands instead of asking again. */
  | { readonly kind: 'not-allowed' }

export function cancelOutcome(answer: Result<void, PlatformRefusal>): CancelOutcome {
  if (answer.ok) return { kind: 'fact', fact: { type: 'cancel-done' } }
  switch (answer.error.code) {
    case 'conflict':
      return { kind: 'fact', fact: { type: 'cancel-too-late' } }
    case 'not-found':
      return { kind: 'fact', fact: { type: 'missing' } }
    case 'missing-permission':
    case 'missing-scope':
    case 'missing-licence':
    case 'bad-request':
    case 'not-supported':
      return { kind: 'not-allowed' }
    default:
      return assertNever(answer.error)
  }
}
