/** What the screen says about coaching sessions. */
import type { CoachingStart } from '@sotto/domain'
import type { CoachingSummary, CoachingView } from '@sotto/protocol'
import type { Saving } from '../model/coaching/notes-draft.ts'
import type { CallFailure } from '../model/commands/server-calls.ts'
import { inLanguage } from './in-language.ts'
import { wholeNumber } from './number-words.ts'
import { failureWords } from './problem-words.ts'
import { explainRefusal } from './reason-words.ts'

export const english = {
  coachingStateWords: {
    starting: 'Starting',
    started: 'Started',
    'in-progress': 'In progress',
    paused: 'Paused',
    completed: 'Completed',
    invalid: 'Detached',
    vanished: 'Vanished',
    refused: 'Not started',
  } satisfies Record<CoachingView['state'], string>,
  coachingKindWords: {
    'real-time': 'live session',
    'post-call': 'review after the call',
  } satisfies Record<CoachingView['kind'], string>,
  coachingActionWords: {
    begin: 'Begin session',
    pause: 'Pause session',
    resume: 'Resume session',
    complete: 'Complete session',
  },
  startWords: {
    'real-time': 'Start coaching session',
    'post-call': 'Start review',
  } satisfies Record<CoachingView['kind'], string>,
  takenWords:
    'Sotto completed this session because you may not see its queue any more. Your notes are kept.',
  licenceWords: {
    cx1: 'Your licence (CX1) has no live coaching sessions and keeps no references with a session at the platform; CX2 and CX3 have both. You can read this history and review calls after they ended.',
    cx2: undefined,
    cx3: undefined,
  },
  ends: {
    invalid:
      'The call had ended before the platform took this session, so it is attached to nothing and the agent was not told. It is closed; your notes are kept. Start a review instead.',
    vanished:
      'The platform does not know this session any more. It is closed; your notes are kept.',
    starting: 'Asked for; the platform has not answered yet.',
  },
  noLicence: (licence: string) =>
    `Your licence has no live coaching sessions; ${licence} has. You can read the history, and review calls after they ended.`,
  higherLicence: 'a higher one',
  noPermission: (missing: string) =>
    `Your account may not hold coaching sessions. Missing: ${missing}.`,
  heldBy: (who: string) => `It is held by ${who}.`,
  thisManyBytes: (bytes: string) => `This would be ${bytes} bytes.`,
  beingFoundOut: 'Whether it was started is being found out; it appears here if so.',
  notStarted: (why: string) => `Not started: ${why}`,
  saved: 'Saved',
  unsaved: 'Not saved yet …',
  saving: 'Saving …',
  notSaved: (why: string) => `Not saved: ${why} What you wrote is kept here.`,
  conflict: 'Not saved: changed elsewhere since you began to write.',
  rating: (rating: number) => `${rating} of 5`,
}

const words = inLanguage('coaching-words', english)

export const coachingStateWords = words.coachingStateWords

export const coachingKindWords = words.coachingKindWords

export const coachingActionWords = words.coachingActionWords

export const startWords = words.startWords

const takenWords = words.takenWords

/** What became of it, where its state alone does not say; undefined while all is well. */
export function coachingEndWords(view: Pick<CoachingSummary, 'state' | 'reason' | 'missing'>) {
  switch (view.state) {
    case 'invalid':
      return words.ends.invalid
    case 'vanished':
      return words.ends.vanished
    case 'refused':
      return explainRefusal(view.reason ?? 'coaching-refused', view.missing)
    case 'starting':
      return words.ends.starting
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
    return words.noLicence(start.missing ?? words.higherLicence)
  if (start.reason === 'missing-permission')
    return words.noPermission(start.missing ?? 'write-coaching')
  return explainRefusal(start.reason)
}

export function startFailureWords(failure: CallFailure): string {
  const who = failure.kind === 'refused' ? failure.refusal.by : undefined
  const bytes = failure.kind === 'refused' ? failure.refusal.bytes : undefined
  const why = [
    failureWords(failure),
    who === undefined ? undefined : words.heldBy(who),
    bytes === undefined ? undefined : words.thisManyBytes(wholeNumber(bytes)),
    failure.kind === 'unreachable' ? words.beingFoundOut : undefined,
  ]
  return words.notStarted(why.filter((part) => part !== undefined).join(' '))
}

export function savingWords(saving: Saving | undefined): string {
  if (saving === undefined) return words.saved
  switch (saving.state) {
    case 'saved':
      return words.saved
    case 'unsaved':
      return words.unsaved
    case 'saving':
      return words.saving
    case 'failed':
      return words.notSaved(failureWords(saving.failure))
    case 'conflict':
      return words.conflict
  }
}

export const licenceWords = words.licenceWords

export function ratingWords(rating: number): string {
  return words.rating(rating)
}
