/** The transcript in words: who speaks, what a mask hides, and why lines are missing. */
import type {
  ConversationDetail,
  MaskKind,
  TranscriptLine,
  TranscriptStatus,
} from '@sotto/protocol'
import { explainWithGrant } from './grant-words.ts'
import { explainRefusal } from './reason-words.ts'

export const speakerWords = {
  customer: 'Customer',
  agent: 'Agent',
  external: 'Other party',
  supervisor: 'Supervisor',
} as const satisfies Record<TranscriptLine['purpose'], string>

/** What a mask hides, for people; a card that was read whole says its last four digits as well. */
export const maskKindWords = {
  card: 'card',
  cvv: 'security code',
  phone: 'phone',
  email: 'e-mail',
  address: 'address',
  postcode: 'postcode',
  name: 'name',
  'national-id': 'national id',
  iban: 'IBAN',
  account: 'account',
  'birth-date': 'date of birth',
  ip: 'IP address',
  'secret-url': 'secret link',
  held: 'number',
} as const satisfies Record<MaskKind, string>

/** `[card •••• 1111]`, `[phone]`. */
export function maskWords(kind: MaskKind, label: string): string {
  const digits = kind === 'card' ? label.replace(/^card/, '') : ''
  return `[${maskKindWords[kind]}${digits}]`
}

export function titleWords(media: ConversationDetail['media']): string {
  return media === 'voice' ? 'Transcript' : 'Messages'
}

/** The guide's own sentence. */
export const crossRegionWords = 'Transcript may take longer due to cross-region processing.'

export const pausedWords =
  'Secure pause: recording is paused, so nothing is transcribed and nothing is shown until it goes on.'

export const cutWords = {
  'too-long': 'The rest is too long to show.',
  'recording-paused': 'Broken off: the recording was paused.',
} as const satisfies Record<NonNullable<TranscriptLine['cut']>, string>

export function emptyWords(media: ConversationDetail['media']): string {
  return media === 'voice'
    ? 'Nothing has been said yet. What is said will stand here.'
    : 'Nothing has been written yet. Messages will stand here.'
}

export const revealWords = {
  heading: 'Show what is hidden?',
  explanation:
    'It is shown to you alone, for 30 seconds. That you looked, at what kind and why, is kept on record.',
  reason: 'Why do you need to see it?',
  confirm: 'Show for 30 seconds',
} as const

/** What is known of the part that was said before; undefined when all of it is there. */
export function readWords(
  read: TranscriptStatus['read'],
  secondsToNext: number | undefined,
): string | undefined {
  switch (read.state) {
    case 'available':
      return undefined
    case 'pending': {
      const next = secondsToNext === undefined ? '' : `, next in ${secondsToNext} s`
      return `Transcript pending: what was said before is not ready yet (try ${read.attempt} of ${read.attempts}${next}).`
    }
    case 'unavailable':
      return 'Transcript unavailable: what was said before could not be had. New lines still appear here.'
    case 'refused':
      return `There is no transcript for you here. ${whyRefused(read)}`
    case 'gone':
      return 'There is no transcript here, or it is not yours to see.'
  }
}

function whyRefused({
  code,
  missing,
}: Extract<TranscriptStatus['read'], { state: 'refused' }>): string {
  return code === 'missing-permission'
    ? explainWithGrant({ reason: code, missing }, { way: 'text', agentName: undefined })
    : explainRefusal(code, missing)
}

/** Said aloud when it changes, and nothing else: a transcript that talked would drown the call. */
export function announcedWords(status: TranscriptStatus): string {
  if (status.isPaused) return 'Transcript stopped: secure pause.'
  switch (status.read.state) {
    case 'available':
      return 'Transcript available.'
    case 'pending':
      return status.isCrossRegion
        ? `Transcript pending. ${crossRegionWords}`
        : 'Transcript pending.'
    case 'unavailable':
      return 'Transcript unavailable.'
    case 'refused':
    case 'gone':
      return 'No transcript.'
  }
}
