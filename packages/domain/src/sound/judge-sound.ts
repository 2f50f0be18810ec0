import type { MonotonicMs } from '@sotto/kernel'
import type { AudioQuality } from '../conversation/conversation.ts'
import { type CauseRule, type Judgement, judgeCauses } from './cause-rule.ts'

/** What can be wrong with the sound, each with a remedy of its own. In the order in which they are told. */
export type SoundCause =
  /** The agent's telephone takes neither PCMU nor PCMA. */
  | 'agent-codec'
  /** The platform reports that the voice does not fit into the agent's ear. */
  | 'voice-distorted'
  /** Spoken frames never come from the panel. */
  | 'supervisor-network-loses'
  /** Spoken frames come too late to be played in their place. */
  | 'supervisor-network-uneven'
  /** What we sent did not all reach the platform's mixer. */
  | 'platform-loses'
  /** What we sent evenly arrives unevenly at the platform's mixer. */
  | 'platform-uneven'

/** The last seconds of a line that carries a voice. Shares are 0–1; undefined where too little was spoken to tell. */
export interface LineSound {
  /** Samples the platform clipped, of those it mixed. */
  readonly clippedShare?: number
  /** Frames that never came from the panel, of those captured. */
  readonly missingShare?: number
  /** Frames made up or thrown away because they were late, of those to be played. */
  readonly lateShare?: number
  /** Samples we sent that the platform does not count as received, of those sent; what is on its way is among them. */
  readonly lostShare?: number
  /** Samples the platform missed, of those it wanted. */
  readonly underrunShare?: number
  /** What the platform says of this supervisor's sound, and of the agent's ear. */
  readonly supervisorQuality?: AudioQuality
  readonly agentQuality?: AudioQuality
}

export interface SoundFacts {
  /** As the platform names them; empty where it names none. */
  readonly agentCodecs: readonly string[]
  /** Only while a line of this person's carries their voice. */
  readonly line?: LineSound
}

export type SoundJudgement = Judgement<SoundCause>

const tenSeconds = 10_000
const telephoneCodecs = /^(PCMU|PCMA)(\/.*)?$/i

const missing = ({ line }: SoundFacts) => line?.missingShare
const late = ({ line }: SoundFacts) => line?.lateShare

const rules = {
  'agent-codec': {
    measure: ({ agentCodecs }) => (takesTelephoneSound(agentCodecs) ? 0 : 1),
    raiseAt: 1,
    clearBelow: 1,
    calmMs: 0,
  },
  'voice-distorted': {
    measure: ({ line }) => largest(line?.clippedShare, line?.agentQuality?.clippingRatio),
    // The platform rounds up to hundredths: one is next to nothing.
    raiseAt: 0.02,
    clearBelow: 0.011,
    calmMs: tenSeconds,
  },
  'supervisor-network-loses': {
    measure: missing,
    raiseAt: 0.03,
    clearBelow: 0.01,
    calmMs: tenSeconds,
  },
  'supervisor-network-uneven': {
    measure: late,
    raiseAt: 0.05,
    clearBelow: 0.02,
    calmMs: tenSeconds,
  },
  'platform-loses': {
    measure: lossAtPlatform,
    raiseAt: 0.03,
    clearBelow: 0.02,
    calmMs: tenSeconds,
  },
  'platform-uneven': {
    measure: unevenAtPlatform,
    raiseAt: 1,
    clearBelow: 0.7,
    calmMs: tenSeconds,
  },
} as const satisfies Record<SoundCause, CauseRule<SoundFacts>>

/** In the order in which they are told. */
export const soundCauses = [
  'agent-codec',
  'voice-distorted',
  'supervisor-network-loses',
  'supervisor-network-uneven',
  'platform-loses',
  'platform-uneven',
] as const satisfies readonly SoundCause[]

/** So much of four seconds may well be on its way when the platform counts. */
const onItsWayShare = 0.06

/** Our own count knows it seconds before the platform's report, but is coarse. */
function lossAtPlatform({ line }: SoundFacts): number | undefined {
  const lost = line?.lostShare
  const isSure = lost !== undefined && lost >= onItsWayShare
  return largest(line?.supervisorQuality?.lossRatio, isSure ? lost : undefined)
}

/** Jitter and share of missing sound that count as uneven. */
const unevenJitterMs = 30
const unevenUnderrunShare = 0.08

/** Sound that was late or lost on its way to us is missing at the platform too, and so is what the platform itself lost. */
function unevenAtPlatform(facts: SoundFacts): number | undefined {
  const { line } = facts
  const isOurs = (missing(facts) ?? 0) >= 0.01 || (late(facts) ?? 0) >= 0.02
  const isLost = (lossAtPlatform(facts) ?? 0) >= 0.02
  const underrun = isOurs || isLost ? undefined : line?.underrunShare
  const jitterMs = line?.supervisorQuality?.jitterMs
  return largest(
    jitterMs === undefined ? undefined : jitterMs / unevenJitterMs,
    underrun === undefined ? undefined : underrun / unevenUnderrunShare,
  )
}

function largest(...measures: readonly (number | undefined)[]): number | undefined {
  const known = measures.filter((measure) => measure !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

/** An endpoint whose codecs nobody names is not suspected. */
export function takesTelephoneSound(codecs: readonly string[]): boolean {
  return codecs.length === 0 || codecs.some((codec) => telephoneCodecs.test(codec.trim()))
}

/** The next judgement. A cause is told at once and goes only after it has been calm: sentences do not flicker. */
export function judgeSound(
  before: SoundJudgement,
  facts: SoundFacts,
  now: MonotonicMs,
): SoundJudgement {
  return judgeCauses(rules, soundCauses, before, facts, now)
}

export function causesOf(judgement: SoundJudgement): readonly SoundCause[] {
  return soundCauses.filter((cause) => judgement[cause] !== undefined)
}

/** W10: what a distorted whisper is lowered to. */
export const loweredMixLevel = 0.5

/** The level a whisper should have instead; undefined when the one it has may stay. */
export function relievedMixLevel(
  causes: readonly SoundCause[],
  mixLevel: number | undefined,
): number | undefined {
  const isTooLoud = mixLevel !== undefined && mixLevel > loweredMixLevel
  return isTooLoud && causes.includes('voice-distorted') ? loweredMixLevel : undefined
}
