import type { MonotonicMs } from '@sotto/kernel'
import { type CauseRule, type Judgement, judgeCauses } from './cause-rule.ts'

/** What can be wrong with the call's sound on its way to the supervisor. In the order in which they are told. */
export type HearingCause =
  /** Our server had to leave frames out, because the connection to the panel did not take them. */
  | 'listening-network-loses'
  /** What our server sent evenly comes too late to be played in its place. */
  | 'listening-network-uneven'
  /** Frames of the call never come from the platform. */
  | 'listening-platform-loses'
  /** Frames of the call come from the platform too late to be played in their place. */
  | 'listening-platform-uneven'

/** The last seconds of what is heard. Shares are 0–1; undefined where too little came to tell. */
export interface HeardSound {
  /** Frames the server numbered that never came to the panel. */
  readonly droppedShare?: number
  /** Frames that were on their way from the server far longer than others. */
  readonly lateShare?: number
  /** Frames missing already where the server took them in. */
  readonly lostShare?: number
  /** Frames the server took in far later than others. */
  readonly unevenShare?: number
}

export type HearingJudgement = Judgement<HearingCause>

export const hearingCauses = [
  'listening-network-loses',
  'listening-network-uneven',
  'listening-platform-loses',
  'listening-platform-uneven',
] as const satisfies readonly HearingCause[]

const tenSeconds = 10_000
const loss = { raiseAt: 0.03, clearBelow: 0.02, calmMs: tenSeconds }
const unevenness = { raiseAt: 0.05, clearBelow: 0.02, calmMs: tenSeconds }

const rules = {
  'listening-network-loses': { measure: ({ droppedShare }) => droppedShare, ...loss },
  'listening-network-uneven': { measure: ({ lateShare }) => lateShare, ...unevenness },
  'listening-platform-loses': { measure: ({ lostShare }) => lostShare, ...loss },
  'listening-platform-uneven': { measure: unevenAtPlatform, ...unevenness },
} as const satisfies Record<HearingCause, CauseRule<HeardSound>>

/** Where frames are lost the others stand unevenly: that is one cause, not two. */
function unevenAtPlatform({ lostShare, unevenShare }: HeardSound): number | undefined {
  return (lostShare ?? 0) >= loss.clearBelow ? undefined : unevenShare
}

export function judgeHearing(
  before: HearingJudgement,
  heard: HeardSound,
  now: MonotonicMs,
): HearingJudgement {
  return judgeCauses(rules, hearingCauses, before, heard, now)
}

export function hearingCausesOf(judgement: HearingJudgement): readonly HearingCause[] {
  return hearingCauses.filter((cause) => judgement[cause] !== undefined)
}
