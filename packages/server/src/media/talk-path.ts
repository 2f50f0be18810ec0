// From one tab's microphone to the platform: delay, order, age, and the gate before every single frame.
//
//   socket ─► talking? gate open? ─► playout buffer ─────────► every 20 ms: gate open? ─► limiter ─► platform line
//                     │ no           (200 ms, then what the           │ no
//                     ▼               network needs)                  ▼
//                  dropped, counted                          buffer emptied, nothing is played late
//
// In each turn the gate is asked once, afresh, before anything is pulled. What comes in until the next turn is taken in by that
// answer, unless it has been cut since: whatever came in behind a gate that had shut unsaid is emptied by the next turn's answer.
import {
  type AudioFrameSlot,
  createFrame,
  createFrameLimiter,
  createPlayoutBuffer,
  createSilenceWatch,
  frameMs,
  frameSamples,
  type PlayoutBuffer,
  type SilenceWatch,
} from '@sotto/audio'
import type { Cancel, Clock, MonotonicMs } from '@sotto/kernel'
import type { Counters } from '../live/counters.ts'
import type { ReleaseClock } from './release-clock.ts'
import { createSpeechJourney, type SpeechJourney } from './speech-journey.ts'

export interface TalkPath {
  /** What became of the spoken frames, since this path began. */
  readonly journey: SpeechJourney
  readonly isTalking: boolean
  /** Frames the shut gate has refused since this line opened. */
  readonly refusedFrames: number
  /** Nobody spoke for too long: nothing passes until the key goes up. */
  readonly isSilenced: boolean
  /** The key went down or up. What was spoken before it went up is still played. */
  talk(talking: boolean): void
  /** One frame from the panel; only its first 320 samples are looked at. */
  push(frame: AudioFrameSlot): void
  /** The gate is shut: what waits is thrown away, now, and the key is dead until it goes up. */
  cut(): void
  /** Another line, or none: counts begin again and the key must go down again. */
  reset(): void
}

export interface TalkPathOptions {
  readonly clock: Clock
  readonly counters: Counters
  readonly preRollMs: number
  readonly oldestSpeechMs: number
  readonly silentMicrophoneMs: number
  readonly onSilence: () => void
  readonly release: ReleaseClock
  /** Asked in each turn, before a frame goes out. */
  readonly isGateOpen: () => boolean
  /** False when the line has no room. */
  readonly send: (frame: Int16Array) => boolean
}

/** How often an open key is looked at whose frames do not come at all: a dead microphone is a silent one. */
const lookAtSilenceMs = 1_000
/** After a stall of this length the lost time is not made up for. */
const owedFramesAtMost = 50

export function createTalkPath(options: TalkPathOptions): TalkPath {
  return new PathOfOneTab(options)
}

/** Filled and sent on within one call: one for all lines stays in the processor's cache. */
const output = createFrame()
const nothingHeard = createFrame()

/** A class: hundreds of lines have one, and an object made with a `get` of its own is a table to be looked up in for each name. */
class PathOfOneTab implements TalkPath {
  isTalking = false
  isSilenced = false
  refusedFrames = 0
  private readonly options: TalkPathOptions
  private readonly buffer: PlayoutBuffer
  // Our own panel has limited already: this is for one that has not.
  private readonly limiter = createFrameLimiter()
  private readonly silence: SilenceWatch
  private readonly meter = createSpeechJourney()
  private readonly turn = () => this.takeTurn()
  /** The gate shut while the key was down. */
  private isKeyDead = false
  /** The gate's answer in this turn. */
  private isOpen = false
  private leaveTurns: Cancel | undefined
  private pumpBeganAt: MonotonicMs = 0
  private pulledFrames = 0
  private lookAtSilenceAtMono: MonotonicMs = 0
  private tooOldFrames = 0
  private mono: Int16Array = output

  constructor(options: TalkPathOptions) {
    this.options = options
    this.buffer = createPlayoutBuffer({
      preRollMs: options.preRollMs,
      oldestMs: options.oldestSpeechMs,
    })
    this.silence = createSilenceWatch({ limitMs: options.silentMicrophoneMs })
  }

  get journey(): SpeechJourney {
    const { concealed, missed, tooOld } = this.buffer.counts
    return this.meter.read(concealed + missed + tooOld)
  }

  talk(talking: boolean): void {
    if (talking && !this.isTalking) {
      this.silence.begin(this.options.clock.monotonicNow())
      this.meter.begin()
      this.isOpen = false
    }
    if (!talking) this.isSilenced = this.isKeyDead = false
    if (this.isTalking && !talking) this.buffer.finish()
    this.isTalking = talking
    if (talking) this.startPump()
  }

