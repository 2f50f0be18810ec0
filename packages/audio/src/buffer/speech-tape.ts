/**
 * The sound about to be played, as one straight piece: whole frames are put on at its end, any number of samples is taken
 * off at its head. It can be made longer or shorter by a piece that is not heard, and bridges a hole with sound of its own.
 *
 *        played (kept for comparison)        waiting
 *   ├────────────────────────────────┼──────────────────────┤
 *                                   head                    end
 *         ◄── back: plays a piece again     forward: leaves one out ──►
 */
import { frameSamples } from '../frame/audio-format.ts'
import { findLag, type LagMatch, longestLag, matchSamples, shortestLag } from './pitch.ts'

export interface SpeechTape {
  /** Samples waiting. */
  readonly available: number
  /** Of those that `extend` made up, how many came after the last real one. */
  readonly madeUpSamples: number
  /** Puts a frame on; where the sound before it was made up, or `isJoint` says that it does not belong, they are blended. */
  append(frame: Int16Array, isJoint: boolean): void
  /** Puts on `count` samples that go on as the sound before them did, fading out within `fadeSamples` (60 ms when not told). */
  extend(count: number, fadeSamples?: number): void
  /** Moves `output.length` samples off the head; the caller sees to it that they are there. */
  take(output: Int16Array): void
  /** Root mean square of the next 20 ms, of full scale 32,768. */
  headRms(): number
  /**
   * The best piece to leave out (1) or to play again (−1), up to `largestLag` samples; likeness 0 when there is too little
   * sound to compare. The answer is one object, written again by the next call.
   */
  findPiece(direction: 1 | -1, largestLag: number): Readonly<LagMatch>
  /** Leaves out (`pieceSamples` > 0) or plays again (< 0) so many samples, with a cross-fade of 5 ms. */
  jump(pieceSamples: number): void
  /** Forgets everything. */
  reset(): void
}

/** Room for the look-ahead and what is kept, and little more: of hundreds of lines it has to fit into the processor's cache. */
const capacity = 4_096
/** How much of what was played stays: the longest piece, and what it is compared by. */
const keptSamples = longestLag + matchSamples
/** 60 ms: longer repetition sounds like a machine. */
export const longestFadeSamples = 3 * frameSamples
/** 5 ms. */
const blendSamples = 80

export function createSpeechTape(): SpeechTape {
  return new StraightTape()
}

/** A class: see `frame-slots.ts`. */
class StraightTape implements SpeechTape {
  madeUpSamples = 0
  private readonly tape = new Int16Array(capacity)
  /** One pitch period, repeated while a hole is bridged. */
  private readonly cycle = new Int16Array(longestLag)
  private readonly match: LagMatch = { lag: 0, likeness: 0 }
  private head = keptSamples
  private end = keptSamples
  private cycleLength = longestLag
  private cyclePosition = 0

  get available(): number {
    return this.end - this.head
  }

  append(frame: Int16Array, isJoint: boolean): void {
    this.makeRoom(frame.length)
    this.tape.set(frame, this.end)
    if (isJoint || this.madeUpSamples > 0) this.blendIn()
    this.madeUpSamples = 0
    this.end += frame.length
  }

  extend(count: number, fadeSamples = longestFadeSamples): void {
    this.makeRoom(count)
    for (let index = 0; index < count; index += 1) {
      this.tape[this.end] = Math.round(this.continuation(fadeSamples))
      this.end += 1
    }
  }

  take(output: Int16Array): void {
    const { head, tape } = this
    // One by one, since a view of the tape would cost memory for each frame.
    for (let index = 0; index < output.length; index += 1) output[index] = tape[head + index] ?? 0
    this.head = head + output.length
  }

  headRms(): number {
    const { head, tape } = this
    let energy = 0
    const length = Math.min(frameSamples, this.end - head)
    for (let index = head; index < head + length; index += 1) energy += (tape[index] ?? 0) ** 2
    return length === 0 ? 0 : Math.sqrt(energy / length)
  }

  findPiece(direction: 1 | -1, largestLag: number): Readonly<LagMatch> {
    const reach = direction === 1 ? this.available - matchSamples : longestLag
    const largest = Math.min(longestLag, largestLag, reach)
    this.match.likeness = 0
    if (this.available >= matchSamples && largest >= shortestLag)
      findLag(this.tape, this.head, direction, largest, this.match)
    return this.match
  }

  jump(pieceSamples: number): void {
    const { head, tape } = this
    const target = head + pieceSamples
    const length = Math.min(blendSamples, this.end - head, this.end - target)
    for (let index = 0; index < length; index += 1) {
      const weight = (index + 1) / (length + 1)
      tape[target + index] = Math.round(
        (tape[head + index] ?? 0) * (1 - weight) + (tape[target + index] ?? 0) * weight,
      )
    }
    this.head = target
  }

  reset(): void {
    this.tape.fill(0)
    this.head = keptSamples
    this.end = keptSamples
    this.madeUpSamples = 0
  }

  private makeRoom(count: number): void {
    if (this.end + count <= capacity) return
    const moved = this.head - keptSamples
    this.tape.copyWithin(0, moved, this.end)
    this.head -= moved
    this.end -= moved
  }

  private beginCycle(): void {
    findLag(this.tape, this.end - matchSamples, -1, longestLag, this.match)
    this.cycleLength = this.match.lag
    this.cyclePosition = 0
    for (let index = 0; index < this.cycleLength; index += 1)
      this.cycle[index] = this.tape[this.end - this.cycleLength + index] ?? 0
  }

  private continuation(fadeSamples: number): number {
    if (this.madeUpSamples === 0) this.beginCycle()
    const sample = this.cycle[this.cyclePosition] ?? 0
    this.cyclePosition = this.cyclePosition + 1 === this.cycleLength ? 0 : this.cyclePosition + 1
    const fade = Math.max(0, 1 - this.madeUpSamples / fadeSamples)
    this.madeUpSamples += 1
    return sample * fade
  }

  private blendIn(): void {
    for (let index = 0; index < blendSamples; index += 1) {
      const weight = (index + 1) / (blendSamples + 1)
      this.tape[this.end + index] = Math.round(
        (this.tape[this.end + index] ?? 0) * weight +
          this.continuation(longestFadeSamples) * (1 - weight),
      )
    }
  }
}
