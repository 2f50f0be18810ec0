/** The transcript in words: who speaks, what a mask hides, and why lines are missing. */
import type {
  ControlView,
  ConversationDetail,
  MaskKind,
  TranscriptLine,
  TranscriptStatus,
} from '@sotto/protocol'
import { statusWord } from './control-words.ts'
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

/** Of what is said, and of what is written: a chat has no transcript. */
const ownWords = {
  said: {
    // The guide's own sentence.
    crossRegion: 'Transcript may take longer due to cross-region processing.',
    paused:
      'Secure pause: recording is paused, so nothing is transcribed and nothing is shown until it goes on.',
    empty: 'Nothing has been said yet. What is said will stand here.',
    list: 'What was said',
    opening: 'Opening the transcript …',
    refresh: 'Refresh transcript',
    tries: 'Tries to read the transcript',
    now: 'Being said now',
    available: 'Transcript available.',
    pending: 'Transcript pending: what was said before is not ready yet.',
    unavailable:
      'Transcript unavailable: what was said before could not be had. New lines still appear here.',
    refused: 'There is no transcript for you here.',
    gone: 'There is no transcript here, or it is not yours to see.',
  },
  written: {
    crossRegion: 'Messages may take longer due to cross-region processing.',
    paused:
      'Secure pause: recording is paused, so no message is kept and none is shown until it goes on.',
    empty: 'Nothing has been written yet. Messages will stand here.',
    list: 'What was written',
    opening: 'Opening the messages …',
    refresh: 'Refresh messages',
    tries: 'Tries to read the messages',
    now: 'Being written now',
    available: 'Messages available.',
    pending: 'Messages pending: what was written before is not ready yet.',
    unavailable:
      'Messages unavailable: what was written before could not be had. New messages still appear here.',
    refused: 'There are no messages for you here.',
    gone: 'There are no messages here, or they are not yours to see.',
  },
} as const

type Media = ConversationDetail['media']

export function transcriptWords(media: Media): (typeof ownWords)['said' | 'written'] {
  return media === 'voice' ? ownWords.said : ownWords.written
}

export const cutWords = {
  'too-long': 'The rest is too long to show.',
  'recording-paused': 'Broken off: the recording was paused.',
} as const satisfies Record<NonNullable<TranscriptLine['cut']>, string>

export const revealWords = {
  heading: 'Show what is hidden?',
  explanation:
    'It is shown to you alone, for 30 seconds. That you looked, at what kind and why, is kept on record.',
  reason: 'Why do you need to see it?',
  confirm: 'Show for 30 seconds',
} as const

/** How the transcript is, told when it changes and nothing else: a transcript that talked would drown the call. */
export function stateWords(status: TranscriptStatus, isPaused: boolean, media: Media): string {
  const words = transcriptWords(media)
  if (isPaused) return words.paused
  const { read } = status
  return read.state === 'refused' ? `${words.refused} ${whyRefused(read)}` : words[read.state]
}

function whyRefused({
  code,
  missing,
  words,
}: Extract<TranscriptStatus['read'], { state: 'refused' }>): string {
  return code === 'missing-permission'
    ? explainWithGrant({ reason: code, missing }, { way: 'text', agentName: undefined })
    : explainRefusal(code, missing, words)
}

/** `Try 2 of 10, the next in 6 s` */
export function triesWords(
  { attempt, attempts }: Extract<TranscriptStatus['read'], { state: 'pending' }>,
  secondsToNext: number | undefined,
): string {
  const next = secondsToNext === undefined ? '' : `, the next in ${secondsToNext} s`
  return `Try ${attempt} of ${attempts}${next}`
}

/** How far a whisper has come: a mark, and what it means. */
export function whisperMark(whisper: ControlView): {
  readonly mark: string
  readonly words: string
} {
  const word = statusWord(whisper)
  switch (whisper.state) {
    case 'completed':
      return whisper.seenAt === undefined
        ? { mark: '✓', words: word }
        : { mark: '✓✓', words: `${word}, seen by the agent` }
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'executing':
    case 'pending-delivery':
      return { mark: '…', words: word }
    case 'cancelling':
    case 'cancelled':
    case 'expired':
    case 'failed':
    case 'refused':
      return { mark: '✕', words: word }
  }
}
