/**
 * G.711 A-law and µ-law between 16-bit linear samples and 8-bit codes, exact to ITU-T G.711 (11/1988) tables 1 and 2.
 * The standard is written over 13-bit (A) and 14-bit (µ) samples; the 16-bit sample's low bits are dropped towards the
 * code's own zero, as the ITU's reference software (G.191) does, so +n and −n−1 get the same magnitude.
 */

/** A-law: every second bit of the code is inverted on the line. */
const aLawEvenBits = 0x55
const muLawBias = 33
const muLawLargest = 0x1fff
const signBit = 0x80

/** The 8-bit A-law code of a 16-bit sample. */
export function encodeALawSample(sample: number): number {
  const positive = sample >= 0
  const magnitude = (positive ? sample : ~sample) >> 4
  // Segments 0 and 1 are one straight line of 32 steps; above, each segment doubles the step.
  const segment = magnitude < 32 ? magnitude >> 4 : 28 - Math.clz32(magnitude)
  const step = segment < 2 ? magnitude & 0x0f : (magnitude >> (segment - 1)) & 0x0f
  return ((positive ? signBit : 0) | (segment << 4) | step) ^ aLawEvenBits
}

/** The 8-bit µ-law code of a 16-bit sample. */
export function encodeMuLawSample(sample: number): number {
  const positive = sample >= 0
  const magnitude = Math.min(((positive ? sample : ~sample) >> 2) + muLawBias, muLawLargest)
  // The bias moves the segment borders onto powers of two: 64, 128, … 4096.
  const segment = 26 - Math.clz32(magnitude)
  const step = (magnitude >> (segment + 1)) & 0x0f
  return ~((positive ? 0 : signBit) | (segment << 4) | step) & 0xff
}

function decodeALawCode(code: number): number {
  const plain = code ^ aLawEvenBits
  const segment = (plain >> 4) & 0x07
  const step = plain & 0x0f
  // The middle of the interval, in steps of half a 13-bit unit: hence the odd numbers.
  const middle = segment === 0 ? 2 * step + 1 : (2 * step + 33) << (segment - 1)
  return (plain & signBit) !== 0 ? middle << 3 : -(middle << 3)
}

function decodeMuLawCode(code: number): number {
  const plain = ~code & 0xff
  const segment = (plain >> 4) & 0x07
  const step = plain & 0x0f
  const middle = ((2 * step + muLawBias) << segment) - muLawBias
  return (plain & signBit) !== 0 ? -(middle << 2) : middle << 2
}

const aLawSamples = Int16Array.from({ length: 256 }, (_, code) => decodeALawCode(code))
const muLawSamples = Int16Array.from({ length: 256 }, (_, code) => decodeMuLawCode(code))

/** The 16-bit sample of an A-law code (0–255). */
export function decodeALawSample(code: number): number {
  return aLawSamples[code & 0xff] ?? 0
}

/** The 16-bit sample of a µ-law code (0–255). */
export function decodeMuLawSample(code: number): number {
  return muLawSamples[code & 0xff] ?? 0
}

/** Encodes `samples` into `codes` (as long at least); answers how many. */
export function encodeALaw(samples: Int16Array, codes: Uint8Array): number {
  requireRoom(samples.length, codes.length)
  for (let index = 0; index < samples.length; index += 1)
    codes[index] = encodeALawSample(samples[index] ?? 0)
  return samples.length
}

/** Encodes `samples` into `codes` (as long at least); answers how many. */
export function encodeMuLaw(samples: Int16Array, codes: Uint8Array): number {
  requireRoom(samples.length, codes.length)
  for (let index = 0; index < samples.length; index += 1)
    codes[index] = encodeMuLawSample(samples[index] ?? 0)
  return samples.length
}

/** Decodes `codes` into `samples` (as long at least); answers how many. */
export function decodeALaw(codes: Uint8Array, samples: Int16Array): number {
  requireRoom(codes.length, samples.length)
  for (let index = 0; index < codes.length; index += 1)
    samples[index] = aLawSamples[codes[index] ?? 0] ?? 0
  return codes.length
}

/** Decodes `codes` into `samples` (as long at least); answers how many. */
export function decodeMuLaw(codes: Uint8Array, samples: Int16Array): number {
  requireRoom(codes.length, samples.length)
  for (let index = 0; index < codes.length; index += 1)
    samples[index] = muLawSamples[codes[index] ?? 0] ?? 0
  return codes.length
}

function requireRoom(needed: number, room: number): void {
  if (room < needed) throw new RangeError(`G.711: ${needed} values do not fit into ${room}`)
}
