/**
 * Between the network and the loudspeaker: holds as little sound as plays without gaps. Starts at 60 ms; grows by a step when
 * it ran dry, up to 150 ms; shrinks again when it has been calm. Pure; runs in the audio worklet, where memory is not allocated
 * per block.
 *
 *   filling ──enough buffered──► playing ──ran dry──► filling
 *
 * What is too much (a burst after a stall, a sender whose clock is faster) is skipped with a short cross-fade, so that what is
 * heard is never further behind than the buffer may hold.
 */
import { createResampler, type Resampler, sampleRateHz } from '@sotto/audio'

export interface ListeningBuffer {
  /** One frame from the network: 16 kHz, interleaved, customer left, agent right. */
  push(stereo: Int16Array): void
  /** Fills both sides; silence where there is nothing. */
  pull(left: Float32Array, right: Float32Array): void
  readonly bufferedMs: number
  readonly targetMs: number
  /** How often it ran dry while sound was coming. */
  readonly underruns: number
  /** Forgets everything, for a new line. */
  reset(): void
}

export const startTargetMs = 60
export const largestTargetMs = 150
const smallestTargetMs = 40
const growMs = 20
const shrinkMs = 10
/** Without running dry for this long, the target shrinks by a step. */
const calmMs = 10_000
/** So much above the target, over a whole window, is too much. */
const slackMs = 10
/** The target is what is held just after a frame has come; just before, it is a frame less. */
const frameMs = 20
const windowMs = 1_000
/** Nothing at all for this long is a pause of the sender, not bad luck on the way. */
const pauseMs = 400
const fadeMs = 2
const capacityMs = 1_000
const networkFrameSamples = 320
/** So long sound takes to fall silent where it ends. */
const fallSamples = 32

export function createListeningBuffer(outputRateHz: number): ListeningBuffer {
  const samplesOf = (milliseconds: number) => Math.round((milliseconds * outputRateHz) / 1000)
  const capacity = samplesOf(capacityMs)
  const sides = [createSide(outputRateHz, capacity), createSide(outputRateHz, capacity)] as const
  const fadeSamples = samplesOf(fadeMs)
  let buffered = 0
  let readAt = 0
  let playing = false
  let hasPlayed = false
  let targetMs = startTargetMs
  let underruns = 0
  let isBeginning = false
  let calmSamples = 0
  let drySamples = 0
  let windowSamples = 0
  let windowLowest = Number.POSITIVE_INFINITY

  const bufferedMs = () => (buffered * 1000) / outputRateHz

  function skip(samples: number): void {
    for (const side of sides) side.crossFade(readAt, samples, fadeSamples)
    readAt = (readAt + samples) % capacity
    buffered -= samples
  }

  /** A burst is cut down at once; a small excess only when it has lasted a whole window. */
  function trim(justPulled: number): void {
    const target = samplesOf(targetMs)
    windowLowest = Math.min(windowLowest, buffered)
    windowSamples += justPulled
    const burst = buffered - samplesOf(largestTargetMs)
    if (burst > 0 && buffered - target > fadeSamples) skip(buffered - target)
    else if (windowSamples >= samplesOf(windowMs)) {
      const excess = windowLowest - Math.max(0, target - samplesOf(frameMs))
      if (excess > samplesOf(slackMs)) skip(Math.min(excess, buffered - fadeSamples))
    } else return
    windowSamples = 0
    windowLowest = Number.POSITIVE_INFINITY
  }

  function ranDry(): void {
    playing = false
    drySamples = 0
  }

  /** Known only when sound comes again: a short gap was a hiccup, a long one a pause. */
  function judgeGap(): void {
    if (!hasPlayed || drySamples >= samplesOf(pauseMs)) return
    underruns += 1
    calmSamples = 0
    targetMs = Math.min(largestTargetMs, targetMs + growMs)
  }

  function countCalm(samples: number): void {
    calmSamples += samples
    if (calmSamples < samplesOf(calmMs)) return
    calmSamples = 0
    targetMs = Math.max(smallestTargetMs, targetMs - shrinkMs)
  }

  return {
    push(stereo) {
      const writeAt = (readAt + buffered) % capacity
      const written = sides[0].write(stereo, 0, writeAt)
      sides[1].write(stereo, 1, writeAt)
      buffered += written
      // Nobody pulls (a suspended page): the oldest goes.
      const overflow = Math.max(0, buffered - capacity)
      readAt = (readAt + overflow) % capacity
      buffered -= overflow
      if (!playing && bufferedMs() >= targetMs) {
        judgeGap()
        playing = true
        hasPlayed = true
        isBeginning = true
        drySamples = 0
      }
    },
    pull(left, right) {
      const wanted = left.length
      const given = playing ? Math.min(wanted, buffered) : 0
      sides[0].read(readAt, given, left)
      sides[1].read(readAt, given, right)
      if (isBeginning && given > 0) {
        isBeginning = false
        fadeIn(left, Math.min(given, fadeSamples))
        fadeIn(right, Math.min(given, fadeSamples))
      }
      readAt = (readAt + given) % capacity
      buffered -= given
      if (playing && given < wanted) ranDry()
      if (!playing) {
        drySamples += wanted - given
        return
      }
      countCalm(given)
      trim(given)
    },
    get bufferedMs() {
      return bufferedMs()
    },
    get targetMs() {
      return targetMs
    },
    get underruns() {
      return underruns
    },
    reset() {
      for (const side of sides) side.reset()
      buffered = 0
      readAt = 0
      playing = false
      hasPlayed = false
      targetMs = startTargetMs
      calmSamples = 0
      drySamples = 0
      windowSamples = 0
      windowLowest = Number.POSITIVE_INFINITY
    },
  }
}

