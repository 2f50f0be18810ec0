/** Which microphone it is, what is wrong with its sound, and what to do about it. */
import type { Preferences } from '../model/preferences.ts'
import type { MicrophoneFacts } from '../model/talk/microphone.ts'
import type { MicrophoneHealth } from '../model/talk/microphone-health.ts'
import { inLanguage } from './in-language.ts'
import { shortDecimal } from './number-words.ts'

export const english = {
  microphoneHealthWords: {
    fine: undefined,
    silent:
      'Your microphone delivers complete silence. Look for a mute switch on the headset or in the system.',
    damaged:
      'Your microphone delivers damaged sound. What is damaged is left out; choose another microphone.',
    clipping:
      'Your microphone is far too loud and distorts. It is turned down before it is sent; lower its gain or move it away.',
  } satisfies Record<MicrophoneHealth, string | undefined>,
  systemDefaultWords: 'System default',
  nth: (number: number) => `Microphone ${number}`,
  missing: (label: string) =>
    `“${label}” is not plugged in. The system default is used until it is back.`,
  narrow: (rate: string) =>
    `Your microphone delivers ${rate}, as Bluetooth headsets do in a call. It works, but sounds narrow; a cable or the maker’s own adapter sounds better.`,
  converted: (rate: string) =>
    `Your microphone delivers ${rate} instead of 48 kHz. It is converted here; nothing is to be done.`,
  treatment: (on: number) => {
    if (on === 0) return 'Sound treatment: all off'
    return on === 3 ? 'Sound treatment: all on' : `Sound treatment: ${on} of 3 on`
  },
}

const words = inLanguage('microphone-words', english)

export const microphoneHealthWords = words.microphoneHealthWords

export const systemDefaultWords = words.systemDefaultWords

/** What a list shows for a device that the browser gives no name yet. */
export function microphoneName(label: string, index: number): string {
  return label === '' ? words.nth(index + 1) : label
}

export function missingMicrophoneWords(label: string): string {
  return words.missing(label)
}

const usualRateHz = 48_000
/** Below this the upper half of a telephone's wide band is missing already. */
const narrowRateHz = 16_000

/** A rate at which something of the voice is lost. */
export function isNarrow({ sampleRateHz }: Pick<MicrophoneFacts, 'sampleRateHz'>): boolean {
  return sampleRateHz <= narrowRateHz
}

/** Only where the rate is not the usual one. */
export function rateWords({
  sampleRateHz,
}: Pick<MicrophoneFacts, 'sampleRateHz'>): string | undefined {
  if (sampleRateHz === usualRateHz) return undefined
  const rate = `${shortDecimal(sampleRateHz / 1000, 1)} kHz`
  if (sampleRateHz <= narrowRateHz) return words.narrow(rate)
  return words.converted(rate)
}

/** What the browser does to the sound, in a line: said where the switches themselves are folded away. */
export function soundTreatmentWords(
  wish: Pick<Preferences, 'echoCancellation' | 'noiseSuppression' | 'automaticGain'>,
): string {
  const on = [wish.echoCancellation, wish.noiseSuppression, wish.automaticGain].filter(Boolean)
  return words.treatment(on.length)
}
