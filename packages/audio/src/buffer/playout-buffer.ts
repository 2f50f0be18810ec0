/**
 * Evens out the network between the panel and the platform's media socket: frames go in as they come, and go out one
 * per 20 ms. It reads no clock; both ends tell it the time.
 *
 *            a frame            200 ms later,              dry for longer than it can
 *           has come            or finished                conceal, or finished and empty
 *   idle ────────────► filling ────────────► playing ────────────────────────────────► idle
 *                         ▲                     │
 *                         └─────────────────────┘
 *                       sequence jumps: start again
 *
 * Silence is not sent, so nothing coming is a pause until the next frame proves otherwise. One buffer serves one
 * connection: another page has another clock, and would look late for ever.
 */
import { assertNever } from '@sotto/kernel'
import { frameMs, frameSamples } from '../frame/audio-format.ts'
import { blockRmsDbfs } from '../meter/level.ts'
import { createConcealer } from './concealer.ts'
import { createTransitClock } from './transit.ts'

export interface PlayoutBufferOptions {
  /** How long the first frame of an utterance waits. Default 200 ms, the guide's. */
  readonly preRollMs?: number
  /** What is older is never played. Default 1,000 ms. */
  readonly oldestMs?: number
}

/** `silence`: nothing to play and nothing to send. `concealed`: made up to bridge a hole. */
export type PlayoutOutcome = 'audio' | 'concealed' | 'silence'

/** `late`: too old, or its place has been played. `refused`: not one frame long, or without a finite time. */
export type PushOutcome = 'kept' | 'late' | 'duplicate' | 'refused'

export interface PlayoutCounts {
  readonly played: number
  readonly concealed: number
  readonly late: number
  readonly duplicate: number
  readonly refused: number
  /** Quiet frames left out to win back delay. */
  readonly skipped: number
  /** Times that the sequence jumped and the buffer began again. */
  readonly restarts: number
}

export interface PlayoutBuffer {
  readonly counts: PlayoutCounts
  /** Sound waiting to be played. */
  readonly bufferedMs: number
  /** Age of the frame played last: what the network and this buffer together added to the quickest journey. */
  readonly delayMs: number
  /** Copies one frame in. `captureTimeMs` is on the sender's clock, `arrivalMs` on the caller's monotonic one. */
  push(frame: Int16Array, sequence: number, captureTimeMs: number, arrivalMs: number): PushOutcome
  /** Fills `output` (320 samples) with what is to be heard now. Call it once per 20 ms. */
  pull(nowMs: number, output: Int16Array): PlayoutOutcome
  /** The speaker closed the microphone: what waits is played without waiting for more, and its end is no hole. */
  finish(): void
  /** Throws away what waits, at once: for cutting the microphone. */
  clear(): void
}

type Phase = 'idle' | 'filling' | 'playing'

/** 1.28 s, a power of two for the mask: more than the oldest frame that may be played. */
const slots = 64
const slotMask = slots - 1
const concealFramesAtMost = 3
/** Waiting beyond the pre-roll by this much is worth winning back. */
const spareMs = 60
const quietDbfs = -50

