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
import { type ArrivalJudge, createArrivalJudge } from './arrival-judge.ts'
import { createDelayTarget, type DelayTarget } from './delay-target.ts'
import { createFrameSlots, slotCount } from './frame-slots.ts'
import { createPacing, type Situation } from './pacing.ts'
import { createPlayoutCounts, type PlayoutCounts } from './playout-counts.ts'
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
export function createPlayoutBuffer(options: PlayoutBufferOptions = {}): PlayoutBuffer {
  return new BufferOfOneLine(options)
}

/** A class: see `frame-slots.ts`. */
class BufferOfOneLine implements PlayoutBuffer {
  readonly counts = createPlayoutCounts()
  /** As measured last. */
  delayMs = 0
  private readonly preRollMs: number
  private readonly largestMs: number
  private readonly oldestMs: number
  private readonly slots = createFrameSlots()
  private readonly tape = createSpeechTape()
  private readonly pacing = createPacing(this.tape, this.counts)
  private readonly target: DelayTarget
  private readonly judge: ArrivalJudge
  private readonly situation: Situation = {
    headAgeMs: 0,
    targetMs: 0,
    waitingMs: 0,
    newestAgeMs: 0,
  }
  private phase: Phase = 'idle'
  private finished = false
  /** Nothing has been played yet: how quick the network can be is not known, and the pre-roll counts from the arrival. */
  private isFirst = true
  /** Nothing of this utterance has been played: an earlier frame may still come first. */
  private isFresh = true
  /** The next frame does not go on from what is on the tape. */
  private isJoint = false
  /** The sequence that goes on the tape next, and the newest one that came. */
  private next = 0
  private newest = 0
  /** When the last sample on the tape was captured; when filling began. */
  private tapeEndMs = 0
  private fillingSinceMs = 0
  /** Age of the next frame, as measured last: a fraction that is returned would cost memory. */
  private slotAgeMs = 0

  constructor({
    preRollMs = 200,
    smallestMs = 10,
    largestMs = 400,
    oldestMs = 1_000,
  }: PlayoutBufferOptions) {
    this.preRollMs = preRollMs
    this.largestMs = largestMs
    this.oldestMs = oldestMs
    this.target = createDelayTarget({ firstMs: preRollMs, smallestMs, largestMs })
    this.judge = createArrivalJudge(oldestMs, this.counts)
  }

  get bufferedMs(): number {
    return this.slots.waiting * frameMs + this.tape.available / samplesPerMs
  }

  get targetMs(): number {
    return this.target.targetMs
  }

  push(frame: Int16Array, sequence: number, captureTimeMs: number, arrivalMs: number): PushOutcome {
    if (frame.length !== frameSamples || !Number.isFinite(captureTimeMs - arrivalMs)) {
      this.counts.refused += 1
      return 'refused'
    }
    if (!this.judge.isInTime(((sequence - this.newest) | 0) > 0, captureTimeMs, arrivalMs)) {
      this.counts.tooOld += 1
      return 'too-old'
    }
    // In whole milliseconds.
    this.target.observe(this.judge.latenessMs | 0)
    if (this.phase === 'idle') this.begin(sequence, arrivalMs)
    if (this.place(sequence, arrivalMs)) return this.keep(frame, sequence, captureTimeMs)
    this.counts.missed += 1
    return 'missed'
  }

  pull(nowMs: number, output: Int16Array): PlayoutOutcome {
    if (this.phase === 'filling' && this.isTimeToBegin(nowMs)) {
      this.phase = 'playing'
      this.isFirst = false
    }
    switch (this.phase) {
      case 'idle':
      case 'filling':
        output.fill(0)
        return 'silence'
      case 'playing':
        return this.playNext(nowMs, output)
      default:
        return assertNever(this.phase)
    }
  }

  finish(): void {
    this.finished = this.phase !== 'idle'
  }

  clear(): void {
    this.slots.clear()
    this.tape.reset()
    this.finished = false
    this.phase = 'idle'
  }

  private measureHead(nowMs: number): void {
    const headMs = this.tapeEndMs - this.tape.available / samplesPerMs
    this.delayMs = nowMs - headMs - this.judge.transit.shortestMs
  }

  private measureSlot(nowMs: number): void {
    this.slotAgeMs = nowMs - this.slots.captureTimeMs(this.next) - this.judge.transit.shortestMs
  }

  private begin(sequence: number, nowMs: number): void {
    this.slots.clear()
    this.tape.reset()
    this.finished = false
    this.isFresh = true
    this.phase = 'filling'
    this.fillingSinceMs = nowMs
    this.next = sequence >>> 0
    this.newest = this.next
  }

