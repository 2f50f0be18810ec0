/** The truth line as it may be shown: the server's word while it is fresh, unknown the moment it is not. Pure. */
import type { TruthLine } from '@sotto/domain'
import type { PlatformLink } from '@sotto/protocol'
import type { LiveLink } from '../live/live-link.ts'

export const unknownTruth: TruthLine = {
  agent: { hearsYou: false, certainty: 'unknown' },
  customer: { hearsYou: false, certainty: 'unknown' },
  recording: { recordsYou: false, state: 'off', certainty: 'unknown' },
}

export type Doubt = 'connection-stale' | 'platform-interrupted'

/** Why nothing that is shown can be relied on now; undefined when it can. */
export function doubtOf(link: LiveLink, platform: PlatformLink | undefined): Doubt | undefined {
  if (link.state !== 'live') return 'connection-stale'
  return platform?.state === 'open' ? undefined : 'platform-interrupted'
}

/** The list hangs on streams that bring whole queues, what is opened does not: it may be old alone. */
export function listDoubtOf(link: LiveLink, platform: PlatformLink | undefined): Doubt | undefined {
  const isListOld = platform?.listOldSince !== undefined
  return doubtOf(link, platform) ?? (isListOld ? 'platform-interrupted' : undefined)
}

export function shownTruth(truth: TruthLine | undefined, doubt: Doubt | undefined): TruthLine {
  return truth === undefined || doubt !== undefined ? unknownTruth : truth
}
