/** What the fault board does to the frames of a line; which frame suffers depends on the line and its count only. */
import { frameMs } from '@sotto/audio'
import type { MonotonicMs } from '@sotto/kernel'
import type { FaultBoard } from '../../faults/faults.ts'
import { positionChance, textSeed } from '../voice/position-noise.ts'

/** Anything that can tell the faults in force. */
export type FaultsInForce = Pick<FaultBoard, 'current'>

/** One direction of one line. */
export interface FaultyPath {
  /** True when this frame is lost on its way; call once per frame. */
  loses(): boolean
  /** When a frame sent now arrives; order is kept, as on a TCP connection. */
  arrivalOf(now: MonotonicMs): MonotonicMs
  /** Another connection: it does not wait behind what the last one held up. */
  reconnected(): void
  /** True when the platform distorts this frame; call once per frame. */
  distorts(): boolean
}

export function createFaultyPath(faults: FaultsInForce, name: string): FaultyPath {
  const lossSeed = textSeed(`${name} loss`)
  const jitterSeed = textSeed(`${name} jitter`)
  const distortionSeed = textSeed(`${name} distortion`)
  let sent = 0
  let delayed = 0
  let heard = 0
  let lastArrival: MonotonicMs = Number.NEGATIVE_INFINITY
  return {
    loses() {
      sent += 1
      return positionChance(lossSeed, sent) < faults.current.mediaLossRatio
    },
    arrivalOf(now) {
      delayed += 1
      const delayMs = positionChance(jitterSeed, delayed) * faults.current.mediaJitterMs
      lastArrival = Math.max(lastArrival, now + delayMs)
      return lastArrival
    },
    reconnected() {
      lastArrival = Number.NEGATIVE_INFINITY
    },
    distorts() {
      heard += 1
      return positionChance(distortionSeed, heard) < faults.current.clippingRatio
    },
  }
}

/** 18 dB too loud, cut off at full scale: harsh even for quiet speech. */
const overdrive = 8

/** The frame as an overdriven platform passes it on, and how many samples were cut off. */
export function distort(frame: Int16Array): { frame: Int16Array; clippedSamples: number } {
  const distorted = new Int16Array(frame.length)
  let clippedSamples = 0
  for (let index = 0; index < frame.length; index += 1) {
    const driven = (frame[index] ?? 0) * overdrive
    const kept = Math.min(32_767, Math.max(-32_768, driven))
    if (kept !== driven) clippedSamples += 1
    distorted[index] = kept
  }
  return { frame: distorted, clippedSamples }
}

/** Interarrival jitter as RFC 3550 §6.4.1 estimates it, within talk spurts. */
export function createJitterMeter(): {
  readonly jitterMs: number
  arrived(at: MonotonicMs): void
} {
  const longestSpacingMs = 200
  let last: MonotonicMs | undefined
  let jitterMs = 0
  return {
    get jitterMs() {
      return jitterMs
    },
    arrived(at) {
      const spacingMs = last === undefined ? undefined : at - last
      last = at
      if (spacingMs === undefined || spacingMs > longestSpacingMs) return
      jitterMs += (Math.abs(spacingMs - frameMs) - jitterMs) / 16
    },
  }
}
