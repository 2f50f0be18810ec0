/** What went wrong with something this person asked for: what happened, what was kept, what to do. */
import type { CallFailure } from '../model/commands/server-calls.ts'
import type { AskedMode, LineProblem } from '../model/line/line-state.ts'
import { inLanguage } from './in-language.ts'
import { coachingElsewhere } from './lease-words.ts'
import { microphoneFailureWords } from './microphone-failure-words.ts'
import { explainRefusal } from './reason-words.ts'

export const english = {
  askedWords: {
    off: 'Stop',
    monitor: 'Monitor',
    coach: 'Coach',
    barge: 'Barge in',
  } satisfies Record<AskedMode, string>,
  noAnswer: 'Our server did not answer.',
  unreadable: (status: number) => `Our server gave an answer we cannot read (${status}).`,
  superseded: 'You asked for something else meanwhile.',
  again: (button: string) =>
    `Your microphone is cut. Look at who hears you, then press ${button} again.`,
  stopAgain:
    'Your microphone is cut; the server ends the line by itself when it stops hearing from this page. Press Stop again.',
  didNotWork: (button: string, why: string) => `${button} did not work: ${why}`,
}

const words = inLanguage('problem-words', english)

const askedWords = words.askedWords

export function failureWords(failure: CallFailure): string {
  switch (failure.kind) {
    case 'refused':
      return (
        coachingElsewhere(failure.refusal) ??
        explainRefusal(failure.refusal.code, failure.refusal.missing, failure.refusal.words)
      )
    case 'unreachable':
      return words.noAnswer
    case 'unreadable':
      return words.unreadable(failure.status)
    case 'superseded':
      return words.superseded
  }
}

/** Where nobody knows whether it was done, who looks is told where that is seen. */
function againWords({ failure, mode }: Extract<LineProblem, { kind: 'call' }>): string {
  if (failure.kind === 'refused' || failure.kind === 'superseded') return ''
  return words.again(askedWords[mode])
}

export function problemWords(problem: LineProblem): string {
  if (problem.kind === 'microphone') return microphoneFailureWords[problem.failure]
  const next = problem.mode === 'off' ? words.stopAgain : againWords(problem)
  const what = words.didNotWork(askedWords[problem.mode], failureWords(problem.failure))
  return next === '' ? what : `${what} ${next}`
}
