/** The life of a whisper in one or two words. "Delivered" is said of text only, a line is "Live". */
import type { ControlView } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { heldBackNote } from './quiet-words.ts'
import { explainEnd } from './reason-words.ts'

export const english = {
  lineStatusWords: {
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
  } satisfies Record<State, string>,
  textStatusWords: {
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
  } satisfies Record<State, string>,
  answerWords: {
    'got-it': 'Got it',
    'not-now': 'Not now',
    'need-you': 'Need you',
  } satisfies Record<NonNullable<ControlView['answer']>, string>,
  pendingNote: 'The platform has accepted it and said nothing since. It may still arrive.',
  expiredNote: 'It would have come too late to help, so it was taken back.',
}

const words = inLanguage('control-words', english)

type State = ControlView['state']

export const lineStatusWords = words.lineStatusWords

export const textStatusWords = words.textStatusWords

export const answerWords = words.answerWords

export function statusWord({ kind, state }: Pick<ControlView, 'kind' | 'state'>): string {
  return kind === 'whisper-text' ? textStatusWords[state] : lineStatusWords[state]
}

/** Of one that is read from the history; a state from a newer server is shown as it is. */
export function pastStatusWord({
  kind,
  state,
}: {
  readonly kind: ControlView['kind']
  readonly state: string
}): string {
  const known: Readonly<Record<string, string>> =
    kind === 'whisper-text' ? textStatusWords : lineStatusWords
  return known[state] ?? state
}

/** A sentence more, where the word alone leaves a question open. */
export function statusNote(control: ControlView): string | undefined {
  switch (control.state) {
    case 'held-back':
      return heldBackNote
    case 'pending-delivery':
      return words.pendingNote
    case 'expired':
      return words.expiredNote
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
