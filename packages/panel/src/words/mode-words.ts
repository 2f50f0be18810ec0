/** The status sentence beside the mode buttons: what is so, and what is on its way. Never says more than the truth line. */
import type { ConfirmedMode, TruthLine, WantedMode } from '@sotto/domain'
import type { ConversationDetail } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { modeWords } from './reason-words.ts'

/** Of these a tab says that nobody hears its supervisor. */
type Unheard = Extract<ConfirmedMode, 'not-connected' | 'monitor'>

export const english = {
  confirmedModeWords: {
    'not-connected': 'Not connected: you do not hear this conversation, and nobody in it hears you',
    monitor: 'Monitoring: nobody hears you',
    coach: 'Coaching: only the agent hears you',
    barge: 'Everybody in the call hears you',
  } satisfies Record<ConfirmedMode, string>,
  unconfirmedModeWords: {
    'not-connected': 'Not connected: waiting for the platform to confirm that nobody hears you',
    monitor: 'Monitoring: waiting for the platform to confirm that nobody hears you',
    coach: 'Coaching: waiting for the platform to confirm who hears you',
    barge: 'Barged in: waiting for the platform to confirm who hears you',
  } satisfies Record<ConfirmedMode, string>,
  inOtherTabWords: {
    'not-connected': 'Not connected in this tab: your line is in another one',
    monitor: 'Monitoring in this tab: your line to the agent is in another one',
  } satisfies Record<Unheard, string>,
  onTheWay: {
    off: 'closing the line …',
    monitor: 'opening the listening line …',
    coach: 'opening the coaching line …',
    barge: 'opening the line to everybody …',
  } satisfies Record<WantedMode, string>,
  modeUnknownWords: 'Who hears you is unknown: your microphone is cut',
  modeDialogWords: {
    monitor: {
      heading: 'Why do you listen?',
      words: 'You hear the agent and the customer; nobody hears you.',
      confirm: 'Monitor',
    },
    coach: {
      heading: 'Why do you coach?',
      words: 'You hear the call, and the agent hears you while you hold the key.',
      confirm: 'Coach',
    },
    barge: {
      heading: 'The customer will hear you',
      words: 'While you hold the key, everybody in the call hears you: the agent and the customer.',
      confirm: 'Yes, barge in',
    },
  } satisfies Record<Exclude<WantedMode, 'off'>, Record<string, string>>,
  reason: (code: string) => `Reason: ${code}.`,
}

const words = inLanguage('mode-words', english)

export const confirmedModeWords = words.confirmedModeWords

const unconfirmedModeWords = words.unconfirmedModeWords

const onTheWay = words.onTheWay

const reachedBy = {
  off: 'not-connected',
  monitor: 'monitor',
  coach: 'coach',
  barge: 'barge',
} as const satisfies Record<WantedMode, ConfirmedMode>

type Mode = ConversationDetail['mode']
type Spoken = Pick<ConversationDetail, 'lease' | 'mode' | 'truth'>

/** Which ears each mode's own sentence speaks of. */
const ears = {
  'not-connected': { agent: false, customer: false },
  monitor: { agent: false, customer: false },
  coach: { agent: true, customer: false },
  barge: { agent: true, customer: true },
} as const satisfies Record<ConfirmedMode, { agent: boolean; customer: boolean }>

export const modeUnknownWords = words.modeUnknownWords

export function modeSentence({ lease, mode, truth }: Spoken): string {
  if (truth.agent.certainty === 'unknown' || truth.customer.certainty === 'unknown')
    return modeUnknownWords
  const isHeard = truth.agent.hearsYou || truth.customer.hearsYou
  if (lease?.inOtherTab && isHeard && !mode.switching && isUnheard(mode.confirmed))
    return words.inOtherTabWords[mode.confirmed]
  const said = agrees(mode.confirmed, truth) ? confirmedModeWords : unconfirmedModeWords
  const now = said[mode.confirmed]
  return mode.switching && mode.confirmed !== reachedBy[mode.wanted]
    ? `${now} · ${onTheWay[mode.wanted]}`
    : now
}

function isUnheard(mode: ConfirmedMode): mode is Unheard {
  return mode === 'not-connected' || mode === 'monitor'
}

function agrees(mode: ConfirmedMode, { agent, customer }: TruthLine): boolean {
  return (
    agent.certainty === 'confirmed' &&
    customer.certainty === 'confirmed' &&
    agent.hearsYou === ears[mode].agent &&
    customer.hearsYou === ears[mode].customer
  )
}

/** Asked before it begins. */
export const modeDialogWords = words.modeDialogWords

const modeReasons: Readonly<Record<string, string>> = modeWords

/** Why the mode is less than what was asked for; nothing when it is not, or was this person's own wish. */
export function modeReasonSentence(mode: Mode): string | undefined {
  if (mode.reason === undefined || mode.reason === 'stopped-by-supervisor') return undefined
  return modeReasonWords(mode.reason)
}

export function modeReasonWords(reason: string): string {
  return modeReasons[reason] ?? words.reason(reason)
}
