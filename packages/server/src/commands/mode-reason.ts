import type { ControlFailure, ControlRecord, ModeReason } from '@sotto/domain'
import { assertNever } from '@sotto/kernel'
import { ApiRefusal } from '../http/api-refusal.ts'

/** Why a mode is less than what was asked for, read from the line that was lost. */
export function lossReason({ state }: Pick<ControlRecord, 'state'>): ModeReason {
  switch (state.name) {
    case 'cancelling':
    case 'cancelled':
      return state.reason
    case 'failed':
      return failureReason(state.failure)
    case 'refused':
      return 'line-refused'
    case 'expired':
      return 'line-expired'
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'pending-delivery':
    case 'executing':
    case 'completed':
      return 'line-failed'
    default:
      return assertNever(state)
  }
}

/** Why no line was opened, read from what the lease answered. */
export function leaseRefusalReason(failure: unknown): ModeReason {
  return failure instanceof ApiRefusal && failure.code === 'being-coached'
    ? 'being-coached'
    : 'lease-unknown'
}

function failureReason(failure: ControlFailure): ModeReason {
  switch (failure) {
    case 'agent-left':
      return 'agent-left'
    case 'no-media':
    case 'format':
      return 'media-lost'
    case 'cancelled':
    case 'path-severed':
    case 'capacity':
    case 'unknown':
      return 'line-failed'
    default:
      return assertNever(failure)
  }
}
