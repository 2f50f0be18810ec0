/** What went wrong with something this person asked for: what happened, what was kept, what to do. */
import type { CallFailure } from '../model/commands/server-calls.ts'
import type { AskedMode, LineProblem } from '../model/line/line-state.ts'
import { coachingElsewhere } from './lease-words.ts'
import { explainRefusal } from './reason-words.ts'
import { microphoneFailureWords } from './talk-words.ts'

const askedWords = {
  off: 'Stop',
  monitor: 'Monitor',
  coach: 'Coach',
  barge: 'Barge in',
} as const satisfies Record<AskedMode, string>

export function failureWords(failure: CallFailure): string {
  switch (failure.kind) {
    case 'refused':
      return (
        coachingElsewhere(failure.refusal) ??
        explainRefusal(failure.refusal.code, failure.refusal.missing, failure.refusal.words)
      )
    case 'unreachable':
      return 'Our server did not answer.'
    case 'unreadable':
      return `Our server gave an answer we cannot read (${failure.status}).`
    case 'superseded':
      return 'You asked for something else meanwhile.'
  }
}

/** Where nobody knows whether it was done, who looks is told where that is seen. */
function againWords({ failure, mode }: Extract<LineProblem, { kind: 'call' }>): string {
  if (failure.kind === 'refused' || failure.kind === 'superseded') return ''
  return ` Your microphone is cut. Look at who hears you, then press ${askedWords[mode]} again.`
}

export function problemWords(problem: LineProblem): string {
  if (problem.kind === 'microphone') return microphoneFailureWords[problem.failure]
  const what = askedWords[problem.mode]
  const stop =
    problem.mode === 'off'
      ? ' Your microphone is cut; the server ends the line by itself when it stops hearing from this page. Press Stop again.'
      : ''
  return `${what} did not work: ${failureWords(problem.failure)}${stop === '' ? againWords(problem) : stop}`
}
