/** What I hear now, and what I should hear if the call were put on hold. */
import type { ConfirmedMode, ConversationPhase, HearingCause } from '@sotto/domain'
import type { ConversationDetail } from '@sotto/protocol'
import type { Sound } from '../model/audio/player.ts'
import type { SoundPresence } from '../model/listening/listening.ts'
import type { ListeningMix } from '../model/listening/listening-mix.ts'

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

const hearsByPhase = {
  active: 'You hear the customer on the left and the agent on the right.',
  held: 'The customer is on hold. You still hear both sides, though they do not hear each other.',
  'in-transfer':
    'A transfer is on its way. You hear the agents on the right; the customer, on the left, waits and hears neither.',
  conference:
    'You hear everybody in the conference: customer and third parties on the left, agents on the right.',
  ended: 'You hear nothing: the conversation is over.',
} as const satisfies Record<ConversationPhase, string>

const ifHeldByMode = {
  'not-connected': 'If the call is put on hold, you may still listen, but not speak.',
  monitor: 'If the call is put on hold, you go on hearing both sides.',
  coach:
    'If the call is put on hold, you go on hearing both sides and your microphone is cut; press Coach again afterwards.',
  barge:
    'If the call is put on hold, you go on hearing both sides and your microphone is cut; press Barge in again afterwards.',
} as const satisfies Record<ConfirmedMode, string>

export function hearingWords(facts: HearingFacts): HearingWords {
  const now = hearsNow(facts)
  const mayBeHeld = facts.phase === 'active' && facts.recording !== 'paused'
  return mayBeHeld ? { now, ifHeld: ifHeldByMode[facts.mode.confirmed] } : { now }
}

function hearsNow(facts: HearingFacts): string {
  const { isMissing = false, mix, mode, phase, presence, recording, sound } = facts
  if (phase === 'ended') return hearsByPhase.ended
  if (recording === 'paused') return 'You hear nothing: recording is paused for a secure moment.'
  if (mode.confirmed === 'not-connected')
    return mode.wanted === 'off'
      ? 'You hear nothing. Press Monitor to listen.'
      : 'You hear nothing yet: the listening line is opening.'
  if (presence.state === 'away')
    return 'You hear nothing at this moment: the sound connection is away and is being taken up again.'
  if (sound === 'blocked') return 'You hear nothing: the browser is not allowed to play sound yet.'
  if (sound !== 'playing') return 'You hear nothing yet: the sound is starting.'
  if (isMissing) return 'You hear nothing at this moment: no sound comes from the platform.'
  const muted = mutedWords(mix)
  return muted === undefined ? hearsByPhase[phase] : `${hearsByPhase[phase]} ${muted}`
}

function mutedWords({ agent, customer }: ListeningMix): string | undefined {
  const isSilent = (side: ListeningMix['agent']) => side.muted || side.volume === 0
  if (isSilent(customer) && isSilent(agent)) return 'You have turned both sides off for yourself.'
  if (isSilent(customer)) return 'You have turned the customer off for yourself.'
  return isSilent(agent) ? 'You have turned the agent off for yourself.' : undefined
}

/** That the sound was away, while it is news. */
export function awayWords(presence: SoundPresence): string | undefined {
  if (presence.state !== 'back') return undefined
  const seconds = Math.max(0.1, presence.awayMs / 1000).toFixed(1)
  const back = `The sound was away for ${seconds} s and is back. What was said meanwhile you have not heard.`
  return presence.refusal === undefined
    ? back
    : `${back} Our server could not read what this page sent (${presence.refusal}); if it happens again, reload the page.`
}

export function unreadableWords(frames: number): string | undefined {
  if (frames === 0) return undefined
  return frames === 1
    ? 'One piece of the sound could not be read and was left out.'
    : `${frames} pieces of the sound could not be read and were left out.`
}

/** What is wrong with the call’s sound, whose side it is on, and what helps. One sentence per cause, no two alike. */
export const hearingCauseWords = {
  'listening-network-loses':
    'Parts of the call are left out on the way to this computer: your own network does not take the sound in time. A cable instead of Wi-Fi helps.',
  'listening-network-uneven':
    'The call reaches this computer too late in places, so you may hear gaps. Your own network, or much work on this computer, may be the cause.',
  'listening-platform-loses':
    'The platform does not deliver all of the call’s sound. Your own network is not the cause.',
  'listening-platform-uneven':
    'The platform delivers the call’s sound unevenly, so you may hear gaps. Your own network is not the cause.',
} as const satisfies Record<HearingCause, string>
