/** The loudspeaker as the model needs it. Behind it stands an AudioWorklet; in tests a list. */

import type { ListeningMix } from '../listening/listening-mix.ts'

/** `blocked`: the browser plays nothing until somebody presses something on the page. */
export type Sound = 'off' | 'starting' | 'playing' | 'blocked'

export interface Player {
  sound(): Sound
  subscribe(listener: () => void): () => void
  /** Best called from a press of a button, or the browser may block it. Never asks for the microphone. */
  start(): void
  /** 640 samples, interleaved, customer left, agent right; copied before the call returns. Dropped while not playing. */
  push(stereo: Int16Array): void
  stop(): void
  /** How loud each side is, from now on; also before it is started. */
  setMix(mix: ListeningMix): void
}
