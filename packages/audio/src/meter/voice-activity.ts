/**
 * Says whether somebody speaks, frame by frame, from the level above a noise floor that it learns. It does not know
 * speech from music: on a telephone line what rises above the floor is a voice.
 */
import { frameMs } from '../frame/audio-format.ts'
import { silenceDbfs } from './level.ts'

export interface VoiceActivityOptions {
  /** Nothing below this is a voice, however quiet the room. */
  readonly thresholdDbfs?: number
  /** How far above the noise floor a voice stands. */
  readonly aboveFloorDb?: number
  /** Frames in a row that make a beginning: one is a click. */
  readonly onsetFrames?: number
  /** How long a voice may pause inside a word or between two. */
  readonly hangoverMs?: number
}

export interface VoiceActivity {
  readonly speaking: boolean
  /** The learnt noise floor. */
  readonly floorDbfs: number
  /** Takes the next 20 ms and answers whether somebody speaks. */
  push(frame: Int16Array): boolean
  reset(): void
}

const firstFloorDbfs = -60
const lowestFloorDbfs = -90
const highestFloorDbfs = -35
const floorRiseDbPerFrame = 0.02

export function createVoiceActivity({
  thresholdDbfs = -48,
  aboveFloorDb = 10,
  onsetFrames = 2,
  hangoverMs = 200,
}: VoiceActivityOptions = {}): VoiceActivity {
  // In a typed array: a captured variable that holds a fraction costs memory whenever it is set.
  const floor = Float64Array.of(firstFloorDbfs)
  const level = new Float64Array(1)
  let loudFrames = 0
  let quietMs = 0
  let speaking = false

  /** The floor falls at once and rises slowly, so that a long sentence does not become the noise it is measured against. */
  function followFloor(): void {
    const levelDbfs = level[0] ?? silenceDbfs
    const risen = (floor[0] ?? firstFloorDbfs) + floorRiseDbPerFrame
    const next = levelDbfs < risen ? levelDbfs : risen
    floor[0] = Math.min(highestFloorDbfs, Math.max(lowestFloorDbfs, next))
  }

  return {
    get speaking() {
      return speaking
    },
    get floorDbfs() {
      return floor[0] ?? firstFloorDbfs
    },
    push(frame) {
      measureLevel(frame, level)
      followFloor()
      const voiceDbfs = Math.max(thresholdDbfs, (floor[0] ?? firstFloorDbfs) + aboveFloorDb)
      if ((level[0] ?? silenceDbfs) > voiceDbfs) {
        loudFrames += 1
        quietMs = 0
        if (loudFrames >= onsetFrames) speaking = true
      } else {
        loudFrames = 0
        quietMs += frameMs
        if (quietMs > hangoverMs) speaking = false
      }
      return speaking
    },
    reset() {
      floor[0] = firstFloorDbfs
      loudFrames = 0
      quietMs = 0
      speaking = false
    },
  }
}

/** Into an array, since a fraction that is returned costs memory. */
function measureLevel(frame: Int16Array, level: Float64Array): void {
  let energy = 0.5
  for (let index = 0; index < frame.length; index += 1) {
    const value = frame[index] ?? 0
    energy += value * value
  }
  const power = energy / (Math.max(1, frame.length) * 32_768 * 32_768)
  level[0] = Math.max(silenceDbfs, 10 * Math.log10(power))
}
