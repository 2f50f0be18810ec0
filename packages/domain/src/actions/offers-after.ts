import { assertNever } from '@sotto/kernel'
import type { CancelReason, ControlRecord } from '../controls/control-record.ts'
import { carriesVoice } from '../conversation/conversation.ts'

/** What a supervisor may be offered in place of a whisper that has not helped. */
export type Offer = 'retry' | 'send-text'

/**
 * What became of it, read as a wish: is it still unfulfilled? Whether an offer can be taken now is said by `AllowedActions`.
 * A `retry` of one that is still pending takes the first one back (W6).
 */
export function offersAfter(record: Pick<ControlRecord, 'kind' | 'state'>): readonly Offer[] {
  const { state } = record
  const whole: readonly Offer[] = carriesVoice(record) ? ['retry', 'send-text'] : ['retry']
  switch (state.name) {
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'executing':
    case 'completed':
    case 'cancelling':
      return []
    case 'pending-delivery':
    case 'expired':
    case 'failed':
      return whole
    case 'refused':
      // What lacks a right fails again; another way may not need it.
      return state.missing === undefined ? whole : whole.filter((offer) => offer !== 'retry')
    case 'cancelled':
      return wasWanted[state.reason] ? whole : []
    default:
      return assertNever(state)
  }
}

/** Taken back by events while it was still wanted, and not by its supervisor's own doing. */
const wasWanted = {
  'stopped-by-supervisor': false,
  'conversation-held': true,
  'conversation-in-transfer': true,
  'conversation-in-conference': true,
  'conversation-ended': false,
  'recording-paused': true,
  'agent-left': true,
  'panel-gone': false,
  'signed-out': false,
  replaced: false,
  'lease-lost': true,
  'handed-over': false,
  expired: true,
  'unsettled-at-start': true,
} as const satisfies Record<CancelReason, boolean>
