// The last seconds of a speaking line, from counts that only rise.
import { frameSamples } from '@sotto/audio'
import type { LineSound } from '@sotto/domain'
import type { MonotonicMs } from '@sotto/kernel'
import type { MediaPosition } from '@sotto/platform'
import type { SpeechJourney } from './speech-journey.ts'

export interface LineSoundMeter {
  note(now: MonotonicMs, position: MediaPosition, journey: SpeechJourney): void
  /** What can be told of the window that ends with the newest note. */
  read(now: MonotonicMs): Omit<LineSound, 'supervisorQuality' | 'agentQuality'>
}

interface Note extends MediaPosition, SpeechJourney {
  readonly at: MonotonicMs
}

const windowMs = 4_000
/** Below half a second of speech a share says nothing. */
const enoughSamples = 8_000
const enoughFrames = 25

export function createLineSoundMeter(): LineSoundMeter {
  const notes: Note[] = []

  /** Twice a second for each line: looked through where they lie. */
  function forgetOld(now: MonotonicMs): void {
    const kept = notes.findIndex(({ at }) => now - at <= windowMs)
    notes.splice(0, kept === -1 ? notes.length : kept)
  }

  return {
    note(now, position, journey) {
      forgetOld(now)
      const { clippedSamples, mixedSamples, receivedSamples, underrunSamples } = position
      const { expectedFrames, forwardedFrames, lateFrames, missingFrames } = journey
      notes.push({
        at: now,
        clippedSamples,
        mixedSamples,
        receivedSamples,
        underrunSamples,
        expectedFrames,
        forwardedFrames,
        lateFrames,
        missingFrames,
      })
    },
    read(now) {
      forgetOld(now)
      const [first] = notes
      const last = notes.at(-1)
      return first === undefined || last === undefined ? {} : sharesBetween(first, last)
    },
  }
}

function sharesBetween(first: Note, last: Note): Partial<Shares> {
  const mixed = last.mixedSamples - first.mixedSamples
  const underrun = last.underrunSamples - first.underrunSamples
  const forwarded = (last.forwardedFrames - first.forwardedFrames) * frameSamples
  const received = last.receivedSamples - first.receivedSamples
  const expected = last.expectedFrames - first.expectedFrames
  const shares: Partial<Shares> = {}
  if (mixed >= enoughSamples)
    shares.clippedShare = share(last.clippedSamples - first.clippedSamples, mixed)
  if (mixed + underrun >= enoughSamples) shares.underrunShare = share(underrun, mixed + underrun)
  if (forwarded >= enoughSamples) shares.lostShare = share(forwarded - received, forwarded)
  if (expected >= enoughFrames) {
    shares.missingShare = share(last.missingFrames - first.missingFrames, expected)
    shares.lateShare = share(last.lateFrames - first.lateFrames, expected)
  }
  return shares
}

function share(part: number, whole: number): number {
  return Math.min(1, Math.max(0, part / whole))
}

type Shares = Record<
  'clippedShare' | 'underrunShare' | 'missingShare' | 'lateShare' | 'lostShare',
  number
>
