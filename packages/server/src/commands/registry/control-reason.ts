import type { ControlRecord } from '@sotto/domain'
import { assertNever } from '@sotto/kernel'

/** The code that says why a control stands where it stands; undefined where there is nothing to explain. */
export function reasonOf({ state }: Pick<ControlRecord, 'state'>): string | undefined {
  switch (state.name) {
    case 'cancelling':
    case 'cancelled':
      return state.reason
    case 'failed':
      return state.failure
    case 'refused':
      return state.code
    case 'expired':
      return 'expired'
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'pending-delivery':
    case 'executing':
    case 'completed':
      return undefined
    default:
      return assertNever(state)
  }
}
