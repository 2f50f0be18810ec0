// From one tab's microphone to the platform: delay, order, age, and the gate before every single frame.
//
//   socket ─► talking? gate open? ─► playout buffer ─────────► every 20 ms: gate open? ─► limiter ─► platform line
//                     │ no           (200 ms, then what the           │ no
//                     ▼               network needs)                  ▼
//                  dropped, counted                          buffer emptied, nothing is played late
import {
  type AudioFrameSlot,
  createFrame,
  createFrameLimiter,
  createPlayoutBuffer,
  createSilenceWatch,
  frameMs,
  frameSamples,
} from '@sotto/audio'
import type { Cancel, Clock, MonotonicMs } from '@sotto/kernel'
import type { Counters } from '../live/counters.ts'
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
  /** Asked before a frame is taken in, and again before it goes out. */
  readonly isGateOpen: () => boolean
  /** False when the line has no room. */
  readonly send: (frame: Int16Array) => boolean
}

/** How often an open key is looked at whose frames do not come at all: a dead microphone is a silent one. */
const lookAtSilenceMs = 1_000
/** After a stall of this length the lost time is not made up for. */
const owedFramesAtMost = 50

export function createTalkPath(options: TalkPathOptions): TalkPath {
  const { clock, counters } = options
  const buffer = createPlayoutBuffer({
    preRollMs: options.preRollMs,
    oldestMs: options.oldestSpeechMs,
  })
  const output = createFrame()
  // Our own panel has limited already: this is for one that has not.
  const limiter = createFrameLimiter()
  const nothingHeard = createFrame()
  const silence = createSilenceWatch({ limitMs: options.silentMicrophoneMs })
  const journey = createSpeechJourney()
  let isTalking = false
  let isSilenced = false
  /** The gate shut while the key was down. */
  let isKeyDead = false
  let refusedFrames = 0
  let cancelTick: Cancel | undefined
  let pumpBeganAt: MonotonicMs = 0
  let pulledFrames = 0
  let lookAtSilenceAtMono: MonotonicMs = 0
  let tooOldFrames = 0

  function startPump(): void {
    if (cancelTick !== undefined) return
    pumpBeganAt = clock.monotonicNow()
    pulledFrames = 0
    planTick()
  }

  function stopPump(): void {
    cancelTick?.()
    cancelTick = undefined
  }

  /** The clock owes frames, not ticks: a tick that comes late plays what has fallen due. */
  function planTick(): void {
    const dueAt = pumpBeganAt + (pulledFrames + 1) * frameMs
    // Whole milliseconds, rounded up: a timer knows no fractions, and every other tick would come before its frame is due.
    cancelTick = clock.schedule(Math.max(0, Math.ceil(dueAt - clock.monotonicNow())), tick)
  }

  function tick(): void {
    const now = clock.monotonicNow()
    const owed = Math.floor((now - pumpBeganAt) / frameMs) - pulledFrames
    if (owed > owedFramesAtMost) {
      counters.count('audio-frames-behind', owed)
      pumpBeganAt = now
      pulledFrames = 0
    } else for (let frame = 0; frame < owed; frame += 1) playOne(now)
    if (isTalking && now >= lookAtSilenceAtMono) lookAtSilence(now)
    if (isTalking || buffer.bufferedMs > 0) planTick()
    else cancelTick = undefined
  }

  /** A shut gate is no open microphone: its time does not count. */
  function lookAtSilence(now: MonotonicMs): void {
    lookAtSilenceAtMono = now + lookAtSilenceMs
    if (isSilenced) return
    if (!options.isGateOpen()) silence.begin(now)
    else if (silence.hear(nothingHeard, now)) closeSilent()
  }

  function closeSilent(): void {
    isSilenced = true
    empty()
    options.onSilence()
  }

  /** As of the moment it was due, so that a late tick does not cut the pre-roll short. */
  function playOne(now: MonotonicMs): void {
    pulledFrames += 1
    const dueAt = pumpBeganAt + pulledFrames * frameMs
    const outcome = buffer.pull(dueAt, output)
    countTooOld()
    if (outcome === 'silence') return
    if (!options.isGateOpen()) {
      refuse(1)
      cut()
      return
    }
    if (outcome === 'concealed') counters.count('audio-frames-concealed')
    if (limiter.limit(output)) counters.count('audio-frames-limited')
    if (now - dueAt > frameMs) counters.count('audio-frames-behind')
    const isSent = options.send(output)
    if (isSent) journey.forward()
    counters.count(isSent ? 'audio-frames-forwarded' : 'audio-frames-unsent')
  }

  function refuse(frames: number): void {
    refusedFrames += frames
    counters.count('audio-frames-gated', frames)
  }

  /** On arrival or while they waited: the buffer drops them, and it is said here. */
  function countTooOld(): void {
    const { tooOld } = buffer.counts
    if (tooOld > tooOldFrames) counters.count('audio-frames-too-old', tooOld - tooOldFrames)
    tooOldFrames = tooOld
  }

  function empty(): void {
    refuse(Math.ceil(buffer.bufferedMs / frameMs))
    buffer.clear()
    limiter.reset()
  }

  function cut(): void {
    isKeyDead = isTalking
    empty()
  }

  return {
    get refusedFrames() {
      return refusedFrames
    },
    get journey() {
      const { concealed, missed, tooOld } = buffer.counts
      return journey.read(concealed + missed + tooOld)
    },
    get isTalking() {
      return isTalking
    },
    get isSilenced() {
      return isSilenced
    },
    talk(talking) {
      if (talking && !isTalking) silence.begin(clock.monotonicNow())
      if (talking && !isTalking) journey.begin()
      if (!talking) isSilenced = isKeyDead = false
      if (isTalking && !talking) buffer.finish()
      isTalking = talking
      if (talking) startPump()
    },
    push(frame) {
      if (!isTalking || isSilenced || isKeyDead || !options.isGateOpen()) {
        refuse(1)
        return
      }
      const now = clock.monotonicNow()
      const samples = frame.samples.subarray(0, frameSamples)
      if (silence.hear(samples, now)) {
        closeSilent()
        return
      }
      journey.arrive(frame.sequence, frame.captureTimeMs)
      const outcome = buffer.push(samples, frame.sequence, frame.captureTimeMs, now)
      if (outcome === 'too-old') countTooOld()
      else if (outcome !== 'kept') counters.count('audio-frames-late')
    },
    cut,
    reset() {
      empty()
      isTalking = false
      isSilenced = false
      isKeyDead = false
      refusedFrames = 0
      stopPump()
    },
  }
}
