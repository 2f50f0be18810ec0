/** One party's voice as the script has it, sample by sample. */
import type { Party, VoiceSource } from '../../media/media-engine.ts'
import type { Script, Track } from './script.ts'
import type { VoiceBank } from './voice-bank.ts'

const samplesPerMs = 16

/** Silence where the script gives the party nothing to say. A frame may straddle spans. */
export function createScriptVoice(script: Script, party: Party, bank: VoiceBank): VoiceSource {
  return {
    read(offsetSamples, frame) {
      frame.fill(0)
      const frameEnd = offsetSamples + frame.length
      for (let index = script.spans.length - 1; index >= 0; index -= 1) {
        const span = script.spans[index]
        if (span === undefined) return
        const spanStart = Math.round(span.fromMs * samplesPerMs)
        const spanEnd = Math.round((script.spans[index + 1]?.fromMs ?? Infinity) * samplesPerMs)
        const from = Math.max(offsetSamples, spanStart)
        const to = Math.min(frameEnd, spanEnd)
        const track = span.tracks.find((candidate) => candidate.party === party)
        if (from < to && track !== undefined) {
          const part = frame.subarray(from - offsetSamples, to - offsetSamples)
          readTrack(track, from - spanStart, part, bank)
        }
        if (spanStart <= offsetSamples) return
      }
    },
  }
}

function readTrack(track: Track, offset: number, part: Int16Array, bank: VoiceBank): void {
  const samples = bank.samples(track.dialogue.id, track.speaker)
  const length = Math.round(track.dialogue.durationMs * samplesPerMs)
  let position = Math.round(track.startMs * samplesPerMs) + offset
  for (let filled = 0; filled < part.length; ) {
    if (position >= length) {
      if (!track.loops || length === 0) return
      position %= length
    }
    const count = Math.min(part.length - filled, length - position)
    part.set(samples.subarray(position, position + count), filled)
    filled += count
    position += count
  }
}
