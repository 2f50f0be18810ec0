/** Recordings that were decoded before: WAV files of 16 kHz mono. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeWav, encodeWav, sampleRateHz } from '@sotto/audio'

/** Undefined when it is not there, or is not that many samples at our rate: whoever asks decodes it anew. */
export async function readDecoded(
  directory: string | undefined,
  name: string,
  samples: number,
): Promise<Int16Array | undefined> {
  if (directory === undefined) return undefined
  const file = await readFile(decodedFile(directory, name)).catch(() => undefined)
  const sound = file === undefined ? undefined : decodeWav(file)
  if (sound?.ok !== true) return undefined
  const { value } = sound
  const fits = value.sampleRateHz === sampleRateHz && value.channels === 1
  return fits && value.samples.length === samples ? value.samples : undefined
}

/** Rejects with what the file system says. */
export async function writeDecoded(
  directory: string,
  name: string,
  samples: Int16Array,
): Promise<void> {
  const file = encodeWav({ sampleRateHz, channels: 1, samples })
  await writeFile(decodedFile(directory, name), file)
}

function decodedFile(directory: string, name: string): string {
  return join(directory, `${name}.wav`)
}
