import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeWav, resampleClip } from '@sotto/audio'
import { createMarker, rmsDbfs } from '@sotto/testkit'
import { OggOpusDecoder } from 'ogg-opus-decoder'

const speechFile = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../packages/simulator/voices/supervisor-speech.ogg',
)

const fileRateHz = 48_000
const lineRateHz = 16_000
const speechDbfs = -20

/** What a browser's fake microphone speaks over and over: its file, and the same sound at the line's rate. */
export interface Microphone {
  readonly file: string
  /** 16 kHz mono. */
  readonly spoken: Int16Array
}

async function writeMicrophone(
  directory: string,
  name: string,
  samples: Int16Array,
  spoken: Int16Array,
): Promise<Microphone> {
  const file = join(directory, name)
  await writeFile(file, encodeWav({ sampleRateHz: fileRateHz, channels: 1, samples }))
  return { file, spoken }
}

async function decodeSpeech(): Promise<Int16Array> {
  const decoder = new OggOpusDecoder()
  await decoder.ready
  const { channelData } = await decoder.decodeFile(new Uint8Array(await readFile(speechFile)))
  decoder.free()
  const [left] = channelData
  if (left === undefined) throw new Error('the supervisor says nothing')
  return Int16Array.from(left, (sample) => Math.round(sample * 32_767))
}

function atLevel(samples: Int16Array, levelDbfs: number): Int16Array {
  const gain = 10 ** ((levelDbfs - rmsDbfs(samples)) / 20)
  return samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * gain))))
}

/** A coach's remarks at −20 dBFS. */
export async function speechMicrophone(directory: string): Promise<Microphone> {
  const samples = atLevel(await decodeSpeech(), speechDbfs)
  const spoken = resampleClip(samples, { inputRateHz: fileRateHz, outputRateHz: lineRateHz })
  return writeMicrophone(directory, 'speech.wav', samples, spoken)
}

/** Six seconds of broadband noise that nothing else in a call resembles, over and over. */
export function markerMicrophone(directory: string, seed = 1): Promise<Microphone> {
  const spoken = createMarker({
    seed,
    durationMs: 6_000,
    levelDbfs: speechDbfs,
    sampleRateHz: lineRateHz,
  })
  const samples = resampleClip(spoken, { inputRateHz: lineRateHz, outputRateHz: fileRateHz })
  return writeMicrophone(directory, `marker-${seed}.wav`, samples, spoken)
}
