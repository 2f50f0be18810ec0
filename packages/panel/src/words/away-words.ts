/** What changed while somebody was away, one sentence each. */
import type { AwayReport } from '../model/away/away-watch.ts'
import type { AwayNews } from '../model/away/what-changed.ts'
import { answerWords, statusNote, statusWord } from './control-words.ts'
import { nameOrNone, phaseWords, recordingWords } from './conversation-words.ts'
import { modeReasonWords } from './mode-words.ts'
import { calmAge, hourAndMinute, timeOfDay } from './time-words.ts'

const modeNames = {
  'not-connected': '“Not connected”',
  monitor: 'Monitor',
  coach: 'Coach',
  barge: 'Barge in',
} as const

const controlNames = {
  monitor: 'Your listening line',
  'whisper-audio': 'Your coaching line',
  barge: 'Your line to everybody',
  'whisper-text': 'Your whisper',
} as const

/** The sentence after the agent's name. */
export function awayNewsWords(news: AwayNews): string {
  switch (news.kind) {
    case 'mode': {
      const why = news.reason === undefined ? '' : ` ${modeReasonWords(news.reason)}`
      return `Your mode went from ${modeNames[news.from]} to ${modeNames[news.to]}.${why}`
    }
    case 'recording':
      return news.to === 'paused'
        ? 'Recording is paused: secure pause.'
        : `Recording: ${recordingWords[news.to]}.`
    case 'control':
      return controlWords(news.control)
    case 'phase':
      return news.since === undefined
        ? `Now ${phaseWords[news.to]}.`
        : `Now ${phaseWords[news.to]}, since ${timeOfDay(news.since)}.`
    case 'agent':
      return `Has taken over from ${nameOrNone(news.from)}.`
    case 'coach':
      return coachWords(news.to)
    case 'started':
      return `New conversation in ${news.queueName}, since ${hourAndMinute(news.at)}.`
    case 'gone':
      return `The conversation in ${news.queueName} has ended or left your queues.`
  }
}

function controlWords(control: Extract<AwayNews, { kind: 'control' }>['control']): string {
  const text = control.text === undefined ? '' : ` “${control.text}”`
  const when = control.at === undefined ? '' : ` ${timeOfDay(control.at)}`
  const answer = control.answer === undefined ? '' : ` Answer: ${answerWords[control.answer]}.`
  const note = statusNote(control)
  const why = note === undefined ? '' : ` ${note}`
  return `${controlNames[control.kind]}${text}: ${statusWord(control)}${when}.${why}${answer}`
}

function coachWords(coach: Extract<AwayNews, { kind: 'coach' }>['to']): string {
  if (coach === undefined) return 'Nobody coaches any more.'
  return coach.mine
    ? `You coach, since ${timeOfDay(coach.since)}.`
    : `${coach.by} coaches, since ${timeOfDay(coach.since)}.`
}

export function awaySpanWords({ fromAt, untilAt }: AwayReport): string {
  return `${timeOfDay(fromAt)} to ${timeOfDay(untilAt)}, ${calmAge(untilAt - fromAt)}`
}

export const bySnapshotWords =
  'The server has told everything anew. What came and went in between is not in this list.'
