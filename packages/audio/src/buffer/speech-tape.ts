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
  const tape = new Int16Array(capacity)
  /** One pitch period, repeated while a hole is bridged. */
  const cycle = new Int16Array(longestLag)
  const match: LagMatch = { lag: 0, likeness: 0 }
  let head = keptSamples
  let end = keptSamples
  let cycleLength = longestLag
  let cyclePosition = 0
  let madeUpSamples = 0

  function makeRoom(count: number): void {
    if (end + count <= capacity) return
    const moved = head - keptSamples
    tape.copyWithin(0, moved, end)
    head -= moved
    end -= moved
  }

  function beginCycle(): void {
    findLag(tape, end - matchSamples, -1, longestLag, match)
    cycleLength = match.lag
    cyclePosition = 0
    for (let index = 0; index < cycleLength; index += 1)
      cycle[index] = tape[end - cycleLength + index] ?? 0
  }

  function continuation(fadeSamples: number): number {
    if (madeUpSamples === 0) beginCycle()
    const sample = cycle[cyclePosition] ?? 0
    cyclePosition = cyclePosition + 1 === cycleLength ? 0 : cyclePosition + 1
    const fade = Math.max(0, 1 - madeUpSamples / fadeSamples)
    madeUpSamples += 1
    return sample * fade
  }

  function blendIn(): void {
    for (let index = 0; index < blendSamples; index += 1) {
      const weight = (index + 1) / (blendSamples + 1)
      tape[end + index] = Math.round(
        (tape[end + index] ?? 0) * weight + continuation(longestFadeSamples) * (1 - weight),
      )
    }
  }

  return {
    get available() {
      return end - head
    },
    get madeUpSamples() {
      return madeUpSamples
    },
    append(frame, isJoint) {
      makeRoom(frame.length)
      tape.set(frame, end)
      if (isJoint || madeUpSamples > 0) blendIn()
      madeUpSamples = 0
      end += frame.length
    },
    extend(count, fadeSamples = longestFadeSamples) {
      makeRoom(count)
      for (let index = 0; index < count; index += 1) {
        tape[end] = Math.round(continuation(fadeSamples))
        end += 1
      }
    },
    take(output) {
      output.set(tape.subarray(head, head + output.length))
      head += output.length
    },
    headRms() {
      let energy = 0
      const length = Math.min(frameSamples, end - head)
      for (let index = head; index < head + length; index += 1) energy += (tape[index] ?? 0) ** 2
      return length === 0 ? 0 : Math.sqrt(energy / length)
    },
    findPiece(direction, largestLag) {
      const reach = direction === 1 ? end - head - matchSamples : longestLag
      const largest = Math.min(longestLag, largestLag, reach)
      match.likeness = 0
      if (end - head >= matchSamples && largest >= shortestLag)
        findLag(tape, head, direction, largest, match)
      return match
    },
    jump(pieceSamples) {
      const target = head + pieceSamples
      const length = Math.min(blendSamples, end - head, end - target)
      for (let index = 0; index < length; index += 1) {
        const weight = (index + 1) / (length + 1)
        tape[target + index] = Math.round(
          (tape[head + index] ?? 0) * (1 - weight) + (tape[target + index] ?? 0) * weight,
        )
      }
      head = target
    },
    reset() {
      tape.fill(0)
      head = keptSamples
      end = keptSamples
      madeUpSamples = 0
    },
  }
}
