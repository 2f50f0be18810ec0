/** What changed while somebody was away, one sentence each. */
import type { AwayReport } from '../model/away/away-watch.ts'
import type { AwayNews } from '../model/away/what-changed.ts'
import { answerWords, statusNote, statusWord } from './control-words.ts'
import { nameOrNone, phaseWords, recordingWords } from './conversation-words.ts'
import { inLanguage } from './in-language.ts'
import { modeReasonWords } from './mode-words.ts'
import { calmAge, hourAndMinute, timeOfDay } from './time-words.ts'

export const english = {
  modeNames: {
    'not-connected': '“Not connected”',
    monitor: 'Monitor',
    coach: 'Coach',
    barge: 'Barge in',
  },
  controlNames: {
    monitor: 'Your listening line',
    'whisper-audio': 'Your coaching line',
    barge: 'Your line to everybody',
    'whisper-text': 'Your whisper',
  },
  bySnapshotWords:
    'The server has told everything anew. What came and went in between is not in this list.',
  modeWent: (from: string, to: string, why: string) =>
    `Your mode went from ${from} to ${to}.${why}`,
  recordingPaused: 'Recording is paused: secure pause.',
  recording: (state: string) => `Recording: ${state}.`,
  now: (phase: string) => `Now ${phase}.`,
  nowSince: (phase: string, time: string) => `Now ${phase}, since ${time}.`,
  tookOver: (from: string) => `Has taken over from ${from}.`,
  started: (queue: string, time: string) => `New conversation in ${queue}, since ${time}.`,
  gone: (queue: string) => `The conversation in ${queue} has ended or left your queues.`,
  quoted: (text: string) => `“${text}”`,
  answer: (answer: string) => `Answer: ${answer}.`,
  nobodyCoaches: 'Nobody coaches any more.',
  youCoach: (time: string) => `You coach, since ${time}.`,
  coaches: (who: string, time: string) => `${who} coaches, since ${time}.`,
  span: (from: string, until: string, long: string) => `${from} to ${until}, ${long}`,
}

const words = inLanguage('away-words', english)

const modeNames = words.modeNames

const controlNames = words.controlNames

/** The sentence after the agent's name. */
export function awayNewsWords(news: AwayNews): string {
  switch (news.kind) {
    case 'mode': {
      const why = news.reason === undefined ? '' : ` ${modeReasonWords(news.reason)}`
      return words.modeWent(modeNames[news.from], modeNames[news.to], why)
    }
    case 'recording':
      return news.to === 'paused' ? words.recordingPaused : words.recording(recordingWords[news.to])
    case 'control':
      return controlWords(news.control)
    case 'phase':
      return news.since === undefined
        ? words.now(phaseWords[news.to])
        : words.nowSince(phaseWords[news.to], timeOfDay(news.since))
    case 'agent':
      return words.tookOver(nameOrNone(news.from))
    case 'coach':
      return coachWords(news.to)
    case 'started':
      return words.started(news.queueName, hourAndMinute(news.at))
    case 'gone':
      return words.gone(news.queueName)
  }
}

function controlWords(control: Extract<AwayNews, { kind: 'control' }>['control']): string {
  const text = control.text === undefined ? '' : ` ${words.quoted(control.text)}`
  const when = control.at === undefined ? '' : ` ${timeOfDay(control.at)}`
  const answer = control.answer === undefined ? '' : ` ${words.answer(answerWords[control.answer])}`
  const note = statusNote(control)
  const why = note === undefined ? '' : ` ${note}`
  return `${controlNames[control.kind]}${text}: ${statusWord(control)}${when}.${why}${answer}`
}

function coachWords(coach: Extract<AwayNews, { kind: 'coach' }>['to']): string {
  if (coach === undefined) return words.nobodyCoaches
  return coach.mine
    ? words.youCoach(timeOfDay(coach.since))
    : words.coaches(coach.by, timeOfDay(coach.since))
}

export function awaySpanWords({ fromAt, untilAt }: AwayReport): string {
  return words.span(timeOfDay(fromAt), timeOfDay(untilAt), calmAge(untilAt - fromAt))
}

export const bySnapshotWords = words.bySnapshotWords
