/** An engine on a fake clock with everything a test asks of it. */
import { decodeWav, frameSamples } from '@sotto/audio'
import { silentLogger } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { createFaultBoard } from '../../faults/fault-board.ts'
import type { ConversationState } from '../../world/shapes.ts'
import { createMediaEngine } from '../create-media-engine.ts'
import type {
  CallChange,
  LineAttachment,
  LinePosition,
  LineSink,
  MediaEngineWithLines,
  Party,
  RecordingLeg,
  VoiceSource,
} from '../media-engine.ts'
import { bytesFromSamples } from '../pcm-bytes.ts'
import { positionHash } from '../voice/position-noise.ts'

/** Noise over ±`amplitude` that depends on its position only. */
export function noiseVoice(seed: number, amplitude: number): VoiceSource {
  return {
    read(offsetSamples, frame) {
      for (let index = 0; index < frame.length; index += 1)
        frame[index] = noiseSample(seed, offsetSamples + index, amplitude)
    },
  }
}

export function noiseSample(seed: number, position: number, amplitude: number): number {
  return Math.round((positionHash(seed, position) / 0xffff_ffff - 0.5) * 2 * amplitude)
}

/** 20 ms of a supervisor's noise, as it is sent. */
export function noiseFrame(seed: number, index: number, amplitude: number): Uint8Array {
  const samples = new Int16Array(frameSamples)
  noiseVoice(seed, amplitude).read(index * frameSamples, samples)
  return bytesFromSamples(samples)
}

export const fourVoices: Readonly<Record<Party, VoiceSource>> = {
  agent: noiseVoice(1, 9_000),
  customer: noiseVoice(2, 9_000),
  external: noiseVoice(3, 9_000),
  'second-agent': noiseVoice(4, 9_000),
}

export function call(
  state: ConversationState,
  present: readonly Party[] = ['agent', 'customer'],
  more: Partial<CallChange> = {},
): CallChange {
  const voices = Object.fromEntries(present.map((party) => [party, fourVoices[party]]))
  return { conversationId: 'call', state, voices, recordingPaused: false, ...more }
}

/** A clock whose machine can freeze: time goes on, timers come late. */
export function createStallingClock(): FakeClock & { stall(milliseconds: number): void } {
  const clock = createFakeClock()
  let stalledMs = 0
  return {
    ...clock,
    monotonicNow: () => clock.monotonicNow() + stalledMs,
    stall(milliseconds) {
      stalledMs += milliseconds
    },
    get pending() {
      return clock.pending
    },
  }
}

export interface TrialSink extends LineSink {
  opens: number
  closes: number
  replacements: number
  isReady: boolean
  readonly frames: Uint8Array[]
  readonly positions: LinePosition[]
}

export function createTrialSink(): TrialSink {
  const sink: TrialSink = {
    opens: 0,
    closes: 0,
    replacements: 0,
    isReady: true,
    frames: [],
    positions: [],
    opened: () => {
      sink.opens += 1
    },
    ready: () => sink.isReady,
    deliver: (frame) => sink.frames.push(frame),
    position: (position) => sink.positions.push(position),
    closed: () => {
      sink.closes += 1
    },
    replaced: () => {
      sink.replacements += 1
    },
  }
  return sink
}

export interface Trial {
  readonly clock: FakeClock
  readonly faults: ReturnType<typeof createFaultBoard>
  readonly failures: unknown[]
  readonly engine: MediaEngineWithLines
  /** A whole leg as samples. Throws when there is none. */
  leg(leg: RecordingLeg, fromMs?: number, toMs?: number): Promise<Int16Array>
  /** Opens a line with a client on it. */
  line(
    controlType: 'WHISPER' | 'BARGE' | 'MONITOR',
    mixLevel?: number,
    controlId?: string,
  ): { readonly sink: TrialSink; readonly attachment: LineAttachment }
  /** Sends one frame of noise every 20 ms while the clock moves on. */
  speak(attachment: LineAttachment, frames: number, seed?: number, amplitude?: number): void
}

export function startTrial(
  options: { readonly directory?: string; readonly clock?: FakeClock } = {},
): Trial {
  const clock = options.clock ?? createFakeClock()
  const faults = createFaultBoard()
  const failures: unknown[] = []
  const engine = createMediaEngine({
    clock,
    faults,
    directory: options.directory ?? null,
    logger: silentLogger,
    onFailure: (failure) => failures.push(failure),
  })
  return {
    clock,
    faults,
    failures,
    engine,
    leg: (leg, fromMs = 0, toMs) => readLeg(engine, 'call', leg, fromMs, toMs),
    line(controlType, mixLevel = 0.65, controlId = controlType) {
      const sink = createTrialSink()
      const attachment = engine.attach(controlId, sink)
      engine.openLine({ controlId, conversationId: 'call', controlType, mixLevel })
      return { sink, attachment }
    },
    speak(attachment, frames, seed = 9, amplitude = 9_000) {
      for (let index = 0; index < frames; index += 1) {
        attachment.receive(noiseFrame(seed, index, amplitude))
        clock.advanceSync(20)
      }
    },
  }
}

export async function readLeg(
  engine: MediaEngineWithLines,
  conversationId: string,
  leg: RecordingLeg,
  fromMs = 0,
  toMs?: number,
): Promise<Int16Array> {
  const wav = await engine.recording(conversationId, leg, fromMs, toMs)
  if (wav === undefined) throw new Error(`no leg ${leg}`)
  const sound = decodeWav(wav)
  if (!sound.ok) throw new Error(sound.error.code)
  return sound.value.samples
}

export function saturate(sum: number): number {
  return Math.max(-32_768, Math.min(32_767, sum))
}

/** The sum as the contract has it, written apart from the mixer that it judges. */
export function sumOf(
  ...parts: readonly { readonly samples: Int16Array; readonly gain?: number }[]
): Int16Array {
  const length = parts[0]?.samples.length ?? 0
  const sum = new Int16Array(length)
  for (let index = 0; index < length; index += 1) {
    let total = 0
    for (const { samples, gain = 1 } of parts)
      total += Math.floor((samples[index] ?? 0) * gain + 0.5)
    sum[index] = saturate(total)
  }
  return sum
}

export function isSilent(samples: Int16Array): boolean {
  return samples.every((sample) => sample === 0)
}
