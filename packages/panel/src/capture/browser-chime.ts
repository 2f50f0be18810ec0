/** The real loudspeaker for the sound of an arriving text: two soft tones, made here, in no stream that goes anywhere. */
import type { Chime } from '../model/agent-strip/chime.ts'

const tones = [
  { atSeconds: 0, hertz: 660 },
  { atSeconds: 0.12, hertz: 880 },
] as const
const toneSeconds = 0.22
/** Far below what hurts in a headset, at full volume. */
const peakGain = 0.2

export function createBrowserChime(): Chime {
  const listeners = new Set<() => void>()
  let context: AudioContext | undefined

  function tell(): void {
    for (const listener of listeners) listener()
  }

  function opened(): AudioContext {
    if (context !== undefined) return context
    context = new AudioContext()
    context.addEventListener('statechange', tell)
    return context
  }

  const isAllowed = () => context?.state === 'running'

  return {
    isAllowed,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wake() {
      // Refused until somebody has touched the page, which the state goes on saying.
      opened().resume().then(tell, tell)
    },
    play(volume) {
      const playing = opened()
      if (!isAllowed() || volume <= 0) return
      for (const { atSeconds, hertz } of tones) {
        const begins = playing.currentTime + atSeconds
        const tone = new OscillatorNode(playing, { frequency: hertz })
        const level = new GainNode(playing, { gain: 0 })
        level.gain.setValueAtTime(0, begins)
        level.gain.linearRampToValueAtTime(peakGain * volume, begins + 0.02)
        level.gain.exponentialRampToValueAtTime(0.0001, begins + toneSeconds)
        tone.connect(level).connect(playing.destination)
        tone.start(begins)
        tone.stop(begins + toneSeconds)
      }
    },
  }
}
