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
  /** The gate's answer in this turn. */
  let isOpen = false
  let leaveTurns: Cancel | undefined
  let pumpBeganAt: MonotonicMs = 0
  let pulledFrames = 0
  let lookAtSilenceAtMono: MonotonicMs = 0
  let tooOldFrames = 0
  let mono = output

  function startPump(): void {
    if (leaveTurns !== undefined) return
    const { beginsAt, leave } = options.release.join(takeTurn)
    pumpBeganAt = beginsAt
    pulledFrames = 0
    leaveTurns = leave
  }

  function stopPump(): void {
    leaveTurns?.()
    leaveTurns = undefined
  }

  function askGate(): boolean {
    isOpen = options.isGateOpen()
    return isOpen
  }

  /** The clock owes frames, not turns: one that comes late plays what has fallen due. */
  function takeTurn(): void {
    const now = clock.monotonicNow()
    const owed = Math.floor((now - pumpBeganAt) / frameMs) - pulledFrames
    if (owed > owedFramesAtMost) {
      counters.count('audio-frames-behind', owed)
      // Still on the beat: off it, every later frame would wait for the next one.
      pumpBeganAt += (pulledFrames + owed) * frameMs
      pulledFrames = 0
    } else for (let frame = 0; frame < owed; frame += 1) playOne(now)
    if (isTalking && now >= lookAtSilenceAtMono) lookAtSilence(now)
    if (!isTalking && buffer.bufferedMs === 0) stopPump()
  }

  /** A shut gate is no open microphone: its time does not count. */
  function lookAtSilence(now: MonotonicMs): void {
    lookAtSilenceAtMono = now + lookAtSilenceMs
    if (isSilenced) return
    if (!askGate()) silence.begin(now)
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
    if (!askGate()) {
      if (buffer.bufferedMs > 0) cut()
      return
    }
    const dueAt = pumpBeganAt + pulledFrames * frameMs
    const outcome = buffer.pull(dueAt, output)
    countTooOld()
    if (outcome === 'silence') return
    if (outcome === 'concealed') counters.count('audio-frames-concealed')
    if (limiter.limit(output)) counters.count('audio-frames-limited')
    if (now - dueAt > frameMs) counters.count('audio-frames-behind')
    const isSent = options.send(output)
    if (isSent) journey.forward()
    counters.count(isSent ? 'audio-frames-forwarded' : 'audio-frames-unsent')
  }

  /** A reader's slot is the same one every time: looked into once. */
  function monoOf(stereo: Int16Array): Int16Array {
    if (stereo.buffer !== mono.buffer || stereo.byteOffset !== mono.byteOffset)
      mono = stereo.subarray(0, frameSamples)
    return mono
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
    isOpen = false
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
      if (talking && !isTalking) {
        silence.begin(clock.monotonicNow())
        journey.begin()
        isOpen = false
      }
      if (!talking) isSilenced = isKeyDead = false
      if (isTalking && !talking) buffer.finish()
      isTalking = talking
      if (talking) startPump()
    },
    push(frame) {
      if (!isTalking || isSilenced || isKeyDead || !(isOpen || askGate())) {
        refuse(1)
        return
      }
      const now = clock.monotonicNow()
      const samples = monoOf(frame.samples)
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
      isOpen = false
      refusedFrames = 0
      stopPump()
    },
  }
}
