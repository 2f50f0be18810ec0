/**
 * The binary frame of the panel's audio socket: a 16-byte header, then 20 ms of L16.
 *
 *   0      version (1)
 *   1      kind: 1 talk (mono, 640 bytes), 2 listen (stereo, 1,280 bytes, customer left, agent right)
 *   2..3   reserved: zero when sent, ignored when read
 *   4..7   sequence in the line, uint32
 *   8..15  capture time in milliseconds of the sender's monotonic clock, float64
 *   16..   samples, int16; everything little endian
 *
 * The header's length keeps the samples aligned, so a reader may look at them in place.
 */
import { err, ok, type Result } from '@sotto/kernel'
import { bytesPerSample, frameSamples } from './audio-format.ts'

export type AudioFrameKind = 'talk' | 'listen'

export interface AudioFrame {
  readonly kind: AudioFrameKind
  /** 0 to 2^32 − 1, rising by one per frame of a line. */
  readonly sequence: number
  /** When the first sample was captured, on the sender's monotonic clock. */
  readonly captureTimeMs: number
  /** `talk`: 320 samples. `listen`: 640, interleaved left, right. */
  readonly samples: Int16Array
}

/** An audio frame that is written again and again, so that reading costs no memory. */
export interface AudioFrameSlot {
  kind: AudioFrameKind
  sequence: number
  captureTimeMs: number
  /** Room for a stereo frame; a `talk` frame uses the first 320. */
  readonly samples: Int16Array
}

export type AudioFrameErrorCode =
  | 'too-short'
  | 'unknown-version'
  | 'unknown-kind'
  | 'odd-length'
  | 'wrong-size'
  | 'bad-capture-time'
  | 'bad-sequence'

export interface AudioFrameError {
  readonly code: AudioFrameErrorCode
  readonly byteLength: number
}

export const audioFrameVersion = 1
export const audioFrameHeaderBytes = 16

const channelsOf = { talk: 1, listen: 2 } as const satisfies Record<AudioFrameKind, number>
const codeOf = { talk: 1, listen: 2 } as const satisfies Record<AudioFrameKind, number>
const largestSequence = 0xffff_ffff

/** Samples in a frame of this kind, all channels together. */
export function audioFrameSamples(kind: AudioFrameKind): number {
  return frameSamples * channelsOf[kind]
}

/** Bytes of a whole frame of this kind: 656 or 1,296. */
export function audioFrameBytes(kind: AudioFrameKind): number {
  return audioFrameHeaderBytes + audioFrameSamples(kind) * bytesPerSample
}

export function createAudioFrameSlot(): AudioFrameSlot {
  return {
    kind: 'talk',
    sequence: 0,
    captureTimeMs: 0,
    samples: new Int16Array(audioFrameSamples('listen')),
  }
}

/** The bytes of one frame, newly allocated. */
export function encodeAudioFrame(frame: AudioFrame): Result<Uint8Array, AudioFrameError> {
  const bytes = new Uint8Array(audioFrameBytes(frame.kind))
  const code = writeAudioFrame(frame, new DataView(bytes.buffer))
  return code === undefined ? ok(bytes) : err({ code, byteLength: frame.samples.byteLength })
}

/** Writes one frame into `target` (at least `audioFrameBytes(kind)` long) without allocating; answers what is wrong with the frame, if anything. */
export function writeAudioFrame(
  frame: AudioFrame,
  target: DataView,
): AudioFrameErrorCode | undefined {
  const sampleCount = audioFrameSamples(frame.kind)
  if (frame.samples.length !== sampleCount) return 'wrong-size'
  if (!isSequence(frame.sequence)) return 'bad-sequence'
  if (!Number.isFinite(frame.captureTimeMs)) return 'bad-capture-time'
  target.setUint8(0, audioFrameVersion)
  target.setUint8(1, codeOf[frame.kind])
  target.setUint16(2, 0, true)
  target.setUint32(4, frame.sequence, true)
  target.setFloat64(8, frame.captureTimeMs, true)
  for (let index = 0; index < sampleCount; index += 1) {
    target.setInt16(audioFrameHeaderBytes + index * bytesPerSample, frame.samples[index] ?? 0, true)
  }
  return undefined
}

/** One frame from the wire, its samples copied out. */
export function decodeAudioFrame(bytes: Uint8Array): Result<AudioFrame, AudioFrameError> {
  const slot = createAudioFrameSlot()
  const code = readAudioFrame(bytes, slot)
  if (code !== undefined) return err({ code, byteLength: bytes.byteLength })
  return ok({ ...slot, samples: slot.samples.slice(0, audioFrameSamples(slot.kind)) })
}

/**
 * Reads one frame into `slot`, from the bytes as a socket delivers them; answers what is wrong with it, if
 * anything, and then leaves the slot as it was.
 */
export function readAudioFrame(
  source: Uint8Array,
  slot: AudioFrameSlot,
): AudioFrameErrorCode | undefined {
  if (source.byteLength < audioFrameHeaderBytes) return 'too-short'
  if (source[0] !== audioFrameVersion) return 'unknown-version'
  const kind = kindOf(source[1] ?? 0)
  if (kind === undefined) return 'unknown-kind'
  if (source.byteLength % bytesPerSample !== 0) return 'odd-length'
  if (source.byteLength !== audioFrameBytes(kind)) return 'wrong-size'
  wireBytes.set(source)
  const captureTimeMs = wire.getFloat64(8, true)
  if (!Number.isFinite(captureTimeMs)) return 'bad-capture-time'
  slot.kind = kind
  slot.sequence = wire.getUint32(4, true)
  slot.captureTimeMs = captureTimeMs
  if (isLittleEndian) slot.samples.set(wireSamples[kind])
  else readEach(slot.samples, audioFrameSamples(kind))
  return undefined
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/**
 * Filled and read again within one call. The whole frame lies here, so that its samples are always aligned and are copied in
 * one go, and no frame needs a view of its own.
 */
const wire = new DataView(new ArrayBuffer(audioFrameBytes('listen')))
const wireBytes = new Uint8Array(wire.buffer)
const wireSamples = {
  talk: new Int16Array(wire.buffer, audioFrameHeaderBytes, audioFrameSamples('talk')),
  listen: new Int16Array(wire.buffer, audioFrameHeaderBytes, audioFrameSamples('listen')),
} as const satisfies Record<AudioFrameKind, Int16Array>

function readEach(samples: Int16Array, sampleCount: number): void {
  for (let index = 0; index < sampleCount; index += 1)
    samples[index] = wire.getInt16(audioFrameHeaderBytes + index * bytesPerSample, true)
}

function kindOf(code: number): AudioFrameKind | undefined {
  if (code === codeOf.talk) return 'talk'
  if (code === codeOf.listen) return 'listen'
  return undefined
}

function isSequence(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= largestSequence
}
