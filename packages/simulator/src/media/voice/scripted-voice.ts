/** A recorded voice, read by position: once through, or over and over with a pause between. */
import { sampleRateHz } from '@sotto/audio'
import type { VoiceSource } from '../media-engine.ts'

export interface ScriptedVoiceOptions {
  /** 16 kHz mono. Read in place, never written. */
  readonly samples: Int16Array
  /** Starts again when it ends; default false. */
  readonly loop?: boolean
  /** Silence between the end and the next start; default 0. */
  readonly gapMs?: number
  /** Where in the recording the call starts; negative: the voice begins that much later. Default 0. */
  readonly startOffsetMs?: number
  /** Linear; default 1. Saturates. */
  readonly gain?: number
}

/** Both sides of one dialogue stay together when they are given the same loop, gap and offset. Throws RangeError on a number that is none. */
export function createScriptedVoice({
  samples,
  loop = false,
  gapMs = 0,
  startOffsetMs = 0,
  gain = 1,
}: ScriptedVoiceOptions): VoiceSource {
  if (!(gapMs >= 0 && Number.isFinite(gapMs) && Number.isFinite(startOffsetMs + gain)))
    throw new RangeError('gapMs, startOffsetMs and gain must be finite, gapMs not negative')
  const startOffset = Math.round((startOffsetMs * sampleRateHz) / 1_000)
  const cycleSamples = samples.length + Math.round((gapMs * sampleRateHz) / 1_000)

  return {
    read(offsetSamples, frame) {
      frame.fill(0)
      if (samples.length === 0) return
      let written = 0
      while (written < frame.length) {
        const at = place(offsetSamples + startOffset + written)
        if (at === undefined) return
        written += at < 0 ? -at : copy(at, frame, written)
      }
    },
  }

  /** Where in the recording; negative: how far before its start; undefined: past its end for good. */
  function place(position: number): number | undefined {
    if (position < 0) return position
    if (!loop) return position < samples.length ? position : undefined
    const inCycle = position % cycleSamples
    return inCycle < samples.length ? inCycle : inCycle - cycleSamples
  }

  function copy(from: number, frame: Int16Array, at: number): number {
    const piece = samples.subarray(from, from + frame.length - at)
    if (gain === 1) frame.set(piece, at)
    else
      for (let index = 0; index < piece.length; index += 1) {
        const scaled = Math.floor((piece[index] ?? 0) * gain + 0.5)
        frame[at + index] = Math.min(32_767, Math.max(-32_768, scaled))
      }
    return piece.length
  }
}
