/** Somebody at the agent's desk: hears the agent's ear, and speaks in the agent's place once they have spoken. */
import { frameSamples } from '@sotto/audio'
import type { MonotonicMs } from '@sotto/kernel'
import type { SeatListener } from '../media-engine.ts'
import { createPlayoutQueue } from './playout-queue.ts'

export interface SeatAudio {
  /** The agent whose desk it is; silent and deaf while another holds the agent's place. */
  readonly agentUserId: string | undefined
  /** True from the first frame that played: the scripted voice is mute from then on. */
  readonly hasSpoken: boolean
  /** False for a frame of a wrong length, which is dropped. */
  speak(frame: Int16Array, now: MonotonicMs): boolean
  pull(now: MonotonicMs): Int16Array | undefined
  readonly hear: SeatListener
}

export function createSeatAudio(agentUserId: string | undefined, hear: SeatListener): SeatAudio {
  const queue = createPlayoutQueue()
  let hasSpoken = false
  return {
    agentUserId,
    get hasSpoken() {
      return hasSpoken
    },
    speak(frame, now) {
      if (frame.length !== frameSamples) return false
      queue.push(frame.slice(), now)
      return true
    },
    pull(now) {
      const frame = queue.pull(now)
      if (frame !== undefined) hasSpoken = true
      return frame
    },
    hear,
  }
}
