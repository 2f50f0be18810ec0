/** How loud everybody is now, 0–1. Read by the meters once per picture; too quick for anything that draws with React. */
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { SoundLevel } from '../talk/microphone.ts'

export interface Levels {
  readonly you: number
  /** The loudest sample of the same moment. */
  readonly yourPeak: number
  /** Both fall to nothing when no sound comes any more. */
  readonly customer: number
  readonly agent: number
}

export interface LevelKeeper extends Levels {
  speak(level: SoundLevel): void
  /** Interleaved, customer left, agent right. */
  hear(stereo: Int16Array): void
}

const fullScale = 32_768
const freshForMs = 150

export function createLevels(clock: Clock): LevelKeeper {
  let you = 0
  let yourPeak = 0
  let customer = 0
  let agent = 0
  let heardAtMono: MonotonicMs = Number.NEGATIVE_INFINITY
  const isFresh = () => clock.monotonicNow() - heardAtMono < freshForMs
  return {
    get you() {
      return you
    },
    get yourPeak() {
      return yourPeak
    },
    get customer() {
      return isFresh() ? customer : 0
    },
    get agent() {
      return isFresh() ? agent : 0
    },
    speak({ peak, rms }) {
      you = rms
      yourPeak = peak
    },
    hear(stereo) {
      heardAtMono = clock.monotonicNow()
      customer = sideLevel(stereo, 0)
      agent = sideLevel(stereo, 1)
    },
  }
}

/** Root mean square of one side. */
function sideLevel(stereo: Int16Array, side: 0 | 1): number {
  let sum = 0
  for (let index = side; index < stereo.length; index += 2) {
    const sample = stereo[index] ?? 0
    sum += sample * sample
  }
  return Math.sqrt(sum / Math.max(1, stereo.length / 2)) / fullScale
}

/** Where a level stands on a meter, 0–1: −60 dB at the left end, full scale at the right. */
export function meterPosition(level: number): number {
  if (level <= 0.001) return 0
  return Math.min(1, 1 + (20 * Math.log10(level)) / 60)
}
