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
import { inLanguage } from './in-language.ts'
import { explainRefusal } from './reason-words.ts'

export const english = {
  speakerWords: {
    customer: 'Customer',
    agent: 'Agent',
    external: 'Other party',
    supervisor: 'Supervisor',
  } satisfies Record<TranscriptLine['purpose'], string>,
  maskKindWords: {
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
  } satisfies Record<MaskKind, string>,
  ownWords: {
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
  },
  cutWords: {
    'too-long': 'The rest is too long to show.',
    'recording-paused': 'Broken off: the recording was paused.',
  } satisfies Record<NonNullable<TranscriptLine['cut']>, string>,
  revealWords: {
    heading: 'Show what is hidden?',
    explanation:
      'It is shown to you alone, for 30 seconds. That you looked, at what kind and why, is kept on record.',
    reason: 'Why do you need to see it?',
    confirm: 'Show for 30 seconds',
  },
  tries: (attempt: number, attempts: number) => `Try ${attempt} of ${attempts}`,
  triesNext: (attempt: number, attempts: number, seconds: number) =>
    `Try ${attempt} of ${attempts}, the next in ${seconds} s`,
  seenByAgent: (word: string) => `${word}, seen by the agent`,
  titles: { said: 'Transcript', written: 'Messages' },
}

const words = inLanguage('transcript-words', english)

export const speakerWords = words.speakerWords

/** What a mask hides, for people; a card that was read whole says its last four digits as well. */
export const maskKindWords = words.maskKindWords

/** `[card •••• 1111]`, `[phone]`. */
export function maskWords(kind: MaskKind, label: string): string {
  const digits = kind === 'card' ? label.replace(/^card/, '') : ''
  return `[${maskKindWords[kind]}${digits}]`
}

export function titleWords(media: ConversationDetail['media']): string {
  return media === 'voice' ? words.titles.said : words.titles.written
}

/** Of what is said, and of what is written: a chat has no transcript. */
const ownWords = words.ownWords

type Media = ConversationDetail['media']

export function transcriptWords(media: Media): (typeof ownWords)['said' | 'written'] {
  return media === 'voice' ? ownWords.said : ownWords.written
}

export const cutWords = words.cutWords

export const revealWords = words.revealWords

/** How the transcript is, told when it changes and nothing else: a transcript that talked would drown the call. */
export function stateWords(status: TranscriptStatus, isPaused: boolean, media: Media): string {
  const own = transcriptWords(media)
  if (isPaused) return own.paused
  const { read } = status
  return read.state === 'refused' ? `${own.refused} ${whyRefused(read)}` : own[read.state]
}

function whyRefused({
  code,
  missing,
  words: written,
}: Extract<TranscriptStatus['read'], { state: 'refused' }>): string {
  return code === 'missing-permission'
    ? explainWithGrant({ reason: code, missing }, { way: 'text', agentName: undefined })
    : explainRefusal(code, missing, written)
}

/** `Try 2 of 10, the next in 6 s` */
export function triesWords(
  { attempt, attempts }: Extract<TranscriptStatus['read'], { state: 'pending' }>,
  secondsToNext: number | undefined,
): string {
  return secondsToNext === undefined
    ? words.tries(attempt, attempts)
    : words.triesNext(attempt, attempts, secondsToNext)
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
        : { mark: '✓✓', words: words.seenByAgent(word) }
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
