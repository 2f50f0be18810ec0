/**
 * Evens out the network between the panel and the platform's media socket: frames go in as they come, and go out one
 * per 20 ms. It reads no clock; both ends tell it the time.
 *
 *            a frame          old enough for the          dry for longer than it can
 *           has come          target, or finished         conceal, or finished and empty
 *   idle ────────────► filling ────────────► playing ────────────────────────────────► idle
 *                         ▲                     │
 *                         └─────────────────────┘
 *                  sequence jumps, or a pause lies ahead
 *
 * The first utterance waits for the guide's 200 ms; from then on the delay follows what the network needs. It is won back,
 * or built up, by leaving out or repeating pieces of quiet or of the voice's own period, never by a hole.
 *
 * Silence is not sent, so nothing coming is a pause until the next frame proves otherwise. One buffer serves one connection.
 */
import { assertNever } from '@sotto/kernel'
import { frameMs, frameSamples, sampleRateHz } from '../frame/audio-format.ts'
import { createArrivalJudge } from './arrival-judge.ts'
import { createDelayTarget } from './delay-target.ts'
import { createFrameSlots, slotCount } from './frame-slots.ts'
import { createPacing, type Situation } from './pacing.ts'
import { createSpeechTape, longestFadeSamples } from './speech-tape.ts'

export interface PlayoutBufferOptions {
  /** How long the first frame of the first utterance waits. Default 200 ms, the guide's. */
  readonly preRollMs?: number
  /** The delay never adapts to less. Default 10 ms. */
  readonly smallestMs?: number
  /** The delay never adapts to more. Default 400 ms. */
  readonly largestMs?: number
  /** What is older is never played. Default 1,000 ms. */
  readonly oldestMs?: number
}

/** `silence`: nothing to play and nothing to send. `concealed`: some of it made up to bridge a hole. */
export type PlayoutOutcome = 'audio' | 'concealed' | 'silence'

/**
 * `too-old`: past the oldest that is ever played. `missed`: its place has been played. `refused`: not one frame long, or
 * without a finite time.
 */
export type PushOutcome = 'kept' | 'too-old' | 'missed' | 'duplicate' | 'refused'

export interface PlayoutCounts {
  /** Frames that were moved on to be played. */
  readonly played: number
  /** Pulls of which something was made up. */
  readonly concealed: number
  /** Samples made up. */
  readonly concealedSamples: number
  /** Frames dropped for their age, on arrival or while they waited. */
  readonly tooOld: number
  /** Frames that came after their place had been played. */
  readonly missed: number
  readonly duplicate: number
  readonly refused: number
  /** Samples left out to win back delay, and played again to build it up. */
  readonly shortenedSamples: number
  readonly stretchedSamples: number
  /** Times that the sequence jumped and the buffer began again. */
  readonly restarts: number
  /** Times that the sender's clock was found to be another one. */
  readonly clockChanges: number
}

export interface PlayoutBuffer {
  readonly counts: PlayoutCounts
  /** Sound waiting to be played. */
  readonly bufferedMs: number
  /** Age of what was played last: what the network and this buffer together added to the quickest journey. */
  readonly delayMs: number
  /** The delay this line needs, as learnt so far. */
  readonly targetMs: number
  /** Copies one frame in. `captureTimeMs` is on the sender's clock, `arrivalMs` on the caller's monotonic one. */
  push(frame: Int16Array, sequence: number, captureTimeMs: number, arrivalMs: number): PushOutcome
  /** Fills `output` (320 samples) with what is to be heard now. Call it once per 20 ms. */
  pull(nowMs: number, output: Int16Array): PlayoutOutcome
  /** The speaker closed the microphone: what waits is played without waiting for more, and its end is no hole. */
  finish(): void
  /** Throws away what waits, at once: for cutting the microphone. What was learnt of the network stays. */
  clear(): void
}

type Phase = 'idle' | 'filling' | 'playing'

const samplesPerMs = sampleRateHz / 1000
/** So much lies straight ahead when it can be: the longest piece to leave out, what it is compared by, and a frame. */
const lookAheadSamples = 800
/** Ticks do not fall on the target: the one nearest to it begins. */
const earlyMs = 5
/** An utterance that ends inside a frame fades out within 5 ms. */
const tailSamples = 80
/** Two frames captured further apart than this have a pause between them. */
const pauseMs = 100

