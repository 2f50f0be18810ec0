/** Which microphone it is, what is wrong with its sound, and what to do about it. */
import type { Preferences } from '../model/preferences.ts'
import type { MicrophoneFacts } from '../model/talk/microphone.ts'
import type { MicrophoneHealth } from '../model/talk/microphone-health.ts'

export const microphoneHealthWords = {
  fine: undefined,
  silent:
    'Your microphone delivers complete silence. Look for a mute switch on the headset or in the system.',
  damaged:
    'Your microphone delivers damaged sound. What is damaged is left out; choose another microphone.',
  clipping:
    'Your microphone is far too loud and distorts. It is turned down before it is sent; lower its gain or move it away.',
} as const satisfies Record<MicrophoneHealth, string | undefined>

export const systemDefaultWords = 'System default'

/** What a list shows for a device that the browser gives no name yet. */
export function microphoneName(label: string, index: number): string {
  return label === '' ? `Microphone ${index + 1}` : label
}

export function missingMicrophoneWords(label: string): string {
  return `“${label}” is not plugged in. The system default is used until it is back.`
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
  const rate = `${Number((sampleRateHz / 1000).toFixed(1))} kHz`
  if (sampleRateHz <= narrowRateHz)
    return `Your microphone delivers ${rate}, as Bluetooth headsets do in a call. It works, but sounds narrow; a cable or the maker’s own adapter sounds better.`
  return `Your microphone delivers ${rate} instead of 48 kHz. It is converted here; nothing is to be done.`
}

/** What the browser does to the sound, in a line: said where the switches themselves are folded away. */
export function soundTreatmentWords(
  wish: Pick<Preferences, 'echoCancellation' | 'noiseSuppression' | 'automaticGain'>,
): string {
  const on = [wish.echoCancellation, wish.noiseSuppression, wish.automaticGain].filter(Boolean)
  if (on.length === 3) return 'Sound treatment: all on'
  return on.length === 0 ? 'Sound treatment: all off' : `Sound treatment: ${on.length} of 3 on`
}
