/** Why the microphone is shut, in words. */
import type { Gate } from '../model/talk/microphone-gate.ts'
import type { CutReason, Talk } from '../model/talk/talk.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  cutWords: {
    silenced: 'Silenced. Let go, then press again to talk.',
    'quiet-too-long':
      'Your microphone was open for a minute and nobody spoke, so it was closed. Let go, then press again to talk.',
    'microphone-stalled':
      'No sound came from your microphone any more, so it was cut. Let go, then press again to talk.',
    'was-asleep':
      'This computer or page was asleep, so your microphone was cut. Let go, then press again to talk.',
    'left-page': 'You left this page, so your microphone was cut. Press again to talk.',
    'no-line': 'Press Coach first.',
    'other-conversation-shown': 'Your line is in another conversation. Go back to it to talk.',
    'connection-stale': 'The connection is not fresh, so your microphone is cut.',
    'platform-interrupted': 'The platform’s events are interrupted, so your microphone is cut.',
    'recording-paused': 'Secure pause: recording is paused, so your microphone is cut.',
    changing: 'The mode is changing. Wait for “Live”.',
    'customer-does-not-hear':
      'The platform has not confirmed that the customer hears you, so your microphone is cut.',
    'not-coaching': 'Press Coach or Barge in first.',
    'agent-unknown': 'Who hears you is unknown, so your microphone is cut.',
    'agent-pending': 'The platform has not confirmed yet that the agent hears you.',
    'agent-does-not-hear': 'The platform says the agent does not hear you.',
    'customer-not-excluded':
      'It is not confirmed that the customer does not hear you, so your microphone is cut.',
    'server-says-no': 'The line may carry no sound at this moment.',
    'sound-connection-stale': 'The sound connection is not fresh, so your microphone is cut.',
    'server-gate-shut': 'The server has shut the line for your voice.',
    'microphone-off': 'Your microphone is off. Press Coach again to start it.',
  } satisfies Record<CutReason, string>,
  openWords: {
    coach: 'Microphone open: only the agent hears you.',
    barge: 'Microphone open: everybody in the call hears you.',
  } satisfies Record<SpokenLine, string>,
  keptOpenWords: 'It stays open until you press again or Esc.',
  waitingWords: 'Waiting for a gap, three seconds at most. Your microphone is still cut.',
  shutWords: {
    coach: 'Microphone cut. The customer does not hear you, whatever you hold.',
    barge: 'Microphone cut. While you hold the key, the customer hears you too.',
  } satisfies Record<SpokenLine, string>,
  cutMeanwhileWords: 'Your microphone was cut meanwhile. Press again to talk.',
  keptOpenEnds: {
    silenced: 'Silenced. Press again to talk.',
    'quiet-too-long':
      'Your microphone was open for a minute and nobody spoke, so it was closed. Press again to talk.',
    'microphone-stalled':
      'No sound came from your microphone any more, so it was cut. Press again to talk.',
    'was-asleep':
      'This computer or page was asleep, so your microphone was cut. Press again to talk.',
  },
}

const words = inLanguage('talk-words', english)

export const cutWords = words.cutWords

export type SpokenLine = 'coach' | 'barge'

const openWords = words.openWords

const keptOpenWords = words.keptOpenWords

export const waitingWords = words.waitingWords

const shutWords = words.shutWords

/** What stands under the talk key. */
export function talkHint(talk: Talk, gate: Gate, line: SpokenLine): string {
  switch (talk.state) {
    case 'talking':
      return talk.latched ? `${openWords[line]} ${keptOpenWords}` : openWords[line]
    case 'waiting':
      return waitingWords
    case 'denied':
    case 'cut':
      if (!talk.latched) return cutWords[talk.reason]
      // What shut the gate may be over by now.
      if (gate.open && !ownReasons.has(talk.reason))
        return talk.state === 'cut' ? cutMeanwhileWords : shutWords[line]
      return keptOpenEnd(talk.reason)
    case 'idle':
      return gate.open ? shutWords[line] : cutWords[gate.reason]
  }
}

const ownReasons: ReadonlySet<CutReason> = new Set([
  'silenced',
  'quiet-too-long',
  'microphone-stalled',
  'was-asleep',
  'left-page',
])

export const cutMeanwhileWords = words.cutMeanwhileWords

/** Nobody holds a key that could be let go. */
function keptOpenEnd(reason: CutReason): string {
  const known: Readonly<Record<string, string>> = words.keptOpenEnds
  return known[reason] ?? cutWords[reason]
}
