/** What I hear now, and what I should hear if the call were put on hold. */
import type { ConfirmedMode, ConversationPhase, HearingCause } from '@sotto/domain'
import type { ConversationDetail } from '@sotto/protocol'
import type { Sound } from '../model/audio/player.ts'
import type { SoundPresence } from '../model/listening/listening.ts'
import type { ListeningMix } from '../model/listening/listening-mix.ts'
import { inLanguage } from './in-language.ts'
import { decimal } from './number-words.ts'

export const english = {
  hearsByPhase: {
    active: 'You hear the customer on the left and the agent on the right.',
    held: 'The customer is on hold. You still hear both sides, though they do not hear each other.',
    'in-transfer':
      'A transfer is on its way. You hear the agents on the right; the customer, on the left, waits and hears neither.',
    conference:
      'You hear everybody in the conference: customer and third parties on the left, agents on the right.',
    ended: 'You hear nothing: the conversation is over.',
  } satisfies Record<ConversationPhase, string>,
  ifHeldByMode: {
    'not-connected': 'If the call is put on hold, you may still listen, but not speak.',
    monitor: 'If the call is put on hold, you go on hearing both sides.',
    coach:
      'If the call is put on hold, you go on hearing both sides and your microphone is cut; press Coach again afterwards.',
    barge:
      'If the call is put on hold, you go on hearing both sides and your microphone is cut; press Barge in again afterwards.',
  } satisfies Record<ConfirmedMode, string>,
  hearingCauseWords: {
    'listening-network-loses':
      'Parts of the call are left out on the way to this computer: your own network does not take the sound in time. A cable instead of Wi-Fi helps.',
    'listening-network-uneven':
      'The call reaches this computer too late in places, so you may hear gaps. Your own network, or much work on this computer, may be the cause.',
    'listening-platform-loses':
      'The platform does not deliver all of the call’s sound. Your own network is not the cause.',
    'listening-platform-uneven':
      'The platform delivers the call’s sound unevenly, so you may hear gaps. Your own network is not the cause.',
  } satisfies Record<HearingCause, string>,
  hearsNothing: {
    paused: 'You hear nothing: recording is paused for a secure moment.',
    off: 'You hear nothing. Press Monitor to listen.',
    opening: 'You hear nothing yet: the listening line is opening.',
    away: 'You hear nothing at this moment: the sound connection is away and is being taken up again.',
    blocked: 'You hear nothing: the browser is not allowed to play sound yet.',
    starting: 'You hear nothing yet: the sound is starting.',
    missing: 'You hear nothing at this moment: no sound comes from the platform.',
  },
  muted: {
    both: 'You have turned both sides off for yourself.',
    customer: 'You have turned the customer off for yourself.',
    agent: 'You have turned the agent off for yourself.',
  },
  back: (seconds: string) =>
    `The sound was away for ${seconds} s and is back. What was said meanwhile you have not heard.`,
  unreadByServer: (refusal: string) =>
    `Our server could not read what this page sent (${refusal}); if it happens again, reload the page.`,
  unreadable: (pieces: number) =>
    pieces === 1
      ? 'One piece of the sound could not be read and was left out.'
      : `${pieces} pieces of the sound could not be read and were left out.`,
}

const words = inLanguage('listening-words', english)

export interface HearingFacts {
  readonly phase: ConversationPhase
  readonly mode: ConversationDetail['mode']
  readonly recording: ConversationDetail['recording']
  /** This tab's loudspeaker; `off` when its line is in another conversation. */
  readonly sound: Sound
  readonly presence: SoundPresence
  readonly mix: ListeningMix
  /** The connection stands, and no sound comes on it. */
  readonly isMissing?: boolean
}

export interface HearingWords {
  readonly now: string
  /** Absent when a hold is not what could come next. */
  readonly ifHeld?: string
}

const hearsByPhase = words.hearsByPhase

const ifHeldByMode = words.ifHeldByMode

export function hearingWords(facts: HearingFacts): HearingWords {
  const now = hearsNow(facts)
  const mayBeHeld = facts.phase === 'active' && facts.recording !== 'paused'
  return mayBeHeld ? { now, ifHeld: ifHeldByMode[facts.mode.confirmed] } : { now }
}

function hearsNow(facts: HearingFacts): string {
  const { isMissing = false, mix, mode, phase, presence, recording, sound } = facts
  if (phase === 'ended') return hearsByPhase.ended
  if (recording === 'paused') return words.hearsNothing.paused
  if (mode.confirmed === 'not-connected')
    return mode.wanted === 'off' ? words.hearsNothing.off : words.hearsNothing.opening
  if (presence.state === 'away') return words.hearsNothing.away
  if (sound === 'blocked') return words.hearsNothing.blocked
  if (sound !== 'playing') return words.hearsNothing.starting
  if (isMissing) return words.hearsNothing.missing
  const muted = mutedWords(mix)
  return muted === undefined ? hearsByPhase[phase] : `${hearsByPhase[phase]} ${muted}`
}

function mutedWords({ agent, customer }: ListeningMix): string | undefined {
  const isSilent = (side: ListeningMix['agent']) => side.muted || side.volume === 0
  if (isSilent(customer) && isSilent(agent)) return words.muted.both
  if (isSilent(customer)) return words.muted.customer
  return isSilent(agent) ? words.muted.agent : undefined
}

/** That the sound was away, while it is news. */
export function awayWords(presence: SoundPresence): string | undefined {
  if (presence.state !== 'back') return undefined
  const back = words.back(decimal(Math.max(0.1, presence.awayMs / 1000), 1))
  return presence.refusal === undefined ? back : `${back} ${words.unreadByServer(presence.refusal)}`
}

export function unreadableWords(frames: number): string | undefined {
  return frames === 0 ? undefined : words.unreadable(frames)
}

/** What is wrong with the call’s sound, whose side it is on, and what helps. One sentence per cause, no two alike. */
export const hearingCauseWords = words.hearingCauseWords