/** Allocates nothing after this call. */
export function createPlayoutBuffer({
  preRollMs = 200,
  smallestMs = 10,
  largestMs = 400,
  oldestMs = 1_000,
}: PlayoutBufferOptions = {}): PlayoutBuffer {
  const slots = createFrameSlots()
  const target = createDelayTarget({ firstMs: preRollMs, smallestMs, largestMs })
  const tape = createSpeechTape()
  const counts = createCounts()
  const judge = createArrivalJudge(oldestMs, counts)
  const { shortestMs, newestMs } = judge
  const pacing = createPacing(tape, counts)
  const situation: Situation = { headAgeMs: 0, targetMs: 0, waitingMs: 0, newestAgeMs: 0 }
  let phase: Phase = 'idle'
  let finished = false
  /** Nothing has been played yet: how quick the network can be is not known, and the pre-roll counts from the arrival. */
  let isFirst = true
  /** Nothing of this utterance has been played: an earlier frame may still come first. */
  let isFresh = true
  /** The next frame does not go on from what is on the tape. */
  let isJoint = false
  /** The sequence that goes on the tape next, and the newest one that came. */
  let next = 0
  let newest = 0
  // In typed arrays: a captured variable that holds a fraction costs memory whenever it is set.
  /** When the last sample on the tape was captured; when filling began. */
  const tapeEndMs = new Float64Array(1)
  const fillingSinceMs = new Float64Array(1)
  /** Ages as measured last, of the head and of the next frame: a fraction that is returned would cost memory as well. */
  const headAgeMs = new Float64Array(1)
  const slotAgeMs = new Float64Array(1)

  function measureHead(nowMs: number): void {
    const headMs = (tapeEndMs[0] ?? 0) - tape.available / samplesPerMs
    headAgeMs[0] = nowMs - headMs - (shortestMs[0] ?? 0)
  }

  function measureSlot(nowMs: number): void {
    slotAgeMs[0] = nowMs - slots.captureTimeMs(next) - (shortestMs[0] ?? 0)
  }

  function begin(sequence: number, nowMs: number): void {
    slots.clear()
    tape.reset()
    finished = false
    isFresh = true
    phase = 'filling'
    fillingSinceMs[0] = nowMs
    next = sequence >>> 0
    newest = next
  }

  /** Where the frame belongs; begins anew when the sequence has jumped. Answers false when its place has been played. */
  function place(sequence: number, arrivalMs: number): boolean {
    // Differences in 32-bit arithmetic, so that the count may wrap.
    stepOverLost(sequence)
    const ahead = (sequence - next) | 0
    if (ahead >= slotCount || ahead < -slotCount) {
      counts.restarts += 1
      counts.missed += slots.waiting
      begin(sequence, arrivalMs)
      return true
    }
    if (ahead >= 0) return true
    if (!isFresh || ((newest - sequence) | 0) >= slotCount) return false
    next = sequence >>> 0
    return true
  }

  /** After a standstill: what is still missing will not come, and what waits behind it shall keep its place. */
  function stepOverLost(sequence: number): void {
    if (((sequence - next) | 0) >= 2 * slotCount) return
    while (((sequence - next) | 0) >= slotCount && !slots.has(next)) {
      next = (next + 1) >>> 0
      isJoint = true
    }
  }

  function keep(frame: Int16Array, sequence: number, captureTimeMs: number): PushOutcome {
    if (slots.has(sequence)) {
      counts.duplicate += 1
      return 'duplicate'
    }
    slots.put(frame, sequence, captureTimeMs)
    finished = false
    if (((sequence - newest) | 0) >= 0) {
      newest = sequence >>> 0
      judge.keepNewest(captureTimeMs)
    }
    return 'kept'
  }

  /** The microphone was closed in between: what lies behind the pause keeps its own delay. */
  function isPauseAhead(): boolean {
    const gapMs = slots.captureTimeMs(next) - (tapeEndMs[0] ?? 0)
    return !isFresh && gapMs > pauseMs && (slotAgeMs[0] ?? 0) < target.targetMs - earlyMs
  }

  /** Puts on the tape what is there in order; what grew old while it waited is dropped. */
  function load(nowMs: number): void {
    while (tape.available < lookAheadSamples && slots.has(next)) {
      measureSlot(nowMs)
      if ((slotAgeMs[0] ?? 0) > oldestMs) {
        counts.tooOld += 1
        isJoint = !isFresh
      } else {
        if (isPauseAhead()) return
        tape.append(slots.frame(next), isJoint)
        tapeEndMs[0] = slots.captureTimeMs(next) + frameMs
        isJoint = false
        isFresh = false
        counts.played += 1
      }
      slots.remove(next)
      next = (next + 1) >>> 0
    }
  }

  /** Later frames are there, so these are lost: bridged, and stepped over once that has faded out. */
  function bridgeLost(nowMs: number): void {
    while (tape.available < frameSamples && slots.waiting > 0 && !slots.has(next)) {
      if (tape.madeUpSamples < longestFadeSamples) makeUp(frameSamples)
      tapeEndMs[0] = (tapeEndMs[0] ?? 0) + frameMs
      next = (next + 1) >>> 0
      load(nowMs)
    }
  }

  function makeUp(samples: number): void {
    tape.extend(samples)
    counts.concealedSamples += samples
  }

  function pace(nowMs: number): void {
    measureHead(nowMs)
    situation.headAgeMs = headAgeMs[0] ?? 0
    situation.targetMs = target.targetMs
    situation.waitingMs = slots.waiting * frameMs
    situation.newestAgeMs = finished ? 0 : nowMs - (newestMs[0] ?? 0) - (shortestMs[0] ?? 0)
    pacing.step(situation)
  }

  function playNext(nowMs: number, output: Int16Array): PlayoutOutcome {
    const madeUpBefore = counts.concealedSamples
    load(nowMs)
    bridgeLost(nowMs)
    if (tape.available === 0 && slots.has(next)) return rest('filling', nowMs, output)
    if (tape.available === 0 && (finished || tape.madeUpSamples >= longestFadeSamples))
      return rest('idle', nowMs, output)
    pace(nowMs)
    const missing = frameSamples - tape.available
    const isEnd = slots.has(next) || (finished && slots.waiting === 0)
    if (missing > 0 && isEnd) tape.extend(missing, tailSamples)
    else if (missing > 0) makeUp(missing)
    measureHead(nowMs)
    tape.take(output)
    if (counts.concealedSamples === madeUpBefore) return 'audio'
    counts.concealed += 1
    return 'concealed'
  }

  function rest(to: 'filling' | 'idle', nowMs: number, output: Int16Array): PlayoutOutcome {
    phase = to
    pacing.rest()
    fillingSinceMs[0] = nowMs
    output.fill(0)
    return 'silence'
  }

  function isTimeToBegin(nowMs: number): boolean {
    if (finished) return true
    const filledMs = nowMs - (fillingSinceMs[0] ?? 0)
    if (isFirst) return filledMs >= preRollMs - earlyMs
    measureSlot(nowMs)
    return (slotAgeMs[0] ?? 0) >= target.targetMs - earlyMs || filledMs >= largestMs
  }

  return {
    counts,
    get bufferedMs() {
      return slots.waiting * frameMs + tape.available / samplesPerMs
    },
    get delayMs() {
      return headAgeMs[0] ?? 0
    },
    get targetMs() {
      return target.targetMs
    },
    push(frame, sequence, captureTimeMs, arrivalMs) {
      if (frame.length !== frameSamples || !Number.isFinite(captureTimeMs - arrivalMs)) {
        counts.refused += 1
        return 'refused'
      }
      if (!judge.isInTime(((sequence - newest) | 0) > 0, captureTimeMs, arrivalMs)) {
        counts.tooOld += 1
        return 'too-old'
      }
      // In whole milliseconds: a fraction handed on would cost memory.
      target.observe((judge.latenessMs[0] ?? 0) | 0)
      if (phase === 'idle') begin(sequence, arrivalMs)
      if (place(sequence, arrivalMs)) return keep(frame, sequence, captureTimeMs)
      counts.missed += 1
      return 'missed'
    },
    pull(nowMs, output) {
      if (phase === 'filling' && isTimeToBegin(nowMs)) {
        phase = 'playing'
        isFirst = false
      }
      switch (phase) {
        case 'idle':
        case 'filling':
          output.fill(0)
          return 'silence'
        case 'playing':
          return playNext(nowMs, output)
        default:
          return assertNever(phase)
      }
    },
    finish() {
      finished = phase !== 'idle'
    },
    clear() {
      slots.clear()
      tape.reset()
      finished = false
      phase = 'idle'
    },
  }
}

function createCounts() {
  return {
    played: 0,
    concealed: 0,
    concealedSamples: 0,
    tooOld: 0,
    missed: 0,
    duplicate: 0,
    refused: 0,
    shortenedSamples: 0,
    stretchedSamples: 0,
    restarts: 0,
    clockChanges: 0,
  }
}
