/** The verdicts of the microphone test, each with what to do. */
import type { EchoReturn } from '../model/microphone-test/echo-return.ts'
import type { LevelVerdict } from '../model/microphone-test/level-verdict.ts'
import type { NetworkGrade } from '../model/microphone-test/network-grade.ts'
import type { Tone } from './control-words.ts'

export interface Verdict {
  readonly tone: Tone
  readonly word: string
  readonly sentence: string
}

const levelVerdicts = {
  nothing: {
    tone: 'bad',
    word: 'Nothing heard',
    sentence: 'Look for a mute switch, or choose another microphone.',
  },
  damaged: {
    tone: 'bad',
    word: 'Damaged sound',
    sentence: 'The microphone delivers sound that is broken. Choose another one.',
  },
  clipping: {
    tone: 'bad',
    word: 'Clipping',
    sentence: 'The microphone distorts. Lower its gain or move it away from your mouth.',
  },
  'too-loud': {
    tone: 'warning',
    word: 'Too loud',
    sentence: 'It is turned down before it is sent. Lower the gain a little.',
  },
  'too-quiet': {
    tone: 'warning',
    word: 'Too quiet',
    sentence: 'The agent may miss words. Come closer, or turn on “Automatic gain”.',
  },
  good: { tone: 'good', word: 'Good level', sentence: 'The agent will hear you well.' },
} as const satisfies Record<LevelVerdict['verdict'], Verdict>

export function levelVerdict({ verdict, voiceDbfs }: LevelVerdict): Verdict {
  const found = levelVerdicts[verdict]
  if (verdict === 'nothing' || verdict === 'damaged') return found
  return {
    ...found,
    sentence: `Your voice is at ${String(Math.round(voiceDbfs)).replace('-', '−')} dBFS. ${found.sentence}`,
  }
}

export function echoVerdict({ heard, delayMs }: EchoReturn): Verdict {
  switch (heard) {
    case 'nothing':
      return {
        tone: 'good',
        word: 'Nothing comes back',
        sentence: 'What you hear does not get into your microphone.',
      }
    case 'returns':
      return {
        tone: 'warning',
        word: 'The call comes back',
        sentence: `Your microphone hears your loudspeaker, ${Math.round(delayMs)} ms later. The agent would hear the call twice: use a headset, or keep “Echo cancellation” on.`,
      }
    case 'unclear':
      return {
        tone: 'warning',
        word: 'Cannot be told',
        sentence: 'The microphone delivered complete silence. Unmute it, then check again.',
      }
  }
}

const networkSentences = {
  good: 'The agent hears you without a noticeable delay.',
  fair: 'There may be a short delay. A cable is better than Wi-Fi.',
  poor: 'Words may come late or broken. Use a cable, or whisper as text.',
} as const
const networkTones = { good: 'good', fair: 'warning', poor: 'bad' } as const
const networkNames = { good: 'Good', fair: 'Fair', poor: 'Poor' } as const

/** Undefined while it is still being measured. */
export function networkVerdict(network: NetworkGrade): Verdict | undefined {
  if (network.grade === 'unknown') return undefined
  const { grade, jitterMs, roundTripMs } = network
  return {
    tone: networkTones[grade],
    word: networkNames[grade],
    sentence: `${numberOf(roundTripMs)} ms there and back, ± ${numberOf(jitterMs)} ms. ${networkSentences[grade]}`,
  }
}

const numberOf = (milliseconds: number) =>
  milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds))
