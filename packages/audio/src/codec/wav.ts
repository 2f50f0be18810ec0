/** WAV files of 16-bit PCM, mono or stereo. Reading trusts no size that the file states. */
import { err, ok, type Result } from '@sotto/kernel'

export interface WavSound {
  readonly sampleRateHz: number
  readonly channels: 1 | 2
  /** Interleaved left, right when stereo. */
  readonly samples: Int16Array
}

export type WavErrorCode =
  | 'not-a-wav-file'
  | 'damaged-chunk'
  | 'no-format'
  | 'not-pcm-16'
  | 'bad-channels'
  | 'bad-sample-rate'
  | 'no-data'
  | 'truncated-data'

export interface WavError {
  readonly code: WavErrorCode
  /** Where in the file, in bytes. */
  readonly offset: number
}

interface WavFormat {
  readonly sampleRateHz: number
  readonly channels: 1 | 2
}

export const wavHeaderBytes = 44
const formatPcm = 1
const formatExtensible = 0xfffe
/** Written by programs that stream and cannot go back to fill the size in. */
const unknownSize = 0xffff_ffff
const largestSampleRateHz = 768_000

/** The 44 bytes in front of `dataBytes` of PCM. Throws RangeError on what no WAV file can hold. */
export function wavHeader(sound: {
  readonly sampleRateHz: number
  readonly channels: 1 | 2
  readonly dataBytes: number
}): Uint8Array {
  const { sampleRateHz, channels, dataBytes } = sound
  if (dataBytes < 0 || dataBytes > unknownSize - wavHeaderBytes)
    throw new RangeError(`WAV: ${dataBytes} bytes of data do not fit`)
  const header = new Uint8Array(wavHeaderBytes)
  const view = new DataView(header.buffer)
  const blockBytes = channels * 2
  writeTag(header, 0, 'RIFF')
  view.setUint32(4, wavHeaderBytes - 8 + dataBytes, true)
  writeTag(header, 8, 'WAVE')
  writeTag(header, 12, 'fmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, formatPcm, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRateHz, true)
  view.setUint32(28, sampleRateHz * blockBytes, true)
  view.setUint16(32, blockBytes, true)
  view.setUint16(34, 16, true)
  writeTag(header, 36, 'data')
  view.setUint32(40, dataBytes, true)
  return header
}

/** A whole WAV file. */
export function encodeWav({ sampleRateHz, channels, samples }: WavSound): Uint8Array {
  const header = wavHeader({ sampleRateHz, channels, dataBytes: samples.length * 2 })
  const file = new Uint8Array(wavHeaderBytes + samples.length * 2)
  file.set(header)
  const view = new DataView(file.buffer)
  for (let index = 0; index < samples.length; index += 1)
    view.setInt16(wavHeaderBytes + index * 2, samples[index] ?? 0, true)
  return file
}

/** The sound in a WAV file. Unknown chunks are skipped; a half sample block at the end of the data is left off. */
export function decodeWav(file: Uint8Array): Result<WavSound, WavError> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.byteLength < 12 || readTag(file, 0) !== 'RIFF' || readTag(file, 8) !== 'WAVE')
    return err({ code: 'not-a-wav-file', offset: 0 })
  let format: WavFormat | undefined
  let offset = 12
  while (offset + 8 <= file.byteLength) {
    const tag = readTag(file, offset)
    const size = view.getUint32(offset + 4, true)
    const start = offset + 8
    if (tag === 'data') {
      return format === undefined
        ? err({ code: 'no-format', offset })
        : readSamples(view, start, size, format)
    }
    if (size > file.byteLength - start) return err({ code: 'damaged-chunk', offset })
    if (tag === 'fmt ') {
      const parsed = readFormat(view, start, size)
      if (!parsed.ok) return parsed
      format = parsed.value
    }
    // Chunks start on even bytes.
    offset = start + size + (size % 2)
  }
  return err({ code: format === undefined ? 'no-format' : 'no-data', offset })
}

function readFormat(view: DataView, start: number, size: number): Result<WavFormat, WavError> {
  if (size < 16) return err({ code: 'damaged-chunk', offset: start })
  const tag = view.getUint16(start, true)
  // Extensible files keep the real format in the first two bytes of the sub-format at 24.
  const format = tag === formatExtensible && size >= 26 ? view.getUint16(start + 24, true) : tag
  if (format !== formatPcm || view.getUint16(start + 14, true) !== 16)
    return err({ code: 'not-pcm-16', offset: start })
  const channels = view.getUint16(start + 2, true)
  if (channels !== 1 && channels !== 2) return err({ code: 'bad-channels', offset: start + 2 })
  const sampleRateHz = view.getUint32(start + 4, true)
  if (sampleRateHz === 0 || sampleRateHz > largestSampleRateHz)
    return err({ code: 'bad-sample-rate', offset: start + 4 })
  if (view.getUint16(start + 12, true) !== channels * 2)
    return err({ code: 'damaged-chunk', offset: start + 12 })
  return ok({ sampleRateHz, channels })
}

function readSamples(
  view: DataView,
  start: number,
  statedBytes: number,
  format: WavFormat,
): Result<WavSound, WavError> {
  const availableBytes = view.byteLength - start
  if (statedBytes > availableBytes && statedBytes !== unknownSize)
    return err({ code: 'truncated-data', offset: view.byteLength })
  const blockBytes = format.channels * 2
  const blocks = Math.floor(Math.min(statedBytes, availableBytes) / blockBytes)
  const samples = new Int16Array(blocks * format.channels)
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = view.getInt16(start + index * 2, true)
  return ok({ ...format, samples })
}

function writeTag(bytes: Uint8Array, offset: number, tag: string): void {
  for (let index = 0; index < tag.length; index += 1) bytes[offset + index] = tag.charCodeAt(index)
}

function readTag(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4))
}
