/**
 * Coaching over a jittery network in virtual time: a supervisor presses the key again and again, and what leaves the
 * buffer is counted. Beside our buffer the guide's plain one: 200 ms, whatever the network.
 */
import { type Random, seededRandom } from '@sotto/kernel'
import { createPlayoutBuffer, type PlayoutBufferOptions } from '../buffer/playout-buffer.ts'
import { frameMs, frameSamples, sampleRateHz } from '../frame/audio-format.ts'
import { createJitterTrace, type NetworkCharacter } from './jitter-trace.ts'
import { synthesizeSpeech } from './synthetic-speech.ts'

export interface TrialOptions {
  readonly character: NetworkCharacter
  readonly seed: number
  readonly presses: number
  /** The supervisor's clock against ours: 1.005 is half a percent fast. */
  readonly clockSpeed?: number
  readonly buffer?: PlayoutBufferOptions
}

export interface TrialCounts {
  readonly utteranceMs: number
  /** Mean age of what was played, beyond the quickest journey: jitter and buffer together. */
  readonly meanDelayMs: number
  readonly largestDelayMs: number
  /** Made up, or left empty inside an utterance. */
  readonly concealedMs: number
  /** Frames of speech that nobody ever heard. */
  readonly lostFrames: number
  readonly shortenedMs: number
  readonly stretchedMs: number
}

/** One press of the key: frames, and when each is captured and arrives, on the receiver's clock. */
interface Press {
  readonly keyDownMs: number
  readonly frames: readonly {
    readonly sequence: number
    readonly senderMs: number
    readonly arrivalMs: number
  }[]
}

const samplesPerMs = sampleRateHz / 1000

export function planPresses(options: TrialOptions): readonly Press[] {
  const { character, seed, presses, clockSpeed = 1 } = options
  const random = seededRandom(seed)
  const arrivalOf = createJitterTrace(character, seededRandom(seed + 1))
  const plan: Press[] = []
  let nowMs = 1_000
  let sequence = 0
  for (let press = 0; press < presses; press += 1) {
    const keyDownMs = nowMs
    const count = Math.round((3_000 + random.next() * 6_000) / frameMs)
    const frames = Array.from({ length: count }, () => {
      const capturedMs = nowMs
      nowMs += frameMs / clockSpeed
      sequence += 1
      return {
        sequence,
        senderMs: capturedMs * clockSpeed + 77_000,
        arrivalMs: arrivalOf(capturedMs),
      }
    })
    plan.push({ keyDownMs, frames })
    nowMs += 2_000 + random.next() * 10_000
  }
  return plan
}

/** What our buffer makes of it. */
export function runAdaptiveTrial(options: TrialOptions): TrialCounts {
  const random: Random = seededRandom(options.seed + 2)
  const buffer = createPlayoutBuffer(options.buffer)
  const output = new Int16Array(frameSamples)
  const speech = synthesizeSpeech({ random, durationMs: 30_000 })
  const plan = planPresses(options)
  let utteranceMs = 0
  let delaySum = 0
  let pulls = 0
  let largestDelayMs = 0
  let emptyMs = 0
  for (const { keyDownMs, frames } of plan) {
    utteranceMs += frames.length * frameMs
    const lastArrivalMs = frames.at(-1)?.arrivalMs ?? 0
    let next = 0
    let silentMs = 0
    let hasBegun = false
    for (
      let nowMs = keyDownMs + random.next() * frameMs;
      nowMs < lastArrivalMs + 2_000;
      nowMs += frameMs
    ) {
      for (; (frames[next]?.arrivalMs ?? Number.POSITIVE_INFINITY) <= nowMs; next += 1) {
        const frame = frames[next]
        if (frame === undefined) break
        const start = (frame.sequence * frameSamples) % (speech.length - frameSamples)
        const samples = speech.subarray(start, start + frameSamples)
        buffer.push(samples, frame.sequence, frame.senderMs, frame.arrivalMs)
        if (next === frames.length - 1) buffer.finish()
      }
      if (buffer.pull(nowMs, output) === 'silence') {
        silentMs += frameMs
        continue
      }
      if (hasBegun) emptyMs += silentMs
      hasBegun = true
      silentMs = 0
      pulls += 1
      delaySum += buffer.delayMs
      largestDelayMs = Math.max(largestDelayMs, buffer.delayMs)
    }
  }
  const { counts } = buffer
  return {
    utteranceMs,
    meanDelayMs: delaySum / pulls,
    largestDelayMs,
    concealedMs: counts.concealedSamples / samplesPerMs + emptyMs,
    lostFrames: counts.tooOld + counts.missed + counts.refused,
    shortenedMs: counts.shortenedSamples / samplesPerMs,
    stretchedMs: counts.stretchedSamples / samplesPerMs,
  }
}

/** What the guide's fixed pre-roll of 200 ms makes of it: every frame has its moment, and what is not there then is lost. */
export function runFixedTrial(options: TrialOptions, preRollMs = 200): TrialCounts {
  const random: Random = seededRandom(options.seed + 2)
  let utteranceMs = 0
  let lostFrames = 0
  let delaySum = 0
  let played = 0
  let largestDelayMs = 0
  let shortestMs = Number.POSITIVE_INFINITY
  for (const { keyDownMs, frames } of planPresses(options)) {
    utteranceMs += frames.length * frameMs
    const firstTickMs = keyDownMs + random.next() * frameMs
    const [first] = frames
    if (first === undefined) continue
    const waitMs = first.arrivalMs + preRollMs - firstTickMs
    const beginMs = firstTickMs + Math.ceil(waitMs / frameMs) * frameMs
    frames.forEach(({ arrivalMs, senderMs }, index) => {
      shortestMs = Math.min(shortestMs, arrivalMs - senderMs)
      const dueMs = beginMs + index * frameMs
      if (arrivalMs > dueMs) {
        lostFrames += 1
        return
      }
      const delayMs = dueMs - senderMs - shortestMs
      delaySum += delayMs
      played += 1
      largestDelayMs = Math.max(largestDelayMs, delayMs)
    })
  }
  return {
    utteranceMs,
    meanDelayMs: delaySum / played,
    largestDelayMs,
    concealedMs: lostFrames * frameMs,
    lostFrames,
    shortenedMs: 0,
    stretchedMs: 0,
  }
}
