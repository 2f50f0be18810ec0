/** The timeline of a conversation in plain sentences: what happened, and how we know. */
import type { IncidentEntry, IncidentEvidence, IncidentWhat } from '@sotto/protocol'
import { answerWords } from './control-words.ts'
import { inLanguage } from './in-language.ts'
import { decimal } from './number-words.ts'
import { explainEnd } from './reason-words.ts'

/** Those of which a line and a text say different things. */
type CommonWhat =
  | 'held-back'
  | 'submitted'
  | 'queued'
  | 'pending-delivery'
  | 'executing'
  | 'completed'

export const english = {
  kindWords: {
    monitor: 'Listening line',
    'whisper-audio': 'Coaching line',
    'whisper-text': 'Text whisper',
    barge: 'Barge in',
  } satisfies Record<Kind, string>,
  evidenceWords: {
    console: 'done in Sotto',
    'command-answer': 'platform’s answer',
    'no-answer': 'no answer came',
    event: 'platform’s event',
    'status-check': 'status check',
    'elapsed-time': 'time elapsed',
    participants: 'platform’s participants',
    'media-position': 'platform’s sound count',
    lease: 'coaching lease',
  } satisfies Record<IncidentEvidence, string>,
  textWords: {
    'held-back': 'Held back: the agent wants no texts now',
    submitted: 'Sent',
    queued: 'Queued by the platform',
    'pending-delivery': 'No confirming word yet: pending',
    executing: 'On its way to the desk',
    completed: 'Arrived on the agent’s desk',
  },
  lineWords: {
    'held-back': 'Held back',
    submitted: 'Asked for',
    queued: 'Queued by the platform',
    'pending-delivery': 'No confirming word yet: pending',
    executing: 'Line open',
    completed: 'Line closed in order',
  },
  otherWords: {
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
  } satisfies Record<Exclude<IncidentWhat, CommonWhat>, string>,
  takenBackWords: {
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
  },
  coachingKindTitles: {
    'real-time': 'Coaching session',
    'post-call': 'Review of the call',
  } satisfies Record<NonNullable<IncidentEntry['coachingKind']>, string>,
  stepWords: {
    begin: 'to begin',
    pause: 'to pause',
    resume: 'to go on',
    complete: 'to complete',
  } satisfies Record<NonNullable<IncidentEntry['step']>, string>,
  emptyTimelineWords:
    'Nothing has been sent in this conversation yet. Whispers, lines and coaching sessions will stand here step by step.',
  truncatedWords: 'The oldest entries are left out.',
  theConversation: 'The conversation',
  heardByNobody: 'Heard by nobody',
  heardByAgent: 'Heard by the agent',
  heardByCustomer: 'Heard by the customer',
  heardByBoth: 'Heard by the agent and the customer',
  recordedToo: (heard: string) => `${heard}; the recording takes it too`,
  agentsAnswer: (answer: string) => `Agent’s answer: “${answer}”`,
  asked: (step: string) => `Asked ${step}`,
  askedRefused: (step: string) => `Asked ${step}, refused`,
  you: 'you',
  anotherSupervisor: 'another supervisor',
}

const words = inLanguage('incident-words', english)

type Kind = NonNullable<IncidentEntry['kind']>

export const kindWords = words.kindWords

export const evidenceWords = words.evidenceWords

const textWords = words.textWords

const lineWords = words.lineWords

const otherWords = words.otherWords

/** Why something was taken back, said alike of one's own and of a colleague's. */
const takenBackWords: Readonly<Record<string, string>> = words.takenBackWords

const coachingKindTitles = words.coachingKindTitles

const stepWords = words.stepWords

/** What a group of steps is about, for its heading. */
export function groupTitle({ coachingKind, kind }: Pick<IncidentEntry, 'coachingKind' | 'kind'>) {
  if (kind !== undefined) return kindWords[kind]
  return coachingKind === undefined ? words.theConversation : coachingKindTitles[coachingKind]
}

const samplesPerSecond = 16_000

/** What happened, in one sentence. `kind`: of the control it belongs to. */
export function incidentWords(entry: IncidentEntry, kind: Kind | undefined): string {
  const { hears, reason, sound, what } = entry
  if (what === 'hearing' && hears !== undefined) return hearingWords(hears)
  if (what === 'sound-total' && sound !== undefined)
    return `${otherWords[what]}: ${decimal(sound.mixedSamples / samplesPerSecond, 1)} s`
  if (what === 'answered') return answeredWords(reason)
  if (entry.step !== undefined) return stepSentence(entry, entry.step)
  const said = sentence(what, kind)
  return reason === undefined || what === 'expired' ? said : withReason(entry, said, reason)
}

/** The panel's usual explanations speak to whoever did it, so a colleague's refusal is told by its code. */
function withReason({ what, who }: IncidentEntry, said: string, reason: string): string {
  if (reason === 'queue-taken') return `${said}: ${takenBackWords[reason] ?? reason}`
  if (what === 'cancelling' || what === 'cancelled')
    return `${said}: ${takenBackWords[reason] ?? reason}`
  return who?.mine === false ? `${said} (${reason})` : `${said}. ${explainEnd(reason)}`
}

function stepSentence(entry: IncidentEntry, step: NonNullable<IncidentEntry['step']>): string {
  const { reason, what } = entry
  const asked = words.asked(stepWords[step])
  if (what === 'coaching-step-unanswered') return `${asked}: ${otherWords[what]}`
  if (what !== 'coaching-step-refused')
    return reason === undefined ? asked : `${asked}: ${takenBackWords[reason] ?? reason}`
  return `${words.askedRefused(stepWords[step])}${reason === undefined ? '' : ` (${reason})`}`
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
  const heard = heardBy(agent, customer)
  return recording ? words.recordedToo(heard) : heard
}

function heardBy(agent: boolean, customer: boolean): string {
  if (agent && customer) return words.heardByBoth
  if (agent) return words.heardByAgent
  return customer ? words.heardByCustomer : words.heardByNobody
}

function answeredWords(answer: string | undefined): string {
  const known: Readonly<Record<string, string>> = answerWords
  return words.agentsAnswer(known[answer ?? ''] ?? answer ?? '?')
}

/** `you`, `Oskar Lindqvist`, `another supervisor`. */
export function whoWords(who: IncidentEntry['who']): string | undefined {
  if (who === undefined) return undefined
  if (who.mine) return words.you
  return who.name ?? words.anotherSupervisor
}

/** `+0.4 s`: how long after the beginning of the same thing. */
export function laterWords(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1_000
  return seconds < 60 ? `+${decimal(seconds, 1)} s` : `+${Math.floor(seconds / 60)} min`
}

export const emptyTimelineWords = words.emptyTimelineWords
export const truncatedWords = words.truncatedWords