/** Allocates nothing after this call. */
export function createPlayoutBuffer({
  preRollMs = 200,
  oldestMs = 1_000,
}: PlayoutBufferOptions = {}): PlayoutBuffer {
  const frames = Array.from({ length: slots }, () => new Int16Array(frameSamples))
  const captureTimes = new Float64Array(slots)
  const filled = new Uint8Array(slots)
  const transit = createTransitClock()
  const concealer = createConcealer()
  const counts = {
    played: 0,
    concealed: 0,
    late: 0,
    duplicate: 0,
    refused: 0,
    skipped: 0,
    restarts: 0,
  }
  let phase: Phase = 'idle'
  let finished = false
  /** The sequence that is played next, and the newest one that came. */
  let next = 0
  let newest = 0
  let waiting = 0
  let dryFrames = 0
  // In typed arrays: a captured variable that holds a fraction costs memory whenever it is set.
  const playAtMs = new Float64Array(1)
  const delayMs = new Float64Array(1)

  function empty(): void {
    filled.fill(0)
    waiting = 0
    finished = false
    dryFrames = 0
  }

  function begin(sequence: number, arrivalMs: number): void {
    empty()
    phase = 'filling'
    next = sequence >>> 0
    newest = next
    playAtMs[0] = arrivalMs + preRollMs
  }

  function keep(frame: Int16Array, sequence: number, captureTimeMs: number): PushOutcome {
    const slot = sequence & slotMask
    if (filled[slot] === 1) {
      counts.duplicate += 1
      return 'duplicate'
    }
    frames[slot]?.set(frame)
    captureTimes[slot] = captureTimeMs
    filled[slot] = 1
    waiting += 1
    return 'kept'
  }

  function release(slot: number): void {
    filled[slot] = 0
    waiting -= 1
    next = (next + 1) >>> 0
  }

  /** Steps over what may not be played any more, and over quiet frames while too much waits. */
  function dropStale(nowMs: number): void {
    for (let slot = next & slotMask; filled[slot] === 1; slot = next & slotMask) {
      const tooOld = transit.ageMs(captureTimes[slot] ?? 0, nowMs) > oldestMs
      const spare = waiting * frameMs > preRollMs + spareMs
      if (tooOld) counts.late += 1
      else if (spare && blockRmsDbfs(frames[slot] ?? silentFrame) < quietDbfs) counts.skipped += 1
      else return
      release(slot)
    }
  }

  function playNext(nowMs: number, output: Int16Array): PlayoutOutcome {
    dropStale(nowMs)
    const slot = next & slotMask
    const frame = frames[slot]
    if (filled[slot] !== 1 || frame === undefined) return playHole(output)
    output.set(frame)
    concealer.accept(output)
    delayMs[0] = transit.ageMs(captureTimes[slot] ?? 0, nowMs)
    release(slot)
    dryFrames = 0
    counts.played += 1
    return 'audio'
  }

  function playHole(output: Int16Array): PlayoutOutcome {
    if (waiting === 0 && (finished || dryFrames === concealFramesAtMost)) return stop(output)
    concealer.conceal(output)
    dryFrames += 1
    counts.concealed += 1
    // Later frames are there, so this one is lost; otherwise it may only be late, and is still wanted.
    if (waiting > 0) next = (next + 1) >>> 0
    if (waiting > 0 && dryFrames === concealFramesAtMost) skipHole()
    return 'concealed'
  }

  /** What was made up has faded out: the rest of a long hole is not worth its time. */
  function skipHole(): void {
    while (filled[next & slotMask] !== 1) next = (next + 1) >>> 0
  }

  function stop(output: Int16Array): PlayoutOutcome {
    phase = 'idle'
    finished = false
    dryFrames = 0
    concealer.reset()
    output.fill(0)
    return 'silence'
  }

  return {
    counts,
    get bufferedMs() {
      return waiting * frameMs
    },
    get delayMs() {
      return delayMs[0] ?? 0
    },
    push(frame, sequence, captureTimeMs, arrivalMs) {
      if (frame.length !== frameSamples || !Number.isFinite(captureTimeMs - arrivalMs)) {
        counts.refused += 1
        return 'refused'
      }
      if (transit.observe(captureTimeMs, arrivalMs) > oldestMs) {
        counts.late += 1
        return 'late'
      }
      if (phase === 'idle') begin(sequence, arrivalMs)
      // Differences in 32-bit arithmetic, so that the count may wrap.
      const ahead = (sequence - next) | 0
      if (ahead >= slots || ahead < -slots) {
        counts.restarts += 1
        counts.late += waiting
        begin(sequence, arrivalMs)
      } else if (ahead < 0) {
        if (phase !== 'filling' || ((newest - sequence) | 0) >= slots) {
          counts.late += 1
          return 'late'
        }
        next = sequence >>> 0
      }
      if (((sequence - newest) | 0) > 0) newest = sequence >>> 0
      return keep(frame, sequence, captureTimeMs)
    },
    pull(nowMs, output) {
      switch (phase) {
        case 'idle':
          output.fill(0)
          return 'silence'
        case 'filling':
          if (!finished && nowMs < (playAtMs[0] ?? 0)) {
            output.fill(0)
            return 'silence'
          }
          phase = 'playing'
          return playNext(nowMs, output)
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
      empty()
      phase = 'idle'
      concealer.reset()
    },
  }
}

const silentFrame = new Int16Array(frameSamples)
