/** Speech-like sound without a recording: voiced syllables with a moving pitch, hissed ones, words and pauses. */
import type { Random } from '@sotto/kernel'
import { sampleRateHz } from '../frame/audio-format.ts'
import { fromDbfs } from '../meter/level.ts'

export interface SpeechOptions {
  readonly random: Random
  readonly durationMs: number
  /** Of the loudest syllables. Default −9 dBFS. */
  readonly peakDbfs?: number
  /** The room behind the voice. Default −62 dBFS. */
  readonly roomDbfs?: number
  /** Share of the time between words and sentences. Default 0.35, as people talk. */
  readonly pauseShare?: number
}

interface Piece {
  readonly kind: 'voiced' | 'hissed' | 'pause'
  readonly samples: number
}

const samplesOf = (milliseconds: number): number => Math.round((milliseconds * sampleRateHz) / 1000)

/** 16-bit mono at 16 kHz; the same random numbers give the same sound. */
export function synthesizeSpeech(options: SpeechOptions): Int16Array {
  const { random, durationMs, peakDbfs = -9, roomDbfs = -62, pauseShare = 0.35 } = options
  const sound = new Float64Array(samplesOf(durationMs))
  for (let start = 0; start < sound.length; ) {
    const piece = nextPiece(random, pauseShare)
    const part = sound.subarray(start, start + piece.samples)
    if (piece.kind === 'voiced') voice(part, random)
    else if (piece.kind === 'hissed') hiss(part, random)
    start += piece.samples
  }
  const loudest = sound.reduce((peak, value) => Math.max(peak, Math.abs(value)), 1e-9)
  const gain = (fromDbfs(peakDbfs) * 32_767) / loudest
  const room = fromDbfs(roomDbfs) * 32_767 * Math.sqrt(3)
  return Int16Array.from(sound, (value) =>
    Math.round(value * gain + room * (2 * random.next() - 1)),
  )
}

function nextPiece(random: Random, pauseShare: number): Piece {
  const draw = random.next()
  const between = (low: number, high: number) => samplesOf(low + random.next() * (high - low))
  // A syllable lasts 160 ms on average, a pause 280 ms.
  const pauseChance = (160 * pauseShare) / (280 * (1 - pauseShare) + 160 * pauseShare)
  if (draw < pauseChance) return { kind: 'pause', samples: between(60, 500) }
  if (draw < pauseChance + 0.12) return { kind: 'hissed', samples: between(60, 120) }
  return { kind: 'voiced', samples: between(90, 260) }
}

/** Harmonics under two formants, the pitch gliding, swelling and dying away. */
function voice(part: Float64Array, random: Random): void {
  const pitchHz = 95 + random.next() * 130
  const glide = 0.9 + random.next() * 0.2
  const formantsHz = [300 + random.next() * 500, 1_000 + random.next() * 1_300]
  const loudness = 0.4 + 0.6 * random.next()
  let phase = 0
  for (let index = 0; index < part.length; index += 1) {
    const place = index / part.length
    const hz = pitchHz * (1 + (glide - 1) * place)
    phase += (2 * Math.PI * hz) / sampleRateHz
    let value = 0
    for (let harmonic = 1; harmonic * hz < 3_600; harmonic += 1)
      value += Math.sin(phase * harmonic) * formantGain(harmonic * hz, formantsHz)
    part[index] = value * loudness * Math.min(1, 8 * place, 6 * (1 - place))
  }
}

function formantGain(frequencyHz: number, formantsHz: readonly number[]): number {
  let gain = 0.02
  for (const formantHz of formantsHz) gain += Math.exp(-(((frequencyHz - formantHz) / 180) ** 2))
  return gain
}

function hiss(part: Float64Array, random: Random): void {
  let before = 0
  for (let index = 0; index < part.length; index += 1) {
    const value = 2 * random.next() - 1
    const place = index / part.length
    part[index] = 0.5 * (value - before) * Math.min(1, 8 * place, 6 * (1 - place))
    before = value
  }
}
