/** What the screen says about coaching sessions. */
import type { CoachingStart } from '@sotto/domain'
import type { CoachingSummary, CoachingView } from '@sotto/protocol'
import type { Saving } from '../model/coaching/notes-draft.ts'
import type { CallFailure } from '../model/commands/server-calls.ts'
import { failureWords } from './problem-words.ts'
import { explainRefusal } from './reason-words.ts'
import { hourAndMinute } from './time-words.ts'

export const coachingStateWords = {
  starting: 'Starting',
  started: 'Started',
  'in-progress': 'In progress',
  paused: 'Paused',
  completed: 'Completed',
  invalid: 'Detached',
  vanished: 'Vanished',
  refused: 'Not started',
} as const satisfies Record<CoachingView['state'], string>

export const coachingKindWords = {
  'real-time': 'live session',
  'post-call': 'review after the call',
} as const satisfies Record<CoachingView['kind'], string>

export const coachingActionWords = {
  begin: 'Begin session',
  pause: 'Pause session',
  resume: 'Resume session',
  complete: 'Complete session',
} as const

export const startWords = {
  'real-time': 'Start coaching session',
  'post-call': 'Start review',
} as const satisfies Record<CoachingView['kind'], string>

const takenWords =
  'Sotto completed this session because you may not see its queue any more. Your notes are kept.'

/** What became of it, where its state alone does not say; undefined while all is well. */
export function coachingEndWords(view: Pick<CoachingSummary, 'state' | 'reason' | 'missing'>) {
  switch (view.state) {
    case 'invalid':
      return 'The call had ended before the platform took this session, so it is attached to nothing and the agent was not told. It is closed; your notes are kept. Start a review instead.'
    case 'vanished':
      return 'The platform does not know this session any more. It is closed; your notes are kept.'
    case 'refused':
      return explainRefusal(view.reason ?? 'coaching-refused', view.missing)
    case 'starting':
      return 'Asked for; the platform has not answered yet.'
    case 'started':
    case 'in-progress':
    case 'paused':
      return undefined
    case 'completed':
      return view.reason === 'queue-taken' ? takenWords : undefined
  }
}

export function startRefusalWords(start: CoachingStart): string | undefined {
  if (start.allowed) return undefined
  if (start.reason === 'missing-licence')
    return `Your licence has no live coaching sessions; ${start.missing ?? 'a higher one'} has. You can read the history, and review calls after they ended.`
  if (start.reason === 'missing-permission')
    return `Your account may not hold coaching sessions. Missing: ${start.missing ?? 'write-coaching'}.`
  return explainRefusal(start.reason)
}

export function startFailureWords(failure: CallFailure): string {
  const who = failure.kind === 'refused' ? failure.refusal.by : undefined
  const held = who === undefined ? '' : ` It is held by ${who}.`
  const bytes = failure.kind === 'refused' ? failure.refusal.bytes : undefined
  const size = bytes === undefined ? '' : ` This would be ${bytes.toLocaleString('en')} bytes.`
  const lost =
    failure.kind === 'unreachable'
      ? ' Whether it was started is being found out; it appears here if so.'
      : ''
  return `Not started: ${failureWords(failure)}${held}${size}${lost}`
}

export function savingWords(saving: Saving | undefined): string {
  if (saving === undefined) return 'Saved'
  switch (saving.state) {
    case 'saved':
      return 'Saved'
    case 'unsaved':
      return 'Not saved yet …'
    case 'saving':
      return 'Saving …'
    case 'failed':
      return `Not saved: ${failureWords(saving.failure)} What you wrote is kept here.`
    case 'conflict':
      return 'Not saved: changed elsewhere since you began to write.'
  }
}

export const licenceWords = {
  cx1: 'Your licence (CX1) has no live coaching sessions and keeps no references with a session at the platform; CX2 and CX3 have both. You can read this history and review calls after they ended.',
  cx2: undefined,
  cx3: undefined,
} as const

/** `31.03.2026, 14:05` in this machine's own way of writing dates. */
export function dayAndTime(at: number): string {
  const day = new Date(at).toLocaleDateString(undefined, {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
  })
  return `${day}, ${hourAndMinute(at)}`
}

export function ratingWords(rating: number): string {
  return `${rating} of 5`
}
