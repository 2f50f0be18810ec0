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
  return new PlacedFrames()
}

/**
 * A class, as is everything here that hundreds of lines have one of and that is asked for every frame: an object made with a
 * `get` of its own is a table to be looked up in for each of its names, and each function of its own a place in memory more.
 */
class PlacedFrames implements FrameSlots {
  waiting = 0
  // One piece of memory: the collector of a server with hundreds of lines has one thing to look after for each, not 64.
  private readonly samples = new Int16Array(slotCount * frameSamples)
  private readonly frames = Array.from({ length: slotCount }, (_, slot) =>
    this.samples.subarray(slot * frameSamples, (slot + 1) * frameSamples),
  )
  private readonly captureTimesMs = new Float64Array(slotCount)
  /** By sequence, where its frame lies, counted from 1; 0: it is not there. */
  private readonly places = new Uint8Array(slotCount)
  /** A stack: the first `slotCount - waiting` are free. */
  private readonly free = Uint8Array.from({ length: slotCount }, (_, slot) => slotCount - slot)

  has(sequence: number): boolean {
    return this.places[sequence & slotMask] !== 0
  }

  frame(sequence: number): Int16Array {
    return this.frames[(this.places[sequence & slotMask] ?? 0) - 1] ?? silentFrame
  }

  captureTimeMs(sequence: number): number {
    return this.captureTimesMs[sequence & slotMask] ?? 0
  }

  put(frame: Int16Array, sequence: number, captureTimeMs: number): void {
    const slot = sequence & slotMask
    if (this.places[slot] === 0) {
      this.waiting += 1
      this.places[slot] = this.free[slotCount - this.waiting] ?? 0
    }
    this.frames[(this.places[slot] ?? 0) - 1]?.set(frame)
    this.captureTimesMs[slot] = captureTimeMs
  }

  remove(sequence: number): void {
    const slot = sequence & slotMask
    const place = this.places[slot] ?? 0
    if (place === 0) return
    this.free[slotCount - this.waiting] = place
    this.places[slot] = 0
    this.waiting -= 1
  }

  clear(): void {
    for (let slot = 0; slot < slotCount; slot += 1) this.free[slot] = slotCount - slot
    this.places.fill(0)
    this.waiting = 0
  }
}

const silentFrame = new Int16Array(frameSamples)
