/** The life of a whisper in one or two words. "Delivered" is said of text only, a line is "Live". */
import type { ControlView } from '@sotto/protocol'
import { heldBackNote } from './quiet-words.ts'
import { explainEnd } from './reason-words.ts'

type State = ControlView['state']

export const lineStatusWords = {
  'held-back': 'Held back',
  submitted: 'Sending',
  queued: 'Queued',
  'pending-delivery': 'Pending delivery',
  executing: 'Live',
  completed: 'Closed',
  cancelling: 'Closing',
  cancelled: 'Cancelled',
  expired: 'Expired',
  failed: 'Failed',
  refused: 'Refused',
} as const satisfies Record<State, string>

export const textStatusWords = {
  'held-back': 'Held back',
  submitted: 'Sending',
  queued: 'Queued',
  'pending-delivery': 'Pending delivery',
  executing: 'On its way',
  completed: 'Delivered',
  cancelling: 'Taking back',
  cancelled: 'Cancelled',
  expired: 'Expired',
  failed: 'Failed',
  refused: 'Refused',
} as const satisfies Record<State, string>

export const answerWords = {
  'got-it': 'Got it',
  'not-now': 'Not now',
  'need-you': 'Need you',
} as const satisfies Record<NonNullable<ControlView['answer']>, string>

export function statusWord(control: ControlView): string {
  return control.kind === 'whisper-text'
    ? textStatusWords[control.state]
    : lineStatusWords[control.state]
}

/** A sentence more, where the word alone leaves a question open. */
export function statusNote(control: ControlView): string | undefined {
  switch (control.state) {
    case 'held-back':
      return heldBackNote
    case 'pending-delivery':
      return 'The platform has accepted it and said nothing since. It may still arrive.'
    case 'expired':
      return 'It would have come too late to help, so it was taken back.'
    case 'cancelled':
    case 'failed':
    case 'refused':
      return control.reason === undefined ? undefined : explainEnd(control.reason, control.missing)
    case 'submitted':
    case 'queued':
    case 'executing':
    case 'completed':
    case 'cancelling':
      return undefined
  }
}

export type Tone = 'waiting' | 'good' | 'warning' | 'bad' | 'quiet'

const tones = {
  'held-back': 'waiting',
  submitted: 'waiting',
  queued: 'waiting',
  'pending-delivery': 'warning',
  executing: 'good',
  completed: 'good',
  cancelling: 'quiet',
  cancelled: 'quiet',
  expired: 'warning',
  failed: 'bad',
  refused: 'bad',
} as const satisfies Record<State, Tone>

export function statusTone(control: ControlView): Tone {
  return control.kind !== 'whisper-text' && control.state === 'completed'
    ? 'quiet'
    : tones[control.state]
}

/** Whether sending the same text once more makes sense. */
export function mayRetry(control: ControlView): boolean {
  if (control.kind !== 'whisper-text' || control.text === undefined) return false
  return ['pending-delivery', 'failed', 'expired', 'cancelled', 'refused'].includes(control.state)
}

/** Whether there is still something to take back. */
export function mayTakeBack(control: ControlView): boolean {
  return (
    control.kind === 'whisper-text' &&
    ['held-back', 'queued', 'pending-delivery'].includes(control.state)
  )
}
