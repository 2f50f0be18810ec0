/** Frames that have come and are not due yet, by their sequence: a ring of 1.28 s that copies in and hands out in place. */
import { frameSamples } from '../frame/audio-format.ts'

/** A power of two for the mask: more than the oldest frame that may be played. */
export const slotCount = 64
const slotMask = slotCount - 1

export interface FrameSlots {
  readonly waiting: number
  has(sequence: number): boolean
  /** The frame of that sequence, in place. */
  frame(sequence: number): Int16Array
  captureTimeMs(sequence: number): number
  put(frame: Int16Array, sequence: number, captureTimeMs: number): void
  remove(sequence: number): void
  clear(): void
}

export function createFrameSlots(): FrameSlots {
  // One piece of memory: the collector of a server with hundreds of lines has one thing to look after for each, not 64.
  const samples = new Int16Array(slotCount * frameSamples)
  const frames = Array.from({ length: slotCount }, (_, slot) =>
    samples.subarray(slot * frameSamples, (slot + 1) * frameSamples),
  )
  const captureTimesMs = new Float64Array(slotCount)
  const filled = new Uint8Array(slotCount)
  let waiting = 0

  return {
    get waiting() {
      return waiting
    },
    has: (sequence) => filled[sequence & slotMask] === 1,
    frame: (sequence) => frames[sequence & slotMask] ?? silentFrame,
    captureTimeMs: (sequence) => captureTimesMs[sequence & slotMask] ?? 0,
    put(frame, sequence, captureTimeMs) {
      const slot = sequence & slotMask
      frames[slot]?.set(frame)
      captureTimesMs[slot] = captureTimeMs
      if (filled[slot] !== 1) waiting += 1
      filled[slot] = 1
    },
    remove(sequence) {
      const slot = sequence & slotMask
      if (filled[slot] === 1) waiting -= 1
      filled[slot] = 0
    },
    clear() {
      filled.fill(0)
      waiting = 0
    },
  }
}

const silentFrame = new Int16Array(frameSamples)
