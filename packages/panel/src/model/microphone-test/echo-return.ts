/**
 * Whether what is played comes back into the microphone: loudspeakers instead of a headset. Pure.
 *
 * The captured sound is compared with the played one at every delay up to half a second, and with the same sound backwards,
 * which is as loud and as coloured but was never played: what resembles that as much is chance.
 */
import { createFrame } from '@sotto/audio'

export interface EchoReturn {
  readonly heard: 'nothing' | 'returns' | 'unclear'
  /** 0–1: how much of what was captured is what was played. */
  readonly correlation: number
  /** From playing to capturing, the devices' own delays included. */
  readonly delayMs: number
}

export const echoTestRateHz = 16_000
/** Compared at a quarter of the rate: the test sound lies below 1.6 kHz. */
const step = 4
const comparedRateHz = echoTestRateHz / step
const longestDelayMs = 500
const clearlyAbove = 2
const smallestCorrelation = 0.12
/** Below the last bits of 16: a muted microphone proves nothing. */
const silentPeak = 4

/** Both at 16 kHz, begun at the same moment. */
export function findEcho(played: Int16Array, captured: Int16Array): EchoReturn {
  const loudest = captured.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
  if (loudest < silentPeak) return { heard: 'unclear', correlation: 0, delayMs: 0 }
  const reference = thinOut(played)
  const heard = thinOut(captured)
  const found = bestMatch(reference, heard)
  const chance = bestMatch(reference.toReversed(), heard)
  const returns =
    found.correlation >= smallestCorrelation &&
    found.correlation >= clearlyAbove * chance.correlation
  return { heard: returns ? 'returns' : 'nothing', ...found }
}

/**
 * A soft, short rise from 300 Hz to 1.5 kHz with a wobble, twice: no two parts of it are alike, and nobody's ears hurt.
 * One second and a half, 16 kHz.
 */
export function createEchoTestSound(): Int16Array {
  const frames = 75
  const length = frames * createFrame().length
  const sound = new Int16Array(length)
  let phase = 0
  for (let index = 0; index < length; index += 1) {
    const position = index / length
    const wobble = 120 * Math.sin(2 * Math.PI * 7.3 * position * position * 3)
    const frequencyHz = 300 + 1_100 * Math.abs(2 * position - 0.7) * 0.75 + wobble
    phase += (2 * Math.PI * frequencyHz) / echoTestRateHz
    const fade = Math.min(1, position * 20, (1 - position) * 20)
    sound[index] = Math.round(5_000 * fade * Math.sin(phase))
  }
  return sound
}

/** Means of four: a crude filter, and enough for what lies so far below. */
function thinOut(samples: Int16Array): Float64Array {
  const thin = new Float64Array(Math.floor(samples.length / step))
  for (let index = 0; index < thin.length; index += 1) {
    let sum = 0
    for (let part = 0; part < step; part += 1) sum += samples[index * step + part] ?? 0
    thin[index] = sum / step
  }
  return thin
}

/** Normalised by the energies of the two parts that overlap, so that loudness does not count. */
function bestMatch(
  reference: Float64Array,
  heard: Float64Array,
): Pick<EchoReturn, 'correlation' | 'delayMs'> {
  const longest = Math.floor((longestDelayMs * comparedRateHz) / 1000)
  let best = 0
  let bestDelay = 0
  for (let delay = 0; delay <= longest; delay += 1) {
    const match = matchAt(reference, heard, delay)
    if (match <= best) continue
    best = match
    bestDelay = delay
  }
  return { correlation: best, delayMs: (bestDelay * 1000) / comparedRateHz }
}

function matchAt(reference: Float64Array, heard: Float64Array, delay: number): number {
  const length = Math.min(reference.length, heard.length - delay)
  let product = 0
  let playedEnergy = 0
  let heardEnergy = 0
  for (let index = 0; index < length; index += 1) {
    const played = reference[index] ?? 0
    const sample = heard[index + delay] ?? 0
    product += played * sample
    playedEnergy += played * played
    heardEnergy += sample * sample
  }
  const scale = Math.sqrt(playedEnergy * heardEnergy)
  // An echo may come back upside down.
  return scale === 0 ? 0 : Math.abs(product) / scale
}