  /** Where the frame belongs; begins anew when the sequence has jumped. Answers false when its place has been played. */
  private place(sequence: number, arrivalMs: number): boolean {
    // Differences in 32-bit arithmetic, so that the count may wrap.
    this.stepOverLost(sequence)
    const ahead = (sequence - this.next) | 0
    if (ahead >= slotCount || ahead < -slotCount) {
      this.counts.restarts += 1
      this.counts.missed += this.slots.waiting
      this.begin(sequence, arrivalMs)
      return true
    }
    if (ahead >= 0) return true
    if (!this.isFresh || ((this.newest - sequence) | 0) >= slotCount) return false
    this.next = sequence >>> 0
    return true
  }

  /** After a standstill: what is still missing will not come, and what waits behind it shall keep its place. */
  private stepOverLost(sequence: number): void {
    if (((sequence - this.next) | 0) >= 2 * slotCount) return
    while (((sequence - this.next) | 0) >= slotCount && !this.slots.has(this.next)) {
      this.next = (this.next + 1) >>> 0
      this.isJoint = true
    }
  }

  private keep(frame: Int16Array, sequence: number, captureTimeMs: number): PushOutcome {
    if (this.slots.has(sequence)) {
      this.counts.duplicate += 1
      return 'duplicate'
    }
    this.slots.put(frame, sequence, captureTimeMs)
    this.finished = false
    if (((sequence - this.newest) | 0) >= 0) {
      this.newest = sequence >>> 0
      this.judge.keepNewest(captureTimeMs)
    }
    return 'kept'
  }

  /** The microphone was closed in between: what lies behind the pause keeps its own delay. */
  private isPauseAhead(): boolean {
    const gapMs = this.slots.captureTimeMs(this.next) - this.tapeEndMs
    return !this.isFresh && gapMs > pauseMs && this.slotAgeMs < this.target.targetMs - earlyMs
  }

  /** Puts on the tape what is there in order; what grew old while it waited is dropped. */
  private load(nowMs: number): void {
    while (this.tape.available < lookAheadSamples && this.slots.has(this.next)) {
      this.measureSlot(nowMs)
      if (this.slotAgeMs > this.oldestMs) {
        this.counts.tooOld += 1
        this.isJoint = !this.isFresh
      } else {
        if (this.isPauseAhead()) return
        this.tape.append(this.slots.frame(this.next), this.isJoint)
        this.tapeEndMs = this.slots.captureTimeMs(this.next) + frameMs
        this.isJoint = false
        this.isFresh = false
        this.counts.played += 1
      }
      this.slots.remove(this.next)
      this.next = (this.next + 1) >>> 0
    }
  }

  /** Later frames are there, so these are lost: bridged, and stepped over once that has faded out. */
  private bridgeLost(nowMs: number): void {
    const { slots, tape } = this
    while (tape.available < frameSamples && slots.waiting > 0 && !slots.has(this.next)) {
      if (tape.madeUpSamples < longestFadeSamples) this.makeUp(frameSamples)
      this.tapeEndMs += frameMs
      this.next = (this.next + 1) >>> 0
      this.load(nowMs)
    }
  }

  private makeUp(samples: number): void {
    this.tape.extend(samples)
    this.counts.concealedSamples += samples
  }

  private pace(nowMs: number): void {
    const { judge, situation } = this
    this.measureHead(nowMs)
    situation.headAgeMs = this.delayMs
    situation.targetMs = this.target.targetMs
    situation.waitingMs = this.slots.waiting * frameMs
    situation.newestAgeMs = this.finished ? 0 : nowMs - judge.newestMs - judge.transit.shortestMs
    this.pacing.step(situation)
  }

  private playNext(nowMs: number, output: Int16Array): PlayoutOutcome {
    const { slots, tape } = this
    const madeUpBefore = this.counts.concealedSamples
    this.load(nowMs)
    this.bridgeLost(nowMs)
    const hasNext = slots.has(this.next)
    if (tape.available === 0 && hasNext) return this.rest('filling', nowMs, output)
    if (tape.available === 0 && (this.finished || tape.madeUpSamples >= longestFadeSamples))
      return this.rest('idle', nowMs, output)
    this.pace(nowMs)
    const missing = frameSamples - tape.available
    const isEnd = hasNext || (this.finished && slots.waiting === 0)
    if (missing > 0 && isEnd) tape.extend(missing, tailSamples)
    else if (missing > 0) this.makeUp(missing)
    this.measureHead(nowMs)
    tape.take(output)
    if (this.counts.concealedSamples === madeUpBefore) return 'audio'
    this.counts.concealed += 1
    return 'concealed'
  }

  private rest(to: 'filling' | 'idle', nowMs: number, output: Int16Array): PlayoutOutcome {
    this.phase = to
    this.pacing.rest()
    this.fillingSinceMs = nowMs
    output.fill(0)
    return 'silence'
  }

  private isTimeToBegin(nowMs: number): boolean {
    if (this.finished) return true
    const filledMs = nowMs - this.fillingSinceMs
    if (this.isFirst) return filledMs >= this.preRollMs - earlyMs
    this.measureSlot(nowMs)
    return this.slotAgeMs >= this.target.targetMs - earlyMs || filledMs >= this.largestMs
  }
}
