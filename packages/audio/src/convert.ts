/** Samples between floating point (−1 to 1) and 16 bit, and two channels into one. Never wraps, never passes NaN on. */
import type { SampleBlock } from './frame/audio-format.ts'

const fullScale = 32_768
const largest = 32_767

/** One sample as 16 bit: rounded, held at full scale; NaN becomes silence. A 16-bit sample that was made a float comes back as it was. */
export function toInt16(value: number): number {
  const scaled = Math.round(value * fullScale)
  if (scaled > largest) return largest
  if (scaled < -fullScale) return -fullScale
  return Number.isNaN(scaled) ? 0 : scaled
}

/** Writes `input` into `output` (as long at least); answers how many samples. */
export function floatToInt16(input: SampleBlock, output: Int16Array): number {
  requireRoom(input.length, output.length)
  for (let index = 0; index < input.length; index += 1) output[index] = toInt16(input[index] ?? 0)
  return input.length
}

/** Writes `input` into `output` (as long at least) as −1 to just under 1; answers how many samples. */
export function int16ToFloat(input: Int16Array, output: SampleBlock): number {
  requireRoom(input.length, output.length)
  for (let index = 0; index < input.length; index += 1)
    output[index] = (input[index] ?? 0) / fullScale
  return input.length
}

/** The mean of two channels: cannot clip where neither of them did. Answers how many samples. */
export function stereoToMono(left: SampleBlock, right: SampleBlock, output: SampleBlock): number {
  const length = Math.min(left.length, right.length)
  requireRoom(length, output.length)
  for (let index = 0; index < length; index += 1)
    output[index] = ((left[index] ?? 0) + (right[index] ?? 0)) / 2
  return length
}

/** Left and right as one stereo block; answers how many values were written. */
export function interleave(left: SampleBlock, right: SampleBlock, output: SampleBlock): number {
  const length = Math.min(left.length, right.length)
  requireRoom(length * 2, output.length)
  for (let index = 0; index < length; index += 1) {
    output[index * 2] = left[index] ?? 0
    output[index * 2 + 1] = right[index] ?? 0
  }
  return length * 2
}

/** A stereo block taken apart; answers how many samples each side got. */
export function deinterleave(stereo: SampleBlock, left: SampleBlock, right: SampleBlock): number {
  const length = Math.floor(stereo.length / 2)
  requireRoom(length, Math.min(left.length, right.length))
  for (let index = 0; index < length; index += 1) {
    left[index] = stereo[index * 2] ?? 0
    right[index] = stereo[index * 2 + 1] ?? 0
  }
  return length
}

function requireRoom(needed: number, room: number): void {
  if (room < needed) throw new RangeError(`${needed} samples do not fit into ${room}`)
}
