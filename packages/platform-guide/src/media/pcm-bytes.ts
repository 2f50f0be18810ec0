/** Samples to bytes and back: little-endian 16 bit, whatever this machine's own order is. */
import { audioFormat } from '../wire/media.ts'

/** A copy each time, since the socket may still hold the last one; out of Node's pool, so that it costs little. */
export function writeSpokenFrame(frame: Int16Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(frame.byteLength)
  for (let index = 0; index < frame.length; index += 1) {
    const sample = frame[index] ?? 0
    bytes[index * 2] = sample
    bytes[index * 2 + 1] = sample >> 8
  }
  return bytes
}

/** Fills `samples`; false when the frame has another size. */
export function readHeardFrame(bytes: Uint8Array, samples: Int16Array): boolean {
  if (bytes.byteLength !== audioFormat.heardSamples * 2) return false
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = (bytes[index * 2] ?? 0) | ((bytes[index * 2 + 1] ?? 0) << 8)
  return true
}
