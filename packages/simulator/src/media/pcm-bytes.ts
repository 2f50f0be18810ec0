/** Samples as they travel: 16 bit, little-endian. */

/** The samples in `bytes`, copied; an odd byte at the end is left off. */
export function samplesFromBytes(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const samples = new Int16Array(bytes.byteLength >> 1)
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = view.getInt16(index * 2, true)
  return samples
}

export function bytesFromSamples(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2)
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < samples.length; index += 1)
    view.setInt16(index * 2, samples[index] ?? 0, true)
  return bytes
}
