/**
 * Frames that have come and are not due yet, by their sequence, up to 1.28 s: copied in and handed out in place. What was freed
 * last is filled first, so that a line with 200 ms waiting keeps to 7 kB of memory: hundreds of lines stay in the processor's
 * cache, which a ring of all 64 does not.
 */
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
  /** By sequence, where its frame lies, counted from 1; 0: it is not there. */
  const places = new Uint8Array(slotCount)
  /** A stack: the first `slotCount - waiting` are free. */
  const free = new Uint8Array(slotCount)
  let waiting = 0

  function freeAll(): void {
    for (let slot = 0; slot < slotCount; slot += 1) free[slot] = slotCount - slot
    places.fill(0)
    waiting = 0
  }

  freeAll()

  return {
    get waiting() {
      return waiting
    },
    has: (sequence) => places[sequence & slotMask] !== 0,
    frame: (sequence) => frames[(places[sequence & slotMask] ?? 0) - 1] ?? silentFrame,
    captureTimeMs: (sequence) => captureTimesMs[sequence & slotMask] ?? 0,
    put(frame, sequence, captureTimeMs) {
      const slot = sequence & slotMask
      if (places[slot] === 0) {
        waiting += 1
        places[slot] = free[slotCount - waiting] ?? 0
      }
      frames[(places[slot] ?? 0) - 1]?.set(frame)
      captureTimesMs[slot] = captureTimeMs
    },
    remove(sequence) {
      const slot = sequence & slotMask
      const place = places[slot] ?? 0
      if (place === 0) return
      free[slotCount - waiting] = place
      places[slot] = 0
      waiting -= 1
    },
    clear: freeAll,
  }
}

const silentFrame = new Int16Array(frameSamples)
