/** The timeline of a conversation in plain sentences: what happened, and how we know. */
import type { IncidentEntry, IncidentEvidence, IncidentWhat } from '@sotto/protocol'
import { answerWords } from './control-words.ts'
import { explainEnd } from './reason-words.ts'

type Kind = NonNullable<IncidentEntry['kind']>

export const kindWords = {
  monitor: 'Listening line',
  'whisper-audio': 'Coaching line',
  'whisper-text': 'Text whisper',
  barge: 'Barge in',
} as const satisfies Record<Kind, string>

export const evidenceWords = {
  console: 'done in Sotto',
  'command-answer': 'platform’s answer',
  'no-answer': 'no answer came',
  event: 'platform’s event',
  'status-check': 'status check',
  'elapsed-time': 'time elapsed',
  participants: 'platform’s participants',
  'media-position': 'platform’s sound count',
  lease: 'coaching lease',
} as const satisfies Record<IncidentEvidence, string>

const textWords = {
  'held-back': 'Held back: the agent wants no texts now',
  submitted: 'Sent',
  queued: 'Queued by the platform',
  'pending-delivery': 'No confirming word yet: pending',
  executing: 'On its way to the desk',
  completed: 'Arrived on the agent’s desk',
} as const

const lineWords = {
  'held-back': 'Held back',
  submitted: 'Asked for',
  queued: 'Queued by the platform',
  'pending-delivery': 'No confirming word yet: pending',
  executing: 'Line open',
  completed: 'Line closed in order',
} as const

const otherWords = {
  cancelling: 'Being taken back',
  cancelled: 'Taken back',
  expired: 'Expired: too late to help, taken back',
  failed: 'Failed',
  refused: 'Refused by the platform',
  'answer-lost': 'Whether the platform got it is not known: asking',
  repeated: 'Confirmed as it stands',
  seen: 'Seen by the agent',
  answered: 'Answered by the agent',
  hearing: 'Who hears changed',
  'conversation-active': 'Conversation active',
  'conversation-held': 'Customer put on hold',
  'conversation-in-transfer': 'Conversation being transferred',
  'conversation-conference': 'Others joined the conversation',
  'conversation-ended': 'Conversation ended',
  'recording-on': 'Recording on',
  'recording-paused': 'Recording paused: secure pause',
  'recording-off': 'Recording off',
  'sound-arrived': 'The platform begins to play the voice',
  'sound-total': 'Voice played by the platform',
  'lease-held': 'Coaching taken',
  'lease-asked': 'Asked to coach next',
  'lease-free': 'Coaching free again',
  'coaching-asked': 'Asked for',
  'coaching-started': 'Started on the platform',
  'coaching-in-progress': 'In progress',
  'coaching-paused': 'Paused',
  'coaching-completed': 'Completed',
  'coaching-invalid': 'Detached: the call had ended before the platform took it',
  'coaching-vanished': 'The platform knows it no more',
  'coaching-refused': 'Not started',
  'coaching-step-asked': 'Asked for a step',
  'coaching-step-refused': 'A step was refused',
  'coaching-step-unanswered': 'whether it was done is not known, asking',
  unrecognised: 'Something this version has no word for',
} as const satisfies Record<Exclude<IncidentWhat, keyof typeof textWords>, string>

/** Why something was taken back, said alike of one's own and of a colleague's. */
const takenBackWords: Readonly<Record<string, string>> = {
  'stopped-by-supervisor': 'stopped by hand',
  'conversation-held': 'the customer was put on hold',
  'conversation-in-transfer': 'the call is being transferred',
  'conversation-in-conference': 'others joined the call',
  'conversation-ended': 'the conversation ended',
  'recording-paused': 'secure pause',
  'agent-left': 'the agent left the call',
  'panel-gone': 'the connection to the screen was lost',
  'signed-out': 'the session ended',
  replaced: 'something else was begun',
  'lease-lost': 'the right to coach was lost',
  'handed-over': 'the coaching was handed over',
  expired: 'too late to help',
  'queue-taken': 'its queue was taken from its supervisor',
  'unsettled-at-start': 'its server stopped before it was settled',
}

