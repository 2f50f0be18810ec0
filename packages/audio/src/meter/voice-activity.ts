/**
 * Says whether somebody speaks, frame by frame, from the level above a noise floor that it learns. It does not know
 * speech from music: on a telephone line what rises above the floor is a voice.
 */
import { frameMs } from '../frame/audio-format.ts'
import { blockRmsDbfs } from './level.ts'

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
/** The floor falls at once and rises slowly, so that a long sentence does not become the noise it is measured against. */
const floorRiseDbPerFrame = 0.02

export function createVoiceActivity({
  thresholdDbfs = -48,
  aboveFloorDb = 10,
  onsetFrames = 2,
  hangoverMs = 200,
}: VoiceActivityOptions = {}): VoiceActivity {
  // In a typed array: a captured variable that holds a fraction costs memory whenever it is set.
  const floor = Float64Array.of(firstFloorDbfs)
  let loudFrames = 0
  let quietMs = 0
  let speaking = false

  return {
    get speaking() {
      return speaking
    },
    get floorDbfs() {
      return floor[0] ?? firstFloorDbfs
    },
    push(frame) {
      const levelDbfs = blockRmsDbfs(frame)
      const floorDbfs = nextFloor(floor[0] ?? firstFloorDbfs, levelDbfs)
      floor[0] = floorDbfs
      if (levelDbfs > Math.max(thresholdDbfs, floorDbfs + aboveFloorDb)) {
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

function nextFloor(floorDbfs: number, levelDbfs: number): number {
  const next = Math.min(levelDbfs, floorDbfs + floorRiseDbPerFrame)
  return Math.min(highestFloorDbfs, Math.max(lowestFloorDbfs, next))
}
