/** "Monitoring only" in words: why, since when, who is there, and what comes back by itself. */
import type { ConversationDetail } from '@sotto/protocol'
import type { MonitoredPhase, MonitoringView } from '../model/monitoring/monitoring-view.ts'
import { inLanguage } from './in-language.ts'
import { duration, hourAndMinute } from './time-words.ts'

export const english = {
  monitoringTitle: 'Monitoring only',
  whyWords: {
    held: 'On hold',
    'in-transfer': 'In transfer',
    conference: 'In conference',
  } satisfies Record<MonitoredPhase, string>,
  backWords: {
    held: 'The customer is back.',
    'in-transfer': 'The transfer is over.',
    conference: 'The conference is over.',
  } satisfies Record<MonitoredPhase, string>,
  purposeWords: {
    customer: 'Customer',
    agent: 'Agent',
    external: 'Other party',
    supervisor: 'Supervisor',
  } satisfies Record<MonitoringView['present'][number]['purpose'], string>,
  noTalkWords: 'The platform has sent no figures of this moment yet.',
  since: (why: string, time: string) => `${why} since ${time} · coaching comes back by itself`,
  cutUntilThen: 'Until then your microphone stays cut.',
  meanwhile: {
    listen: 'You can listen meanwhile.',
    write: 'You can whisper in writing meanwhile.',
    both: 'You can listen and whisper in writing meanwhile.',
  },
  possibleAgain: 'Coaching is possible again: press Coach. Your microphone was not opened.',
  onHold: (who: string) => `${who}, on hold`,
  notKnown: 'not known yet',
  none: 'none',
  holds: (count: number, total: string) => {
    const times = count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
    return `${times}, ${total} in all`
  },
  silentFor: (time: string) => `Silent for ${time}.`,
}

const words = inLanguage('monitoring-words', english)

export const monitoringTitle = words.monitoringTitle

const whyWords = words.whyWords

/** `On hold since 14:03 · coaching comes back by itself` */
export function whyMonitored({ since, why }: Pick<MonitoringView, 'since' | 'why'>): string {
  return words.since(whyWords[why], hourAndMinute(since))
}

/** Only what is allowed is offered. */
export function meanwhileWords({
  monitor,
  whisperText,
}: Pick<ConversationDetail['allowed'], 'monitor' | 'whisperText'>): string {
  const { both, listen, write } = words.meanwhile
  if (!monitor.allowed && !whisperText.allowed) return words.cutUntilThen
  const open = monitor.allowed && whisperText.allowed ? both : monitor.allowed ? listen : write
  return `${words.cutUntilThen} ${open}`
}

const backWords = words.backWords

export function backAgain(
  from: MonitoredPhase,
  { coach }: Pick<ConversationDetail['allowed'], 'coach'>,
): string {
  // Why not stands beside the button.
  if (!coach.allowed) return backWords[from]
  return `${backWords[from]} ${words.possibleAgain}`
}

const purposeWords = words.purposeWords

export function presentWords({ isHeld, purpose }: MonitoringView['present'][number]): string {
  return isHeld ? words.onHold(purposeWords[purpose]) : purposeWords[purpose]
}

/** `twice, 03:12 in all`: never colour or a bar alone. */
export function holdWords(holds: MonitoringView['holds']): string {
  if (holds === undefined) return words.notKnown
  const { begun, totalMs } = holds
  if (begun === 0) return words.none
  return words.holds(begun, duration(totalMs))
}

export const noTalkWords = words.noTalkWords

/** Shorter pauses are breath. */
const silenceFromMs = 3_000

export function silenceWords(silenceMs: number): string | undefined {
  return silenceMs < silenceFromMs ? undefined : words.silentFor(duration(silenceMs))
}
