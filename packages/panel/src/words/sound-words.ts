/** What is wrong with the sound, whose side it is on, and what helps. One sentence per cause, no two alike. */
import type { SoundCause } from '@sotto/domain'
import type { ConversationDetail } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { decimal } from './number-words.ts'

export const english = {
  soundCauseWords: {
    'agent-codec':
      'The agent’s telephone takes neither PCMU nor PCMA, so your voice may reach them badly or not at all. A text whisper does not depend on it.',
    'voice-distorted':
      'The platform reports that your voice arrives distorted. Speak a little more softly.',
    'supervisor-network-loses':
      'Your own network loses parts of what you say on the way from this computer. A cable instead of Wi-Fi helps.',
    'supervisor-network-uneven':
      'Your own network delivers what you say too late in places. Other traffic on it may be the cause.',
    'platform-loses':
      'The platform loses parts of what you say. Your own network is not the cause; say what matters twice, or write it.',
    'platform-uneven':
      'The platform receives what you say unevenly, so the agent may hear it broken. Your own network is not the cause.',
  } satisfies Record<SoundCause, string>,
  lowered: (level: string) =>
    `Your mix level was lowered to ${level} by itself, because the platform reported distortion.`,
}

const words = inLanguage('sound-words', english)

export const soundCauseWords = words.soundCauseWords

export function loweredWords(mixLevel: number): string {
  return words.lowered(decimal(mixLevel, 2))
}

/** In the order in which they are told. */
export function soundSentences(sound: ConversationDetail['sound']): readonly string[] {
  if (sound === undefined) return []
  const { causes, loweredMixLevel } = sound
  const told = causes.map((cause) => soundCauseWords[cause])
  return loweredMixLevel === undefined ? told : [...told, loweredWords(loweredMixLevel)]
}