/** A hard beginning clicks. */
function fadeIn(samples: Float32Array, length: number): void {
  for (let index = 0; index < length; index += 1)
    samples[index] = ((samples[index] ?? 0) * (index + 1)) / (length + 1)
}

interface Side {
  /** Takes one side of an interleaved frame in; answers how many samples of the output rate that became. */
  write(stereo: Int16Array, offset: 0 | 1, at: number): number
  /** Fills `output`: `length` samples from the ring, silence after them, faded out where the ring ends. */
  read(at: number, length: number, output: Float32Array): void
  /** Before `samples` are skipped from `at`: lets what follows begin as what would have been played. */
  crossFade(at: number, samples: number, fadeSamples: number): void
  reset(): void
}

function createSide(outputRateHz: number, capacity: number): Side {
  const ring = new Float32Array(capacity)
  const resampler: Resampler = createResampler({
    inputRateHz: sampleRateHz,
    outputRateHz,
  })
  const input = new Float32Array(networkFrameSamples)
  const output = new Float32Array(resampler.outputCapacity(networkFrameSamples))
  /** What was played last, while nothing has followed it. */
  let last = 0

  function letFall(target: Float32Array): void {
    if (last === 0) return
    for (let index = 0; index < Math.min(fallSamples, target.length); index += 1)
      target[index] = last * (1 - (index + 1) / fallSamples)
  }

  return {
    write(stereo, offset, at) {
      const samples = Math.min(input.length, stereo.length >> 1)
      for (let index = 0; index < samples; index += 1)
        input[index] = (stereo[index * 2 + offset] ?? 0) / 32_768
      const whole = samples === input.length ? input : input.subarray(0, samples)
      const written = resampler.process(whole, output)
      for (let index = 0; index < written; index += 1)
        ring[(at + index) % capacity] = output[index] ?? 0
      return written
    },
    read(at, length, target) {
      for (let index = 0; index < length; index += 1)
        target[index] = ring[(at + index) % capacity] ?? 0
      target.fill(0, length)
      // A hard end clicks, also one that falls between two blocks.
      if (length === 0) letFall(target)
      const fade = length < target.length ? Math.min(length, fallSamples) : 0
      for (let index = 0; index < fade; index += 1) {
        const position = length - 1 - index
        target[position] = ((target[position] ?? 0) * index) / fade
      }
      last = length === target.length ? (target[length - 1] ?? 0) : 0
    },
    crossFade(at, samples, fadeSamples) {
      for (let index = 0; index < fadeSamples; index += 1) {
        const old = ring[(at + index) % capacity] ?? 0
        const position = (at + samples + index) % capacity
        const weight = index / fadeSamples
        ring[position] = old * (1 - weight) + (ring[position] ?? 0) * weight
      }
    },
    reset() {
      resampler.reset()
    },
  }
}
