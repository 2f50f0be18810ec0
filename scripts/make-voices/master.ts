/** Brings one side of a dialogue to its level and writes it as Ogg Opus. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createLimiter,
  encodeWav,
  floatToInt16,
  frameSamples,
  fromDbfs,
  sampleRateHz,
  toDbfs,
} from '@sotto/audio'
import { run } from './tools.ts'

/** A little under the −6 dBFS that is promised: the encoder may overshoot. */
const peakDbfs = -7.5
/** Frames quieter than this beside the loudest are pauses. */
const pauseBelowLoudestDb = 35
const bitRateKilobits = 24

/** RMS of the 20 ms frames in which somebody speaks. */
export function activeSpeechDbfs(samples: Float32Array): number {
  const energies: number[] = []
  for (let start = 0; start + frameSamples <= samples.length; start += frameSamples) {
    let energy = 0
    for (let index = start; index < start + frameSamples; index += 1)
      energy += (samples[index] ?? 0) ** 2
    energies.push(energy / frameSamples)
  }
  const threshold = Math.max(...energies) * 10 ** (-pauseBelowLoudestDb / 10)
  const active = energies.filter((energy) => energy > threshold)
  const mean = active.reduce((sum, energy) => sum + energy, 0) / Math.max(1, active.length)
  return toDbfs(Math.sqrt(mean))
}

/** The side at `levelDbfs` active speech level, no sample above the peak. The limiter takes some level away, hence the second try. */
export function levelled(samples: Float32Array, levelDbfs: number): Float32Array {
  let gainDb = levelDbfs - activeSpeechDbfs(samples)
  let result = limited(samples, gainDb)
  for (let count = 0; count < 3; count += 1) {
    gainDb += levelDbfs - activeSpeechDbfs(result)
    result = limited(samples, gainDb)
  }
  return result
}

function limited(samples: Float32Array, gainDb: number): Float32Array {
  const limiter = createLimiter({ sampleRateHz, thresholdDbfs: peakDbfs })
  const late = new Float32Array(samples.length + limiter.delaySamples)
  const gain = fromDbfs(gainDb)
  for (let index = 0; index < samples.length; index += 1) late[index] = (samples[index] ?? 0) * gain
  limiter.process([late])
  return late.slice(limiter.delaySamples)
}

export function writeOpus(
  samples: Float32Array,
  file: string,
  serial: number,
  workDirectory: string,
): void {
  const pcm = new Int16Array(samples.length)
  floatToInt16(samples, pcm)
  const wavFile = join(workDirectory, 'side.wav')
  writeFileSync(wavFile, encodeWav({ sampleRateHz, channels: 1, samples: pcm }))
  run('opusenc', [
    '--quiet',
    '--speech',
    '--vbr',
    '--bitrate',
    String(bitRateKilobits),
    '--padding',
    '0',
    // A fixed serial number: the same input gives the same file.
    '--serial',
    String(serial),
    wavFile,
    file,
  ])
}
