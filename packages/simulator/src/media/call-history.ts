/** Which voices were in a call, and in which state it stood, frame by frame: enough to render any frame again. */
import { frameMs, frameSamples } from '@sotto/audio'
import type { MonotonicMs } from '@sotto/kernel'
import type { CallChange, Party, VoiceSource } from './media-engine.ts'
import { parties } from './media-engine.ts'
import { isOver } from './mix/ears.ts'
import { isSilent, silentFrame } from './mix/mix-frame.ts'

/** Whole frames since the call's start. All that was ever owed is told by this, never by counting ticks. */
export function framesElapsed(startedAt: MonotonicMs, now: MonotonicMs): number {
  return Math.max(0, Math.floor((now - startedAt) / frameMs))
}

/** Frames to mix now: all that are owed, but no more than `most` at once; the rest stays owed. */
export function framesOwed(elapsedFrames: number, doneFrames: number, most: number): number {
  return Math.max(0, Math.min(most, elapsedFrames - doneFrames))
}

export type CallMoment = Omit<CallChange, 'conversationId'>

export interface CallHistory {
  readonly now: CallMoment
  /** Holds from this frame on. Frames must not run backwards; the later of two changes in one frame wins. */
  append(fromFrame: number, moment: CallMoment): void
  at(frame: number): CallMoment
  /** Whoever was in the call at any time. */
  wasPresent(party: Party): boolean
}

export function createCallHistory(first: CallMoment): CallHistory {
  const entries = [{ fromFrame: 0, moment: first }]
  const seen = new Set<Party>()
  let now = first
  meet(first)

  function meet(moment: CallMoment): void {
    for (const party of parties) if (moment.voices[party] !== undefined) seen.add(party)
  }

  return {
    get now() {
      return now
    },
    append(fromFrame, moment) {
      entries.push({ fromFrame, moment })
      now = moment
      meet(moment)
    },
    at(frame) {
      // From the end: the mixer asks for the newest, and the entries are few.
      for (let index = entries.length - 1; index > 0; index -= 1) {
        const entry = entries[index]
        if (entry !== undefined && entry.fromFrame <= frame) return entry.moment
      }
      return entries[0]?.moment ?? first
    },
    wasPresent: (party) => seen.has(party),
  }
}

export type Channels = Partial<Record<Party, Int16Array>>

/** Reads voices by position. One that throws is reported once and silent from then on. */
export function createChannelReader(onFailure: (failure: unknown) => void) {
  const broken = new WeakSet<VoiceSource>()
  const scratch = new Int16Array(frameSamples)
  return (moment: CallMoment, frame: number): Channels => {
    const channels: Channels = {}
    if (isOver(moment.state)) return channels
    for (const party of parties) {
      const voice = moment.voices[party]
      if (voice !== undefined) channels[party] = read(voice, frame)
    }
    return channels
  }

  function read(voice: VoiceSource, frame: number): Int16Array {
    if (broken.has(voice)) return silentFrame
    try {
      voice.read(frame * frameSamples, scratch)
    } catch (failure) {
      broken.add(voice)
      onFailure(failure)
      return silentFrame
    }
    return isSilent(scratch) ? silentFrame : scratch.slice()
  }
}

export type ChannelReader = ReturnType<typeof createChannelReader>
