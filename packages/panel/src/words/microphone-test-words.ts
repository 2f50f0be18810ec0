/** The verdicts of the microphone test, each with what to do. */
import type { EchoReturn } from '../model/microphone-test/echo-return.ts'
import type { LevelVerdict } from '../model/microphone-test/level-verdict.ts'
import type { NetworkGrade } from '../model/microphone-test/network-grade.ts'
import type { Tone } from './control-words.ts'
import { inLanguage } from './in-language.ts'
import { decimal, wholeNumber } from './number-words.ts'

type Said = Pick<Verdict, 'word' | 'sentence'>

export const english = {
  networkSentences: {
    good: 'The agent hears you without a noticeable delay.',
    fair: 'There may be a short delay. A cable is better than Wi-Fi.',
    poor: 'Words may come late or broken. Use a cable, or whisper as text.',
  },
  networkNames: { good: 'Good', fair: 'Fair', poor: 'Poor' },
  levels: {
    nothing: {
      word: 'Nothing heard',
      sentence: 'Look for a mute switch, or choose another microphone.',
    },
    damaged: {
      word: 'Damaged sound',
      sentence: 'The microphone delivers sound that is broken. Choose another one.',
    },
    clipping: {
      word: 'Clipping',
      sentence: 'The microphone distorts. Lower its gain or move it away from your mouth.',
    },
    'too-loud': {
      word: 'Too loud',
      sentence: 'It is turned down before it is sent. Lower the gain a little.',
    },
    'too-quiet': {
      word: 'Too quiet',
      sentence: 'The agent may miss words. Come closer, or turn on “Automatic gain”.',
    },
    good: { word: 'Good level', sentence: 'The agent will hear you well.' },
  } satisfies Record<LevelVerdict['verdict'], Said>,
  voiceIsAt: (level: string) => `Your voice is at ${level} dBFS.`,
  echoes: {
    nothing: {
      word: 'Nothing comes back',
      sentence: 'What you hear does not get into your microphone.',
    },
    unclear: {
      word: 'Cannot be told',
      sentence: 'The microphone delivered complete silence. Unmute it, then check again.',
    },
  },
  callComesBack: 'The call comes back',
  hearsLoudspeaker: (delayMs: string) =>
    `Your microphone hears your loudspeaker, ${delayMs} ms later. The agent would hear the call twice: use a headset, or keep “Echo cancellation” on.`,
  thereAndBack: (roundTripMs: string, jitterMs: string) =>
    `${roundTripMs} ms there and back, ± ${jitterMs} ms.`,
}

const words = inLanguage('microphone-test-words', english)

export interface Verdict {
  readonly tone: Tone
  readonly word: string
  readonly sentence: string
}

const levelTones = {
  nothing: 'bad',
  damaged: 'bad',
  clipping: 'bad',
  'too-loud': 'warning',
  'too-quiet': 'warning',
  good: 'good',
} as const satisfies Record<LevelVerdict['verdict'], Tone>

export function levelVerdict({ verdict, voiceDbfs }: LevelVerdict): Verdict {
  const found = { tone: levelTones[verdict], ...words.levels[verdict] }
  if (verdict === 'nothing' || verdict === 'damaged') return found
  const level = wholeNumber(voiceDbfs).replace('-', '−')
  return { ...found, sentence: `${words.voiceIsAt(level)} ${found.sentence}` }
}

export function echoVerdict({ heard, delayMs }: EchoReturn): Verdict {
  switch (heard) {
    case 'nothing':
      return { tone: 'good', ...words.echoes.nothing }
    case 'returns':
      return {
        tone: 'warning',
        word: words.callComesBack,
        sentence: words.hearsLoudspeaker(wholeNumber(delayMs)),
      }
    case 'unclear':
      return { tone: 'warning', ...words.echoes.unclear }
  }
}

const networkTones = { good: 'good', fair: 'warning', poor: 'bad' } as const

/** Undefined while it is still being measured. */
export function networkVerdict(network: NetworkGrade): Verdict | undefined {
  if (network.grade === 'unknown') return undefined
  const { grade, jitterMs, roundTripMs } = network
  return {
    tone: networkTones[grade],
    word: words.networkNames[grade],
    sentence: `${words.thereAndBack(numberOf(roundTripMs), numberOf(jitterMs))} ${words.networkSentences[grade]}`,
  }
}

const numberOf = (milliseconds: number) =>
  milliseconds < 10 ? decimal(milliseconds, 1) : wholeNumber(milliseconds)