  push(frame: AudioFrameSlot): void {
    if (!this.isTalking || this.isSilenced || this.isKeyDead || !(this.isOpen || this.askGate())) {
      this.refuse(1)
      return
    }
    const now = this.options.clock.monotonicNow()
    const samples = this.monoOf(frame.samples)
    if (this.silence.hear(samples, now)) {
      this.closeSilent()
      return
    }
    this.meter.arrive(frame.sequence, frame.captureTimeMs)
    const outcome = this.buffer.push(samples, frame.sequence, frame.captureTimeMs, now)
    if (outcome === 'too-old') this.countTooOld()
    else if (outcome !== 'kept') this.options.counters.count('audio-frames-late')
  }

  cut(): void {
    this.isOpen = false
    this.isKeyDead = this.isTalking
    this.empty()
  }

  reset(): void {
    this.empty()
    this.isTalking = false
    this.isSilenced = false
    this.isKeyDead = false
    this.isOpen = false
    this.refusedFrames = 0
    this.stopPump()
  }

  private startPump(): void {
    if (this.leaveTurns !== undefined) return
    const { beginsAt, leave } = this.options.release.join(this.turn)
    this.pumpBeganAt = beginsAt
    this.pulledFrames = 0
    this.leaveTurns = leave
  }

  private stopPump(): void {
    this.leaveTurns?.()
    this.leaveTurns = undefined
  }

  private askGate(): boolean {
    this.isOpen = this.options.isGateOpen()
    return this.isOpen
  }

  /** The clock owes frames, not turns: one that comes late plays what has fallen due. */
  private takeTurn(): void {
    const now = this.options.clock.monotonicNow()
    const owed = Math.floor((now - this.pumpBeganAt) / frameMs) - this.pulledFrames
    if (owed > owedFramesAtMost) {
      this.options.counters.count('audio-frames-behind', owed)
      // Still on the beat: off it, every later frame would wait for the next one.
      this.pumpBeganAt += (this.pulledFrames + owed) * frameMs
      this.pulledFrames = 0
    } else for (let frame = 0; frame < owed; frame += 1) this.playOne(now)
    if (this.isTalking && now >= this.lookAtSilenceAtMono) this.lookAtSilence(now)
    if (!this.isTalking && this.buffer.bufferedMs === 0) this.stopPump()
  }

  /** A shut gate is no open microphone: its time does not count. */
  private lookAtSilence(now: MonotonicMs): void {
    this.lookAtSilenceAtMono = now + lookAtSilenceMs
    if (this.isSilenced) return
    if (!this.askGate()) this.silence.begin(now)
    else if (this.silence.hear(nothingHeard, now)) this.closeSilent()
  }

  private closeSilent(): void {
    this.isSilenced = true
    this.empty()
    this.options.onSilence()
  }

  /** As of the moment it was due, so that a late tick does not cut the pre-roll short. */
  private playOne(now: MonotonicMs): void {
    this.pulledFrames += 1
    if (!this.askGate()) {
      if (this.buffer.bufferedMs > 0) this.cut()
      return
    }
    const { counters, send } = this.options
    const dueAt = this.pumpBeganAt + this.pulledFrames * frameMs
    const outcome = this.buffer.pull(dueAt, output)
    this.countTooOld()
    if (outcome === 'silence') return
    if (outcome === 'concealed') counters.count('audio-frames-concealed')
    if (this.limiter.limit(output)) counters.count('audio-frames-limited')
    if (now - dueAt > frameMs) counters.count('audio-frames-behind')
    const isSent = send(output)
    if (isSent) this.meter.forward()
    counters.count(isSent ? 'audio-frames-forwarded' : 'audio-frames-unsent')
  }

  /** A reader's slot is the same one every time: looked into once. */
  private monoOf(stereo: Int16Array): Int16Array {
    const { mono } = this
    if (stereo.buffer !== mono.buffer || stereo.byteOffset !== mono.byteOffset)
      this.mono = stereo.subarray(0, frameSamples)
    return this.mono
  }

  private refuse(frames: number): void {
    this.refusedFrames += frames
    this.options.counters.count('audio-frames-gated', frames)
  }

  /** On arrival or while they waited: the buffer drops them, and it is said here. */
  private countTooOld(): void {
    const { tooOld } = this.buffer.counts
    const more = tooOld - this.tooOldFrames
    if (more > 0) this.options.counters.count('audio-frames-too-old', more)
    this.tooOldFrames = tooOld
  }

  private empty(): void {
    this.refuse(Math.ceil(this.buffer.bufferedMs / frameMs))
    this.buffer.clear()
    this.limiter.reset()
  }
}
