/** Is an ear, sample for sample, what the other parties' channels say it must be? */
import { frameMs, frameSamples } from '@sotto/audio'
import { expectedEar, type Leg } from './expected-ear.ts'
import { type Phase, statesAt } from './timeline.ts'

export interface EarComparison {
  /** How much of the ear could be compared. */
  readonly comparedMs: number
  /** Where the first frame begins that is not what it must be. */
  readonly differsAtMs?: number
}

export type Recordings = ReadonlyMap<string, Int16Array>

/** A change of state holds from the frame it happens in, and its time is rounded. */
const guardMs = 2 * frameMs
const largest = 32_767
const smallest = -32_768

/** Compares the ear's frames from `fromMs` on. Frames whose sound nobody recorded are left out. */
export function compareEar(
  ear: Leg,
  recordings: Recordings,
  phases: readonly Phase[],
  fromMs: number,
): EarComparison {
  const heard = recordings.get(ear)
  if (heard === undefined) return { comparedMs: 0 }
  let comparedMs = 0
  const firstFrame = Math.ceil(fromMs / frameMs)
  const frames = Math.floor(sharedLength(heard, recordings) / frameSamples)
  for (let frame = firstFrame; frame < frames; frame += 1) {
    const atMs = frame * frameMs
    const possible = mixesAt(ear, phases, atMs)
    if (possible === undefined) continue
    comparedMs += frameMs
    if (!possible.some((mix) => isSum(heard, frame * frameSamples, mix, recordings)))
      return { comparedMs, differsAtMs: atMs }
  }
  return { comparedMs }
}

/** All that may have been mixed there; undefined when somebody is part of it of whom there is no recording. */
function mixesAt(
  ear: Leg,
  phases: readonly Phase[],
  atMs: number,
): readonly (readonly string[])[] | undefined {
  const mixes: (readonly string[])[] = []
  for (const state of statesAt(phases, atMs, guardMs)) {
    const expected = expectedEar(ear, state)
    if (expected === 'unknown') return undefined
    mixes.push(...expected)
  }
  return mixes
}

/** The legs were read one after the other while the call went on: only what all have can be compared. */
function sharedLength(heard: Int16Array, recordings: Recordings): number {
  return Math.min(heard.length, ...[...recordings.values()].map(({ length }) => length))
}

function isSum(
  heard: Int16Array,
  start: number,
  mix: readonly string[],
  recordings: Recordings,
): boolean {
  const spoken = mix.map((leg) => recordings.get(leg))
  for (let at = start; at < start + frameSamples; at += 1) {
    let sum = 0
    for (const samples of spoken) sum += samples?.[at] ?? 0
    if (heard[at] !== Math.max(smallest, Math.min(largest, sum))) return false
  }
  return true
}
