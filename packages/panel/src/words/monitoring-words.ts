/** "Monitoring only" in words: why, since when, who is there, and what comes back by itself. */
import type { ConversationDetail } from '@sotto/protocol'
import type { MonitoredPhase, MonitoringView } from '../model/monitoring/monitoring-view.ts'
import { duration, hourAndMinute } from './time-words.ts'

export const monitoringTitle = 'Monitoring only'

const whyWords = {
  held: 'On hold',
  'in-transfer': 'In transfer',
  conference: 'In conference',
} as const satisfies Record<MonitoredPhase, string>

/** `On hold since 14:03 · coaching comes back by itself` */
export function whyMonitored({ since, why }: Pick<MonitoringView, 'since' | 'why'>): string {
  return `${whyWords[why]} since ${hourAndMinute(since)} · coaching comes back by itself`
}

/** Only what is allowed is offered. */
export function meanwhileWords({
  monitor,
  whisperText,
}: Pick<ConversationDetail['allowed'], 'monitor' | 'whisperText'>): string {
  const open = [
    ...(monitor.allowed ? ['listen'] : []),
    ...(whisperText.allowed ? ['whisper in writing'] : []),
  ]
  const cut = 'Until then your microphone stays cut.'
  return open.length === 0 ? cut : `${cut} You can ${open.join(' and ')} meanwhile.`
}

const backWords = {
  held: 'The customer is back.',
  'in-transfer': 'The transfer is over.',
  conference: 'The conference is over.',
} as const satisfies Record<MonitoredPhase, string>

export function backAgain(
  from: MonitoredPhase,
  { coach }: Pick<ConversationDetail['allowed'], 'coach'>,
): string {
  // Why not stands beside the button.
  if (!coach.allowed) return backWords[from]
  return `${backWords[from]} Coaching is possible again: press Coach. Your microphone was not opened.`
}

const purposeWords = {
  customer: 'Customer',
  agent: 'Agent',
  external: 'Other party',
  supervisor: 'Supervisor',
} as const satisfies Record<MonitoringView['present'][number]['purpose'], string>

export function presentWords({ isHeld, purpose }: MonitoringView['present'][number]): string {
  return isHeld ? `${purposeWords[purpose]}, on hold` : purposeWords[purpose]
}

/** `twice, 03:12 in all`: never colour or a bar alone. */
export function holdWords(holds: MonitoringView['holds']): string {
  if (holds === undefined) return 'not known yet'
  const { begun, totalMs } = holds
  if (begun === 0) return 'none'
  return `${times(begun)}, ${duration(totalMs)} in all`
}

function times(count: number): string {
  if (count === 1) return 'once'
  return count === 2 ? 'twice' : `${count} times`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

export const noTalkWords = 'The platform has sent no figures of this moment yet.'

/** Shorter pauses are breath. */
const silenceFromMs = 3_000

export function silenceWords(silenceMs: number): string | undefined {
  return silenceMs < silenceFromMs ? undefined : `Silent for ${duration(silenceMs)}.`
}
