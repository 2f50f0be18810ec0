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
  let notes: readonly Note[] = []

  function shareOf(part: number, whole: number, enough: number): number | undefined {
    return whole < enough ? undefined : Math.min(1, Math.max(0, part / whole))
  }

  return {
    note(now, position, journey) {
      const recent = notes.filter(({ at }) => now - at <= windowMs)
      notes = [...recent, { at: now, ...position, ...journey }]
    },
    read(now) {
      const recent = notes.filter(({ at }) => now - at <= windowMs)
      const [first] = recent
      const last = recent.at(-1)
      if (first === undefined || last === undefined) return {}
      const grown = (name: keyof Note) => last[name] - first[name]
      const mixed = grown('mixedSamples')
      const underrun = grown('underrunSamples')
      const forwarded = grown('forwardedFrames') * frameSamples
      const expected = grown('expectedFrames')
      return known({
        clippedShare: shareOf(grown('clippedSamples'), mixed, enoughSamples),
        underrunShare: shareOf(underrun, mixed + underrun, enoughSamples),
        lostShare: shareOf(forwarded - grown('receivedSamples'), forwarded, enoughSamples),
        missingShare: shareOf(grown('missingFrames'), expected, enoughFrames),
        lateShare: shareOf(grown('lateFrames'), expected, enoughFrames),
      })
    },
  }
}

type Shares = Record<
  'clippedShare' | 'underrunShare' | 'missingShare' | 'lateShare' | 'lostShare',
  number
>

function known(shares: { readonly [name in keyof Shares]: number | undefined }): Partial<Shares> {
  const { clippedShare, lateShare, lostShare, missingShare, underrunShare } = shares
  return {
    ...(clippedShare === undefined ? {} : { clippedShare }),
    ...(lateShare === undefined ? {} : { lateShare }),
    ...(lostShare === undefined ? {} : { lostShare }),
    ...(missingShare === undefined ? {} : { missingShare }),
    ...(underrunShare === undefined ? {} : { underrunShare }),
  }
}
