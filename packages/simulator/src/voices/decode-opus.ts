/** An Ogg Opus file of one voice, as 16 kHz samples. */
import { readFile } from 'node:fs/promises'
import { sampleRateHz } from '@sotto/audio'
import { OggOpusDecoder } from 'ogg-opus-decoder'
import { VoiceFileError } from './voice-file-error.ts'

/** About half a second of speech: decoded in a few milliseconds, then others get their turn. */
const chunkBytes = 2_048
/** `sampleRate` is in the decoder's code, not in its types; whether it was heeded is checked on every answer. */
const decoderOptions = { forceStereo: false, sampleRate: sampleRateHz }

const nothing = new Float32Array(0)

interface Decoded {
  readonly channelData: readonly Float32Array[]
  readonly samplesDecoded: number
  readonly sampleRate: number
  readonly errors: readonly { readonly message: string }[]
}

/** The whole file. Rejects with VoiceFileError when it is missing, damaged or without sound. */
export async function decodeOpusFile(file: string): Promise<Int16Array> {
  const bytes = await readBytes(file)
  const decoder = new OggOpusDecoder(decoderOptions)
  const pieces: Int16Array[] = []
  try {
    await decoder.ready
    for (let start = 0; start < bytes.length; start += chunkBytes) {
      // The decoder answers with a promise, whatever its types say.
      const decoded = await Promise.resolve(
        decoder.decode(bytes.subarray(start, start + chunkBytes)),
      )
      pieces.push(soundOf(decoded, file))
      await giveWay()
    }
    pieces.push(soundOf(await decoder.flush(), file))
  } finally {
    decoder.free()
  }
  const voice = joined(pieces)
  if (voice.length === 0) throw new VoiceFileError('damaged-sound', file, 'no sound in it')
  return voice
}

function soundOf(decoded: Decoded, file: string): Int16Array {
  checkSound(decoded, file)
  const channel = decoded.channelData[0] ?? nothing
  // Millions of samples before the first call: `Int16Array.from` takes half the start's time for them.
  const samples = new Int16Array(channel.length)
  for (let index = 0; index < channel.length; index += 1)
    samples[index] = toSample(channel[index] ?? 0)
  return samples
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let end = 0
  for (const piece of pieces) {
    whole.set(piece, end)
    end += piece.length
  }
  return whole
}

function checkSound({ errors, samplesDecoded, sampleRate }: Decoded, file: string): void {
  const [first] = errors
  if (first !== undefined) throw new VoiceFileError('damaged-sound', file, first.message)
  if (samplesDecoded > 0 && sampleRate !== sampleRateHz)
    throw new VoiceFileError('damaged-sound', file, `decoded at ${sampleRate} Hz`)
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new VoiceFileError('missing-sound', file, undefined, cause)
  }
}

/** Calls are being mixed in this process: a decoder must not hold the event loop for a whole dialogue. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** Rounded, and held at full scale. */
function toSample(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)))
}
