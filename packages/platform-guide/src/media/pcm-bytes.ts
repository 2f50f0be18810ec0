/** Samples to bytes and back: little-endian 16 bit, whatever this machine's own order is. */
import { audioFormat } from '../wire/media.ts'

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
/** One view for each array that frames are handed on in, again and again. */
const views = new WeakMap<Int16Array, Uint8Array>()

function bytesOf(frame: Int16Array): Uint8Array {
  const known = views.get(frame)
  if (known !== undefined) return known
  const view = new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength)
  views.set(frame, view)
  return view
}

/** A copy each time, since the socket may still hold the last one; out of Node's pool, so that it costs little. */
export function writeSpokenFrame(frame: Int16Array): Uint8Array {
  const bytes = Buffer.from(bytesOf(frame))
  return isLittleEndian ? bytes : bytes.swap16()
}

/** Fills `samples`; false when the frame has another size. */
export function readHeardFrame(bytes: Uint8Array, samples: Int16Array): boolean {
  if (bytes.byteLength !== audioFormat.heardSamples * 2) return false
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = (bytes[index * 2] ?? 0) | ((bytes[index * 2 + 1] ?? 0) << 8)
  return true
}
