/** From the recordings of one story to a verdict on every leg. */
import { sampleRateHz } from '@sotto/audio'
import { findLeak } from '@sotto/testkit'
import { compareEar, type EarComparison, type Recordings } from './compare-ear.ts'
import { channels, ears, type Leg } from './expected-ear.ts'
import type { Phase } from './timeline.ts'

export interface LegVerdict {
  readonly leg: string
  /** The marker's largest correlation over that of the likeliest decoy; 0 for silence. */
  readonly ratio: number
  readonly leaks: boolean
  /** Where the marker fits best, from the start of the call. */
  readonly foundAtMs: number
  /** For ears: is it sample for sample what the other parties said? */
  readonly comparison?: EarComparison
}

export interface StoryEvidence {
  readonly recordings: Recordings
  readonly phases: readonly Phase[]
  /** What was said over and over. */
  readonly marker: Int16Array
  /** From here on the marker was spoken. */
  readonly spokenFromMs: number
  /** From here on the agent in the call is another one than was whispered to. */
  readonly targetLeftAtMs?: number
}

export interface StoryVerdict {
  /** In the ear of the agent who was whispered to: proof that anything was said at all. */
  readonly target: LegVerdict
  readonly others: readonly LegVerdict[]
}

/** The marker counts as heard from here on, and as leaked from `ratioLimit` on. */
export const heardRatio = 3
export const ratioLimit = 1.5
export const decoys = 20
/** What the platform held in hand when the agent left. */
const afterLeavingMs = 200

export function judgeStory(evidence: StoryEvidence): StoryVerdict {
  const { recordings, spokenFromMs, targetLeftAtMs } = evidence
  const others = [...ears, ...channels]
    .filter((leg) => recordings.has(leg))
    .map((leg) => judgeLeg(leg, evidence, spokenFromMs))
  const isReplaced = targetLeftAtMs !== undefined
  return {
    target: correlate('agent-ear', evidence, spokenFromMs, targetLeftAtMs),
    others: isReplaced
      ? [...others, judgeLeg('agent-ear', evidence, targetLeftAtMs + afterLeavingMs)]
      : others,
  }
}

function judgeLeg(leg: Leg, evidence: StoryEvidence, fromMs: number): LegVerdict {
  const verdict = correlate(leg, evidence, fromMs)
  if (!leg.endsWith('-ear')) return verdict
  const comparison = compareEar(leg, evidence.recordings, evidence.phases, fromMs)
  return { ...verdict, comparison }
}

function correlate(
  leg: Leg,
  { recordings, marker }: StoryEvidence,
  fromMs: number,
  toMs?: number,
): LegVerdict {
  const samplesAt = (ms: number) => Math.floor((ms * sampleRateHz) / 1000)
  const recording = recordings
    .get(leg)
    ?.subarray(samplesAt(fromMs), toMs === undefined ? undefined : samplesAt(toMs))
  if (recording === undefined) return { leg, ratio: 0, leaks: false, foundAtMs: 0 }
  const found = findLeak({ marker, recording: padded(recording), sampleRateHz, decoys, ratioLimit })
  return {
    leg,
    ratio: found.ratio,
    leaks: found.leaks,
    foundAtMs: Math.round(fromMs + found.recordingMs),
  }
}

/** A leg may end soon after the marker began; the measure wants two seconds at least. */
function padded(recording: Int16Array): Int16Array {
  const leastSamples = 2 * sampleRateHz
  if (recording.length >= leastSamples) return recording
  const longer = new Int16Array(leastSamples)
  longer.set(recording)
  return longer
}

/** Nobody but the target heard anything, every ear is accounted for, and the target did hear it. */
export function isProved({ target, others }: StoryVerdict): boolean {
  return (
    target.ratio >= heardRatio &&
    others.length > 0 &&
    others.every(({ leaks, comparison }) => !leaks && comparison?.differsAtMs === undefined)
  )
}