const coachingKindTitles = {
  'real-time': 'Coaching session',
  'post-call': 'Review of the call',
} as const satisfies Record<NonNullable<IncidentEntry['coachingKind']>, string>

const stepWords = {
  begin: 'to begin',
  pause: 'to pause',
  resume: 'to go on',
  complete: 'to complete',
} as const satisfies Record<NonNullable<IncidentEntry['step']>, string>

/** What a group of steps is about, for its heading. */
export function groupTitle({ coachingKind, kind }: Pick<IncidentEntry, 'coachingKind' | 'kind'>) {
  if (kind !== undefined) return kindWords[kind]
  return coachingKind === undefined ? 'The conversation' : coachingKindTitles[coachingKind]
}

const samplesPerSecond = 16_000

/** What happened, in one sentence. `kind`: of the control it belongs to. */
export function incidentWords(entry: IncidentEntry, kind: Kind | undefined): string {
  const { hears, reason, sound, what } = entry
  if (what === 'hearing' && hears !== undefined) return hearingWords(hears)
  if (what === 'sound-total' && sound !== undefined)
    return `${otherWords[what]}: ${(sound.mixedSamples / samplesPerSecond).toFixed(1)} s`
  if (what === 'answered') return answeredWords(reason)
  if (entry.step !== undefined) return stepSentence(entry, entry.step)
  const words = sentence(what, kind)
  return reason === undefined || what === 'expired' ? words : withReason(entry, words, reason)
}

/** The panel's usual explanations speak to whoever did it, so a colleague's refusal is told by its code. */
function withReason({ what, who }: IncidentEntry, words: string, reason: string): string {
  if (reason === 'queue-taken') return `${words}: ${takenBackWords[reason] ?? reason}`
  if (what === 'cancelling' || what === 'cancelled')
    return `${words}: ${takenBackWords[reason] ?? reason}`
  return who?.mine === false ? `${words} (${reason})` : `${words}. ${explainEnd(reason)}`
}

function stepSentence(entry: IncidentEntry, step: NonNullable<IncidentEntry['step']>): string {
  const { reason, what } = entry
  const asked = `Asked ${stepWords[step]}`
  if (what === 'coaching-step-unanswered') return `${asked}: ${otherWords[what]}`
  if (what !== 'coaching-step-refused')
    return reason === undefined ? asked : `${asked}: ${takenBackWords[reason] ?? reason}`
  return `${asked}, refused${reason === undefined ? '' : ` (${reason})`}`
}

function sentence(what: IncidentWhat, kind: Kind | undefined): string {
  switch (what) {
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'pending-delivery':
    case 'executing':
    case 'completed':
      return kind === 'whisper-text' ? textWords[what] : lineWords[what]
    default:
      return otherWords[what]
  }
}

function hearingWords({ agent, customer, recording }: NonNullable<IncidentEntry['hears']>): string {
  const ears = [agent ? 'the agent' : undefined, customer ? 'the customer' : undefined].filter(
    (ear) => ear !== undefined,
  )
  const heard = ears.length === 0 ? 'Heard by nobody' : `Heard by ${ears.join(' and ')}`
  return recording ? `${heard}; the recording takes it too` : heard
}

function answeredWords(answer: string | undefined): string {
  const words: Readonly<Record<string, string>> = answerWords
  return `Agent’s answer: “${words[answer ?? ''] ?? answer ?? '?'}”`
}

/** `you`, `Oskar Lindqvist`, `another supervisor`. */
export function whoWords(who: IncidentEntry['who']): string | undefined {
  if (who === undefined) return undefined
  if (who.mine) return 'you'
  return who.name ?? 'another supervisor'
}

/** `+0.4 s`: how long after the beginning of the same thing. */
export function laterWords(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1_000
  return seconds < 60 ? `+${seconds.toFixed(1)} s` : `+${Math.floor(seconds / 60)} min`
}

export const emptyTimelineWords =
  'Nothing has been sent in this conversation yet. Whispers, lines and coaching sessions will stand here step by step.'
export const truncatedWords = 'The oldest entries are left out.'
